/** One labelled entry of a form, with its error where it belongs. */
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
}

export function Field({ name, label, type = 'text', autoComplete, error, defaultValue, hint, rows }: Props) {
  const errorId = `${name}-error`
  const hintId = `${name}-hint`
  const described = [...(hint === undefined ? [] : [hintId]), ...(error === undefined ? [] : [errorId])]
  const entry = {
    className: styles.input,
    id: name,
    name,
    required: true,
    // A name or an address has its own direction, whatever the page's.
    dir: type === 'text' ? 'auto' : 'ltr',
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
      {rows === undefined ? <input {...entry} type={type} /> : <textarea {...entry} rows={rows} />}
    </div>
  )
}
