/** What a bank says of one line of its statement, and where its money went. */
import { Link } from '@remix-run/react'
import { formatCreditorReference, money } from '@lodge/shared-types'
import { useChrome } from '../../../chrome.ts'
import { useWordsOf } from '../../../language.tsx'
import { statementsWords } from '../../../messages/statements.ts'
import type { OpenLine } from '../../../money-shapes.ts'
import { Facts, Table } from '../../table.tsx'
import { accountGrouped } from './account-name.ts'
import { addressOfLine } from './line-table.tsx'
import styles from './money.module.css'
import { Day } from './moment.tsx'
import { SignedMoney } from './signed-money.tsx'

/** `isLinked`: whoever reads it may go to the statement. */
export function LineFacts({ line, isLinked = true }: { line: OpenLine; isLinked?: boolean }) {
  const all = useWordsOf(statementsWords)
  const words = all.line
  const base = `/o/${useChrome().office?.id ?? ''}/desk`
  const { amount, bookedOn, valueOn, counterparty, creditorReferences, references, text, account } = line
  const returned = line.returnReason === null ? words.returnedPlain : words.returned(line.returnReason)
  const fact = (name: string, value: string | null) =>
    value === null || value === '' ? [] : [{ name, value: <bdi>{value}</bdi> }]
  return (
    <Facts
      facts={[
        { name: all.amount, value: <SignedMoney amount={amount} /> },
        { name: all.bookedOn, value: <Day on={bookedOn} /> },
        ...(valueOn !== null && valueOn !== bookedOn
          ? [{ name: words.valueOn, value: <Day on={valueOn} /> }]
          : []),
        { name: all.payer, value: <bdi>{counterparty.name ?? all.nobody}</bdi> },
        ...fact(words.accountOf, counterparty.account && accountGrouped(counterparty.account)),
        ...fact(words.creditorReferences, creditorReferences.map(formatCreditorReference).join('\n')),
        ...fact(words.text, text),
        ...fact(words.references, references.join('\n')),
        ...fact(words.code, line.transactionCode),
        ...(line.isReturn ? [{ name: all.state, value: returned }] : []),
        {
          name: all.account,
          value: isLinked ? (
            <Link to={`${base}/money/statement?id=${encodeURIComponent(line.statementId)}`}>
              <bdi className="number">{accountGrouped(account)}</bdi>
            </Link>
          ) : (
            <bdi className="number">{accountGrouped(account)}</bdi>
          ),
        },
      ]}
    />
  )
}

/** Each part of a line that has its place, with a link to it. */
export function LineParts({ line }: { line: OpenLine }) {
  const all = useWordsOf(statementsWords)
  const words = all.line
  const base = `/o/${useChrome().office?.id ?? ''}/desk`
  const { parts, amount, orders, deposits } = line
  const about = (part: OpenLine['parts'][number]) => {
    switch (part.kind) {
      case 'order':
        return (
          <Link to={`${base}/money/orders/${part.orderId}`}>
            <bdi className="number">{orders[part.orderId]?.orderNumber ?? part.orderId}</bdi>
          </Link>
        )
      case 'deposit':
        return (
          <Link to={`${base}/money/deposits/${part.accountId}/${amount.currency}`}>
            <bdi className="number">{deposits[part.accountId] ?? part.accountId}</bdi>
          </Link>
        )
      case 'refund':
        return <Link to={`${base}/money/refunds/${part.refundId}`}>{words.partKinds.refund}</Link>
      case 'send-back':
      case 'undo':
        return <Link to={addressOfLine(base, part.lineId)}>{words.toOther}</Link>
      case 'settled':
        return <bdi>{part.driverId}</bdi>
      case 'bank-fee':
      case 'other':
        return '–'
    }
  }
  return (
    <Table
      caption={words.parts}
      isDense
      rows={parts.map((part, at) => ({ part, id: String(at) }))}
      keyOf={({ id }) => id}
      columns={[
        {
          head: words.parts,
          cell: ({ part }) => <span className={styles.nowrap}>{words.partKinds[part.kind]}</span>,
        },
        { head: all.belongs, cell: ({ part }) => about(part) },
        {
          head: all.amount,
          isNumber: true,
          cell: ({ part }) => <SignedMoney amount={money(part.amountMinor, amount.currency)} />,
        },
      ]}
    />
  )
}
