/** Closes a day of the office's books: counted once, hashed, chained to the day before, and never changed. */
import {
  addDays,
  chainStart,
  idempotencyKeySchema,
  isPlainDate,
  linkHash,
  nameOfActor,
  parseAtDoor,
  plainDateIn,
  ProblemError,
  startOfDay,
  type Actor,
  type ChainFault,
  type PlainDate,
} from '@lodge/shared-types'
import { z } from 'zod'
import { writeAudit } from '../../audit.ts'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { isDuplicateKey } from '../../store/transaction.ts'
import type { JobOutcome } from '../../work/jobs.ts'
import { newTask } from '../../work/new-task.ts'
import { mustSeeBooks } from '../reconciliation/see-books.ts'
import { dayRedTask } from '../reconciliation/task-kinds.ts'
import { refused } from '../refusals.ts'
import { pageNumber, type Page } from '../views.ts'
import { closeBooks } from './close-books.ts'
import { dayFacts } from './day-facts.ts'

export type DailyClose = Row<'dailyCloses'>

export const closeDaysJob = 'close-days'

/** What was begun before the end of a day may commit so much later: a transaction gives up after 15 s. */
const settleMs = 20_000
/** A day is closed by itself so long after its end. */
const graceMs = 5 * 60_000
const everyMs = 10 * 60_000
/** Days of one run, where the job did not run for long. */
const mostDays = 40
const pageSize = 31

type Parts = Pick<Office, 'store' | 'profiles' | 'clock'>

const lastClose = ({ store }: Pick<Office, 'store'>, officeId: string): Promise<DailyClose | undefined> =>
  store.dailyCloses.one({ officeId }, { sort: { seq: -1 } })

/** Returns the day that is closed next: the one after the last, at first that of the first entry. It may not have ended yet. */
export async function nextDay({ store, profiles, clock }: Parts, officeId: string): Promise<PlainDate> {
  const { timeZone } = profiles.of(officeId)
  const previous = await lastClose({ store }, officeId)
  if (previous) return addDays(previous.day, 1)
  const first = await store.journal.one({ officeId }, { sort: { at: 1 } })
  return plainDateIn(timeZone, first?.at ?? clock.now())
}

/**
 * Closes `day`, which is the next one, up to its end or, while it lasts, up to now. Closed before, it answers with what it was.
 * @throws ProblemError `stale` for a day that is not the next one, or has not begun
 */
export async function closeDay(
  office: Office,
  officeId: string,
  day: PlainDate,
  by: string,
): Promise<DailyClose> {
  const { store, profiles, clock } = office
  const { timeZone } = profiles.of(officeId)
  const _id = `${officeId}|${day}`
  const before = await store.dailyCloses.one({ _id })
  if (before) return before
  const now = clock.now()
  if (day !== (await nextDay(office, officeId)) || day > plainDateIn(timeZone, now))
    throw refused('day-not-next', 'day')
  const end = startOfDay(timeZone, addDays(day, 1)).getTime() - 1
  const until = new Date(Math.min(end, now.getTime() - settleMs))
  try {
    return await store.transaction(async (session) => {
      const previous = await store.dailyCloses.one({ officeId }, { session, sort: { seq: -1 } })
      if (previous && previous.until >= until) throw refused('day-not-next', 'day')
      const counted = closeBooks(await dayFacts(office, session, { officeId, day, previous, until }))
      const unsealed = {
        ...{ _id, officeId, day, until, by, ...counted },
        seq: (previous?.seq ?? 0) + 1,
        from: previous?.until ?? null,
        closedAt: now,
        prevHash: previous?.hash ?? chainStart,
        hash: chainStart,
      }
      const close: DailyClose = { ...unsealed, hash: linkHash(unsealed) }
      await store.dailyCloses.insert([close], { session })
      if (close.verdict === 'red')
        store.tasks.add(
          [
            newTask({
              officeId,
              kind: dayRedTask,
              role: 'finance',
              subject:
                `${day}: ${close.reasons.map(({ code, subject }) => `${code} ${subject}`).join('; ')}`.slice(
                  0,
                  400,
                ),
              causedBy: _id,
              about: day,
              openedAt: now,
            }),
          ],
          session,
        )
      const entry = { officeId, who: by, what: 'closed-day' as const, subject: `day:${day}` }
      await writeAudit(office, { ...entry, detail: close.verdict }, session)
      return close
    })
  } catch (error) {
    // Another process closed it in this moment.
    const first = isDuplicateKey(error, 'dailyCloses') ? await store.dailyCloses.one({ _id }) : undefined
    if (first) return first
    throw error
  }
}

/** The job that closes each day of each office once it has ended in the office's zone, and those that were left open. */
export async function closeDays(_job: unknown, office: Office): Promise<JobOutcome> {
  const { profiles, clock } = office
  for (const officeId of profiles.ids()) {
    const { timeZone } = profiles.of(officeId)
    for (let count = 0; count < mostDays; count += 1) {
      const day = await nextDay(office, officeId)
      if (startOfDay(timeZone, addDays(day, 1)).getTime() + graceMs > clock.now().getTime()) break
      await closeDay(office, officeId, day, 'processor:payments')
    }
  }
  return { runAt: new Date(clock.now().getTime() + everyMs) }
}

const askedSchema = z.strictObject({ day: z.string().refine(isPlainDate, 'Write a day such as 2026-11-20.') })

/** Closes a day at a person's wish; it is safe to repeat. @throws ProblemError `not-allowed`, `stale`, `invalid` */
export async function closeDayNow(
  office: Office,
  actor: Actor,
  { key, ...raw }: { key: unknown; day: string },
): Promise<DailyClose> {
  if (!actor.roles.includes('finance')) throw refused('wrong-role', 'day')
  // A day is closed once, whatever the key: it is asked for because every change of state has one.
  parseAtDoor(idempotencyKeySchema, key, 'invalid')
  const { day } = parseAtDoor(askedSchema, raw, 'invalid')
  return closeDay(office, actor.officeId, day, nameOfActor(actor))
}

/** Returns one page of closed days, the latest first, and the day that is next. */
export async function dailyCloses(
  office: Parts,
  actor: Actor,
  { page }: { page: number },
): Promise<Page<DailyClose> & { next: PlainDate; today: PlainDate }> {
  mustSeeBooks(actor)
  const { officeId } = actor
  const { store, profiles, clock } = office
  const at = pageNumber(page)
  const rows = await store.dailyCloses.many(
    { officeId },
    { sort: { seq: -1 }, limit: pageSize, skip: (at - 1) * pageSize },
  )
  const total = await store.dailyCloses.count({ officeId })
  const today = plainDateIn(profiles.of(officeId).timeZone, clock.now())
  return { rows, total, page: at, pageSize, next: await nextDay(office, officeId), today }
}

/**
 * Returns a closed day with the faults of its chain: of the day itself, and of its link to the day before.
 * @throws ProblemError `not-found` for a day that was not closed
 */
export async function dailyClose(
  { store }: Pick<Office, 'store'>,
  actor: Actor,
  day: string,
): Promise<DailyClose & { faults: readonly ChainFault[] }> {
  mustSeeBooks(actor)
  const { officeId } = actor
  const close = await store.dailyCloses.one({ _id: `${officeId}|${day}`, officeId })
  if (!close) throw new ProblemError('not-found', 'This day was not closed.')
  const links = await store.dailyCloses.many(
    { officeId, seq: { $gte: close.seq - 1, $lte: close.seq } },
    { sort: { seq: 1 } },
  )
  return { ...close, faults: faultsIn(links) }
}

/** The faults of a day and the one before it, which stand anywhere in the chain. */
function faultsIn(links: readonly DailyClose[]): ChainFault[] {
  return links.flatMap((link, index): ChainFault[] => {
    const expected = link.seq === 1 ? chainStart : links[index - 1]?.hash
    const isUnlinked = expected !== undefined && link.prevHash !== expected
    return [
      ...(isUnlinked ? [{ seq: link.seq, fault: 'unlinked' as const }] : []),
      ...(linkHash(link) === link.hash ? [] : [{ seq: link.seq, fault: 'changed' as const }]),
    ]
  })
}
