/** What a draft costs: every line with its rule, and what goes with it. */
import { FeeLines } from '../fee-lines.tsx'
import { FeeNotes } from './fee-notes.tsx'
import type { Filing } from './use-filing.tsx'

export default function FeeSheet({ filing }: { filing: Filing }) {
  const fees = filing.judged?.fees
  if (!fees) return null
  const { lines, total } = fees.price
  return (
    <>
      <FeeLines lines={lines} total={total} titles={new Map()} />
      <FeeNotes filing={filing} />
    </>
  )
}
