/** The audit log on the real MongoDB: sealed in order into one chain a day, and what was touched afterwards is named. */
import { plainDateIn } from '@lodge/shared-types'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestOffice, type TestOffice } from '../../test-support/test-office.ts'
import { writeAudit } from '../audit.ts'
import type { Office } from '../office.ts'
import { checkAuditChain } from './check-audit.ts'
import { sealAudit } from './seal-audit.ts'

let testOffice: TestOffice
let office: Office
const noon = new Date('2026-11-19T12:00:00Z')
const day = plainDateIn('UTC', noon)

beforeAll(async () => {
  testOffice = await startTestOffice({ run: false })
  office = testOffice.office
})
afterAll(() => testOffice.end())
beforeEach(() => office.store.audit.remove({}))

const write = (subject: string, at = noon, officeId = 'borovia') =>
  writeAudit(
    { store: office.store, clock: { now: () => at, offsetMs: 0 } },
    { officeId, who: 'user:u', what: 'claimed-task', subject },
  )
const rows = () => office.store.audit.many({ officeId: 'borovia', day }, { sort: { seq: 1 } })
const check = () => checkAuditChain(office, 'borovia', day)
const sealed = async (count: number) => {
  for (let n = 1; n <= count; n += 1) await write(`t${n}`, new Date(noon.getTime() + n))
  await sealAudit(undefined, office)
  return rows()
}
const at = <T>(list: readonly T[], index: number): T => {
  const one = list[index]
  if (one === undefined) throw new Error(`nothing at ${index}`)
  return one
}

describe('the audit log', () => {
  test('is sealed in the order of its times, each office and day a chain of its own', async () => {
    await write('second', new Date(noon.getTime() + 1))
    await write('first')
    await write('of-another-office', noon, 'sahil')
    await write('of-the-next-day', new Date(noon.getTime() + 86_400_000 - 3_600_000 * 12))
    await sealAudit(undefined, office)
    await write('third', new Date(noon.getTime() - 1))
    await sealAudit(undefined, office)
    expect((await rows()).map((row) => [row.seq, row.subject])).toEqual([
      [1, 'first'],
      [2, 'second'],
      [3, 'third'],
    ])
    expect(await check()).toEqual([])
    expect(await checkAuditChain(office, 'sahil', day)).toEqual([])
    expect(await checkAuditChain(office, 'borovia', '2026-11-20')).toEqual([])
    expect(await office.store.audit.count({ seq: 1 })).toBe(3)
  })

  test('leaves rows alone that an earlier one may still join', async () => {
    await write('just now', office.clock.now())
    await sealAudit(undefined, office)
    expect(await office.store.audit.count({ seq: { $type: 'null' } })).toBe(1)
  })

  test('two sealers at once make one whole chain', async () => {
    for (let n = 0; n < 40; n += 1) await write(`t${n}`, new Date(noon.getTime() + n))
    await Promise.allSettled([
      sealAudit(undefined, office),
      sealAudit(undefined, office),
      sealAudit(undefined, office),
    ])
    await sealAudit(undefined, office)
    expect((await rows()).map((row) => row.seq)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1))
    expect(await check()).toEqual([])
  })

  test('a changed row is named', async () => {
    const changed = at(await sealed(5), 2)
    await office.store.audit.update({ _id: changed._id }, { $set: { who: 'user:someone-else' } })
    expect(await check()).toEqual([{ rowId: changed._id, seq: 3, fault: 'changed' }])
  })

  test('a changed row whose hash was made anew is betrayed by the next', async () => {
    const list = await sealed(3)
    await office.store.audit.update({ _id: at(list, 0)._id }, { $set: { hash: 'f'.repeat(64) } })
    expect((await check()).map(({ rowId, fault }) => [rowId, fault])).toEqual([
      [at(list, 0)._id, 'changed'],
      [at(list, 1)._id, 'unlinked'],
    ])
  })

  test('a deleted row is named by its place', async () => {
    const list = await sealed(5)
    await office.store.audit.remove({ _id: at(list, 1)._id })
    expect(await check()).toEqual([{ rowId: null, seq: 2, fault: 'missing' }])
  })

  test('rows that changed places are named', async () => {
    const list = await sealed(4)
    const [second, third] = [at(list, 1), at(list, 2)]
    await office.store.audit.remove({ _id: { $in: [second._id, third._id] } })
    await office.store.audit.insert([
      { ...second, seq: third.seq },
      { ...third, seq: second.seq },
    ])
    const named = new Set((await check()).map((fault) => fault.rowId))
    expect(named.has(second._id)).toBe(true)
    expect(named.has(third._id)).toBe(true)
  })

  test('a row that cannot be read any more is named', async () => {
    const broken = at(await sealed(3), 1)
    await office.store.audit.update({ _id: broken._id }, { $set: { at: 'yesterday' } })
    expect(await check()).toEqual([
      { rowId: broken._id, seq: null, fault: 'unreadable' },
      { rowId: null, seq: 2, fault: 'missing' },
    ])
  })
})
