/** An amount with its currency, kept together and in one direction. */
import { formatAmount, formatMoney, type Money as Amount } from '@lodge/shared-types'

export const Money = ({ amount }: { amount: Amount }) => <bdi className="number">{formatMoney(amount)}</bdi>

/** The digits alone, for a column whose head names the currency. */
export const Digits = ({ amount }: { amount: Amount }) => <bdi className="number">{formatAmount(amount)}</bdi>
