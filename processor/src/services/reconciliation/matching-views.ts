/** What finance sees of statements: each with its lines and where their money went, and what is still in suspense. */
import {
  money,
  parseAtDoor,
  plainDateIn,
  plainDateSchema,
  ProblemError,
  type Actor,
  type Money,
} from '@lodge/shared-types'
import { z } from 'zod'
import { matchRuleSchema, suspenseReasonSchema } from '../../domain/matching/matching-terms.ts'
import { bareReference } from '../../domain/matching/references-in-text.ts'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import type { Page } from '../views.ts'
import type { Line } from './line-rows.ts'
import { mustSeeBooks, pageOf } from './see-books.ts'
import { shownLines, type MatchingLine } from './shown-lines.ts'
import { ageGroups, ageOf, groupOf, type AgeGroup } from './suspense-ages.ts'

export type StatementView = {
  statement: Row<'statements'>
  file: Row<'statementFiles'> | null
  lines: Page<MatchingLine>
  /** How many of its lines are in each state. */
  tally: Readonly<Record<Line['state'], number>>
}

const tallySchema = z.object({ _id: z.string(), count: z.number() })

/** Returns a statement with a page of its lines, in the bank's order. @throws ProblemError `not-found` */
export async function statementView(
  office: Pick<Office, 'store' | 'profiles' | 'clock'>,
  actor: Actor,
  { statementId, page }: { statementId: string; page: number },
): Promise<StatementView> {
  mustSeeBooks(actor)
  const { store } = office
  const { officeId } = actor
  const statement = await store.statements.one({ _id: statementId, officeId })
  if (!statement) throw new ProblemError('not-found', 'There is no such statement at this office.')
  const of = { officeId, statementId }
  const [file, lines, groups] = await Promise.all([
    store.statementFiles.one({ _id: statement.fileId, officeId }),
    pageOf(store.statementLines, of, { index: 1, part: 1 }, page),
    store.statementLines.collection
      .aggregate([{ $match: of }, { $group: { _id: '$state', count: { $sum: 1 } } }])
      .toArray(),
  ])
  const counts = groups.map((group) => tallySchema.parse(group))
  const count = (state: Line['state']): number => counts.find(({ _id }) => _id === state)?.count ?? 0
  return {
    statement,
    file: file ?? null,
    lines: { ...lines, rows: await shownLines(office, officeId, lines.rows) },
    tally: {
      waiting: count('waiting'),
      matched: count('matched'),
      suspense: count('suspense'),
      resolved: count('resolved'),
      split: count('split'),
    },
  }
}

const filterSchema = z.strictObject({
  state: z.enum(['waiting', 'matched', 'suspense', 'resolved', 'split']).optional(),
  rule: matchRuleSchema.optional(),
  why: suspenseReasonSchema.optional(),
  account: z.string().max(34).optional(),
  from: plainDateSchema.optional(),
  to: plainDateSchema.optional(),
  /** Any reference of the line, as the bank or the payer wrote it. */
  reference: z.string().trim().max(140).optional(),
  page: z.number(),
})
export type MatchingFilter = z.input<typeof filterSchema>

/** Returns one page of lines, the latest booked first. `from` and `to` are days of booking, both included. */
export async function matchingList(
  office: Pick<Office, 'store' | 'profiles' | 'clock'>,
  actor: Actor,
  asked: MatchingFilter,
): Promise<Page<MatchingLine>> {
  mustSeeBooks(actor)
  const { officeId } = actor
  const { state, rule, why, account, from, to, reference, page } = parseAtDoor(filterSchema, asked, 'invalid')
  const bare = bareReference(reference ?? '')
  const filter = {
    officeId,
    ...(state ? { state } : {}),
    ...(rule ? { rule } : {}),
    ...(why ? { why } : {}),
    ...(account ? { account } : {}),
    ...(from || to ? { bookedOn: { ...(from ? { $gte: from } : {}), ...(to ? { $lte: to } : {}) } } : {}),
    ...(bare === '' ? {} : { bareReferences: bare }),
  }
  const lines = await pageOf(office.store.statementLines, filter, { bookedOn: -1, _id: 1 }, page)
  return { ...lines, rows: await shownLines(office, officeId, lines.rows) }
}

export type SuspenseList = Page<MatchingLine> & {
  groups: readonly (AgeGroup & { count: number; amounts: readonly Money[] })[]
}

const agedSchema = z.object({
  _id: z.object({ bookedOn: plainDateSchema.nullable(), currency: z.string() }),
  count: z.number(),
  minor: z.bigint(),
})

/** Returns one page of what is in suspense, the oldest first, and how much of it is how old. */
export async function suspenseList(
  office: Pick<Office, 'store' | 'profiles' | 'clock'>,
  actor: Actor,
  { page }: { page: number },
): Promise<SuspenseList> {
  mustSeeBooks(actor)
  const { officeId } = actor
  const { store, profiles, clock } = office
  const filter = { officeId, state: 'suspense' }
  const [lines, days] = await Promise.all([
    pageOf(store.statementLines, filter, { bookedOn: 1, _id: 1 }, page),
    store.statementLines.collection
      .aggregate([
        { $match: filter },
        {
          $group: {
            _id: { bookedOn: '$bookedOn', currency: '$amount.currency' },
            count: { $sum: 1 },
            minor: { $sum: '$amount.amountMinor' },
          },
        },
      ])
      .toArray(),
  ])
  const today = plainDateIn(profiles.of(officeId).timeZone, clock.now())
  const aged = days.map((day) => agedSchema.parse(day))
  return {
    ...lines,
    rows: await shownLines(office, officeId, lines.rows),
    groups: ageGroups.map((group) => {
      const own = aged.filter(({ _id }) => groupOf(ageOf(_id.bookedOn, today)) === group)
      const currencies = [...new Set(own.map(({ _id }) => _id.currency))].sort()
      return {
        ...group,
        count: own.reduce((sum, { count }) => sum + count, 0),
        amounts: profiles
          .of(officeId)
          .reconciliation.accounts.map(({ currency }) => currency)
          .filter((currency, index, all) => all.indexOf(currency) === index && currencies.includes(currency))
          .map((currency) =>
            money(
              own.reduce((sum, one) => (one._id.currency === currency ? sum + one.minor : sum), 0n),
              currency,
            ),
          ),
      }
    }),
  }
}

/** Returns one line as its matcher looks at it. @throws ProblemError `not-found` */
export async function matchingLine(
  office: Pick<Office, 'store' | 'profiles' | 'clock'>,
  actor: Actor,
  lineId: string,
): Promise<MatchingLine & { statement: Row<'statements'> | null; approval: Row<'approvals'> | null }> {
  mustSeeBooks(actor)
  const { officeId } = actor
  const row = await office.store.statementLines.one({ _id: lineId, officeId })
  const [line] = row ? await shownLines(office, officeId, [row]) : []
  if (!line) throw new ProblemError('not-found', 'There is no such line at this office.')
  const [statement, approval] = await Promise.all([
    office.store.statements.one({ _id: line.statementId, officeId }),
    line.approvalId === null ? undefined : office.store.approvals.one({ _id: line.approvalId, officeId }),
  ])
  return { ...line, statement: statement ?? null, approval: approval ?? null }
}
