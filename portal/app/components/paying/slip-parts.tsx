/** The parts of slips: entries that can be copied, the QR code, and the button that prints a slip alone. */
import { useEffect, useId, useState, type ReactNode, type RefObject } from 'react'
import { useWordsOf } from '../../language.tsx'
import { payingWords } from '../../messages/paying.ts'
import button from '../button.module.css'
import type { QrPicture } from './attempt.ts'
import styles from './slip.module.css'

export type SlipEntry = {
  name: string
  value: ReactNode
  /** What goes to the clipboard, as a bank's form takes it: without blanks. */
  copy?: string
}

const small = `${button.button} ${button.quiet} ${button.small} screen-only`

/** Copies one entry. Only scripts can: without them the button is not there. */
function Copy({ what, text }: { what: string; text: string }) {
  const words = useWordsOf(payingWords).slip
  const [state, setState] = useState<'away' | 'ready' | 'copied'>('away')
  // A browser has a clipboard on safe origins only, whatever its type says.
  useEffect(() => setState('clipboard' in navigator ? 'ready' : 'away'), [])
  if (state === 'away') return null
  return (
    <button
      type="button"
      className={small}
      aria-label={words.copyWhat(what)}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setState('copied'))}
      onBlur={() => setState('ready')}
    >
      <span aria-live="polite">{state === 'copied' ? words.copied : words.copy}</span>
    </button>
  )
}

export const SlipEntries = ({ entries }: { entries: readonly SlipEntry[] }) => (
  <dl className={styles.entries}>
    {entries.map(({ name, value, copy }) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>
          <span className={styles.value}>{value}</span>
          {copy !== undefined && <Copy what={name} text={copy} />}
        </dd>
      </div>
    ))}
  </dl>
)

const quiet = 4

/** Dark on white in every scheme, with the quiet zone that scanners need (ISO/IEC 18004: four modules). */
export function QrCode({ picture: { size, path }, name }: { picture: QrPicture; name: string }) {
  const id = useId()
  const side = size + 2 * quiet
  return (
    <svg
      className={styles.qr}
      viewBox={`${-quiet} ${-quiet} ${side} ${side}`}
      role="img"
      aria-labelledby={id}
      shapeRendering="crispEdges"
    >
      <title id={id}>{name}</title>
      <rect x={-quiet} y={-quiet} width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

/** Prints the slip and nothing else of the page. Without scripts a browser prints the page, slip included. */
export function PrintAlone({ slip }: { slip: RefObject<HTMLElement> }) {
  const words = useWordsOf(payingWords).slip
  const [isAwake, setAwake] = useState(false)
  useEffect(() => setAwake(true), [])
  if (!isAwake) return null
  const print = (): void => {
    slip.current?.setAttribute('data-alone', '')
    window.addEventListener('afterprint', () => slip.current?.removeAttribute('data-alone'), { once: true })
    window.print()
  }
  return (
    <button type="button" className={`${button.button} ${button.quiet} screen-only`} onClick={print}>
      {words.print}
    </button>
  )
}
