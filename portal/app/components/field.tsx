/** One labelled entry of a form, with its error where it belongs. */
import type { ComponentProps } from 'react'
import styles from './field.module.css'

type Props = {
  /** Also the id that an error summary links to. */
  name: string
  label: string
  type?: 'text' | 'email' | 'password'
  autoComplete?: string
  error?: string | undefined
  defaultValue?: string | undefined
  hint?: string
  /** Lines of a longer text; one line where it is not given. */
  rows?: number
  /** One of these is chosen from a list, and nothing is typed. */
  choices?: readonly { value: string; name: string }[]
  isOptional?: boolean
  /** Digits alone: a phone shows its number keys. */
  isNumber?: boolean
}

export function Field({
  name,
  label,
  type = 'text',
  autoComplete,
  error,
  defaultValue,
  hint,
  rows,
  choices,
  isOptional = false,
  isNumber = false,
}: Props) {
  const errorId = `${name}-error`
  const hintId = `${name}-hint`
  const described = [...(hint === undefined ? [] : [hintId]), ...(error === undefined ? [] : [errorId])]
  const entry = {
    className: styles.input,
    id: name,
    name,
    required: !isOptional,
    // A name or an address has its own direction, whatever the page's.
    dir: type === 'text' && !isNumber ? 'auto' : 'ltr',
    ...(autoComplete === undefined ? {} : { autoComplete }),
    ...(defaultValue === undefined ? {} : { defaultValue }),
    ...(error === undefined ? {} : { 'aria-invalid': true }),
    ...(described.length === 0 ? {} : { 'aria-describedby': described.join(' ') }),
  }
  return (
    <div className={error === undefined ? styles.field : `${styles.field} ${styles.wrong}`}>
      <label className={styles.label} htmlFor={name}>
        {label}
      </label>
      {hint !== undefined && (
        <p className={styles.hint} id={hintId}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p className={styles.error} id={errorId}>
          {error}
        </p>
      )}
      {choices ? (
        <Select entry={entry} choices={choices} />
      ) : rows === undefined ? (
        <input {...entry} type={type} {...(isNumber ? { inputMode: 'decimal' } : {})} />
      ) : (
        <textarea {...entry} rows={rows} />
      )}
    </div>
  )
}

/** A list has the direction of the page: its entries are words of ours, or names that are kept apart. */
const Select = ({
  entry: { dir: _, ...entry },
  choices,
}: {
  entry: ComponentProps<'select'>
  choices: NonNullable<Props['choices']>
}) => (
  <select {...entry}>
    {choices.map(({ value, name }) => (
      <option key={value} value={value}>
        {name}
      </option>
    ))}
  </select>
)
