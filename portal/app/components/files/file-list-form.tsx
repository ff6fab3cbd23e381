/** What narrows and arranges the list of files: search, statuses, columns and order, in one form that only asks. */
import { Form } from '@remix-run/react'
import { fileColumns, fileStatuses, type FileColumn, type FileList } from '@lodge/shared-types'
import { useOfficeWords } from '../../language.tsx'
import type { OfficeWords } from '../../messages/en.ts'
import { Button } from '../button.tsx'
import { Chooser, Choosers, Tick } from '../chooser.tsx'
import styles from './files.module.css'

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
      <Choosers>
        <Chooser
          title={statuses.length > 0 ? words.files.statusChosen(statuses.length) : words.files.status}
          name={words.files.status}
        >
          {fileStatuses.map((status) => (
            <Tick key={status} name="status" value={status} isOn={statuses.includes(status)}>
              {words.fileStatuses[status]}
            </Tick>
          ))}
        </Chooser>
        <Chooser title={words.files.columnsTitle}>
          {/* The file number names each row: it is always there. */}
          <input type="hidden" name="col" value="fileNumber" />
          {fileColumns
            .filter((column) => column !== 'fileNumber')
            .map((column) => (
              <Tick key={column} name="col" value={column} isOn={columns.includes(column)}>
                {words.files.columns[column]}
              </Tick>
            ))}
        </Chooser>
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
      </Choosers>
    </Form>
  )
}
