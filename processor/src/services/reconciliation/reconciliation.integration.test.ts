/** Statements end to end on the real MongoDB: imported, cut off anywhere, matched, explained by two people, and closed to zero. */
import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  creditorReferenceOf,
  foldDossier,
  money,
  plainDateIn,
  streamOf,
  type Actor,
  type PlainDate,
} from '@lodge/shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { camt053, camt054, testAccount, type CamtEntry } from '../../../test-support/camt-files.ts'
import { aKey, file, payWith, start, type Filed } from '../../../test-support/filing.ts'
import { startTestOffice, until, type TestOffice } from '../../../test-support/test-office.ts'
import { appendEvents, readStream } from '../../store/streams.ts'
import { balancesOf } from '../money/journal-lines.ts'
import { applyFile } from './apply-file.ts'
import { readStatementFolder } from './fetch-statements.ts'
import { applyStatementsJob } from './task-kinds.ts'

const officeId = 'borovia'
let office: TestOffice
let today: PlainDate
let finance: Actor
let registrar: Actor
/** What the account holds by the statements so far. */
let balance = 1_000_000n
let statements = 0

beforeAll(async () => {
  // Files are applied by the tests themselves, line by line.
  office = await startTestOffice({ env: { HOLD_JOBS: applyStatementsJob } })
  today = plainDateIn('Europe/Sofia', new Date())
  finance = office.staff(['finance'])
  registrar = office.staff(['registrar'])
})
afterAll(() => office.end())

const anOrder = async (accountId: string) => {
  const filed = await file(office, { officeId, accountId })
  const { orderNumber, total } = filed.acknowledgement.order
  return { filed, total: total.amountMinor, reference: creditorReferenceOf(orderNumber), orderNumber }
}
const orderOf = async ({ dossierId }: Filed) => {
  const history = await readStream(office.office.store, officeId, streamOf('dossier', dossierId))
  const [order] = foldDossier(history).orders
  if (!order) throw new Error('no order')
  return order
}

/** The next statement of the account. */
const nextStatement = (entries: readonly CamtEntry[], wish: { id?: string; messageId?: string } = {}) => {
  statements += 1
  const bytes = camt053({
    ...{ id: `STM-${statements}`, sequence: statements, on: today, openingMinor: balance, entries },
    ...wish,
  })
  balance += entries.reduce((sum, { minor }) => sum + minor, 0n)
  return bytes
}

const bring = (bytes: Uint8Array, name = 'statement.xml') =>
  office.services.importStatement(finance, { name, bytes })

/** Imports and applies a file. */
async function take(bytes: Uint8Array, name?: string) {
  const imported = await bring(bytes, name)
  await applyFile(office.office, imported.fileId)
  return imported
}

const linesOf = (statementId: string | undefined) =>
  office.office.store.statementLines.many({ officeId, statementId }, { sort: { index: 1, part: 1 } })

const balances = async () =>
  new Map(
    [...balancesOf(await office.office.store.journal.many({ officeId }))].map(
      ([account, { amountMinor }]) => [account.split('|')[0] ?? '', amountMinor],
    ),
  )

/** Invariant 7, by the books: the account is where its statement ends, and nothing hangs between. */
async function everyUnitHasOnePlace() {
  const books = await balances()
  expect([...books.values()].reduce((sum, one) => sum + one, 0n)).toBe(0n)
  expect(books.get(`account:${testAccount}`)).toBe(balance)
  expect(books.get('bank:bank-transfer') ?? 0n).toBe(0n)
  const open = await office.office.store.statementLines.many({ officeId, state: 'suspense' })
  for (const { _id, amount } of open) expect(books.get(`suspense:${_id}`)).toBe(-amount.amountMinor)
  const all = [...books].filter(([account, amount]) => account.startsWith('suspense:') && amount !== 0n)
  expect(all.length).toBe(open.length)
}

test('transfers pay their orders once, whatever file they come in and wherever the work is cut off', async () => {
  const [exact, part, over, closed, nobody] = await Promise.all(
    ['exact', 'part', 'over', 'closed', 'nobody'].map((name) => anOrder(`payer-${name}`)),
  )
  if (!exact || !part || !over || !closed || !nobody) throw new Error('no orders')
  const entries: CamtEntry[] = [
    { minor: exact.total, servicer: 'S1', reference: exact.reference, endToEnd: 'E2E-EXACT-1' },
    { minor: part.total - 700n, servicer: 'S2', text: `fee ${part.reference.toLowerCase()}` },
    { minor: over.total + 500n, servicer: 'S3', reference: over.reference },
    { minor: closed.total, servicer: 'S4', reference: closed.reference },
    { minor: closed.total, servicer: 'S5', reference: closed.reference },
    // Equal lines of one day without a reference of the bank are both real.
    { minor: 12_300n, text: 'trademark' },
    { minor: 12_300n, text: 'trademark' },
    { minor: -250n, servicer: 'S6', code: 'ACMT-MDOP-CHRG' },
  ]
  const bytes = nextStatement(entries)
  const imported = await bring(bytes)
  expect(imported).toMatchObject({ isRepeat: false, state: 'taken', format: 'camt.053', reasons: [] })

  // Cut off before every line once, and gone on with.
  for (let cut = 0; cut < entries.length; cut += 1) {
    let seen = 0
    const beforeLine = () => ((seen += 1) > 1 ? Promise.reject(new Error('killed')) : Promise.resolve())
    await applyFile(office.office, imported.fileId, { beforeLine }).catch((error: unknown) => {
      expect(String(error)).toContain('killed')
    })
  }
  await applyFile(office.office, imported.fileId)
  const [statementId] = imported.statementIds
  const lines = await linesOf(statementId)
  expect(lines.map(({ state, rule }) => `${state} ${rule ?? ''}`)).toEqual([
    'matched reference-exact',
    'matched reference-other',
    'matched reference-other',
    'matched reference-exact',
    'matched reference-closed',
    'suspense none',
    'suspense none',
    'matched bank-fee',
  ])
  await everyUnitHasOnePlace()
  await until('the orders to be paid', async () => {
    const rows = await office.office.store.orders.many({ officeId, status: 'paid' })
    return rows.length >= 3
  })
  expect(await orderOf(exact.filed)).toMatchObject({ status: 'paid' })
  expect((await orderOf(part.filed)).status).toBe('part-paid')
  const books = await balances()
  expect(books.get('deposit:payer-over')).toBe(-500n)
  expect(books.get('deposit:payer-closed')).toBe(-closed.total)
  expect(books.get('bank-fees')).toBe(250n)
  expect(books.get(`order:${nobody.filed.orderId}`) ?? 0n).toBe(0n)

  // The same bytes, renamed; the same statement in another message; a longer one that holds the same lines.
  const count = await office.office.store.journal.count({ officeId })
  expect(await take(bytes, 'again.xml')).toMatchObject({ isRepeat: true, fileId: imported.fileId })
  await take(
    camt053({
      id: 'STM-1',
      messageId: 'OTHER',
      sequence: statements,
      on: today,
      openingMinor: 1_000_000n,
      entries,
    }),
  )
  expect(await office.office.store.journal.count({ officeId })).toBe(count)
  const rest: CamtEntry = { minor: 700n, servicer: 'S7', reference: part.reference }
  const longer = camt053({
    ...{ id: 'STM-W', sequence: 90, on: today, openingMinor: 1_000_000n, entries: [...entries, rest] },
  })
  balance += 700n
  const week = await take(longer)
  const [view] = week.statementIds
  const seen = await office.services.statementView(finance, { statementId: view ?? '', page: 1 })
  expect(seen.statement).toMatchObject({ state: 'applied', lines: { all: 9, known: 8 }, hasGap: false })
  expect(seen.tally).toMatchObject({ matched: 1, suspense: 0 })
  await until('the rest of the order', async () => (await orderOf(part.filed)).status === 'paid')
  await everyUnitHasOnePlace()

  // A bank takes a transfer back: what it did is undone, and the order owes again.
  const back: CamtEntry = { minor: -exact.total, servicer: 'S8', endToEnd: 'E2E-EXACT-1', returned: 'AC04' }
  const returned = await take(nextStatement([back]))
  expect(await linesOf(returned.statementIds[0])).toMatchObject([{ state: 'matched', rule: 'return' }])
  const [attempt] = await office.office.store.attempts.many({ officeId, orderId: exact.filed.orderId })
  expect(attempt).toMatchObject({ driverId: 'bank-transfer', status: 'returned', active: false })
  expect((await balances()).get(`order:${exact.filed.orderId}`)).toBe(0n)
  await everyUnitHasOnePlace()
})

test('a statement that does not add up, or of another account, moves nothing and calls finance', async () => {
  const before = await office.office.store.journal.count({ officeId })
  const wrong = camt053({
    ...{ id: 'WRONG', sequence: 500, on: today, openingMinor: balance, closingMinor: balance + 1n },
    entries: [{ minor: 5_000n, servicer: 'W1' }],
  })
  const foreign = camt053({
    ...{ id: 'FOREIGN', sequence: 1, on: today, openingMinor: 0n, account: 'DE89370400440532013000' },
    entries: [{ minor: 5_000n }],
  })
  const future = camt053({
    id: 'FUTURE',
    sequence: 501,
    on: '2099-01-01',
    openingMinor: balance,
    entries: [],
  })
  const ignored = camt053({
    ...{ id: 'SALARIES', sequence: 1, on: today, openingMinor: 0n, account: 'BG98RIVB91551000000002' },
    entries: [{ minor: 5_000n }],
  })
  expect(await take(wrong)).toMatchObject({ state: 'refused' })
  expect((await take(foreign)).reasons.join(' ')).toContain('none of this office')
  expect((await take(future)).reasons.join(' ')).toContain('2099-01-01')
  expect((await take(new TextEncoder().encode('hello'))).state).toBe('refused')
  expect(await take(ignored)).toMatchObject({ state: 'information', reasons: [] })
  expect(await office.office.store.journal.count({ officeId })).toBe(before)
  const tasks = await office.office.store.tasks.many({ officeId, kind: 'statement-refused' })
  expect(tasks.length).toBe(4)
  const [task] = tasks
  expect(
    await office.services.closeAlarm(finance, task?._id ?? '', 'The bank sends it again.'),
  ).toMatchObject({ state: 'done' })
  await expect(office.services.importStatement(registrar, { name: 'a', bytes: wrong })).rejects.toThrow()
})

test('a camt.054 tells more of an entry, before it or after it, and its money is counted once', async () => {
  const [a, b, c, d] = await Promise.all(['a', 'b', 'c', 'd'].map((name) => anOrder(`batch-${name}`)))
  if (!a || !b || !c || !d) throw new Error('no orders')
  const told = (id: string, servicer: string, orders: readonly (typeof a)[]) =>
    camt054({
      ...{ id, on: today },
      entries: [
        {
          ...{ minor: orders.reduce((sum, { total }) => sum + total, 0n), servicer },
          payments: orders.map(({ total, reference }, index) => ({
            ...{ minor: total, servicer: `${servicer}-${index}`, reference },
          })),
        },
      ],
    })
  await take(told('NTF-1', 'BATCH-BEFORE', [a, b]))
  const both = await take(
    nextStatement([
      { minor: a.total + b.total, servicer: 'BATCH-BEFORE' },
      { minor: c.total + d.total, servicer: 'BATCH-AFTER' },
    ]),
  )
  const [statementId] = both.statementIds
  const states = async () => (await linesOf(statementId)).map(({ state, part }) => `${part} ${state}`)
  expect(await states()).toEqual(['0 split', '1 matched', '2 matched', '0 suspense'])
  await everyUnitHasOnePlace()
  const after = await bring(told('NTF-2', 'BATCH-AFTER', [c, d]))
  let seen = 0
  const beforeLine = () => ((seen += 1) > 2 ? Promise.reject(new Error('killed')) : Promise.resolve())
  await expect(applyFile(office.office, after.fileId, { beforeLine })).rejects.toThrow('killed')
  await applyFile(office.office, after.fileId)
  await applyFile(office.office, after.fileId)
  expect(await states()).toEqual(['0 split', '1 matched', '2 matched', '0 split', '1 matched', '2 matched'])
  await everyUnitHasOnePlace()
  for (const { filed } of [a, b, c, d])
    await until('the order of a batch', async () => (await orderOf(filed)).status === 'paid')
})

test('card payments settle as one sum less fees, and a refused proposal leaves suspense as it is', async () => {
  const filed = await file(office, { officeId, accountId: 'card-payer' })
  const { attemptId } = await start(office, filed)
  await payWith(office, attemptId, 'approve')
  const attempt = await until('the card payment', async () => {
    const row = await office.office.store.attempts.one({ _id: attemptId, status: 'succeeded' })
    return row
  })
  const { amountMinor } = attempt.amount
  expect((await balances()).get('bank:card-gateway')).toBe(amountMinor)
  const settlement = await take(
    nextStatement([
      {
        ...{ minor: amountMinor - 90n, servicer: 'PAYOUT-77' },
        payments: [{ minor: amountMinor, endToEnd: attempt.bankReference ?? '', chargeMinor: 90n }],
      },
    ]),
  )
  expect((await linesOf(settlement.statementIds[0])).map(({ rule }) => rule)).toEqual([
    'batch-net',
    'batch-net',
  ])
  expect(await office.office.store.attempts.one({ _id: attemptId })).toMatchObject({ status: 'settled' })
  expect((await balances()).get('bank:card-gateway')).toBe(0n)
  await everyUnitHasOnePlace()

  // Suspense: one proposes, another decides.
  const owing = await anOrder('late-payer')
  const list = await office.services.suspenseList(finance, { page: 1 })
  const [line] = list.rows
  if (!line) throw new Error('nothing in suspense')
  expect(list.groups[0]?.count).toBe(list.total)
  const propose = (target: Parameters<typeof office.services.proposeMatch>[1]['target']) =>
    office.services.proposeMatch(finance, { key: aKey(), lineId: line._id, target, reason: 'They called.' })
  const decide = async (approvalId: string, verdict: 'approve' | 'refuse', who = registrar) => {
    const { digest } = await office.services.approval(who, approvalId)
    return office.services.decideApproval(who, approvalId, { verdict, digest, reason: 'Looked at.' })
  }
  const first = await propose({ kind: 'order', orderId: owing.filed.orderId })
  await expect(propose({ kind: 'other' })).rejects.toThrow()
  await expect(decide(first.approvalId, 'approve', finance)).rejects.toThrow()
  await decide(first.approvalId, 'refuse')
  expect((await office.services.matchingLine(finance, line._id)).state).toBe('suspense')
  const second = await propose({ kind: 'order', orderId: owing.filed.orderId })
  await decide(second.approvalId, 'approve')
  expect(await office.services.matchingLine(finance, line._id)).toMatchObject({
    state: 'resolved',
    rule: 'person',
  })
  await until(
    'the order that was proposed',
    async () => (await orderOf(owing.filed)).received.amountMinor === 12_300n,
  )
  await everyUnitHasOnePlace()

  // What is sent back leaves by a transfer that names it.
  const [other] = (await office.services.suspenseList(finance, { page: 1 })).rows
  if (!other) throw new Error('nothing left in suspense')
  const { approvalId } = await office.services.proposeMatch(finance, {
    ...{ key: aKey(), lineId: other._id, target: { kind: 'send-back' }, reason: 'Nobody knows it.' },
  })
  await decide(approvalId, 'approve')
  expect((await balances()).get('payout')).toBe(-12_300n)
  const { payoutReference } = await office.services.matchingLine(finance, other._id)
  await take(nextStatement([{ minor: -12_300n, servicer: 'OUT-1', endToEnd: payoutReference ?? '' }]))
  expect((await balances()).get('payout')).toBe(0n)
  await everyUnitHasOnePlace()
})

test('equal lines of two statements that follow each other are both real, and a lost statement is asked for until it comes', async () => {
  const twin: CamtEntry = { minor: 4_400n, text: 'cash at the branch' }
  await take(nextStatement([twin]))
  await take(nextStatement([twin]))
  const twins = await office.office.store.statementLines.many({ officeId, text: 'cash at the branch' })
  expect(twins.map(({ state }) => state)).toEqual(['suspense', 'suspense'])
  await everyUnitHasOnePlace()
  // The bank issues the last one again under another message: nothing of it is new.
  const openedWith = balance - 4_400n
  await take(
    camt053({
      ...{ id: `STM-${statements}`, messageId: 'AGAIN', sequence: statements, on: today },
      ...{ openingMinor: openedWith, entries: [twin] },
    }),
  )
  await everyUnitHasOnePlace()

  const lost = nextStatement([{ minor: 1_100n, servicer: 'LOST-1' }])
  const later = await take(nextStatement([{ minor: 2_200n, servicer: 'LATER-1' }]))
  const [laterId = ''] = later.statementIds
  expect(
    (await office.services.statementView(finance, { statementId: laterId, page: 1 })).statement,
  ).toMatchObject({
    state: 'applied',
    hasGap: true,
  })
  expect(
    await office.office.store.tasks.one({ officeId, kind: 'statement-gap', about: laterId }),
  ).toBeDefined()
  await take(lost)
  const healed = await office.services.statementView(finance, { statementId: laterId, page: 1 })
  expect(healed.statement.hasGap).toBe(false)
  expect(
    await office.office.store.tasks.one({ officeId, kind: 'statement-gap', about: laterId }),
  ).toMatchObject({
    state: 'done',
  })
  await everyUnitHasOnePlace()

  // One from before the first moves what stood there at the beginning, and nothing else.
  const early = camt053({
    ...{ id: 'EARLY', sequence: 0, on: '2026-01-05', openingMinor: 999_000n },
    entries: [{ minor: 1_000n, servicer: 'EARLY-1' }],
  })
  await take(early)
  expect((await balances()).get('opening')).toBe(-999_000n)
  await everyUnitHasOnePlace()
})

/** An attempt that waits for a transfer, as the driver leaves it. */
async function waitingAttempt({ filed, total }: Awaited<ReturnType<typeof anOrder>>): Promise<string> {
  const { store } = office.office
  const { dossierId, orderId, actor } = filed
  const attemptId = randomUUID()
  const at = new Date()
  const amount = money(total, 'BGN')
  const facts = {
    orderId,
    attemptId,
    driverId: 'bank-transfer',
    amount,
    moved: null,
    bankAt: null,
    knownAt: at,
  }
  await store.transaction(async (session) => {
    await store.attempts.insert(
      [
        {
          ...{ _id: attemptId, officeId, accountId: actor.accountId ?? '', dossierId, orderId, amount },
          ...{ driverId: 'bank-transfer', status: 'awaiting-funds', active: true, bankReference: null },
          ...{
            nextAction: null,
            reason: null,
            polls: 0,
            expiresAt: null,
            rev: 0,
            createdAt: at,
            updatedAt: at,
          },
        },
      ],
      { session },
    )
    await appendEvents(store, session, {
      ...{ officeId, stream: streamOf('dossier', dossierId), by: 'user:payer', causedBy: null, at },
      events: [
        { type: 'payment.started', v: 1, data: { ...facts, status: 'submitting', reason: null } },
        { type: 'payment.awaited', v: 1, data: { ...facts, status: 'awaiting-funds', reason: null } },
      ],
    })
  })
  return attemptId
}

test('a transfer is news of the attempt that waits for it, and money wins where another way of paying is open', async () => {
  const { store } = office.office
  const slip = await anOrder('slip-payer')
  const attemptId = await waitingAttempt(slip)
  const half = slip.total / 2n
  await take(nextStatement([{ minor: half, servicer: 'P1', reference: slip.reference }]))
  expect(await store.attempts.one({ _id: attemptId })).toMatchObject({
    status: 'partially-funded',
    active: true,
  })
  await take(nextStatement([{ minor: slip.total - half, servicer: 'P2', reference: slip.reference }]))
  expect(await store.attempts.many({ officeId, orderId: slip.filed.orderId })).toMatchObject([
    { _id: attemptId, status: 'succeeded', active: false },
  ])
  await until('the slip’s order', async () => (await orderOf(slip.filed)).status === 'paid')

  // The payer's page at the card bank is open while the transfer comes; a card payment on top is their credit.
  const both = await anOrder('both-ways')
  const card = await start(office, both.filed)
  await take(nextStatement([{ minor: both.total, servicer: 'P3', reference: both.reference }]))
  await until('the order by transfer', async () => (await orderOf(both.filed)).status === 'paid')
  await payWith(office, card.attemptId, 'approve')
  await until(
    'the credit of the card payment',
    async () => (await balances()).get('deposit:both-ways') === -both.total,
  )

  // What the card bank never confirmed is confirmed by its payout.
  const silent = await anOrder('silent-bank')
  const open = await start(office, silent.filed)
  await take(
    nextStatement([{ minor: silent.total, servicer: 'P4', endToEnd: open.attemptId.replaceAll('-', '') }]),
  )
  expect(await store.attempts.one({ _id: open.attemptId })).toMatchObject({
    status: 'settled',
    active: false,
  })
  await until('its order', async () => (await orderOf(silent.filed)).status === 'paid')
  await everyUnitHasOnePlace()
})

test('a folder is read once what lies in it is whole, and its files are put aside', async () => {
  const root = await mkdtemp(join(tmpdir(), 'lodge-statements-'))
  await readStatementFolder(office.office, officeId, root)
  const [good, bad] = ['good.xml', 'bad.txt'].map((name) => join(root, officeId, name))
  if (good === undefined || bad === undefined) throw new Error('no names')
  await writeFile(good, nextStatement([{ minor: 3_300n, servicer: 'FOLDER-1' }]))
  await writeFile(bad, 'no statement')
  await readStatementFolder(office.office, officeId, root)
  expect((await readdir(join(root, officeId))).length, 'still being written').toBe(2)
  const past = new Date(Date.now() - 60_000)
  await Promise.all([utimes(good, past, past), utimes(bad, past, past)])
  await readStatementFolder(office.office, officeId, root)
  expect(await readdir(join(root, officeId, 'done'))).toEqual(['good.xml'])
  expect(await readdir(join(root, officeId, 'refused'))).toEqual(['bad.txt'])
  const file = await office.office.store.statementFiles.one({ officeId, names: 'good.xml' })
  const statementId = file?.statementIds[0]
  expect(file).toMatchObject({ source: 'folder', state: 'taken' })
  // The job of a process that runs it does the rest.
  const worker = await office.another({ HOLD_JOBS: '' })
  await worker.run()
  await until('the job', () => office.office.store.statements.one({ _id: statementId, state: 'applied' }))
  await everyUnitHasOnePlace()
  await rm(root, { recursive: true })
})

test('a refund that a person ordered is confirmed by its line, and money of a deposit that is taken back leaves it', async () => {
  const { filed, total, reference } = await anOrder('refunded')
  await take(nextStatement([{ minor: total, servicer: 'R1', reference }]))
  const attempt = await office.office.store.attempts.one({ officeId, orderId: filed.orderId })
  const { approvalId, refundId } = await office.services.proposeRefund(finance, {
    ...{
      key: aKey(),
      attemptId: attempt?._id ?? '',
      amount: '1.00',
      from: 'order',
      way: 'payout',
      reason: 'Too much.',
    },
  })
  const { digest } = await office.services.approval(registrar, approvalId)
  await office.services.decideApproval(registrar, approvalId, { verdict: 'approve', digest })
  await until('the refund to wait for its transfer', () =>
    office.office.store.refunds.one({ _id: refundId, state: 'to-pay-out' }),
  )
  await office.services.orderPayout(finance, { key: aKey(), refundId, reference: 'TRF 2026/17-a' })
  await take(nextStatement([{ minor: -100n, servicer: 'R2', text: 'transfer trf2026/17a' }]))
  expect(
    (
      await office.office.store.statementLines.one({
        officeId,
        rule: 'refund-paid',
        text: 'transfer trf2026/17a',
      })
    )?.parts,
  ).toMatchObject([{ kind: 'refund', refundId }])
  expect(await office.office.store.refunds.one({ _id: refundId })).toMatchObject({ state: 'succeeded' })
  expect((await balances()).get('payout')).toBe(0n)
  await everyUnitHasOnePlace()

  // The order is paid: the second transfer is the payer's credit, until the bank takes it back.
  await take(nextStatement([{ minor: total, servicer: 'R3', reference, endToEnd: 'E2E-DOUBLE' }]))
  expect((await balances()).get('deposit:refunded')).toBe(-total)
  await take(nextStatement([{ minor: -total, servicer: 'R4', endToEnd: 'E2E-DOUBLE', returned: 'AC04' }]))
  expect((await balances()).get('deposit:refunded')).toBe(0n)
  expect(
    (await office.office.store.deposits.one({ officeId, accountId: 'refunded' }))?.balance.amountMinor,
  ).toBe(0n)
  await everyUnitHasOnePlace()
})

test('a day with all of that closes to zero, is chained, and is not changed by what comes later', async () => {
  const tomorrow = await office.another({ CLOCK_OFFSET_MS: String(86_400_000) })
  const { services } = tomorrow
  const close = await services.closeDayNow(finance, { key: aKey(), day: today })
  const [bgn] = close.currencies
  // The refused statements of this day are its only fault.
  expect(new Set(close.reasons.map(({ code }) => code))).toEqual(new Set(['statement-refused']))
  expect(bgn).toMatchObject({ currency: 'BGN', zeroProofMinor: 0n, closingMinor: balance })
  expect(bgn?.accounts).toMatchObject([
    { account: testAccount, closingMinor: balance, statementMinor: balance },
  ])
  expect(bgn?.byRule.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['reference-exact', 'batch-net', 'return']),
  )
  expect(await services.closeDayNow(finance, { key: aKey(), day: today })).toEqual(close)
  await expect(services.closeDayNow(finance, { key: aKey(), day: '2027-06-01' })).rejects.toThrow()
  await expect(services.closeDayNow(registrar, { key: aKey(), day: today })).rejects.toThrow()
  expect((await services.dailyClose(finance, today)).faults).toEqual([])
  // A row that somebody changes shows.
  const { store } = tomorrow.office
  await store.dailyCloses.update({ _id: close._id }, { $set: { entries: close.entries + 1 } })
  expect((await services.dailyClose(finance, today)).faults).toEqual([{ seq: 1, fault: 'changed' }])
  await store.dailyCloses.update({ _id: close._id }, { $set: { entries: close.entries } })
  for (const as of ['pdf', 'csv'] as const)
    for (const language of ['en', 'ar'] as const) {
      const made = await services.openDailyClose(finance, { day: today, as, language })
      const again = await services.openDailyClose(finance, { day: today, as, language })
      expect(made.bytes.byteLength).toBeGreaterThan(500)
      expect(Buffer.compare(made.bytes, again.bytes)).toBe(0)
    }
})
