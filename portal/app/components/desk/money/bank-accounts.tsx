/** The office's accounts at its banks: which payments come by each, and what the last statement says is there. */
import type { PlainDate } from '@lodge/shared-types'
import { useWordsOf } from '../../../language.tsx'
import { statementsWords } from '../../../messages/statements.ts'
import { Notice } from '../../notice.tsx'
import { Table } from '../../table.tsx'
import { accountGrouped } from './account-name.ts'
import styles from './money.module.css'
import { Day } from './moment.tsx'
import { WrittenMoney } from './signed-money.tsx'

export type ShownAccount = {
  account: string
  currency: string
  /** The way to pay whose transfers come here; null for none. */
  payTo: string | null
  /** The ways to pay whose money the bank pays out here. */
  settles: readonly string[]
  balance: { amountMinor: bigint; on: PlainDate | null } | null
}

export function BankAccounts({ accounts }: { accounts: readonly ShownAccount[] }) {
  const words = useWordsOf(statementsWords)
  if (accounts.length === 0)
    return (
      <Notice meaning="info" title={words.noAccounts}>
        <p>{words.noAccountsLead}</p>
      </Notice>
    )
  return (
    <Table
      caption={words.accounts}
      isDense
      rows={accounts}
      keyOf={({ account, currency }) => `${account} ${currency}`}
      columns={[
        {
          head: words.account,
          cell: ({ account }) => <bdi className="number">{accountGrouped(account)}</bdi>,
        },
        { head: words.payTo, cell: ({ payTo }) => <bdi>{payTo ?? words.noDriver}</bdi> },
        {
          head: words.settles,
          cell: ({ settles }) => <bdi>{settles.length === 0 ? words.noDriver : settles.join(', ')}</bdi>,
        },
        {
          head: words.lastBalance,
          isNumber: true,
          cell: ({ balance, currency }) =>
            balance === null ? (
              <span className={styles.soft}>
                {words.noBalance} (<bdi>{currency}</bdi>)
              </span>
            ) : (
              <div className={styles.what}>
                <WrittenMoney amountMinor={balance.amountMinor} currency={currency} />
                {balance.on !== null && (
                  <span className={styles.soft}>
                    <Day on={balance.on} />
                  </span>
                )}
              </div>
            ),
        },
      ]}
    />
  )
}
