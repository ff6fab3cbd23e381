/** An amount that came in or went out: what went out has its sign and another colour. */
import { isCurrency, money, type Money as Amount } from '@lodge/shared-types'
import { Money } from '../../money.tsx'
import styles from './money.module.css'

export const SignedMoney = ({ amount }: { amount: Amount }) => (
  <span className={amount.amountMinor < 0n ? styles.out : undefined}>
    <Money amount={amount} />
  </span>
)

/** An amount in whatever currency a bank wrote; in one that the office does not know, its whole minor units and the code. */
export const WrittenMoney = ({ amountMinor, currency }: { amountMinor: bigint; currency: string }) =>
  isCurrency(currency) ? (
    <SignedMoney amount={money(amountMinor, currency)} />
  ) : (
    <bdi className="number">{`${amountMinor} × 10⁻ⁿ ${currency}`}</bdi>
  )
