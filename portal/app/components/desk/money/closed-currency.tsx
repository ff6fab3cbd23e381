/** What one currency came to on a closed day, as on paper: accounts, lines by rule, suspense by age, what is under way, the trial balance. */
import { money, type Currency } from '@lodge/shared-types'
import { useWordsOf } from '../../../language.tsx'
import { dailyCloseWords } from '../../../messages/daily-close.ts'
import { moneyWords } from '../../../messages/money.ts'
import { statementsWords } from '../../../messages/statements.ts'
import type { ClosedCurrency } from '../../../money-shapes.ts'
import { Digits } from '../../money.tsx'
import { Section } from '../../page-header.tsx'
import { Table } from '../../table.tsx'
import { accountGrouped, accountInWords } from './account-name.ts'
import styles from './money.module.css'
import { Day } from './moment.tsx'

/** Digits of one currency; what is below zero stands in another colour as well. */
const Sum = ({ minor, currency }: { minor: bigint; currency: Currency }) => (
  <span className={minor < 0n ? styles.out : undefined}>
    <Digits amount={money(minor, currency)} />
  </span>
)

function Accounts({ closed }: { closed: ClosedCurrency }) {
  const words = useWordsOf(dailyCloseWords)
  const { currency, accounts } = closed
  const sum = (minor: bigint) => <Sum minor={minor} currency={currency} />
  return (
    <Table
      caption={words.accounts}
      isCaptionSeen
      isDense
      rows={accounts}
      keyOf={({ account }) => account}
      columns={[
        {
          head: words.account,
          cell: ({ account }) => <bdi className="number">{accountGrouped(account)}</bdi>,
        },
        { head: words.opening, isNumber: true, cell: ({ openingMinor }) => sum(openingMinor) },
        { head: words.in, isNumber: true, cell: ({ inMinor }) => sum(inMinor) },
        { head: words.out, isNumber: true, cell: ({ outMinor }) => sum(outMinor) },
        { head: words.closing, isNumber: true, cell: ({ closingMinor }) => sum(closingMinor) },
        {
          head: words.byStatement,
          isNumber: true,
          cell: ({ statementMinor, statementOn, closingMinor }) =>
            statementMinor === null ? (
              words.noStatement
            ) : (
              <div className={styles.what}>
                <span className={statementMinor === closingMinor ? styles.good : styles.wrong}>
                  <Digits amount={money(statementMinor, currency)} />
                </span>
                {statementOn !== null && (
                  <span className={styles.soft}>
                    <Day on={statementOn} />
                  </span>
                )}
              </div>
            ),
        },
      ]}
    />
  )
}

/** Lines applied on the day by rule, and suspense by age, beside each other where there is room. */
function Lines({ closed: { currency, byRule, suspense } }: { closed: ClosedCurrency }) {
  const words = useWordsOf(dailyCloseWords)
  const { rules } = useWordsOf(statementsWords)
  const sum = (minor: bigint) => <Sum minor={minor} currency={currency} />
  const waits = suspense.filter(({ count }) => count > 0)
  return (
    <div className={styles.pair}>
      {byRule.length === 0 ? (
        <p>{words.noLines}</p>
      ) : (
        <Table
          caption={words.byRule}
          isCaptionSeen
          isDense
          rows={byRule}
          keyOf={({ rule }) => rule}
          columns={[
            { head: words.rule, cell: ({ rule }) => rules[rule] },
            { head: words.count, isNumber: true, cell: ({ count }) => count },
            { head: words.in, isNumber: true, cell: ({ inMinor }) => sum(inMinor) },
            { head: words.out, isNumber: true, cell: ({ outMinor }) => sum(outMinor) },
          ]}
        />
      )}
      {waits.length === 0 ? (
        <p>{words.noSuspense}</p>
      ) : (
        <Table
          caption={words.suspense}
          isCaptionSeen
          isDense
          rows={waits}
          keyOf={({ fromDays }) => String(fromDays)}
          columns={[
            { head: words.age, cell: ({ fromDays, toDays }) => <bdi>{words.between(fromDays, toDays)}</bdi> },
            { head: words.count, isNumber: true, cell: ({ count }) => count },
            { head: words.money, isNumber: true, cell: ({ amountMinor }) => sum(amountMinor) },
          ]}
        />
      )}
    </div>
  )
}

function UnderWay({ closed }: { closed: ClosedCurrency }) {
  const words = useWordsOf(dailyCloseWords)
  const { currency, succeededNotSettled, settledNotSucceeded, refundsInFlight, cashDesk } = closed
  const rows = [
    { name: words.succeededNotSettled, ...succeededNotSettled },
    { name: words.settledNotSucceeded, ...settledNotSucceeded },
    { name: words.refundsInFlight, ...refundsInFlight },
    { name: words.cashDesk, ...cashDesk },
    { name: words.deposits, count: null, amountMinor: closed.depositsMinor },
    { name: words.fees, count: null, amountMinor: closed.feesMinor },
  ]
  return (
    <Table
      caption={words.open}
      isCaptionSeen
      isDense
      rows={rows}
      keyOf={({ name }) => name}
      columns={[
        { head: words.what, cell: ({ name }) => name },
        { head: words.count, isNumber: true, cell: ({ count }) => count ?? '' },
        {
          head: words.money,
          isNumber: true,
          cell: ({ amountMinor }) => <Sum minor={amountMinor} currency={currency} />,
        },
      ]}
    />
  )
}

function TrialBalance({ closed: { currency, balances, zeroProofMinor } }: { closed: ClosedCurrency }) {
  const words = useWordsOf(dailyCloseWords)
  const { kinds } = useWordsOf(moneyWords).books
  return (
    <Table
      caption={words.balances}
      isCaptionSeen
      isDense
      rows={balances}
      keyOf={({ account }) => account}
      columns={[
        { head: words.account, cell: ({ account }) => <bdi>{accountInWords(account, kinds)}</bdi> },
        {
          head: words.balance,
          isNumber: true,
          cell: ({ amountMinor }) => <Digits amount={money(amountMinor, currency)} />,
        },
      ]}
      sums={[
        {
          name: words.zero,
          amount: (
            <span className={zeroProofMinor === 0n ? styles.good : styles.wrong}>
              <Digits amount={money(zeroProofMinor, currency)} />
            </span>
          ),
        },
      ]}
    />
  )
}

export const ClosedCurrencyPart = ({ closed }: { closed: ClosedCurrency }) => (
  <Section title={closed.currency}>
    <Accounts closed={closed} />
    <Lines closed={closed} />
    <div className={styles.pair}>
      <UnderWay closed={closed} />
      <TrialBalance closed={closed} />
    </div>
  </Section>
)
