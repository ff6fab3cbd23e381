/** One page of a PDF: its picture on a canvas, and over it its text, which can be marked, read aloud and searched. */
import { useEffect, useRef, useState } from 'react'
import type { Hit } from './find-in-text.ts'
import { showHits } from './highlights.ts'
import type { OpenPdf } from './open-pdf.ts'
import styles from './viewer.module.css'
import { scaleOf, type Zoom } from './zoom.ts'

type Props = {
  pdf: OpenPdf
  number: number
  zoom: Zoom
  /** In degrees, by quarters. */
  rotation: number
  /** The width that there is, in CSS pixels. */
  width: number
  /** What was found on this page, and the hit that the reader is at. */
  hits: readonly Hit[]
  current: Hit | undefined
  label: string
  /** Told with every drawing, for the reader and for the next step of the zoom. */
  onDrawn: (scale: number) => void
  onFailure: (error: unknown) => void
}

/** The runs of the page that is drawn now. */
type Laid = { number: number; runs: readonly HTMLElement[] }

/** More would only cost memory. */
const maxPixels = 24_000_000

/** Returns a hit as a range of the text layer; undefined where the layer lacks a part of it. */
function rangeOf({ from, to }: Hit, runs: readonly HTMLElement[]): Range | undefined {
  const start = runs[from.run]?.firstChild
  const end = runs[to.run]?.firstChild
  if (!(start instanceof Text) || !(end instanceof Text)) return undefined
  const range = document.createRange()
  range.setStart(start, Math.min(from.offset, start.length))
  range.setEnd(end, Math.min(to.offset, end.length))
  return range
}

/** Scrolls a place, and nothing around it, until a range stands in its middle; not at all where it is seen already. */
function bringIntoView(range: Range, place: HTMLElement): void {
  const found = range.getBoundingClientRect()
  const seen = place.getBoundingClientRect()
  const isSeen =
    found.top >= seen.top &&
    found.bottom <= seen.bottom &&
    found.left >= seen.left &&
    found.right <= seen.right
  if (isSeen) return
  place.scrollBy({
    top: (found.top + found.bottom - seen.top - seen.bottom) / 2,
    left: (found.left + found.right - seen.left - seen.right) / 2,
  })
}

/** Cancelled drawings of pdf.js end with this; nobody needs to know. */
const isCancelled = (error: unknown): boolean =>
  error instanceof Error && ['RenderingCancelledException', 'AbortException'].includes(error.name)

export function PdfPage(props: Props) {
  const { pdf, number, zoom, rotation, width, hits, current, label, onDrawn, onFailure } = props
  const canvas = useRef<HTMLCanvasElement>(null)
  const layer = useRef<HTMLDivElement>(null)
  const sheet = useRef<HTMLDivElement>(null)
  const [laid, setLaid] = useState<Laid>()
  const told = useRef({ onDrawn, onFailure })
  told.current = { onDrawn, onFailure }

  useEffect(() => {
    const over = new AbortController()
    const isOver = (): boolean => over.signal.aborted
    let stop: () => void = () => undefined
    const draw = async (): Promise<void> => {
      const page = await pdf.page(number)
      const picture = canvas.current
      const text = layer.current
      const paper = sheet.current
      if (isOver() || !picture || !text || !paper) return
      const turn = (page.rotate + rotation) % 360
      const scale = scaleOf(zoom, page.getViewport({ scale: 1, rotation: turn }).width, width)
      const viewport = page.getViewport({ scale, rotation: turn })
      const density = Math.min(
        window.devicePixelRatio || 1,
        Math.sqrt(maxPixels / Math.max(1, viewport.width * viewport.height)),
      )
      // Drawn apart and put in place when it is whole: a page that changes size does not flicker.
      const drawn = document.createElement('canvas')
      drawn.width = Math.max(1, Math.floor(viewport.width * density))
      drawn.height = Math.max(1, Math.floor(viewport.height * density))
      const drawing = page.render({ canvas: drawn, viewport, transform: [density, 0, 0, density, 0, 0] })
      stop = () => drawing.cancel()
      await drawing.promise
      const lines = document.createElement('div')
      lines.className = styles.textLayer ?? ''
      const written = new pdf.tools.TextLayer({
        textContentSource: await page.getTextContent(),
        container: lines,
        viewport,
      })
      stop = () => written.cancel()
      await written.render()
      if (isOver()) return
      paper.style.setProperty('--total-scale-factor', String(scale))
      paper.style.inlineSize = `${viewport.width}px`
      paper.style.blockSize = `${viewport.height}px`
      picture.width = drawn.width
      picture.height = drawn.height
      picture.getContext('2d')?.drawImage(drawn, 0, 0)
      text.replaceChildren(lines)
      setLaid({ number, runs: written.textDivs })
      told.current.onDrawn(scale)
    }
    draw().catch((error: unknown) => {
      if (!isOver() && !isCancelled(error)) told.current.onFailure(error)
    })
    return () => {
      over.abort()
      stop()
    }
  }, [pdf, number, zoom, rotation, width])

  useEffect(() => {
    // Until the new page is drawn the old one stands there, with hits of its own.
    const ranges = (laid?.number === number ? hits : []).flatMap((hit) => {
      const range = rangeOf(hit, laid?.runs ?? [])
      return range ? [{ hit, range }] : []
    })
    const here = ranges.find(({ hit }) => hit === current)?.range
    if (here && sheet.current?.parentElement) bringIntoView(here, sheet.current.parentElement)
    return showHits(
      ranges.map(({ range }) => range),
      here,
    )
  }, [laid, number, hits, current])

  return (
    <div ref={sheet} className={styles.sheet} dir="ltr" data-page={number}>
      <canvas ref={canvas} className={styles.canvas} role="img" aria-label={label} />
      <div ref={layer} />
    </div>
  )
}
