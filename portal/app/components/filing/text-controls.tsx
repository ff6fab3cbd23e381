/** Entries of text: one line, many lines, and several lines that are an answer each. */
import { useState } from 'react'
import { useWords } from '../../language.tsx'
import styles from './controls.module.css'
import type { ControlNames } from './field-frame.tsx'

type Props = {
  names: ControlNames
  value: string
  isReadOnly: boolean
  onChange: (value: string) => void
  onLeave: () => void
}

const inputTypes = {
  line: { type: 'text', dir: 'auto' },
  email: { type: 'email', dir: 'ltr' },
  phone: { type: 'tel', dir: 'ltr' },
} as const

type LineProps = Props & { kind: keyof typeof inputTypes; autoComplete?: string | undefined; max?: number }

/** One line. What is too long is kept and told, never cut off. */
export function LineControl({
  names,
  value,
  kind,
  autoComplete,
  max,
  isReadOnly,
  onChange,
  onLeave,
}: LineProps) {
  return (
    <>
      <input
        {...names}
        {...inputTypes[kind]}
        className={max !== undefined && max <= 60 ? `${styles.input} ${styles.short}` : styles.input}
        value={value}
        readOnly={isReadOnly}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onLeave}
        {...(autoComplete === undefined ? {} : { autoComplete })}
      />
      {max !== undefined && <Remaining count={value.length} max={max} />}
    </>
  )
}

/** About as many characters as stand on a line. */
const lineLength = 60

/** Returns how many rows show a text without much scrolling; by arithmetic, since measuring a hundred pages takes seconds. */
function rowsFor(text: string): number {
  const breaks = text.slice(0, 2_000).split('\n').length
  return Math.min(14, Math.max(4, breaks + Math.floor(text.length / lineLength)))
}

/** From here on the browser's own care for a text costs more than a tenth of a second for each key. */
const heavyFrom = 20_000

/** Returns the direction of a text; of a very long one by its first letter, and without the browser's look at its spelling. */
function lightFor(text: string): { dir: 'auto' | 'ltr' | 'rtl'; spellCheck?: false } {
  if (text.length < heavyFrom) return { dir: 'auto' }
  const [first = ''] = /\p{L}/u.exec(text.slice(0, heavyFrom)) ?? []
  return { dir: /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(first) ? 'rtl' : 'ltr', spellCheck: false }
}

/** Free text of several lines. */
export function TextControl({ names, value, max, isReadOnly, onChange, onLeave }: Props & { max: number }) {
  return (
    <>
      <textarea
        {...names}
        className={styles.input}
        {...lightFor(value)}
        rows={rowsFor(value)}
        value={value}
        readOnly={isReadOnly}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onLeave}
      />
      <Remaining count={value.length} max={max} />
    </>
  )
}

/** How much room is left, said only when it becomes tight. */
function Remaining({ count, max }: { count: number; max: number }) {
  const { left, over } = useWords().drafting.fields
  if (count < max * 0.8 || max < 40) return null
  return (
    <p className={count > max ? `${styles.count} ${styles.over}` : styles.count} role="status">
      {count > max ? over(count - max) : left(max - count)}
    </p>
  )
}

type LinesProps = Omit<Props, 'value' | 'onChange'> & {
  lines: readonly string[]
  autoComplete?: string | undefined
  onChange: (lines: string[]) => void
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '')

/** Several lines that are an answer each, such as those of an address: written and pasted as one text. */
export function LinesControl({ names, lines, autoComplete, isReadOnly, onChange, onLeave }: LinesProps) {
  const [typed, setTyped] = useState(() => lines.join('\n'))
  // An empty line at the end is no answer yet and must not vanish under the person's hands.
  const shown = linesOf(typed).join('\n') === lines.join('\n') ? typed : lines.join('\n')
  return (
    <textarea
      {...names}
      className={styles.input}
      dir="auto"
      rows={3}
      value={shown}
      readOnly={isReadOnly}
      onChange={(event) => {
        setTyped(event.target.value)
        onChange(linesOf(event.target.value))
      }}
      onBlur={onLeave}
      {...(autoComplete === undefined ? {} : { autoComplete })}
    />
  )
}
