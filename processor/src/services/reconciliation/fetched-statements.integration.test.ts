/** Statements fetched by the drivers themselves: slips paid in every way at a bank, bills paid out in one sum, all of it matched. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  demoClients,
  payers,
  paySlip,
  publicNoticeKey,
  startBillingService,
  startTransferBank,
  waysToPay,
  type BillingService,
  type FakeTransferBank,
  type WayToPay,
} from '@lodge/mocks'
import { foldDossier, streamOf, type OrderStatus } from '@lodge/shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aKey, file, type Filed } from '../../../test-support/filing.ts'
import { startTestOffice, until, type TestOffice } from '../../../test-support/test-office.ts'
import { readStream } from '../../store/streams.ts'
import { balancesOf } from '../money/journal-lines.ts'
import { applyFile } from './apply-file.ts'
import { fetchStatements } from './fetch-statements.ts'
import { applyStatementsJob } from './task-kinds.ts'

const officeId = 'borovia'
const clients = demoClients((client) => `transfer-secret-of-${client}`)
const [account] = clients.borovia.accounts
const clientKey = { id: 'a1', value: 'test-client-key-0123456789' }
const noticeKey = { id: 'n1', seed: 'test-notice-seed-0123456789' }

let folder: string
let bank: FakeTransferBank
let billing: BillingService
let office: TestOffice
let memo: string | null = null

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodge-fetched-'))
  bank = await startTransferBank({ clients: [clients.borovia] })
  billing = await startBillingService({
    ...{ billers: [{ code: officeId, keys: [clientKey] }], noticeKeys: [noticeKey], retryWaitsMs: [200] },
  })
  const transfer = {
    ...{ baseUrl: bank.url, creditorName: account.name, creditorAccount: { iban: account.account } },
    ...{
      payWithinDays: 14,
      timeZone: 'Europe/Sofia',
      limits: { BGN: { minMinor: '1', maxMinor: '100000000' } },
    },
  }
  const bills = { baseUrl: billing.url, biller: officeId, noticeKeys: [publicNoticeKey(noticeKey)] }
  const files = {
    DRIVERS_FILE: join(folder, 'drivers.json'),
    DRIVER_SECRETS_FILE: join(folder, 'secrets.json'),
  }
  await writeFile(
    files.DRIVERS_FILE,
    JSON.stringify({ [officeId]: { 'bank-transfer': transfer, 'billing-gateway': bills } }),
  )
  await writeFile(
    files.DRIVER_SECRETS_FILE,
    JSON.stringify({
      [officeId]: {
        'bank-transfer': { 'client-secret': { current: { id: 's1', value: clients.borovia.secret } } },
        'billing-gateway': { 'client-key': { current: clientKey } },
      },
    }),
  )
  // The tests fetch and apply by themselves.
  const HOLD_JOBS = `${applyStatementsJob},fetch-statements`
  office = await startTestOffice({ env: { ...files, HOLD_JOBS, PAYMENT_POLL_PERCENT: '2' } })
})
afterAll(async () => {
  await office.end()
  await bank.stop()
  await billing.stop()
  await rm(folder, { recursive: true })
})

async function begun(driverId: string, accountId: string) {
  const filed = await file(office, { officeId, accountId })
  const { actor, dossierId, orderId } = filed
  const asked = { key: aKey(), dossierId, orderId, driverId, language: 'en' } as const
  return { filed, ...(await office.services.startPayment(actor, asked)) }
}

/** What is new at every bank, fetched and applied. */
async function fetchAll(): Promise<void> {
  const outcome = await fetchStatements({ memo }, office.office)
  if (outcome === 'done') throw new Error('it ends')
  memo = outcome.memo ?? null
  for (const { _id } of await office.office.store.statementFiles.many(
    { officeId },
    { sort: { importedAt: 1 } },
  ))
    await applyFile(office.office, _id)
}

const statusOf = async ({ dossierId }: Filed): Promise<OrderStatus | undefined> => {
  const history = await readStream(office.office.store, officeId, streamOf('dossier', dossierId))
  return foldDossier(history).orders[0]?.status
}
const balances = async () =>
  new Map(
    [...balancesOf(await office.office.store.journal.many({ officeId }))].map(
      ([name, { amountMinor }]): [string, bigint] => [name.split('|')[0] ?? '', amountMinor],
    ),
  )
/** What the bank itself says stands on the account. */
const atBank = (): bigint =>
  bank
    .lines()
    .filter((line) => line.account === account.account)
    .reduce<bigint>((sum, { amount }) => sum + amount.amountMinor, account.openingMinor)

async function allAddsUp(): Promise<void> {
  const books = await balances()
  expect([...books.values()].reduce((sum, one) => sum + one, 0n)).toBe(0n)
  expect(books.get(`account:${account.account}`)).toBe(atBank())
  expect(books.get('bank:bank-transfer') ?? 0n).toBe(0n)
}

/** What each way of paying a slip comes to. */
const outcomes: Readonly<Record<WayToPay, OrderStatus>> = {
  exact: 'paid',
  short: 'part-paid',
  over: 'paid',
  twice: 'paid',
  'in-two-parts': 'paid',
  'wrong-reference': 'open',
  'no-reference': 'open',
  'reference-in-text': 'paid',
  'fee-deducted': 'part-paid',
  'fee-separate': 'paid',
  batch: 'paid',
  // Owed again.
  returned: 'part-paid',
  reversed: 'part-paid',
}

test('slips paid in every way come to what they are worth, whichever message of the bank comes first', async () => {
  const [payer] = payers
  const slips = new Map<WayToPay, Filed>()
  for (const way of waysToPay) {
    const { filed, nextAction } = await begun('bank-transfer', `slip-${way}`)
    if (nextAction?.kind !== 'transfer') throw new Error('no slip')
    const { creditorReference: reference, amount } = nextAction.slip
    paySlip(bank.bank, { from: payer, account: account.account, reference, amount }, way)
    slips.set(way, filed)
  }
  bank.bank.otherTraffic(account.account, 5)
  bank.bank.publish('notification')
  await fetchAll()
  expect((await balances()).size, 'a notification moves nothing').toBe(0)
  bank.bank.publish('statement')
  await fetchAll()
  await allAddsUp()
  for (const [way, filed] of slips)
    await until(
      `the order paid ${way} to be ${outcomes[way]}`,
      async () => (await statusOf(filed)) === outcomes[way],
    )
  const books = await balances()
  const totalOf = (way: WayToPay): bigint => slips.get(way)?.acknowledgement.order.total.amountMinor ?? 0n
  expect(books.get('deposit:slip-over')).toBe(-1n)
  expect(books.get('deposit:slip-twice')).toBe(-totalOf('twice'))
  for (const way of ['returned', 'reversed'] as const)
    expect(books.get(`order:${slips.get(way)?.orderId ?? ''}`), way).toBe(0n)
  // Fetched again, nothing is new; a day without anything is a statement too.
  const count = await office.office.store.journal.count({ officeId })
  bank.bank.publish('statement')
  await fetchAll()
  expect(await office.office.store.journal.count({ officeId })).toBe(count)
})

test('bills that a service pays out in one sum settle one by one, and its fees are booked', async () => {
  const bills = []
  for (const name of ['mobile', 'branch', 'card'] as const) {
    const begins = await begun('billing-gateway', `bill-${name}`)
    if (begins.nextAction?.kind !== 'bill') throw new Error('no bill')
    billing.billing.collect(begins.nextAction.billNumber, name)
    bills.push(begins)
  }
  for (const { attemptId } of bills)
    await until('the bill to be paid', () =>
      office.office.store.attempts.one({ _id: attemptId, status: 'succeeded' }),
    )
  billing.billing.closeDay()
  const [settlement] = billing.settlements()
  if (!settlement) throw new Error('no payout')
  const [payer] = payers
  bank.bank.transfer({
    from: payer,
    to: account.account,
    amount: settlement.net,
    endToEndId: settlement.payout,
  })
  bank.bank.publish('statement')
  await fetchAll()
  for (const { attemptId } of bills)
    expect(await office.office.store.attempts.one({ _id: attemptId })).toMatchObject({ status: 'settled' })
  expect((await balances()).get('bank:billing-gateway')).toBe(0n)
  await allAddsUp()
})
