/** What narrows and arranges the list of files: search, statuses, columns and order, in one form that only asks. */
import { Form } from '@remix-run/react'
import { fileColumns, fileStatuses, type FileColumn, type FileList } from '@lodge/shared-types'
import type { ReactNode } from 'react'
import { useOfficeWords } from '../../language.tsx'
import type { OfficeWords } from '../../messages/en.ts'
import { Button } from '../button.tsx'
import styles from './files.module.css'

const Choice = ({
  name,
  value,
  isOn,
  children,
}: {
  name: string
  value: string
  isOn: boolean
  children: ReactNode
}) => (
  <label className={styles.choice}>
    <input type="checkbox" name={name} value={value} defaultChecked={isOn} />
    <span>{children}</span>
  </label>
)

const isDay = (column: FileColumn): boolean => column === 'filingDate' || column === 'actionAt'

/** Returns the orders of a column, as an address writes them and as a person reads them. */
function ordersOf(words: OfficeWords, column: FileColumn): { value: string; text: string }[] {
  const { ascending, descending, earliestFirst, latestFirst, columns } = words.files
  const [up, down] = isDay(column) ? [earliestFirst, latestFirst] : [ascending, descending]
  return [
    { value: column, text: `${columns[column]}: ${up}` },
    { value: `-${column}`, text: `${columns[column]}: ${down}` },
  ]
}

export function FileListForm({ list }: { list: FileList }) {
  const words = useOfficeWords()
  const { search, statuses, columns, sort, isDescending } = list
  const order = `${isDescending ? '-' : ''}${sort}`
  return (
    // Keyed by what it shows, so that the entries follow the address when it changes by a link.
    <Form method="get" role="search" className={styles.form} key={JSON.stringify({ ...list, page: 0 })}>
      <div className={styles.search}>
        <label htmlFor="q" className={styles.label}>
          {words.files.search}
        </label>
        <div className={styles.searchLine}>
          <input
            id="q"
            name="q"
            type="search"
            dir="auto"
            maxLength={200}
            defaultValue={search}
            placeholder={words.files.searchHint}
            autoComplete="off"
            className={styles.entry}
          />
          <Button look="quiet">{words.files.show}</Button>
        </div>
      </div>
      <div className={styles.choosers}>
        <details className={styles.chooser}>
          <summary>
            {statuses.length > 0 ? words.files.statusChosen(statuses.length) : words.files.status}
          </summary>
          <fieldset className={styles.choices}>
            <legend className="unseen">{words.files.status}</legend>
            {fileStatuses.map((status) => (
              <Choice key={status} name="status" value={status} isOn={statuses.includes(status)}>
                {words.fileStatuses[status]}
              </Choice>
            ))}
          </fieldset>
        </details>
        <details className={styles.chooser}>
          <summary>{words.files.columnsTitle}</summary>
          <fieldset className={styles.choices}>
            <legend className="unseen">{words.files.columnsTitle}</legend>
            {/* The file number names each row: it is always there. */}
            <input type="hidden" name="col" value="fileNumber" />
            {fileColumns
              .filter((column) => column !== 'fileNumber')
              .map((column) => (
                <Choice key={column} name="col" value={column} isOn={columns.includes(column)}>
                  {words.files.columns[column]}
                </Choice>
              ))}
          </fieldset>
        </details>
        <label className={styles.order}>
          <span>{words.files.sortBy}</span>
          <select name="sort" defaultValue={order} className={styles.entry}>
            {fileColumns.flatMap((column) =>
              ordersOf(words, column).map(({ value, text }) => (
                <option key={value} value={value}>
                  {text}
                </option>
              )),
            )}
          </select>
        </label>
      </div>
    </Form>
  )
}
