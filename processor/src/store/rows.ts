/** What each collection holds: one zod schema a row, parsed whenever a row is read. */
import {
  approvalKinds,
  approvalStates,
  attemptStatusSchema,
  currencySchema,
  deficiencySchema,
  documentRoleSchema,
  feeLineSchema,
  fileColumns,
  fileStatusSchema,
  languageSchema,
  businessProcessSchema,
  minorUnitsSchema,
  moneySchema,
  nextActionSchema,
  noticeLimitSchema,
  noticeReturns,
  noticeStates,
  orderStatusSchema,
  personSchema,
  plainDateSchema,
  processorNameSchema,
  roleSchema,
  streamSchema,
  traceStepSchema,
  dossierStatuses,
} from '@lodge/shared-types'
import { Binary } from 'mongodb'
import { z } from 'zod'
import { matchTargetSchema } from '../domain/matching/matching-terms.ts'
import { cashRow, depositRow, refundRow, reviewDecisions } from './money-rows.ts'
import {
  dailyCloseRow,
  statementDetailRow,
  statementFileRow,
  statementLineRow,
  statementRow,
} from './statement-rows.ts'

const id = z.string().min(1)
const instant = z.date()

const gateReasonSchema = z.object({
  code: z.string(),
  message: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})

const office = z.object({
  _id: id,
  version: z.string(),
  digest: z.string(),
  /** The profile as canonical JSON: read by its schema, never in parts. */
  profileJson: z.string(),
  loadedAt: instant,
})

const namedView = z.object({ id, name: z.string(), address: z.string() })

const user = z.object({
  _id: id,
  officeId: id,
  email: z.string(),
  passwordHash: z.string(),
  displayName: z.string(),
  language: languageSchema,
  /** The agent's firm or person whose dossiers the user sees; null for staff. */
  accountId: id.nullable(),
  roles: z.array(roleSchema),
  disabled: z.boolean(),
  /** The views of a list that the user has named, in the order of their tabs; absent until there is one. */
  fileViews: z.array(namedView).optional(),
  taskViews: z.array(namedView).optional(),
  /** In the address of the user's feed of deadlines; absent until it is asked for, another after it was renewed. */
  feedCode: z.string().optional(),
  createdAt: instant,
})

const session = z.object({
  /** SHA-256 of the token: the database alone opens no session. */
  _id: id,
  officeId: id,
  userId: id,
  csrfToken: z.string(),
  createdAt: instant,
  expiresAt: instant,
})

/** Wrong passwords for one address of one office. */
const signInTries = z.object({
  /** Office and SHA-256 of the address, which may be nobody's. */
  _id: id,
  officeId: id,
  wrong: z.number().int(),
  /** When the count ends. */
  until: instant,
})

const submission = z.object({
  _id: id,
  officeId: id,
  accountId: id,
  userId: id,
  dossierId: id,
  submissionNumber: z.string(),
  receivedAt: instant,
  /** The body as canonical JSON; its SHA-256 is `bodySha256`. */
  bodyJson: z.string(),
  bodySha256: z.string(),
  acknowledgementJws: z.string(),
})

const outbox = z.object({
  _id: id,
  officeId: id,
  routingKey: z.string(),
  kind: z.enum(['event', 'callback', 'job']),
  id: z.string(),
  stream: streamSchema.optional(),
  seq: z.number().optional(),
  createdAt: instant,
  /** True until the broker has confirmed the wake-up; then absent. */
  pending: z.literal(true).optional(),
  publishedAt: instant.optional(),
})

const cursor = z.object({
  _id: id,
  officeId: id,
  processor: processorNameSchema,
  stream: streamSchema,
  seq: z.number().int(),
  state: z.enum(['active', 'parked']),
  attempts: z.number().int(),
  nextAttemptAt: instant.nullable(),
  lastError: z.string().nullable(),
  updatedAt: instant,
})

const counter = z.object({
  _id: id,
  officeId: id,
  branch: z.string(),
  kind: z.string(),
  year: z.number().int(),
  seq: z.number().int(),
  /** MongoDB's time of the last allocation. */
  at: instant,
  /** The latest time of all allocations. */
  lastAt: instant,
  doubt: z.boolean(),
})

const command = z.object({
  _id: id,
  officeId: id,
  operation: z.string(),
  bodySha256: z.string(),
  /** The first answer as JSON; its operation's schema reads it. */
  answerJson: z.string(),
  createdAt: instant,
})

const order = z.object({
  _id: id,
  officeId: id,
  accountId: id,
  dossierId: id,
  orderNumber: z.string(),
  tariffVersion: z.string(),
  lines: z.array(feeLineSchema),
  total: moneySchema,
  received: moneySchema,
  credit: moneySchema,
  /** What is still to be paid; absent in orders from before it was kept, until money moves for them. */
  missing: moneySchema.optional(),
  status: orderStatusSchema,
  openedAt: instant,
  paidAt: instant.nullable(),
  /** The ISO 11649 reference of the order's number; absent in orders from before it was kept, until they are looked for by it. */
  creditorReference: z.string().optional(),
  /** The last day to pay, office-local; null where there is none. */
  payBy: plainDateSchema.nullable().default(null),
})

const attempt = z.object({
  _id: id,
  officeId: id,
  accountId: id,
  dossierId: id,
  orderId: id,
  driverId: id,
  status: attemptStatusSchema,
  /** True while no other attempt may start for the order: unique by office and order. */
  active: z.boolean(),
  amount: moneySchema,
  bankReference: z.string().nullable(),
  /** What the payer does next, as the driver said it; null where it said nothing. */
  nextAction: nextActionSchema.nullable().default(null),
  reason: z.string().nullable(),
  /** In which the bank was first asked: the same call again must say the same. Absent in attempts from before it was kept. */
  language: languageSchema.optional(),
  polls: z.number().int(),
  /** Until when the payer may pay by it; null where the bank sets no end. */
  expiresAt: instant.nullable().default(null),
  /** Counts what was reserved of its money: of two at once, one finds that the other was first. */
  rev: z.number().int().default(0),
  createdAt: instant,
  updatedAt: instant,
})

const journal = z.object({
  _id: id,
  officeId: id,
  at: instant,
  /** The event that the entry books: unique, so that nothing is booked twice. */
  causedBy: id,
  text: z.string(),
  /** Signed amounts that add up to zero for each currency: + is debit, - is credit. */
  lines: z.array(z.object({ account: z.string(), amountMinor: minorUnitsSchema, currency: currencySchema })),
})

const callback = z.object({
  _id: id,
  officeId: id,
  driverId: id,
  eventId: z.string(),
  receivedAt: instant,
  /** The bank's own time of the callback. */
  sentAt: instant,
  body: z.instanceof(Binary),
  headers: z.record(z.string(), z.string()),
  state: z.enum(['stored', 'applied', 'unmatched', 'parked']),
  /** When an unmatched callback is looked at again. */
  tryAt: instant,
  attempts: z.number().int(),
  lastError: z.string().nullable(),
})

const party = z.object({
  _id: id,
  officeId: id,
  partyId: id,
  version: z.number().int(),
  fileId: id,
  role: z.enum(['applicant', 'agent']),
  person: personSchema,
  salt: z.string(),
  digest: z.string(),
})

const file = z.object({
  _id: id,
  officeId: id,
  /** Whose file it is; null for one that no account holds, as one that was filed on paper. */
  accountId: id.nullable(),
  fileNumber: z.string(),
  st13: z.string(),
  right: z.string(),
  kind: z.string(),
  branch: z.string(),
  dossierId: id,
  submissionId: id,
  requestId: id,
  onlineId: z.string(),
  ownReference: z.string().nullable(),
  verificationCode: z.string(),
  /** In the secret address by which whoever has the receipt follows the file; null while there is none. */
  followCode: z.string().nullable().default(null),
  createdAt: instant,
})

/** A whole request as it stands after a change, from version 2; version 1 is in the submission. */
const requestVersion = z.object({
  _id: id,
  officeId: id,
  fileId: id,
  version: z.number().int().min(2),
  /** The request as canonical JSON: read by its schema. */
  requestJson: z.string(),
  /** What the register holds beside it, as canonical JSON; absent in versions from before there was any. */
  restJson: z.string().optional(),
  salt: z.string(),
  digest: z.string(),
  /** The request or decision that changed it. */
  causedBy: id,
  at: instant,
})

/**
 * An account follows a file that is not its own, by the secret address of its receipt: it sees what the applicant sees, for as
 * long as the file's code is the one that was kept here.
 */
const follow = z.object({
  _id: id,
  officeId: id,
  accountId: id,
  userId: id,
  fileId: id,
  code: z.string(),
  at: instant,
})

/** An account that somebody asked for, until the reader of the mail opens it with a password; gone after a day. */
const accountWish = z.object({
  /** SHA-256 of the token in the link: the database alone opens no account. */
  _id: id,
  officeId: id,
  email: z.string(),
  language: languageSchema,
  /** Of the file by whose secret address they came; null where they came without one. */
  followCode: z.string().nullable(),
  createdAt: instant,
  expiresAt: instant,
})

/** What the office's people tell each other about a file: it never leaves the office. */
const fileNote = z.object({
  _id: id,
  officeId: id,
  fileId: id,
  text: z.string(),
  userId: id,
  at: instant,
})

/** An agent's word that a file, filed on paper, is theirs. Until the office confirms it, it gives no right to anything. */
const fileClaim = z.object({
  _id: id,
  officeId: id,
  accountId: id,
  userId: id,
  /** As the office writes it; whether there is such a file is looked up only when the claim is decided. */
  fileNumber: z.string(),
  /** What the agent knows from paper, such as the number of its receipt. */
  proof: z.string(),
  /** An uploaded document of the account that proves it. */
  documentId: id.nullable(),
  state: z.enum(['asked', 'confirmed', 'refused']),
  /** Why it was refused, for the agent. */
  reason: z.string().nullable(),
  /** The file that a confirmed claim attached. */
  fileId: id.nullable(),
  askedAt: instant,
  decidedAt: instant.nullable(),
  decidedBy: z.string().nullable(),
})

/** A post-filing request, from its acceptance to the office's decision. */
const fileRequest = z.object({
  /** Of the request as its party sent it. */
  _id: id,
  officeId: id,
  /** Of whoever filed it, who need not hold the file. */
  accountId: id,
  /** The file that it is about; null for a request about an order or an attempt. */
  fileId: id.nullable(),
  /** The notice, order or attempt that it is about; null for one about a file as a whole. */
  about: id.nullable(),
  type: z.string(),
  /** What people see of the file or order that it is about, such as its number. */
  subject: z.string(),
  onlineId: z.string(),
  submissionId: id,
  dossierId: id,
  receivedAt: instant,
  /** `filed`: the office has it, and waits for what its dossier still owes. */
  state: z.enum(['filed', 'waiting', 'granted', 'refused']),
  /** Whether the account held the file when it was filed. */
  isOwn: z.boolean(),
  /** What was outside of its gate when it was filed, and taken all the same. */
  gate: z.array(gateReasonSchema),
  /** When it came to its file, once its dossier was released. */
  lodgedAt: instant.nullable(),
  decidedAt: instant.nullable(),
  /** `user:…` or `processor:…`. */
  decidedBy: z.string().nullable(),
  reason: z.string().nullable(),
  /** The work for which a granted request asks. */
  tasks: z.array(z.string()),
  /** The file that a granted request has split off. */
  newFileId: id.nullable(),
  verificationCode: z.string(),
  rev: z.number().int(),
})

const timelineEntry = z.object({ eventId: id, seq: z.number().int(), type: z.string(), at: instant })

const dossierView = z.object({
  _id: id,
  officeId: id,
  kind: z.literal('dossier'),
  id,
  accountId: id,
  seq: z.number().int(),
  submissionNumber: z.string(),
  receivedAt: instant,
  requestCount: z.number().int(),
  status: z.enum(dossierStatuses),
  orders: z.array(
    z.object({
      orderId: id,
      orderNumber: z.string(),
      total: moneySchema,
      received: moneySchema,
      credit: moneySchema,
      /** What is still to pay, what went back, and until when: absent in views from before they were kept. */
      missing: moneySchema.optional(),
      back: moneySchema.optional(),
      payBy: plainDateSchema.nullable().default(null),
      status: orderStatusSchema,
      agreed: z.boolean(),
    }),
  ),
  files: z.array(z.object({ requestId: id, fileId: id, fileNumber: z.string() })),
  timeline: z.array(timelineEntry),
  updatedAt: instant,
})

/** What the list of files shows of one, how each column sorts, and the folded words by which it is found. */
const fileListing = z.object({
  requestKind: z.string(),
  subtype: z.string().nullable(),
  ownReference: z.string().nullable(),
  owners: z.array(z.string()),
  fileOwner: z.string(),
  summary: z.string(),
  invoiceNumbers: z.array(z.string()),
  actionAt: instant,
  sortBy: z.record(z.enum(fileColumns), z.string()),
  words: z.array(z.string()),
})

const fileView = z.object({
  _id: id,
  officeId: id,
  kind: z.literal('file'),
  id,
  accountId: id.nullable(),
  seq: z.number().int(),
  fileNumber: z.string(),
  dossierId: id,
  onlineId: z.string(),
  right: z.string(),
  filingDate: plainDateSchema.nullable(),
  status: fileStatusSchema,
  process: businessProcessSchema,
  st27: z.string(),
  documents: z.array(
    z.object({
      documentId: id,
      role: z.string(),
      sha256: z.string(),
      bytes: z.number().int(),
      mediaType: z.string(),
    }),
  ),
  timeline: z.array(timelineEntry),
  /** Absent, or of an older version, in a view from before: the job `rebuild-views` makes it anew. */
  listing: fileListing.optional(),
  /** The notice that waits for the party's answer; absent in a view from before notices. */
  openNotice: id.nullable().optional(),
  listingVersion: z.number().int().optional(),
  updatedAt: instant,
})

const task = z.object({
  _id: id,
  officeId: id,
  kind: z.string(),
  role: roleSchema,
  stream: streamSchema.nullable(),
  /** What a person sees in the list: a file number, or for an alarm what happened. */
  subject: z.string(),
  state: z.enum(['open', 'claimed', 'done']),
  claimedBy: id.nullable(),
  claimedAt: instant.nullable(),
  openedAt: instant,
  due: plainDateSchema.nullable(),
  /** The event, claim, approval or alarm that opened it: unique with kind and office. */
  causedBy: id,
  /** The branch of the file; null for work on no file. */
  branch: z.string().nullable().default(null),
  /** The notice, approval or claim that it is about, where it is about one. */
  about: id.nullable().default(null),
  closedAt: instant.nullable(),
  rev: z.number().int(),
})

const examinationAnswer = z.object({
  /** Of the question in the checklist. */
  code: z.string(),
  answer: z.enum(['yes', 'no', 'not-applicable']).nullable(),
  /** For a "no": the very fields of the request, such as `applicants.0.address`. */
  fields: z.array(z.string()),
  comments: z.array(z.object({ text: z.string(), userId: id, at: instant })),
  userId: id.nullable(),
  at: instant.nullable(),
})

/** One checklist as an officer fills it in for one file. */
const examinationRow = z.object({
  /** `<fileId>|<checklist>` */
  _id: id,
  officeId: id,
  fileId: id,
  checklist: z.string(),
  /** Of the office profile's checklist when it was last answered. */
  version: z.string(),
  answers: z.array(examinationAnswer),
  rev: z.number().int(),
  updatedAt: instant,
})

/** Four eyes: what is to be decided, sealed by its digest, and what each checker said of exactly that. */
const approval = z.object({
  _id: id,
  officeId: id,
  kind: z.enum(approvalKinds),
  /** What it is about: a notice's id, or the id of a proposed action. */
  subjectId: id,
  stream: streamSchema.nullable(),
  /** What a person sees in lists: a file number and what is to be approved. */
  title: z.string(),
  /** Of the subject as it is to be approved: a verdict on anything else counts for nothing. */
  digest: z.string(),
  /** What an approved action needs to be taken; null for a subject with a row of its own. */
  action: z.string().nullable(),
  /** What an order is to come to instead, and what whoever pays is told of it. */
  fee: z.object({ total: moneySchema, told: z.string() }).optional(),
  /** What is to become of a payment in review, and the money of it in suspense. */
  review: z.object({ decision: z.enum(reviewDecisions), suspense: z.array(moneySchema) }).optional(),
  /** Where money of a statement's line is to go. */
  match: z.object({ lineId: id, target: matchTargetSchema, amount: moneySchema }).optional(),
  makerId: id,
  makerNote: z.string().nullable(),
  /** Roles in the order in which they decide. */
  checkers: z.array(roleSchema),
  verdicts: z.array(
    z.object({
      userId: id,
      role: roleSchema,
      verdict: z.enum(['approve', 'refuse']),
      reason: z.string().nullable(),
      digest: z.string(),
      at: instant,
    }),
  ),
  state: z.enum(approvalStates),
  openedAt: instant,
  closedAt: instant.nullable(),
})

/** A document that the office issues to the party of a file, from its first draft to the answer. */
const notice = z.object({
  _id: id,
  officeId: id,
  fileId: id,
  /** Of the office profile's notices. */
  template: z.string(),
  /** The action that takes effect when it is issued. */
  action: z.string(),
  language: languageSchema,
  deficiencies: z.array(deficiencySchema),
  /** What the officer adds in their own words; empty for nothing. */
  note: z.string(),
  limit: noticeLimitSchema,
  state: z.enum(noticeStates),
  /** Why the office's own rule gave it back to its maker though it was approved; null while it has not. */
  returned: z.enum(noticeReturns).nullable().default(null),
  makerId: id,
  taskId: id.nullable(),
  approvalId: id.nullable(),
  /** The signed document, once there is one. */
  documentId: id.nullable(),
  issuedAt: instant.nullable(),
  /** The last day to answer, office-local; null while it is not issued, or where no answer is asked for. */
  answerBy: plainDateSchema.nullable(),
  answerTrace: z.array(traceStepSchema),
  /** How often its time limit has been extended; absent for never. */
  extensions: z.number().int().nonnegative().optional(),
  /** The request that answers it: at most one, set when that is accepted. */
  answeredBy: id.nullable(),
  answeredAt: instant.nullable(),
  /** What the officer decided about the changes that the answer proposes. */
  answerDecidedAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
  rev: z.number().int(),
})

const message = z.object({
  _id: id,
  officeId: id,
  eventId: id,
  eventType: z.string(),
  /** The dossier or file that it is about; null for messages about neither. */
  stream: streamSchema.nullable().default(null),
  /** The message that this one sends again; null for a first one. */
  resends: id.nullable().default(null),
  audience: z.enum(['agent', 'applicant', 'staff']),
  channel: z.enum(['email']),
  recipient: id,
  to: z.string(),
  language: languageSchema,
  subject: z.string(),
  body: z.string(),
  /** The RFC 5322 Message-ID: the same for every try, so that a mail sent twice shows once. */
  messageId: z.string(),
  /** The notice of which it reminds: it is not sent once that waits for no answer any more. Null for every other message. */
  remindsOf: id.nullable().default(null),
  /** `unwanted`: it is kept for the register and never sent. */
  state: z.enum(['queued', 'sent', 'refused', 'unwanted']),
  /** Why it was not sent: its recipient wants no such mail, or what it says no longer held when it could go out. */
  unwantedBecause: z.enum(['recipient', 'overtaken']).nullable().default(null),
  createdAt: instant,
  sentAt: instant.nullable(),
  /** Why the last try failed; null while none has. */
  lastError: z.string().nullable().default(null),
})

/** How a recipient wants to be told, and the secret by which they say so without signing in. */
const mailPreference = z.object({
  /** `<officeId>|<recipient>` */
  _id: id,
  officeId: id,
  recipient: id,
  code: z.string(),
  wants: z.enum(['email', 'none']),
  updatedAt: instant,
})

const document = z.object({
  _id: id,
  officeId: id,
  /** Whose space it is in: an agent's account, or null for what the office itself made. */
  accountId: id.nullable(),
  /** The file that it belongs to; null for an upload that no file has taken yet. */
  fileId: id.nullable(),
  role: z.string(),
  sha256: z.string(),
  bytes: z.number().int(),
  mediaType: z.string(),
  fileName: z.string(),
  storedAs: id,
  /** The post-filing request that brought it, or of which it is the receipt: whoever filed that may read it. */
  requestId: id.optional(),
  createdAt: instant,
})

/** An unfinished upload; once its document counts, the `documents` row with the same id stands for it. */
const upload = z.object({
  _id: id,
  officeId: id,
  accountId: id,
  sha256: z.string(),
  fileName: z.string(),
  mediaType: z.string(),
  role: documentRoleSchema,
  size: z.number().int(),
  /** Bytes that are stored for good: those of `parts`, in this order. */
  offset: z.number().int(),
  parts: z.array(id),
  /** Names the parts of this one attempt: an upload that starts anew never meets the parts of an earlier one. */
  partsId: id,
  /** The lease of the request that may append; all times by MongoDB's clock. */
  lockedBy: z.string().nullable(),
  lockedUntil: instant.nullable(),
  /** Another request waits for the lease. */
  releaseAsked: z.boolean(),
  updatedAt: instant,
})

const uploadPart = z.object({
  /** Counts only once an upload's `parts` name it. */
  _id: id,
  officeId: id,
  partsId: id,
  bytes: z.instanceof(Binary),
})

const audit = z.object({
  _id: id,
  officeId: id,
  day: plainDateSchema,
  at: instant,
  who: z.string(),
  what: z.string(),
  subject: z.string(),
  detail: z.string(),
  /** Given by the sealing job, in order; null until then. */
  seq: z.number().int().nullable(),
  prevHash: z.string().nullable(),
  hash: z.string().nullable(),
})

const job = z.object({
  _id: id,
  officeId: id,
  kind: z.string(),
  processor: processorNameSchema,
  /** What the job is about, such as a file's id. */
  subject: z.string(),
  state: z.enum(['ready', 'running', 'done', 'parked']),
  runAt: instant,
  leasedUntil: instant.nullable(),
  leaseId: z.string().nullable(),
  attempts: z.number().int(),
  lastError: z.string().nullable(),
  /** What a recurring job remembers from run to run. */
  memo: z.string().nullable(),
  createdAt: instant,
  updatedAt: instant,
})

/** An administrator holds back every job of a kind at an office, also those to come. */
const jobHold = z.object({
  /** `<officeId>|<kind>` */
  _id: id,
  officeId: id,
  kind: z.string(),
  by: z.string(),
  at: instant,
})

/** Collections that later parts fill; they exist from the first day, with their indexes. */
const later = z.looseObject({ _id: id, officeId: id })

export const rowSchemas = {
  offices: office,
  users: user,
  sessions: session,
  signInTries,
  drafts: later,
  submissions: submission,
  outbox,
  cursors: cursor,
  counters: counter,
  commands: command,
  orders: order,
  attempts: attempt,
  journal,
  refunds: refundRow,
  deposits: depositRow,
  cash: cashRow,
  callbacks: callback,
  statementFiles: statementFileRow,
  statements: statementRow,
  statementLines: statementLineRow,
  statementDetails: statementDetailRow,
  dailyCloses: dailyCloseRow,
  parties: party,
  files: file,
  fileClaims: fileClaim,
  views: z.discriminatedUnion('kind', [dossierView, fileView]),
  tasks: task,
  approvals: approval,
  notices: notice,
  examinations: examinationRow,
  requestVersions: requestVersion,
  fileRequests: fileRequest,
  follows: follow,
  accountWishes: accountWish,
  fileNotes: fileNote,
  messages: message,
  mailPreferences: mailPreference,
  documents: document,
  uploads: upload,
  uploadParts: uploadPart,
  audit,
  jobs: job,
  jobHolds: jobHold,
} as const

export type CollectionName = keyof typeof rowSchemas
export type Row<N extends CollectionName> = z.infer<(typeof rowSchemas)[N]>
export type DossierView = z.infer<typeof dossierView>
export type FileView = z.infer<typeof fileView>
export type FileListing = z.infer<typeof fileListing>
export type TimelineEntry = z.infer<typeof timelineEntry>
