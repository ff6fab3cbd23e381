/** A program of its own that reads a camt.053, matches each payment against what the office knows, and says what it took. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { currencySchema, minorUnitsSchema, moneySchema } from '@lodge/shared-types'
import { z } from 'zod'
import { streamStatements } from '../../bank-drivers/src/statements/read-statements.ts'
import {
  createLookups,
  type KnownAttempt,
  type KnownDeposit,
  type KnownOrder,
} from '../src/domain/matching/lookups.ts'
import { matchPayment } from '../src/domain/matching/match-payment.ts'
import { paymentsOf } from '../src/domain/matching/payment.ts'
import { targetOf } from './statement-payments.ts'

const factSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('order'),
    orderId: z.string(),
    accountId: z.string(),
    orderNumber: z.string(),
    submissionNumber: z.string(),
    creditorReference: z.string(),
    missing: moneySchema,
    isAgreed: z.boolean(),
    attemptId: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('attempt'),
    attemptId: z.string(),
    driverId: z.string(),
    orderId: z.string(),
    accountId: z.string(),
    amount: moneySchema,
    bankReference: z.string().nullable(),
    settledMinor: minorUnitsSchema,
    backMinor: minorUnitsSchema,
  }),
  z.object({
    kind: z.literal('deposit'),
    accountId: z.string(),
    creditorReference: z.string(),
    currency: currencySchema,
  }),
  /** Of each line in the order of the file: its id, and where a rule alone may put it. */
  z.object({ kind: z.literal('truth'), lineId: z.string(), expected: z.string().nullable() }),
])

/** Reads what the office knows, and the truth about each line: one JSON text a line. */
async function readFacts(facts: string) {
  const orders: KnownOrder[] = []
  const attempts: KnownAttempt[] = []
  const deposits: KnownDeposit[] = []
  const truth: { lineId: string; expected: string | null }[] = []
  for await (const line of createInterface({ input: createReadStream(facts) })) {
    const { kind, ...fact } = factSchema.parse(JSON.parse(line))
    if ('orderNumber' in fact) orders.push(fact)
    else if ('driverId' in fact) attempts.push(fact)
    else if ('lineId' in fact) truth.push(fact)
    else if (kind === 'deposit') deposits.push(fact)
  }
  return { known: { orders, attempts, deposits, payouts: [], lines: [], payers: [] }, truth }
}

export const matchedSchema = z.object({
  lines: z.number(),
  matchable: z.number(),
  matched: z.number(),
  falseMatches: z.number(),
  ms: z.number(),
  mb: z.number(),
})

async function measure(statement: string, facts: string): Promise<z.infer<typeof matchedSchema>> {
  const { known, truth } = await readFacts(facts)
  const startedAt = performance.now()
  const lookups = createLookups(known, { partial: 'take', over: 'credit' })
  const score = { lines: 0, matchable: 0, matched: 0, falseMatches: 0 }
  for await (const part of streamStatements(createReadStream(statement))) {
    if (part.kind === 'closed' && !part.summary.controls.mayApply)
      throw new Error(part.summary.controls.why.join(' '))
    if (part.kind !== 'entry') continue
    for (const payment of paymentsOf(part.entry) ?? []) {
      const { lineId = '', expected = null } = truth[score.lines] ?? {}
      const match = matchPayment(payment, lookups)
      lookups.note(lineId, payment, match.parts, match.accountId)
      const found = targetOf(match)
      score.lines += 1
      if (expected !== null) score.matchable += 1
      if (expected !== null && found === expected) score.matched += 1
      if (found !== null && found !== expected) score.falseMatches += 1
    }
  }
  const ms = performance.now() - startedAt
  return { ...score, ms, mb: process.resourceUsage().maxRSS / 1024 }
}

const [, , statement = '', facts = ''] = process.argv
if (import.meta.main) console.log(JSON.stringify(await measure(statement, facts)))
