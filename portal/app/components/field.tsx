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
}

export function Field({ name, label, type = 'text', autoComplete, error, defaultValue }: Props) {
  const errorId = `${name}-error`
  return (
    <div className={error === undefined ? styles.field : `${styles.field} ${styles.wrong}`}>
      <label className={styles.label} htmlFor={name}>
        {label}
      </label>
      {error !== undefined && (
        <p className={styles.error} id={errorId}>
          {error}
        </p>
      )}
      <input
        className={styles.input}
        id={name}
        name={name}
        type={type}
        required
        // A name or an address has its own direction, whatever the page's.
        dir={type === 'text' ? 'auto' : 'ltr'}
        {...(autoComplete === undefined ? {} : { autoComplete })}
        {...(defaultValue === undefined ? {} : { defaultValue })}
        {...(error === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': errorId })}
      />
    </div>
  )
}
