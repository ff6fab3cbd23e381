/** What every entry of a form has around it: its label, what helps, and what is wrong, read out together with it. */
import type { ReactNode } from 'react'
import styles from './controls.module.css'

/** What a control must say about itself, so that label, hint and error are read with it. */
export type ControlNames = {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: true
}

type Props = {
  /** The field's path: also the id that an error summary links to. */
  id: string
  label: string
  /** A word behind the label, such as "optional". */
  level?: string | undefined
  hint?: string | undefined
  errors: readonly string[]
  /** Several controls make one answer: a group with a legend instead of a label. */
  isGroup?: boolean
  children: (names: ControlNames) => ReactNode
}

export function FieldFrame({ id, label, level, hint, errors, isGroup = false, children }: Props) {
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const describing = [...(hint === undefined ? [] : [hintId]), ...(errors.length > 0 ? [errorId] : [])]
  const names: ControlNames = {
    id,
    ...(describing.length > 0 ? { 'aria-describedby': describing.join(' ') } : {}),
    ...(errors.length > 0 ? { 'aria-invalid': true } : {}),
  }
  const className = errors.length > 0 ? `${styles.field} ${styles.wrong}` : styles.field
  const words = (
    <>
      {label}
      {level !== undefined && <span className={styles.level}> ({level})</span>}
    </>
  )
  const help = (
    <>
      {hint !== undefined && (
        <p className={styles.hint} id={hintId}>
          {hint}
        </p>
      )}
      {errors.length > 0 && (
        <div className={styles.error} id={errorId}>
          {errors.map((error) => (
            <p key={error}>{error}</p>
          ))}
        </div>
      )}
    </>
  )
  return isGroup ? (
    <div className={className}>
      <fieldset
        className={styles.group}
        {...(describing.length > 0 ? { 'aria-describedby': describing.join(' ') } : {})}
      >
        <legend className={styles.label}>{words}</legend>
        {help}
        {children(names)}
      </fieldset>
    </div>
  ) : (
    <div className={className}>
      <label className={styles.label} htmlFor={id}>
        {words}
      </label>
      {help}
      {children(names)}
    </div>
  )
}
