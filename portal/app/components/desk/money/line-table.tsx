/** Lines of statements as a table: when, from whom, with which words, how much, and what became of each. */
import { Link } from '@remix-run/react'
import { formatCreditorReference } from '@lodge/shared-types'
import { useChrome } from '../../../chrome.ts'
import { useWordsOf } from '../../../language.tsx'
import type { StatementsWords } from '../../../messages/statements.en.ts'
import { statementsWords } from '../../../messages/statements.ts'
import type { MatchingLine } from '../../../money-shapes.ts'
import { StatusTag, type Meaning } from '../../notice.tsx'
import { Table } from '../../table.tsx'
import styles from './money.module.css'
import { Day } from './moment.tsx'
import { SignedMoney } from './signed-money.tsx'

export const meaningOfLine = {
  waiting: 'info',
  matched: 'good',
  suspense: 'attention',
  resolved: 'good',
  split: 'info',
} as const satisfies Record<MatchingLine['state'], Meaning>

/** Returns the address of one line; its id is the bank's own, so it stands in the query. */
export const addressOfLine = (base: string, lineId: string): string =>
  `${base}/money/line?id=${encodeURIComponent(lineId)}`

/** Returns what a payer wrote: structured references first, then the text, then what else there is. */
export const wordsOfLine = ({ creditorReferences, text, references }: MatchingLine): readonly string[] => [
  ...creditorReferences.map(formatCreditorReference),
  ...(text === '' ? references.slice(0, 2) : [text]),
]

/** What the parts of a line belong to, by the numbers of orders and deposits; nothing while it has no place. */
function LineSubject({ line, base }: { line: MatchingLine; base: string }) {
  const words = useWordsOf(statementsWords).line.partKinds
  const { orders, deposits, parts, amount } = line
  const [first] = parts
  if (!first) return <>–</>
  const named = [
    ...Object.entries(orders).map(([id, { orderNumber }]) => ({ to: `orders/${id}`, name: orderNumber })),
    ...Object.entries(deposits).map(([id, name]) => ({ to: `deposits/${id}/${amount.currency}`, name })),
  ]
  if (named.length === 0) return <>{words[first.kind]}</>
  return (
    <span className={styles.what}>
      {named.map(({ to, name }) => (
        <Link key={to} to={`${base}/money/${to}`}>
          <bdi className="number">{name}</bdi>
        </Link>
      ))}
    </span>
  )
}

/** Returns why a line is in suspense, or the rule that placed it; undefined while neither is known. */
export const whyOfLine = (
  { why, rule }: Pick<MatchingLine, 'why' | 'rule'>,
  words: Pick<StatementsWords, 'reasons' | 'rules'>,
): string | undefined => (why !== null ? words.reasons[why] : rule !== null ? words.rules[rule] : undefined)

function LineState({ line }: { line: MatchingLine }) {
  const words = useWordsOf(statementsWords)
  const { state, approvalId } = line
  const told = whyOfLine(line, words)
  return (
    <div className={styles.what}>
      <span>
        <StatusTag meaning={meaningOfLine[state]}>{words.lineStates[state]}</StatusTag>
      </span>
      {told !== undefined && <span className={styles.soft}>{told}</span>}
      {approvalId !== null && <span className={styles.soft}>{words.matching.waits}</span>}
    </div>
  )
}

type Props = {
  caption: string
  lines: readonly MatchingLine[]
  /** How old each is matters: they wait. */
  showsAge?: boolean
}

export function LineTable({ caption, lines, showsAge = false }: Props) {
  const words = useWordsOf(statementsWords)
  const base = `/o/${useChrome().office?.id ?? ''}/desk`
  return (
    <Table
      caption={caption}
      isDense
      rows={lines}
      keyOf={({ _id }) => _id}
      columns={[
        {
          head: words.payer,
          cell: ({ _id, counterparty }) => (
            <Link to={addressOfLine(base, _id)}>
              <bdi>{counterparty.name ?? words.nobody}</bdi>
            </Link>
          ),
        },
        {
          head: words.bookedOn,
          cell: ({ bookedOn, days }) => (
            <div className={styles.what}>
              <span className={styles.nowrap}>
                <Day on={bookedOn} />
              </span>
              {showsAge && <span className={styles.soft}>{words.matching.days(days)}</span>}
            </div>
          ),
        },
        {
          head: words.reference,
          cell: (line) => {
            const said = wordsOfLine(line)
            return (
              <div className={`${styles.what} ${styles.text}`}>
                {said.length === 0 && <span className={styles.soft}>{words.noText}</span>}
                {said.map((one) => (
                  <span key={one}>
                    <bdi>{one}</bdi>
                  </span>
                ))}
              </div>
            )
          },
        },
        { head: words.amount, isNumber: true, cell: ({ amount }) => <SignedMoney amount={amount} /> },
        { head: words.state, cell: (line) => <LineState line={line} /> },
        {
          head: words.belongs,
          cell: (line) => <LineSubject line={line} base={base} />,
          isPlain: ({ parts }) => parts.length === 0,
        },
      ]}
    />
  )
}
