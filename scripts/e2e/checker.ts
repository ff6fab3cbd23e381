/** Holds the client's journal against the database and the bank's own ledger: nothing lost, doubled, reordered, and money zero. */
import { checkChain, eventSchema, type DomainEvent } from '@lodge/shared-types'
import { balancesOf } from '@lodge/processor'
import { moneySchema } from '@lodge/shared-types'
import { MongoClient, type Document } from 'mongodb'
import { z } from 'zod'
import type { EntryOf, JournalEntry } from './journal.ts'

export type Verdict = {
  dossiers: number
  files: number
  lost: string[]
  doubled: string[]
  order: string[]
  /** Differences of money, and anything that breaks the journal's own sums. */
  money: string[]
  /** Broken hash chains, parked streams, wake-ups left over. */
  left: string[]
}

const ledgerSchema = z.object({
  postings: z.array(
    z.object({
      debit: z.string(),
      credit: z.string(),
      payment: z.string(),
      memo: z.string(),
      amount: moneySchema,
    }),
  ),
})

const isKind =
  <K extends JournalEntry['kind']>(kind: K) =>
  (entry: JournalEntry): entry is EntryOf<K> =>
    entry.kind === kind

const repeated = (values: readonly string[]): string[] => [
  ...new Set(values.filter((value, index) => values.indexOf(value) !== index)),
]

async function read(uri: string) {
  const client = new MongoClient(uri, { useBigInt64: true })
  try {
    const db = client.db()
    const all = (name: string): Promise<Document[]> => db.collection(name).find().toArray()
    return {
      submissions: await all('submissions'),
      files: await all('files'),
      documents: await all('documents'),
      orders: await all('orders'),
      attempts: await all('attempts'),
      messages: await all('messages'),
      journal: await all('journal'),
      cursors: await db.collection('cursors').find({ state: 'parked' }).toArray(),
      outbox: await db.collection('outbox').countDocuments({ pending: true }),
      jobs: await db.collection('jobs').find({ state: 'parked' }).toArray(),
      events: (await all('events')).map((row) => eventSchema.parse(row)),
    }
  } finally {
    await client.close()
  }
}

const journalRow = z.object({
  lines: z.array(
    z.object({ account: z.string(), amountMinor: z.bigint(), currency: moneySchema.shape.currency }),
  ),
})

function checkLost(entries: readonly JournalEntry[], db: Awaited<ReturnType<typeof read>>): string[] {
  const lost: string[] = []
  for (const entry of entries.filter(isKind('acknowledged'))) {
    const { dossierId, submissionNumber, receivedAt, requests } = entry
    const submission = db.submissions.find((row) => row['dossierId'] === dossierId)
    if (!submission) lost.push(`${submissionNumber}: acknowledged, but there is no submission`)
    else if (submission['submissionNumber'] !== submissionNumber)
      lost.push(`${submissionNumber}: the number has become ${String(submission['submissionNumber'])}`)
    else if (z.date().parse(submission['receivedAt']).toISOString() !== receivedAt)
      lost.push(`${submissionNumber}: the time of receipt has changed`)
    const files = db.files.filter((row) => row['dossierId'] === dossierId).length
    if (files < requests) lost.push(`${submissionNumber}: ${requests} requests, ${files} files`)
  }
  for (const { fileId, fileNumber, sha256 } of entries.filter(isKind('receipt'))) {
    const document = db.documents.find((row) => row['_id'] === `${fileId}-filing-receipt`)
    if (document?.['sha256'] !== sha256)
      lost.push(`${fileNumber}: the receipt that the client holds is not the office's`)
  }
  return lost
}

function checkDoubled(entries: readonly JournalEntry[], db: Awaited<ReturnType<typeof read>>): string[] {
  const doubled: string[] = []
  const acknowledged = entries.filter(isKind('acknowledged'))
  const text = (rows: readonly Document[], field: string): string[] => rows.map((row) => String(row[field]))
  const twice = (what: string, values: readonly string[]) =>
    doubled.push(...repeated(values).map((value) => `${what} twice: ${value}`))
  twice('submission of a dossier', text(db.submissions, 'dossierId'))
  twice(
    'submission number',
    db.submissions.map((row) => `${String(row['officeId'])} ${String(row['submissionNumber'])}`),
  )
  twice('file of a request', text(db.files, 'requestId'))
  twice(
    'file number',
    db.files.map((row) => `${String(row['officeId'])} ${String(row['fileNumber'])}`),
  )
  twice(
    'message',
    db.messages.map((row) => `${String(row['eventId'])} ${String(row['recipient'])}`),
  )
  twice(
    'document',
    db.documents.map(
      (row) =>
        `${String(row['fileId'])} ${String(row['role'])} ${String(row['sha256'])} ${String(row['accountId'])}`,
    ),
  )
  for (const type of ['dossier.submitted', 'dossier.lodged', 'file.received'] as const)
    twice(
      type,
      db.events.filter((event) => event.type === type).map((event) => event.stream),
    )
  twice(
    'order.paid',
    db.events.flatMap((event) => (event.type === 'order.paid' ? [event.data.orderId] : [])),
  )
  const expected = acknowledged.reduce((sum, entry) => sum + entry.requests, 0)
  if (db.files.length > expected) doubled.push(`${db.files.length} files for ${expected} requests`)
  if (db.submissions.length > acknowledged.length)
    doubled.push(`${db.submissions.length} submissions for ${acknowledged.length} acknowledgements`)
  return doubled
}

const sequenceOf = (number: string): number => Number(/(\d+)$/.exec(number)?.[1] ?? Number.NaN)

/** Number order is the order of receipt, and whoever was answered before another even asked has the smaller number. */
function checkOrder(entries: readonly JournalEntry[]): string[] {
  const faults: string[] = []
  for (const officeId of new Set(entries.filter(isKind('acknowledged')).map((entry) => entry.officeId))) {
    const mine = entries.filter(isKind('acknowledged')).filter((entry) => entry.officeId === officeId)
    const sorted = mine.toSorted((a, b) => sequenceOf(a.submissionNumber) - sequenceOf(b.submissionNumber))
    sorted.forEach((entry, index) => {
      const before = sorted[index - 1]
      if (before && before.receivedAt > entry.receivedAt)
        faults.push(`${entry.submissionNumber} was received before ${before.submissionNumber}`)
    })
    let latestSent = { sentAt: -1, submissionNumber: '' }
    for (const entry of sorted) {
      if (entry.at < latestSent.sentAt)
        faults.push(`${entry.submissionNumber} was answered before ${latestSent.submissionNumber} was sent`)
      if (entry.sentAt > latestSent.sentAt) latestSent = entry
    }
  }
  return faults
}

async function checkMoney(
  entries: readonly JournalEntry[],
  db: Awaited<ReturnType<typeof read>>,
  bank: string,
): Promise<string[]> {
  const faults: string[] = []
  const { postings } = ledgerSchema.parse(await (await fetch(`${bank}/admin/ledger`)).json())
  const balances = balancesOf(db.journal.map((row) => journalRow.parse(row)))
  const currencies = new Set([
    ...postings.map((posting) => posting.amount.currency),
    ...[...balances.values()].map((one) => one.currency),
  ])
  for (const currency of currencies) {
    const at = (prefix: string): bigint =>
      [...balances]
        .filter(([key]) => key.startsWith(prefix) && key.endsWith(`|${currency}`))
        .reduce((sum, [, one]) => sum + one.amountMinor, 0n)
    const captured = postings
      .filter((one) => one.amount.currency === currency && one.memo === 'capture')
      .reduce((sum, one) => sum + one.amount.amountMinor, 0n)
    if (captured !== at('bank:'))
      faults.push(`${currency}: the bank took ${captured}, the journal has ${at('bank:')}`)
    if (at('') !== 0n) faults.push(`${currency}: the journal sums to ${at('')}`)
    if (at('suspense') !== 0n) faults.push(`${currency}: ${at('suspense')} in suspense`)
    if (at('deposit:') !== 0n) faults.push(`${currency}: ${at('deposit:')} too much was taken`)
  }
  faults.push(
    ...repeated(postings.map((posting) => posting.payment)).map(
      (payment) => `the bank charged the payment ${payment} twice`,
    ),
  )
  for (const { orderId, submissionNumber, totalMinor } of entries.filter(isKind('acknowledged'))) {
    const order = db.orders.find((row) => row['_id'] === orderId)
    const received = moneySchema.parse(order?.['received'])
    if (received.amountMinor.toString() !== totalMinor)
      faults.push(`${submissionNumber}: owed ${totalMinor}, received ${received.amountMinor}`)
  }
  return faults
}

function checkLeft(db: Awaited<ReturnType<typeof read>>): string[] {
  const streams = Map.groupBy(db.events, (event) => `${event.officeId} ${event.stream}`)
  const left: string[] = []
  for (const [name, events] of streams) {
    const sorted: DomainEvent[] = events.toSorted((a, b) => a.seq - b.seq)
    const [fault] = checkChain(sorted)
    if (fault) left.push(`the chain of ${name} is broken at ${fault.seq}: ${fault.fault}`)
  }
  left.push(...db.cursors.map((row) => `parked: ${String(row['_id'])}: ${String(row['lastError'])}`))
  left.push(...db.jobs.map((row) => `parked job: ${String(row['_id'])}: ${String(row['lastError'])}`))
  if (db.outbox > 0) left.push(`${db.outbox} wake-ups are not published`)
  return left
}

/** Compares what the client was promised with what the office and the bank have. */
export async function check(
  entries: readonly JournalEntry[],
  mongoUri: string,
  bank: string,
): Promise<Verdict> {
  const db = await read(mongoUri)
  return {
    dossiers: entries.filter(isKind('acknowledged')).length,
    files: db.files.length,
    lost: checkLost(entries, db),
    doubled: checkDoubled(entries, db),
    order: checkOrder(entries),
    money: await checkMoney(entries, db, bank),
    left: checkLeft(db),
  }
}
