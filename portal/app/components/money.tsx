/** An amount with its currency, kept together and in one direction. */
import type { Money as Amount } from '@lodge/shared-types'
import { amountDigits, amountInWords } from '../amounts.ts'

export const Money = ({ amount }: { amount: Amount }) => <bdi className="number">{amountInWords(amount)}</bdi>

/** The digits alone, for a column whose head names the currency. */
export const Digits = ({ amount }: { amount: Amount }) => <bdi className="number">{amountDigits(amount)}</bdi>
