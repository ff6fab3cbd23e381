/** What narrows a list of the money screens: one form that only asks, so that every list has an address. */
import { Form, Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useWordsOf } from '../../../language.tsx'
import { moneyWords } from '../../../messages/money.ts'
import button from '../../button.module.css'
import styles from '../task-filters.module.css'

export type Asked = Readonly<Record<string, string | undefined>>

/** Returns the address of the same list with `change`; an empty value leaves a filter out, and so does the page it was on. */
export function addressWith(asked: Asked, change: Asked = {}): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...asked, ...change }))
    if (value !== undefined && value !== '') parameters.set(name, value)
  return `?${parameters}`
}

/** The form; `keeps` goes along unseen, such as the part of the page that is on screen. */
export function Filters({
  asked,
  keeps = {},
  isList = true,
  isSearch = true,
  children,
}: {
  asked: Asked
  keeps?: Asked
  /** Whether there is more to see without the filters. */
  isList?: boolean
  /** Whether it is the one search of its page. */
  isSearch?: boolean
  children: ReactNode
}) {
  const words = useWordsOf(moneyWords).filters
  const isNarrowed = Object.values(asked).some((value) => value !== undefined)
  return (
    // Keyed by what it shows, so that the entries follow the address when it changes by a link.
    <Form
      method="get"
      {...(isSearch ? { role: 'search' } : {})}
      className={styles.form}
      key={JSON.stringify(asked)}
    >
      {Object.entries(keeps).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      {children}
      <button type="submit" className={`${button.button} ${button.quiet} ${button.small} ${styles.show}`}>
        {words.show}
      </button>
      {isList && isNarrowed && <Link to={addressWith(keeps)}>{words.all}</Link>}
    </Form>
  )
}

type EntryProps = { name: string; label: string; value: string | undefined }

export const FilterText = ({ name, label, value }: EntryProps) => (
  <label className={`${styles.field} ${styles.wide}`}>
    <span>{label}</span>
    <input name={name} type="search" dir="auto" maxLength={100} defaultValue={value} autoComplete="off" />
  </label>
)

export const FilterDay = ({ name, label, value }: EntryProps) => (
  <label className={styles.field}>
    <span>{label}</span>
    <input name={name} type="date" defaultValue={value} />
  </label>
)

export const FilterChoice = ({
  name,
  label,
  value,
  any,
  choices,
}: EntryProps & {
  /** What stands there while nothing is chosen. */
  any: string
  choices: readonly { value: string; name: string }[]
}) => (
  <label className={styles.field}>
    <span>{label}</span>
    <select name={name} defaultValue={value ?? ''}>
      <option value="">{any}</option>
      {choices.map((one) => (
        <option key={one.value} value={one.value}>
          {one.name}
        </option>
      ))}
    </select>
  </label>
)
