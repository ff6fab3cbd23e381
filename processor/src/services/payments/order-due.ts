/** An order that is to be paid later: its payer is reminded, and finance learns when the last day has passed. */
import {
  addDays,
  foldDossier,
  formatMoney,
  isZero,
  missingOf,
  startOfDay,
  streamOf,
  type PlainDate,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Office } from '../../office.ts'
import { appendEvents, readStream } from '../../store/streams.ts'
import { scheduleJob, type JobOutcome } from '../../work/jobs.ts'
import { callFinance } from '../money/finance-tasks.ts'
import { overdueTask } from '../money/task-kinds.ts'

export const orderDueJob = 'order-due'

type Due = {
  officeId: string
  orderId: string
  payBy: PlainDate
  remindDays: number
  timeZone: string
  at: Date
}

/** Has an order looked at when its payer is to be reminded, and once its last day has passed. */
export const scheduleOrderDue = (
  { store }: Pick<Office, 'store'>,
  session: ClientSession,
  { officeId, orderId, payBy, remindDays, timeZone, at }: Due,
): Promise<void> =>
  scheduleJob(store, session, {
    ...{ officeId, at, kind: orderDueJob, subject: orderId },
    processor: 'fees',
    runAt: startOfDay(timeZone, addDays(payBy, -remindDays)),
  })

/** Says what the clock says about an unpaid order; each is said once. */
export async function orderDue(
  { officeId, subject: orderId }: { officeId: string; subject: string },
  office: Office,
): Promise<JobOutcome> {
  const { store, clock, profiles } = office
  const { timeZone } = profiles.of(officeId)
  const outcome = await store.transaction(async (session): Promise<JobOutcome> => {
    const row = await store.orders.one({ _id: orderId, officeId }, { session })
    if (!row || row.payBy === null) return 'done'
    const { dossierId, payBy, orderNumber } = row
    const stream = streamOf('dossier', dossierId)
    const history = await readStream(store, officeId, stream, { session })
    const order = foldDossier(history).orders.find((one) => one.orderId === orderId)
    if (!order || isZero(missingOf(order))) return 'done'
    const at = clock.now()
    const overdueAt = startOfDay(timeZone, addDays(payBy, 1))
    const type = at >= overdueAt ? 'order.overdue' : 'order.reminded'
    const isSaid = history.some((event) => event.type === type && event.data.orderId === orderId)
    if (!isSaid) {
      const missing = missingOf(order)
      const [said] = await appendEvents(store, session, {
        ...{ officeId, stream, at, by: 'processor:fees', causedBy: orderId },
        events: [{ type, v: 1, data: { orderId, missing, payBy } }],
        after: history.at(-1),
      })
      if (said && type === 'order.overdue')
        callFinance(office, session, {
          ...{ officeId, stream, at, kind: overdueTask, about: orderId, causedBy: said.eventId },
          subject: `${orderNumber}: ${formatMoney(missing)} was to be paid by ${payBy}.`,
        })
    }
    return type === 'order.overdue' ? 'done' : { runAt: overdueAt }
  })
  office.nudgeRelay()
  return outcome
}
