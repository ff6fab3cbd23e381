/**
 * Shows a stored document: a PDF by pdf.js, an image as itself; pages, zoom, turning, search. It comes as an attachment over
 * the session and never leaves this page. Without scripts there is the download; what cannot be shown says why.
 */
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useWordsOf } from '../../language.tsx'
import { staffFileWords } from '../../messages/staff-file.ts'
import { Notice } from '../notice.tsx'
import type { Hit } from './viewer/find-in-text.ts'
import { ImagePage } from './viewer/image-page.tsx'
import { PdfPage } from './viewer/pdf-page.tsx'
import { Toolbar } from './viewer/toolbar.tsx'
import { useDocumentBytes, type Failure, type Shown } from './viewer/use-document-bytes.ts'
import { useFind } from './viewer/use-find.ts'
import { larger, smaller, type Zoom } from './viewer/zoom.ts'
import styles from './viewer/viewer.module.css'

type Props = {
  /** Where the document comes from, such as `/o/borovia/api/documents/<id>`. */
  address: string
  /** As the office has found it in the bytes. */
  mediaType: string
  /** What it is, for the reader. */
  name: string
}

/** The same element for another document would keep the page and the search of this one. */
export const DocumentViewer = (props: Props) => <Viewer key={props.address} {...props} />

const isWriting = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement ||
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement

/** Returns the width within an element's padding, as it changes; 0 before the browser has laid it out. */
function useWidth() {
  const [element, setElement] = useState<HTMLElement | null>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (!element) return undefined
    const observer = new ResizeObserver(([entry]) => {
      // Whole pixels: a hair's breadth is no reason to draw the page again.
      if (entry) setWidth(Math.floor(entry.contentRect.width))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [element])
  return { width, measure: setElement, element }
}

function Viewer({ address, mediaType, name }: Props) {
  const words = useWordsOf(staffFileWords).viewer
  const [attempt, setAttempt] = useState(0)
  const [isAwake, setAwake] = useState(false)
  useEffect(() => setAwake(true), [])
  const shown = useDocumentBytes(address, mediaType, attempt)
  const [page, setPage] = useState(1)
  const [zoom, setZoom] = useState<Zoom>('fit')
  const [rotation, setRotation] = useState(0)
  const [scale, setScale] = useState(1)
  const [wish, setWish] = useState('')
  const [at, setAt] = useState(0)
  const [drawFailure, setDrawFailure] = useState<Failure>()
  const entry = useRef<HTMLInputElement>(null)
  const { width, measure, element } = useWidth()
  const pdf = shown.kind === 'pdf' ? shown.pdf : undefined
  const finding = useFind(pdf, wish)
  const pageCount = pdf?.pageCount ?? 1

  const turnTo = (wanted: number): void => {
    if (wanted < 1 || wanted > pageCount || wanted === page) return
    setPage(wanted)
    if (element) element.scrollTop = 0
  }
  const goTo = (hit: number, hits: readonly Hit[] = finding.hits): void => {
    setAt(hit)
    const found = hits[hit]
    if (found) setPage(found.page)
  }
  // A new word begins at its first hit from this page on.
  const first = useRef(goTo)
  first.current = goTo
  useEffect(() => {
    const from = finding.hits.findIndex((hit) => hit.page >= page)
    if (finding.hits.length > 0) first.current(Math.max(0, from), finding.hits)
    else setAt(0)
    // Turning pages afterwards does not move the hit.
  }, [finding.hits])

  const hitsHere = useMemo(() => finding.hits.filter((hit) => hit.page === page), [finding.hits, page])
  const fail = useCallback((failure: Failure) => setDrawFailure(failure), [])
  const onImageFailure = useCallback(() => fail('unreadable'), [fail])
  const tools = {
    ...{ page, pageCount, scale, turnTo },
    zoomIn: () => setZoom(larger(scale)),
    zoomOut: () => setZoom(smaller(scale)),
    fit: () => setZoom('fit'),
    rotate: () => setRotation((before) => (before + 90) % 360),
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return
    const isRightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl'
    const act = {
      PageDown: () => turnTo(page + 1),
      PageUp: () => turnTo(page - 1),
      ArrowRight: () => turnTo(page + (isRightToLeft ? -1 : 1)),
      ArrowLeft: () => turnTo(page + (isRightToLeft ? 1 : -1)),
      '+': tools.zoomIn,
      '=': tools.zoomIn,
      '-': tools.zoomOut,
      '0': tools.fit,
      r: tools.rotate,
      '/': () => entry.current?.focus(),
    }[event.key]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  const download = (
    <a className={styles.download} href={address} download>
      {words.download}
    </a>
  )
  const failure = shown.kind === 'failed' ? shown.failure : drawFailure
  const isShown = isAwake && failure === undefined && shown.kind !== 'loading'
  return (
    <section className={styles.viewer} aria-label={words.region(name)} onKeyDown={onKeyDown}>
      {isShown ? (
        <Toolbar
          tools={tools}
          search={pdf && { wish, finding, at, seek: setWish, goTo, entry }}
          download={download}
        />
      ) : (
        <div className={styles.toolbar}>
          <div className={styles.out}>{download}</div>
        </div>
      )}
      {failure === undefined ? (
        <div
          ref={measure}
          className={styles.stage}
          tabIndex={0}
          role="group"
          aria-label={words.pageOf(page, pageCount)}
          aria-busy={shown.kind === 'loading'}
          title={isShown ? words.keys : undefined}
        >
          <Stage
            {...{ shown, isAwake, width, page, zoom, rotation, name }}
            label={words.pageOf(page, pageCount)}
            hits={hitsHere}
            current={finding.hits[at]}
            onDrawn={setScale}
            onFailure={fail}
            onImageFailure={onImageFailure}
          />
        </div>
      ) : (
        <FailureNotice
          failure={failure}
          tryAgain={() => {
            setDrawFailure(undefined)
            setAttempt((count) => count + 1)
          }}
        />
      )}
    </section>
  )
}

type StageProps = {
  shown: Shown
  isAwake: boolean
  width: number
  page: number
  zoom: Zoom
  rotation: number
  name: string
  label: string
  hits: readonly Hit[]
  current: Hit | undefined
  onDrawn: (scale: number) => void
  onFailure: (failure: Failure) => void
  onImageFailure: () => void
}

function Stage(props: StageProps) {
  const words = useWordsOf(staffFileWords).viewer
  const { shown, isAwake, width, page, zoom, rotation, name, label, hits, current } = props
  if (!isAwake) return <p className={styles.waiting}>{words.noScripts}</p>
  if (shown.kind === 'loading' || width === 0) return <p className={styles.waiting}>{words.loading}</p>
  if (shown.kind === 'image')
    return (
      <ImagePage
        {...{ zoom, rotation, width }}
        address={shown.address}
        label={name}
        onDrawn={props.onDrawn}
        onFailure={props.onImageFailure}
      />
    )
  if (shown.kind === 'pdf')
    return (
      <PdfPage
        {...{ zoom, rotation, width, label, current }}
        pdf={shown.pdf}
        number={page}
        hits={hits}
        onDrawn={props.onDrawn}
        onFailure={() => props.onFailure('unreadable')}
      />
    )
  return null
}

function FailureNotice({ failure, tryAgain }: { failure: Failure; tryAgain: () => void }) {
  const words = useWordsOf(staffFileWords).viewer
  const mayPass = failure === 'network' || failure === 'missing'
  return (
    <div className={styles.failed}>
      <Notice meaning="attention" title={words.failed.title}>
        <p>{words.failed[failure]}</p>
        {mayPass && (
          <p>
            <button type="button" className={styles.again} onClick={tryAgain}>
              {words.again}
            </button>
          </p>
        )}
      </Notice>
    </div>
  )
}
