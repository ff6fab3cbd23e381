/** The columns of a form, for whoever fills in its table: what each is called on screen, and what goes into it. */
import {
  choicesOf,
  type FormDefinition,
  type FormField,
  type FormOffice,
  type RequestType,
} from '@lodge/shared-types'
import { useLanguage, useWordsOf } from '../../language.tsx'
import { bulkWords } from '../../messages/bulk.ts'
import { Table } from '../table.tsx'
import styles from './bulk.module.css'
import { columnsOf, type Column } from './columns.ts'

type BulkWords = (typeof bulkWords)['en']

const wordOf = {
  lines: 'lines',
  terms: 'terms',
  designs: 'designs',
  'class-number': 'number',
  number: 'number',
  'person-number': 'number',
  date: 'date',
  country: 'country',
  email: 'email',
  phone: 'phone',
  amount: 'amount',
  declaration: 'yes',
} as const satisfies Partial<Record<FormField['kind'], keyof BulkWords['kinds']>>

const hasWord = (kind: string): kind is keyof typeof wordOf => Object.hasOwn(wordOf, kind)

type Props = { form: FormDefinition; about: RequestType['about'] | undefined; office: FormOffice }

export function ColumnsOfForm({ form, about, office }: Props) {
  const words = useWordsOf(bulkWords)
  const language = useLanguage()
  const columns = columnsOf(form, about)

  function whatToWrite({ field }: Column): string {
    if (!field) return words.kinds.subject
    const choices = choicesOf(field, office).map(({ value }) => value)
    if (choices.length > 0) return choices.join(' | ')
    return words.kinds[hasWord(field.kind) ? wordOf[field.kind] : 'text']
  }

  return (
    <details>
      <summary>{words.columns(columns.length)}</summary>
      <p className={styles.howTo}>{words.howTo}</p>
      <Table
        caption={words.columns(columns.length)}
        isDense
        rows={columns}
        keyOf={({ name }) => name}
        columns={[
          {
            head: words.column,
            cell: ({ name }) => (
              <code dir="ltr" className={styles.name}>
                {name}
              </code>
            ),
          },
          { head: words.entry, cell: ({ field }) => field?.label[language] ?? '' },
          { head: words.write, cell: (column) => <bdi>{whatToWrite(column)}</bdi> },
        ]}
      />
    </details>
  )
}
