/** Whether a payment can still be stopped: it waits for its payer, and the bank or the office can end it. */
import { isCancelledHere, type Driver } from '@lodge/bank-drivers'
import type { Row } from '../../store/rows.ts'

/** Whether the payer has not paid yet, so that nothing is under way at the bank. */
export const waitsForPayer = ({ status }: Pick<Row<'attempts'>, 'status'>): boolean =>
  status === 'awaiting-funds' || status === 'action-required'

/** Whether the driver lets a payment like this be stopped: at the bank under its own reference, or by the office's word alone. */
export const mayBeStopped = (
  { manifest, cancel }: Pick<Driver, 'manifest' | 'cancel'>,
  attempt: Pick<Row<'attempts'>, 'status' | 'bankReference'>,
): boolean =>
  waitsForPayer(attempt) &&
  (isCancelledHere(manifest) || (cancel !== undefined && attempt.bankReference !== null))
