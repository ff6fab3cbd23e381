/** Opens the office: everything its services and its processors need, on MongoDB and a broker. */
import { setTimeout as pause } from 'node:timers/promises'
import { openInProcessBroker } from './broker/in-process.ts'
import { openRabbit } from './broker/rabbit.ts'
import { makeTopology } from './broker/topology.ts'
import { makeClock } from './clock.ts'
import { loadDrivers } from './drivers.ts'
import { dropStaleUploads } from './documents/drop-stale-uploads.ts'
import type { OfficeEnv } from './env.ts'
import { loadKeys, makeMissingKey } from './keys.ts'
import { makeLog, type Log } from './log.ts'
import { makeMailer } from './mailer.ts'
import { sendMessage } from './messages/send-message.ts'
import { sendMessageJob } from './messages/write-messages.ts'
import type { Office } from './office.ts'
import { readProfiles, storeProfiles } from './offices/profiles.ts'
import { examination } from './processors/examination.ts'
import { fees } from './processors/fees.ts'
import { notification } from './processors/notification.ts'
import { lapseNotice, lapseNoticeJob, remindOfNotice, remindOfNoticeJob } from './processors/notice-limits.ts'
import { payments } from './processors/payments.ts'
import { reception, sealReceiptJob } from './processors/reception.ts'
import { rebuildViews, rebuildViewsJob } from './processors/rebuild-views.ts'
import { sealDossierDocument, sealDossierDocumentJob } from './processors/seal-dossier-document.ts'
import { sealNotice, sealNoticeJob } from './processors/seal-notice.ts'
import { sealReceipt } from './processors/seal-receipt.ts'
import { status } from './processors/status.ts'
import { makeServices, type OfficeServices } from './services/services.ts'
import { moveRefund, moveRefundJob } from './services/money/move-refund.ts'
import { makeBooks } from './services/money/office-books.ts'
import { recheckAttempt, recheckAttemptJob } from './services/money/recheck-attempt.ts'
import { closeDays, closeDaysJob } from './services/daily-close/close-day.ts'
import { applyStatements } from './services/reconciliation/apply-file.ts'
import {
  fetchStatements,
  fetchStatementsJob,
  readFolderJob,
  readFolders,
} from './services/reconciliation/fetch-statements.ts'
import { callForOldSuspense, oldSuspenseJob } from './services/reconciliation/old-suspense.ts'
import { applyStatementsJob } from './services/reconciliation/task-kinds.ts'
import { orderDue, orderDueJob } from './services/payments/order-due.ts'
import { pollAttempt, pollAttemptJob } from './services/payments/poll-attempt.ts'
import { openStore, setUpStore, type StoreOptions } from './store/store.ts'
import { startConsumer } from './work/consumer.ts'
import { startJobs, type JobHandlers, type Recurring } from './work/jobs.ts'
import { startRelay } from './work/relay.ts'
import { sealAudit, sealAuditJob } from './work/seal-audit.ts'
import { sweep, sweepJob } from './work/sweeper.ts'

const processors = [reception, fees, payments, examination, notification, status]

const dropStaleUploadsJob = 'drop-stale-uploads'

const jobHandlers: JobHandlers = {
  [sealReceiptJob]: sealReceipt,
  [sealDossierDocumentJob]: sealDossierDocument,
  [sealNoticeJob]: sealNotice,
  [remindOfNoticeJob]: remindOfNotice,
  [lapseNoticeJob]: lapseNotice,
  [sendMessageJob]: sendMessage,
  [pollAttemptJob]: pollAttempt,
  [recheckAttemptJob]: recheckAttempt,
  [moveRefundJob]: moveRefund,
  [orderDueJob]: orderDue,
  [applyStatementsJob]: applyStatements,
  [readFolderJob]: readFolders,
  [fetchStatementsJob]: fetchStatements,
  [oldSuspenseJob]: callForOldSuspense,
  [closeDaysJob]: closeDays,
  [sealAuditJob]: sealAudit,
  [rebuildViewsJob]: rebuildViews,
  [dropStaleUploadsJob]: async (_job, office) => {
    await dropStaleUploads(office)
    return { runAt: new Date(office.clock.now().getTime() + 24 * 3_600_000) }
  },
  sweep: sweepJob,
}

const recurring: readonly Recurring[] = [
  { kind: 'sweep', processor: 'status' },
  { kind: sealAuditJob, processor: 'status' },
  { kind: rebuildViewsJob, processor: 'status' },
  { kind: dropStaleUploadsJob, processor: 'reception' },
  { kind: readFolderJob, processor: 'payments' },
  { kind: fetchStatementsJob, processor: 'payments' },
  { kind: oldSuspenseJob, processor: 'payments' },
  { kind: closeDaysJob, processor: 'payments' },
]

export type OpenOffice = {
  office: Office
  services: OfficeServices
  /** Starts relay, consumers and jobs in this process, but for the jobs that HOLD_JOBS names. */
  run(): Promise<void>
  /** Stops taking work, finishes what is in hand within `drainMs`, and closes. */
  close(drainMs?: number): Promise<void>
}

/**
 * Opens the office in this process: makes collections and indexes, loads profiles, keys and drivers, connects.
 * @throws when MongoDB cannot be reached, or a profile, key, driver or the broker's topology is not usable; the message says
 * what to do.
 */
export async function openOffice(
  env: OfficeEnv,
  name: string,
  log: Log = makeLog(env.LOG_LEVEL),
  { onCommand }: Pick<StoreOptions, 'onCommand'> = {},
): Promise<OpenOffice> {
  const clock = makeClock(env.CLOCK_OFFSET_MS)
  await setUpStore(env.MONGODB_URI)
  const store = await openStore(env.MONGODB_URI, { appName: name, onCommand })
  try {
    await storeProfiles(store, clock, env.OFFICES_DIR)
    const profiles = await readProfiles(store)
    if (env.LODGE_MODE === 'demo')
      for (const id of profiles.ids()) {
        const { name: officeName, st3 } = profiles.of(id)
        await makeMissingKey(env.OFFICE_KEYS_DIR, { id, name: officeName.en, country: st3 }, clock.now())
      }
    const keys = await loadKeys(env.OFFICE_KEYS_DIR, profiles.ids())
    const drivers = await loadDrivers(
      { drivers: env.DRIVERS_FILE, secrets: env.DRIVER_SECRETS_FILE },
      clock,
      log,
      (officeId) => makeBooks({ store, clock, env, profiles }, officeId),
    )
    const topology = makeTopology(env.QUEUE_PREFIX, env.RETRY_TIERS_MS)
    const broker =
      env.AMQP_URL === 'in-process'
        ? openInProcessBroker(topology)
        : await openRabbit(env.AMQP_URL, topology, log)
    const mailer = makeMailer(env.SMTP_URL)
    let nudge: () => void = () => undefined
    const office: Office = {
      env,
      store,
      broker,
      clock,
      log,
      profiles,
      keys,
      drivers,
      mailer,
      nudgeRelay: () => nudge(),
    }
    const stops: (() => Promise<void>)[] = []
    return {
      office,
      services: makeServices(office),
      async run() {
        const handlers = Object.fromEntries(
          Object.entries(jobHandlers).filter(([kind]) => !env.HOLD_JOBS.includes(kind)),
        )
        const relay = startRelay(office)
        nudge = relay.nudge
        stops.push(relay.stop)
        for (const processor of processors) stops.push(await startConsumer(office, processor, handlers))
        stops.push(await startJobs(office, handlers, recurring))
        // Queues in memory begin empty: what they held before a stop is woken again at once.
        if (env.AMQP_URL === 'in-process') await sweep(office, new Date(0), clock.now())
      },
      async close(drainMs = 8_000) {
        nudge = () => undefined
        const giveUpAt = Date.now() + drainMs
        // A job or a publish that hangs must not hold up the end; what it leaves is done by the next process.
        const stopped = Promise.allSettled(stops.map((stop) => stop()))
        await Promise.race([stopped, pause(drainMs, undefined, { ref: false })])
        await broker.close(Math.max(0, giveUpAt - Date.now()))
        mailer.close()
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}
