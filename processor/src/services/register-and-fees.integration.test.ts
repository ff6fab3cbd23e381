/** The register in words as of any day, and a lower fee that two people stand for, through the real services. */
import { aDesignRequest, aPatentRequest } from '@lodge/mocks'
import {
  addDays,
  formatMoney,
  plainDateIn,
  streamOf,
  type Actor,
  type PatentRequest,
} from '@lodge/shared-types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { somebody } from '../../test-support/examining.ts'
import { aKey, file, nextSeed, payWith, refusalOf, start, type Filed } from '../../test-support/filing.ts'
import { decide, filedRequest, lodgedFile, type AFile } from '../../test-support/post-filing.ts'
import { startTestOffice, until, type TestOffice } from '../../test-support/test-office.ts'
import { balancesOf } from './money/journal-lines.ts'

let office: TestOffice
let finance: Actor
let registrar: Actor
beforeAll(async () => {
  office = await startTestOffice()
  finance = await somebody(office, ['finance'], 'Faisal Omar')
  registrar = await somebody(office, ['registrar'], 'Rana Saleh')
})
afterAll(() => office.end())

const today = (): string => plainDateIn('Asia/Kuwait', new Date())

/** Lets a file have come to the office so many days ago. */
async function cameBefore({ officeId, fileId }: AFile, days: number): Promise<void> {
  const { store } = office.office
  const at = new Date(Date.now() - days * 86_400_000)
  await store.events.collection.updateMany({ officeId, stream: streamOf('file', fileId) }, { $set: { at } })
}

describe('the register in words', () => {
  test('tells each entry with its request, and what has changed since the day before', async () => {
    const one = await lodgedFile(office, { through: ['formalities-met', 'published', 'registered'] })
    await cameBefore(one, 3)
    const examiner = await somebody(office, ['formality-examiner', 'registrar'])
    const requestId = await filedRequest(office, one, 'licence')
    await decide(office, examiner, requestId)
    const { shown, days } = await office.services.staffRegister(examiner, { fileId: one.fileId })
    expect(days).toEqual([addDays(today(), -3), today()])
    const [entry, ...more] = shown?.entries ?? []
    expect(more).toEqual([])
    expect(entry).toMatchObject({ no: 'L-1', state: 'in-force', madeBy: { requestId } })
    for (const language of ['en', 'ar'] as const) {
      const labels = entry?.lines[language].map(({ label }) => label) ?? []
      expect(labels.length).toBeGreaterThan(2)
      expect(labels.filter((label) => label.includes('data.'))).toEqual([])
      expect(entry?.lines[language].flatMap(({ values }) => values).join()).not.toContain('[object')
    }
    expect(shown?.since).toMatchObject({ on: addDays(today(), -3), status: 'Registered' })
    const changes = shown?.since?.changes ?? []
    expect(changes.map(({ path }) => path)).toEqual(['entries.L-1'])
    expect(changes[0]?.before.en).toBe('')
    expect(changes[0]?.after.en).toContain(entry?.lines.en[0]?.label)
    expect(shown?.dates.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['filing', 'registration', 'expiry']),
    )
  })

  test('is that of the day that is asked for, and none before the file was there', async () => {
    const one = await lodgedFile(office)
    await cameBefore(one, 3)
    const requestId = await filedRequest(office, one, 'agent-removal')
    await decide(office, registrar, requestId)
    const on = (day: string) => office.services.staffRegister(registrar, { fileId: one.fileId, on: day })
    const then = await on(addDays(today(), -1))
    expect(then.shown?.record?.version).toBe(1)
    expect(then.shown?.record?.application.agent).toBeDefined()
    const now = await on(today())
    expect(now.shown?.record).toMatchObject({ version: 2, causedBy: { requestId } })
    expect(now.shown?.record?.application.agent).toBeUndefined()
    expect((await on(addDays(today(), -9))).shown).toBeNull()
    expect((await refusalOf(on('2026-02-31'))).code).toBe('invalid')
    const theirs = office.agent(one.officeId, one.accountId)
    const asked = office.services.staffRegister(theirs, { fileId: one.fileId })
    expect((await refusalOf(asked)).code).toBe('not-found')
  })
})

/** An application for an invention as Borovia takes it. */
function anInvention(seed: number, kind: PatentRequest['kind'] = 'patent-application'): PatentRequest {
  const request = aPatentRequest({ seed, kind })
  const { invention } = request
  return {
    ...request,
    invention: { ...invention, abstract: 'A pump.', entitlement: 'employer', drawings: 0 },
  }
}

describe('the register of every right', () => {
  test.each([
    ['PT', () => anInvention(92_001)],
    ['UM', () => anInvention(92_002, 'utility-model-application')],
    ['DS', () => aDesignRequest({ seed: 92_003 })],
  ] as const)('%s: what the application holds is told as its form calls it', async (right, make) => {
    const one = await lodgedFile(office, { officeId: 'borovia', application: make() })
    const actor = office.staff(['registrar'], 'borovia')
    const { shown } = await office.services.staffRegister(actor, { fileId: one.fileId })
    const { shown: asFiled } = await office.services.fileRecord(actor, { fileId: one.fileId })
    expect(one.fileNumber).toContain(right)
    for (const language of ['en', 'ar'] as const) {
      const sections = shown?.record?.sections[language] ?? []
      expect(sections.flatMap(({ rows }) => rows).length).toBeGreaterThan(1)
      expect(asFiled?.sections[language]).toEqual(sections)
      expect(JSON.stringify(sections)).not.toContain('[object')
    }
  })
})

const openOrder = (): Promise<Filed> =>
  file(office, { officeId: 'sahil', accountId: `account-${nextSeed()}` })
const feesOf = ({ dossierId }: Filed, actor = finance) => office.services.dossierFees(actor, dossierId)
const viewOf = ({ actor, dossierId }: Filed) => office.services.dossierView(actor, dossierId)

/** Proposes a total for the order of a dossier, as it stands now. */
async function propose(
  filed: Filed,
  amount: string,
  more: { actor?: Actor; reason?: string; seq?: number } = {},
) {
  const { actor = finance, reason = 'A colleague misread the tariff.' } = more
  // The office brings the dossier to its file meanwhile; a person looks once it is there.
  await until('the files', async () => (await viewOf(filed)).files.length > 0)
  const { seq } = await feesOf(filed)
  return office.services.proposeFeeOverride(actor, {
    ...{ key: aKey(), orderId: filed.orderId, amount, reason, told: 'Goodwill after our mistake' },
    seenSeq: more.seq ?? seq,
  })
}

async function approve(actor: Actor, approvalId: string) {
  const { digest } = await office.services.approval(actor, approvalId)
  return office.services.decideApproval(actor, approvalId, { verdict: 'approve', digest })
}

describe('a lower fee', () => {
  test('counts once a second person has approved it, and is what is paid and booked', async () => {
    const filed = await openOrder()
    const before = (await viewOf(filed)).orders[0]?.total
    const { approvalId } = await propose(filed, '1.500')
    expect((await viewOf(filed)).orders[0]?.total).toEqual(before)
    expect((await feesOf(filed)).overrides).toMatchObject([
      { approvalId, told: 'Goodwill after our mistake' },
    ])
    expect((await refusalOf(approve(finance, approvalId))).code).toBe('not-allowed')
    await approve(registrar, approvalId)
    const view = await viewOf(filed)
    expect(view.orders[0]?.total).toEqual({ amountMinor: 1500n, currency: 'KWD' })
    expect(view.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(1500n)
    expect(view.lines.at(-1)?.label).toEqual({
      en: 'Goodwill after our mistake',
      ar: 'Goodwill after our mistake',
    })
    expect(
      JSON.stringify(view, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain('misread')
    const { store } = office.office
    const subject = streamOf('dossier', filed.dossierId)
    const audit = await store.audit.one({ officeId: 'sahil', subject, what: 'overrode-fee' })
    expect(audit?.detail).toContain(`${before ? formatMoney(before) : ''} → 1.500 KWD`)
    const { attemptId } = await start(office, filed)
    await payWith(office, attemptId, 'approve')
    await until('paid', async () => (await viewOf(filed)).orders[0]?.status === 'paid')
    const rows = (await store.journal.many({ officeId: 'sahil' })).filter(({ lines }) =>
      lines.some(({ account }) => account === `order:${filed.orderId}`),
    )
    expect(balancesOf(rows).get(`order:${filed.orderId}|KWD`)?.amountMinor).toBe(-1500n)
  })

  test('of nothing at all is paid at once', async () => {
    const filed = await openOrder()
    const { approvalId } = await propose(filed, '0', { actor: registrar })
    await approve(finance, approvalId)
    await until('paid', async () => (await viewOf(filed)).orders[0]?.status === 'paid')
    expect((await office.office.store.orders.one({ _id: filed.orderId }))?.status).toBe('paid')
  })

  test('is neither a higher one, nor one without a reason, nor one that is seen by nobody of finance', async () => {
    const filed = await openOrder()
    for (const amount of ['99999', '-1', '1.5000', 'free'])
      expect((await refusalOf(propose(filed, amount))).errors, amount).toMatchObject([
        { path: 'amount', code: 'override-not-lower' },
      ])
    expect((await refusalOf(propose(filed, '1', { reason: '' }))).errors[0]?.path).toBe('reason')
    const administrator = await somebody(office, ['administrator'])
    expect((await refusalOf(propose(filed, '1', { actor: administrator }))).code).toBe('not-allowed')
    expect((await feesOf(filed, administrator)).mayOverride).toBe(false)
    const examiner = await somebody(office, ['formality-examiner'])
    expect((await refusalOf(feesOf(filed, examiner))).code).toBe('not-allowed')
    expect((await refusalOf(feesOf(filed, filed.actor))).code).toBe('not-allowed')
    expect((await refusalOf(propose(filed, '1', { seq: 1 }))).code).toBe('stale')
    await propose(filed, '1')
    expect((await refusalOf(propose(filed, '2'))).errors).toMatchObject([{ code: 'approval-awaited' }])
  })

  test('is never asked for once something is paid, nor approved when a payment has begun meanwhile', async () => {
    const filed = await openOrder()
    const { approvalId } = await propose(filed, '1')
    const { digest } = await office.services.approval(registrar, approvalId)
    const { attemptId } = await start(office, filed)
    const verdict = office.services.decideApproval(registrar, approvalId, { verdict: 'approve', digest })
    expect((await refusalOf(verdict)).code).toBe('stale')
    expect((await office.office.store.approvals.one({ _id: approvalId }))?.state).toBe('withdrawn')
    await payWith(office, attemptId, 'approve')
    await until('paid', async () => (await viewOf(filed)).orders[0]?.status === 'paid')
    expect((await refusalOf(propose(filed, '1'))).errors).toMatchObject([{ code: 'order-settled' }])
  })

  test('is found by the number of the order or of the submission', async () => {
    const filed = await openOrder()
    const { submissionNumber, orders } = await viewOf(filed)
    for (const search of [submissionNumber, orders[0]?.orderNumber ?? ''])
      expect((await office.services.listOrders(finance, { search, page: 1 })).rows).toMatchObject([
        { orderId: filed.orderId },
      ])
    expect((await office.services.listOrders(finance, { search: '', page: 1 })).total).toBeGreaterThan(1)
    expect((await office.services.listOrders(finance, { search: 'none', page: 1 })).rows).toEqual([])
  })
})
