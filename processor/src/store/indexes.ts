/** Every index of every collection; made by one start-up step that is safe for many processes. */
import { fileColumns } from '@lodge/shared-types'
import type { CollectionName } from './rows.ts'
import { heldOrder, taskOrders } from './task-orders.ts'

type Index = {
  on: Readonly<Record<string, 1 | -1>>
  unique?: true
  /** Only rows that match are indexed. */
  where?: Readonly<Record<string, unknown>>
  /** Rows go away this long after the indexed time. */
  expireAfterSeconds?: number
}

/** The list of files in every order, of one account and of a whole office. */
const fileOrders: readonly Index[] = fileColumns.flatMap((column): Index[] => [
  {
    on: { officeId: 1, accountId: 1, [`listing.sortBy.${column}`]: 1, id: 1 },
    where: { kind: 'file' },
  },
  { on: { officeId: 1, [`listing.sortBy.${column}`]: 1, id: 1 }, where: { kind: 'file' } },
])

export const indexes: Readonly<Record<CollectionName | 'events', readonly Index[]>> = {
  offices: [],
  users: [
    { on: { officeId: 1, email: 1 }, unique: true },
    { on: { officeId: 1, accountId: 1 } },
    { on: { feedCode: 1 }, unique: true, where: { feedCode: { $type: 'string' } } },
  ],
  sessions: [{ on: { userId: 1 } }, { on: { expiresAt: 1 }, expireAfterSeconds: 0 }],
  signInTries: [{ on: { until: 1 }, expireAfterSeconds: 0 }],
  drafts: [{ on: { officeId: 1, accountId: 1 } }],
  submissions: [
    { on: { officeId: 1, submissionNumber: 1 }, unique: true },
    { on: { officeId: 1, dossierId: 1 }, unique: true },
    { on: { officeId: 1, accountId: 1, receivedAt: -1 } },
  ],
  events: [{ on: { officeId: 1, stream: 1, seq: 1 }, unique: true }, { on: { at: 1 } }],
  outbox: [
    { on: { _id: 1, pending: 1 }, where: { pending: true } },
    { on: { publishedAt: 1 }, expireAfterSeconds: 7 * 86_400 },
  ],
  cursors: [
    { on: { officeId: 1, processor: 1, stream: 1 }, unique: true },
    { on: { officeId: 1, state: 1, updatedAt: 1 }, where: { state: 'parked' } },
    { on: { nextAttemptAt: 1 }, where: { nextAttemptAt: { $type: 'date' } } },
  ],
  counters: [],
  commands: [],
  orders: [
    { on: { officeId: 1, orderNumber: 1 }, unique: true },
    { on: { officeId: 1, dossierId: 1 } },
    { on: { officeId: 1, creditorReference: 1 }, where: { creditorReference: { $type: 'string' } } },
  ],
  attempts: [
    { on: { officeId: 1, orderId: 1 }, unique: true, where: { active: true } },
    { on: { officeId: 1, dossierId: 1 } },
    { on: { officeId: 1, status: 1 }, where: { active: true } },
    { on: { officeId: 1, status: 1, updatedAt: 1 } },
    { on: { officeId: 1, driverId: 1, bankReference: 1 } },
  ],
  journal: [
    { on: { officeId: 1, causedBy: 1 }, unique: true },
    { on: { officeId: 1, 'lines.account': 1 } },
    { on: { officeId: 1, at: 1 } },
  ],
  refunds: [
    { on: { officeId: 1, attemptId: 1 } },
    { on: { officeId: 1, dossierId: 1 } },
    { on: { officeId: 1, state: 1, createdAt: -1 } },
  ],
  deposits: [
    { on: { officeId: 1, accountId: 1 } },
    { on: { officeId: 1, number: 1 }, unique: true },
    { on: { officeId: 1, creditorReference: 1 } },
  ],
  cash: [
    { on: { officeId: 1, day: 1, cashierId: 1 } },
    { on: { officeId: 1, receiptNumber: 1 }, unique: true, where: { receiptNumber: { $type: 'string' } } },
    { on: { officeId: 1, attemptId: 1 }, where: { attemptId: { $type: 'string' } } },
  ],
  callbacks: [
    { on: { officeId: 1, driverId: 1, eventId: 1 }, unique: true },
    { on: { state: 1, tryAt: 1 } },
    { on: { officeId: 1, state: 1, receivedAt: 1 }, where: { state: 'parked' } },
  ],
  statementFiles: [{ on: { officeId: 1, importedAt: -1, _id: 1 } }],
  statements: [
    { on: { officeId: 1, importedAt: -1, index: 1 } },
    { on: { officeId: 1, account: 1, to: -1, importedAt: -1 } },
    { on: { officeId: 1, state: 1, importedAt: 1 } },
    { on: { officeId: 1, hasGap: 1, account: 1 }, where: { hasGap: true } },
  ],
  statementLines: [
    { on: { officeId: 1, statementId: 1, state: 1, index: 1, part: 1 } },
    { on: { officeId: 1, statementId: 1, index: 1, part: 1 } },
    { on: { officeId: 1, state: 1, bookedOn: 1, _id: 1 } },
    { on: { officeId: 1, bookedOn: -1, _id: 1 } },
    { on: { officeId: 1, bareReferences: 1 } },
    {
      on: { officeId: 1, 'counterparty.account': 1 },
      where: { 'counterparty.account': { $type: 'string' } },
    },
    { on: { officeId: 1, 'parts.attemptId': 1 }, where: { 'parts.attemptId': { $type: 'string' } } },
    { on: { officeId: 1, 'parts.refundId': 1 }, where: { 'parts.refundId': { $type: 'string' } } },
    { on: { officeId: 1, payoutReference: 1 }, where: { payoutReference: { $type: 'string' } } },
    { on: { officeId: 1, appliedAt: 1 } },
  ],
  statementDetails: [{ on: { officeId: 1, references: 1 } }, { on: { officeId: 1, fileId: 1, lineId: 1 } }],
  dailyCloses: [{ on: { officeId: 1, seq: -1 }, unique: true }],
  parties: [
    { on: { officeId: 1, partyId: 1, version: 1 }, unique: true },
    { on: { officeId: 1, fileId: 1 } },
  ],
  files: [
    { on: { officeId: 1, accountId: 1, createdAt: -1 } },
    { on: { officeId: 1, fileNumber: 1 }, unique: true },
    { on: { officeId: 1, st13: 1 }, unique: true },
    { on: { officeId: 1, requestId: 1 }, unique: true },
    { on: { officeId: 1, dossierId: 1 } },
    { on: { officeId: 1, createdAt: 1 } },
    { on: { officeId: 1, verificationCode: 1 }, unique: true },
    { on: { officeId: 1, followCode: 1 }, unique: true, where: { followCode: { $type: 'string' } } },
  ],
  views: [
    { on: { officeId: 1, kind: 1, id: 1 }, unique: true },
    { on: { officeId: 1, accountId: 1, kind: 1, updatedAt: -1 } },
    { on: { officeId: 1, accountId: 1, 'listing.words': 1 }, where: { kind: 'file' } },
    { on: { officeId: 1, 'listing.words': 1 }, where: { kind: 'file' } },
    { on: { listingVersion: 1 }, where: { kind: 'file' } },
    { on: { officeId: 1, accountId: 1, openNotice: 1 }, where: { openNotice: { $type: 'string' } } },
    ...fileOrders,
  ],
  fileClaims: [
    // One open claim of an account about one number.
    { on: { officeId: 1, accountId: 1, fileNumber: 1 }, unique: true, where: { state: 'asked' } },
    { on: { officeId: 1, accountId: 1, askedAt: -1 } },
    { on: { officeId: 1, state: 1, askedAt: 1 } },
  ],
  tasks: [
    { on: { officeId: 1, causedBy: 1, kind: 1 }, unique: true },
    ...Object.values(taskOrders).map((on) => ({ on })),
    { on: heldOrder },
    { on: { officeId: 1, stream: 1 } },
    { on: { officeId: 1, about: 1 }, where: { about: { $type: 'string' } } },
  ],
  approvals: [
    // One open approval of a subject.
    { on: { officeId: 1, subjectId: 1 }, unique: true, where: { state: 'waiting' } },
    { on: { officeId: 1, state: 1, openedAt: 1 } },
    { on: { officeId: 1, stream: 1, openedAt: 1 } },
    { on: { officeId: 1, makerId: 1, openedAt: 1 } },
  ],
  notices: [
    { on: { officeId: 1, fileId: 1, createdAt: 1 } },
    { on: { officeId: 1, state: 1, answerBy: 1 } },
    // One unfinished notice of a file.
    {
      on: { officeId: 1, fileId: 1 },
      unique: true,
      where: { state: { $in: ['draft', 'waiting', 'approved'] } },
    },
  ],
  examinations: [{ on: { officeId: 1, fileId: 1 } }],
  requestVersions: [{ on: { officeId: 1, fileId: 1, version: 1 }, unique: true }],
  fileRequests: [
    { on: { officeId: 1, fileId: 1, receivedAt: -1 } },
    { on: { officeId: 1, accountId: 1, receivedAt: -1 } },
    { on: { officeId: 1, dossierId: 1 } },
    { on: { officeId: 1, verificationCode: 1 }, unique: true },
  ],
  follows: [
    { on: { officeId: 1, accountId: 1, fileId: 1 }, unique: true },
    { on: { officeId: 1, fileId: 1 } },
  ],
  accountWishes: [
    { on: { officeId: 1, email: 1, createdAt: 1 } },
    { on: { expiresAt: 1 }, expireAfterSeconds: 0 },
  ],
  fileNotes: [{ on: { officeId: 1, fileId: 1, at: 1 } }],
  mailPreferences: [{ on: { code: 1 }, unique: true }],
  messages: [
    { on: { officeId: 1, eventId: 1, recipient: 1, channel: 1, audience: 1 }, unique: true },
    { on: { officeId: 1, state: 1, createdAt: 1, _id: 1 } },
    { on: { officeId: 1, stream: 1, createdAt: 1, _id: 1 } },
    { on: { officeId: 1, to: 1, createdAt: 1, _id: 1 } },
    { on: { officeId: 1, createdAt: 1, _id: 1 } },
    { on: { officeId: 1, resends: 1, createdAt: 1 }, where: { resends: { $type: 'string' } } },
  ],
  documents: [
    { on: { officeId: 1, accountId: 1, sha256: 1, role: 1, fileId: 1 }, unique: true },
    { on: { officeId: 1, fileId: 1 } },
    { on: { storedAs: 1 } },
    { on: { officeId: 1, requestId: 1 }, where: { requestId: { $type: 'string' } } },
  ],
  uploads: [{ on: { officeId: 1, accountId: 1 } }, { on: { updatedAt: 1 } }, { on: { partsId: 1 } }],
  uploadParts: [{ on: { partsId: 1 } }],
  audit: [
    { on: { officeId: 1, day: 1, seq: 1 }, unique: true, where: { seq: { $type: 'number' } } },
    { on: { officeId: 1, day: 1, at: 1, _id: 1 } },
    { on: { officeId: 1, at: 1, _id: 1 } },
    { on: { officeId: 1, who: 1, at: 1, _id: 1 } },
    { on: { officeId: 1, what: 1, at: 1, _id: 1 } },
    { on: { officeId: 1, subject: 1, at: 1, _id: 1 } },
    { on: { at: 1 }, where: { seq: { $type: 'null' } } },
  ],
  jobs: [
    { on: { state: 1, runAt: 1 } },
    { on: { officeId: 1, kind: 1, subject: 1 } },
    { on: { officeId: 1, state: 1, updatedAt: 1 } },
    // What is done is of no use after a season: a handler that ran twice would change nothing.
    { on: { updatedAt: 1 }, where: { state: 'done' }, expireAfterSeconds: 90 * 86_400 },
  ],
  jobHolds: [{ on: { officeId: 1 } }],
}
