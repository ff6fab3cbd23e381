/** A date in three boxes: what is written stays, also when it is no day of the calendar. */
import { useState } from 'react'
import { useWords } from '../../language.tsx'
import { dateInWords } from '../../office-time.ts'
import styles from './controls.module.css'
import type { ControlNames } from './field-frame.tsx'

type Parts = { year: string; month: string; day: string }
type Props = {
  names: ControlNames
  /** `2026-03-14`, or as much of it as was written, such as `2026--14`. */
  value: string
  isReadOnly: boolean
  onChange: (value: string) => void
  onLeave: () => void
}

const order = ['day', 'month', 'year'] as const

function partsOf(value: string): Parts {
  const [year = '', month = '', day = ''] = value.split('-')
  return { year, month, day }
}

/** Digits of Arabic script count as digits. */
const latinDigits = (text: string): string =>
  text
    .replaceAll(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replaceAll(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replaceAll(/[-\s]/g, '')

const twoDigits = (part: string): string => (/^\d$/.test(part) ? `0${part}` : part)

/** Returns the date as it is kept; empty where nothing is written. */
export const dateOf = ({ year, month, day }: Parts): string =>
  year === '' && month === '' && day === '' ? '' : `${year}-${twoDigits(month)}-${twoDigits(day)}`

const isDay = (value: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(`${value}T00:00:00Z`).toISOString().startsWith(value)

function isRealDay(value: string): boolean {
  try {
    return isDay(value)
  } catch {
    return false
  }
}

export function DateControl({ names, value, isReadOnly, onChange, onLeave }: Props) {
  const words = useWords()
  const [typed, setTyped] = useState(() => partsOf(value))
  const parts = dateOf(typed) === value ? typed : partsOf(value)
  const { id, ...described } = names
  const write = (part: keyof Parts, text: string): void => {
    const next = { ...parts, [part]: latinDigits(text) }
    setTyped(next)
    onChange(dateOf(next))
  }
  return (
    <>
      <div
        className={styles.date}
        onBlur={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget)) onLeave()
        }}
      >
        {order.map((part) => (
          <label key={part} className={styles.part}>
            {words.drafting.fields[part]}
            <input
              {...described}
              id={part === 'day' ? id : `${id}-${part}`}
              className={styles.input}
              dir="ltr"
              inputMode="numeric"
              autoComplete="off"
              value={parts[part]}
              readOnly={isReadOnly}
              onChange={(event) => write(part, event.target.value)}
            />
          </label>
        ))}
      </div>
      {isRealDay(value) && <p className={styles.inWords}>{dateInWords(value, words)}</p>}
    </>
  )
}
