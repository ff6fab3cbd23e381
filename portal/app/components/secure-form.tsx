/** A form that changes something: it carries the session's CSRF token and, where repeating could harm, the key of the act. */
import type { FormEvent, ReactNode } from 'react'
import { useChrome } from '../chrome.ts'
import styles from './form.module.css'

type Props = {
  action?: string
  /** Made by the page's loader for one act; sent again, it gets the first answer. */
  idempotencyKey?: string
  /** Further hidden fields. */
  fields?: Readonly<Record<string, string>>
  isInline?: boolean
  /** What scripts do first; they may send the form later, or never. */
  onSubmit?: (event: FormEvent<HTMLFormElement>) => void
  children: ReactNode
}

/** A plain HTML form: the browser loads the answer as a document, with or without scripts. */
export function SecureForm({
  action,
  idempotencyKey,
  fields = {},
  isInline = false,
  onSubmit,
  children,
}: Props) {
  const { csrfToken } = useChrome()
  const hidden = {
    ...fields,
    ...(csrfToken === undefined ? {} : { csrf: csrfToken }),
    ...(idempotencyKey === undefined ? {} : { key: idempotencyKey }),
  }
  return (
    <form
      method="post"
      className={isInline ? styles.inline : styles.form}
      {...(action === undefined ? {} : { action })}
      {...(onSubmit === undefined ? {} : { onSubmit })}
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  )
}
