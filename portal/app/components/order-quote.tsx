/** What the agent was quoted beside what the office asks, line by line, so that agreeing is a decision and no guess. */
import {
  citationIn,
  quoteDifferencesOf,
  money,
  subtractMoney,
  textIn,
  type FeeLine,
  type Localized,
  type Money as Amount,
} from '@lodge/shared-types'
import { amountInWords } from '../amounts.ts'
import { useLanguage, useOfficeWords } from '../language.tsx'
import type { OfficeWords } from '../messages/en.ts'
import { Fee } from './fee.tsx'
import { Digits, Money } from './money.tsx'
import { StatusTag } from './notice.tsx'
import { Table } from './table.tsx'

export type Quote = { total: Amount; lines?: readonly FeeLine[] | undefined }

type Compared = {
  key: string
  label: Localized
  /** The line that says which provision sets the fee. */
  cited: FeeLine | undefined
  requestId: string | null
  quotedMinor: bigint | null
  officeMinor: bigint | null
}

/** Returns every line of both sides once: the office's in their order, then those that it no longer asks. */
export function comparedLines(quoted: readonly FeeLine[], office: readonly FeeLine[]): Compared[] {
  const differences = quoteDifferencesOf(quoted, office)
  const keyOf = (line: { code: string; requestId: string | null }): string =>
    `${line.code} ${line.requestId ?? ''}`
  const changed = new Map(differences.map((difference) => [keyOf(difference), difference]))
  // Lines of one fee, such as a state each, are compared together.
  const asked = [...Map.groupBy(office, keyOf)].flatMap(([key, [line, ...more]]): Compared[] => {
    if (!line) return []
    const difference = changed.get(key)
    const officeMinor = more.reduce((sum, { amountMinor }) => sum + amountMinor, line.amountMinor)
    return [
      {
        key,
        label: line.label,
        cited: line,
        requestId: line.requestId,
        quotedMinor: difference ? difference.quotedMinor : officeMinor,
        officeMinor,
      },
    ]
  })
  const dropped = differences
    .filter(({ officeMinor }) => officeMinor === null)
    .map((difference): Compared => ({
      key: keyOf(difference),
      label: difference.label,
      cited: quoted.find((line) => keyOf(line) === keyOf(difference)),
      requestId: difference.requestId,
      quotedMinor: difference.quotedMinor,
      officeMinor: null,
    }))
  return [...asked, ...dropped]
}

/** Says in a word how a line differs; nothing where it does not. */
function Mark({ line: { quotedMinor, officeMinor } }: { line: Compared }) {
  const words = useOfficeWords().dossier
  if (quotedMinor === officeMinor) return null
  const word =
    quotedMinor === null ? words.newLine : officeMinor === null ? words.droppedLine : words.changedLine
  return <StatusTag meaning="attention">{word}</StatusTag>
}

type Props = {
  caption: string
  quote: Quote
  lines: readonly FeeLine[]
  total: Amount
  /** The online number of each request by its id, where there are several. */
  names: ReadonlyMap<string, string>
}

export function OrderQuote({ caption, quote, lines, total, names }: Props) {
  const words = useOfficeWords()
  const language = useLanguage()
  const { currency } = total
  const digits = (amountMinor: bigint | null) =>
    amountMinor === null ? '–' : <Digits amount={money(amountMinor, currency)} />
  return (
    <Table
      caption={caption}
      isCaptionSeen
      rows={comparedLines(quote.lines ?? [], lines)}
      keyOf={(line) => line.key}
      columns={[
        {
          head: words.fees.fee,
          cell: (line) => (
            <Fee
              name={textIn(line.label, language)}
              rule={line.cited ? citationIn(line.cited, language) : ''}
              request={names.get(line.requestId ?? '')}
              tag={<Mark line={line} />}
            />
          ),
        },
        {
          head: `${words.dossier.yourQuote} (${currency})`,
          cell: (line) => digits(line.quotedMinor),
          isNumber: true,
        },
        {
          head: `${words.dossier.officeTotal} (${currency})`,
          cell: (line) => <strong>{digits(line.officeMinor)}</strong>,
          isNumber: true,
        },
      ]}
      sums={[
        {
          name: words.dossier.total,
          before: <Digits amount={quote.total} />,
          amount: <Digits amount={total} />,
        },
        ...differenceSum(words.dossier, { quote, total }),
      ]}
    />
  )
}

/** How much more the office asks, or less, with its sign; of two currencies no difference can be told. */
function Difference({ quote, total }: Pick<Props, 'quote' | 'total'>) {
  const difference = subtractMoney(total, quote.total)
  return (
    <bdi className="number">
      {difference.amountMinor > 0n && '+'}
      {amountInWords(difference)}
    </bdi>
  )
}

/** Returns the two totals, and their difference, for below the lines of an order. */
export const quoteSums = (
  words: OfficeWords['dossier'],
  { quote, total }: Pick<Props, 'quote' | 'total'>,
) => [
  { name: words.yourQuote, amount: <Money amount={quote.total} /> },
  { name: words.officeTotal, amount: <Money amount={total} /> },
  ...differenceSum(words, { quote, total }),
]

const differenceSum = (words: OfficeWords['dossier'], { quote, total }: Pick<Props, 'quote' | 'total'>) =>
  quote.total.currency === total.currency
    ? [{ name: words.difference, amount: <Difference quote={quote} total={total} /> }]
    : []
