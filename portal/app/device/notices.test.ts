/** Notices on the device: encrypted, brought from the office for their own person alone, and let go when they are over. */
import { answerFormVersion } from '@lodge/shared-types'
import { expect, test } from 'vitest'
import type { KeptNotice } from './notices.ts'
import { bringNotices } from './notices-at-office.ts'
import { aNewDraft, anotherTab, cleanAfterEach, signedIn, storedTables } from './test-support/a-device.ts'

cleanAfterEach()

const aNotice = (change: Partial<KeptNotice> = {}): KeptNotice => ({
  noticeId: 'notice-1',
  fileId: 'file-1',
  fileNumber: 'BT-TM-2026-7',
  title: { en: 'Notice of deficiency' },
  state: 'issued',
  issuedAt: '2026-11-02T08:00:00.000Z',
  answerBy: '2027-01-04',
  rev: 1,
  language: 'en',
  note: '',
  deficiencies: [
    {
      question: 'applicant-address',
      fields: ['applicants.0.address'],
      text: 'The address of Rosenthal is not complete.',
      legalBasis: 'Article 12(1)',
      overcome: 'Give the complete address.',
    },
  ],
  branch: 'main',
  request: { applicants: [{ name: 'Rosenthal' }] },
  version: 1,
  filedOn: '2026-10-01',
  ...change,
})

/** The office's side of the wire; `asked` are the addresses in their order. */
function anOffice(userId: string, open: readonly KeptNotice[], all: readonly KeptNotice[] = open) {
  const asked: string[] = []
  const ask = (address: unknown): Promise<Response> => {
    const path = String(address)
    asked.push(path)
    const one = all.find(({ noticeId }) => path.endsWith(`/${noticeId}`))
    const answer = path.endsWith('/api/notices') ? { userId, notices: open } : one
    return Promise.resolve(answer ? Response.json(answer) : new Response(null, { status: 404 }))
  }
  return { ask, asked }
}

test('a notice comes back as it was kept, in another tab too, and nothing of it is stored in the clear', async () => {
  const device = await signedIn()
  await device.notices.keep(aNotice())
  expect(await (await anotherTab()).notices.read('notice-1')).toEqual(aNotice())
  expect(JSON.stringify([...(await storedTables()).values()])).not.toContain('Rosenthal')
})

test('open notices are brought once, and again only when they have changed', async () => {
  const device = await signedIn()
  const first = anOffice('user-1', [aNotice()])
  await bringNotices(device, { fetch: first.ask })
  expect(first.asked).toEqual(['/o/borovia/api/notices', '/o/borovia/api/notices/notice-1'])
  const same = anOffice('user-1', [aNotice()])
  await bringNotices(device, { fetch: same.ask })
  expect(same.asked).toEqual(['/o/borovia/api/notices'])
  await bringNotices(device, { fetch: anOffice('user-1', [aNotice({ rev: 2, note: 'New.' })]).ask })
  expect((await device.notices.list()).map(({ note }) => note)).toEqual(['New.'])
})

test('what another person may see never comes to this device', async () => {
  const device = await signedIn()
  const { ask, asked } = anOffice('user-2', [aNotice()])
  await bringNotices(device, { fetch: ask })
  expect(asked).toHaveLength(1)
  expect(await device.notices.list()).toEqual([])
})

test('a notice that is over goes, but for one that has been begun to be answered here', async () => {
  const device = await signedIn()
  const begun = aNotice({ noticeId: 'begun' })
  await device.notices.keep(aNotice())
  await device.notices.keep(begun)
  const requestKind = 'response-to-office-action' as const
  const draft = { ...aNewDraft(), formVersion: answerFormVersion, requestKind }
  await device.drafts.create({ ...draft, about: 'begun' })
  const { ask } = anOffice('user-1', [], [{ ...begun, state: 'lapsed', rev: 2 }])
  await bringNotices(device, { fetch: ask })
  expect((await device.notices.list()).map(({ noticeId, state }) => [noticeId, state])).toEqual([
    ['begun', 'lapsed'],
  ])
  expect((await device.drafts.list()).map(({ about, requestKind }) => [about, requestKind])).toEqual([
    ['begun', 'response-to-office-action'],
  ])
})
