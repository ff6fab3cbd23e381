/** The life of a notice: begun from the examination, written, approved by another, signed and issued once, watched until it is over. */
import {
  addDays,
  closedReason,
  foldFile,
  lastDayOfPeriod,
  plainDateIn,
  streamOf,
  type Actor,
  type NoticeLimit,
  type OfficeProfile,
  type Role,
} from '@lodge/shared-types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aKey, file, refusalOf, refusalsIn } from '../../test-support/filing.ts'
import { startTestOffice, until, type TestOffice } from '../../test-support/test-office.ts'
import { readBytes } from '../documents/bytes.ts'
import type { OpenOffice } from '../open-office.ts'
import { lapseNotice, remindOfNotice } from '../processors/notice-limits.ts'
import { sealNotice } from '../processors/seal-notice.ts'
import { reportOf, textOf } from '../receipts/test-support/poppler.ts'
import type { Row } from '../store/rows.ts'
import { readStream } from '../store/streams.ts'
import { noticeDigest } from './notices.ts'

type Person = 'examiner' | 'colleague' | 'registrar' | 'administrator'

let office: TestOffice
let actors: Record<Person, Actor>
let profile: OfficeProfile

beforeAll(async () => {
  // The test runs these jobs by hand, to stop between their steps.
  office = await startTestOffice({ env: { HOLD_JOBS: 'seal-notice,remind-of-notice,lapse-notice' } })
  profile = office.office.profiles.of('sahil')
  actors = {
    examiner: await aPerson('Elena Petrova', ['formality-examiner']),
    colleague: await aPerson('Omar Nasser', ['formality-examiner']),
    registrar: await aPerson('Rana Haddad', ['registrar']),
    administrator: await aPerson('Ivo Admin', ['administrator']),
  }
})
afterAll(() => office.end())

async function aPerson(displayName: string, roles: readonly Role[]): Promise<Actor> {
  const email = `${displayName.toLowerCase().replace(' ', '.')}@sipa.example`
  const wish = { officeId: 'sahil', email, password: 'a long enough password', displayName, roles }
  await office.services.addUser({ ...wish, language: 'en', accountId: null })
  const user = await office.office.store.users.one({ officeId: 'sahil', email })
  if (!user) throw new Error('no user')
  return { officeId: 'sahil', accountId: undefined, who: { kind: 'user', id: user._id }, roles }
}

const today = () => plainDateIn(profile.timeZone, new Date())
const historyOf = (fileId: string) => readStream(office.office.store, 'sahil', streamOf('file', fileId))
const row = async (noticeId: string): Promise<Row<'notices'>> => {
  const found = await office.office.store.notices.one({ _id: noticeId })
  if (!found) throw new Error('no notice')
  return found
}
const jobOf = async (kind: string, noticeId: string): Promise<Row<'jobs'>> => {
  const found = await office.office.store.jobs.one({ _id: `${kind}|sahil|${noticeId}` })
  if (!found) throw new Error(`no job ${kind}`)
  return found
}
const returnedTasks = (noticeId: string) =>
  office.office.store.tasks.many({ officeId: 'sahil', kind: 'notice-returned', about: noticeId })
const storedFiles = () => office.office.store.db.collection('documents.files').countDocuments()
const seal = (noticeId: string, at: OpenOffice = office) => sealNotice({ subject: noticeId }, at.office)

/** A file whose examiner has answered every question, with "no" to the applicant's address. */
async function anExaminedFile({ isMet = false } = {}): Promise<{ fileId: string; fileNumber: string }> {
  const filed = await file(office, { officeId: 'sahil', request: { language: 'en' } })
  const found = await until('the file and its task', async () => {
    const [one] = await office.office.store.files.many({ officeId: 'sahil', dossierId: filed.dossierId })
    if (!one) return undefined
    const stream = streamOf('file', one._id)
    const task = await office.office.store.tasks.one({
      officeId: 'sahil',
      stream,
      kind: 'formality-examination',
    })
    const { filingDate } = foldFile(await historyOf(one._id))
    return task && filingDate !== undefined
      ? { fileId: one._id, fileNumber: one.fileNumber, task }
      : undefined
  })
  const { fileId, fileNumber, task } = found
  await office.services.claimTask(actors.examiner, task._id)
  const [checklist] = profile.checklists
  const at = new Date()
  const answers = (checklist?.questions ?? []).map(({ code }) => {
    const isWrong = code === 'applicant-address' && !isMet
    const fields = isWrong ? ['applicants.0.address'] : []
    const answer = isWrong ? ('no' as const) : ('yes' as const)
    return { code, answer, fields, comments: [], userId: actors.examiner.who.id, at }
  })
  const examination = {
    fileId,
    checklist: 'formality',
    version: '1',
    answers,
    rev: answers.length,
    updatedAt: at,
  }
  await office.office.store.examinations.insert([
    { _id: `${fileId}|formality`, officeId: 'sahil', ...examination },
  ])
  return { fileId, fileNumber }
}

const draft = (fileId: string, actor = actors.examiner, action = 'deficiency-found') =>
  office.services.draftNotice(actor, { key: aKey(), fileId, action })

async function aDraft() {
  const examined = await anExaminedFile()
  const { noticeId } = await draft(examined.fileId)
  return { ...examined, noticeId }
}

/** Asks for approval as the examiner, and approves as the registrar. */
async function approve(noticeId: string): Promise<void> {
  const { rev } = await row(noticeId)
  const { approvalId } = await office.services.askApproval(actors.examiner, noticeId, { seenRev: rev })
  const { digest, canDecide } = await office.services.approval(actors.registrar, approvalId ?? '')
  expect(canDecide).toBeNull()
  await office.services.decideApproval(actors.registrar, approvalId ?? '', { verdict: 'approve', digest })
}

async function anIssuedNotice() {
  const drafted = await aDraft()
  await approve(drafted.noticeId)
  await seal(drafted.noticeId)
  return drafted
}

const limit = async (noticeId: string, wanted: NoticeLimit) =>
  office.services.updateNotice(actors.examiner, noticeId, {
    seenRev: (await row(noticeId)).rev,
    limit: wanted,
  })

/** The next day after `from` on which the office is closed. */
function closedDayAfter(from: string): string {
  let day = addDays(from, 1)
  while (closedReason(profile.calendar, day) === undefined) day = addDays(day, 1)
  return day
}
function openDayAfter(from: string): string {
  let day = addDays(from, 1)
  while (closedReason(profile.calendar, day) !== undefined) day = addDays(day, 1)
  return day
}

/** The same office as it is `days` later. */
const later = (days: number): Promise<OpenOffice> =>
  office.another({ CLOCK_OFFSET_MS: String(days * 86_400_000) })

describe('a draft', () => {
  test('begins with what the examiner found: texts in the request’s language, and the very fields', async () => {
    const { noticeId, fileNumber } = await aDraft()
    const { notice, ...view } = await office.services.staffNotice(actors.examiner, noticeId)
    const question = profile.checklists[0]?.questions.find(({ code }) => code === 'applicant-address')
    expect(notice).toMatchObject({ state: 'draft', language: 'en', template: 'deficiency', note: '', rev: 0 })
    expect(notice.deficiencies).toEqual([
      {
        question: 'applicant-address',
        fields: ['applicants.0.address'],
        text: question?.deficiency.en,
        legalBasis: question?.legalBasis.en,
        overcome: question?.overcome.en,
      },
    ])
    expect(notice.limit).toEqual({ kind: 'period', period: { count: 1, unit: 'months' } })
    expect(view).toMatchObject({ fileNumber, makerName: 'Elena Petrova', readOnly: null, refusal: null })
    expect(view.answerByToday).toBe(lastDayOfPeriod(profile.calendar, today(), { count: 1, unit: 'months' }))
  })

  test('is begun once for a file: the same key answers alike, a second one and two at once are told of it', async () => {
    const { fileId } = await anExaminedFile()
    const key = aKey()
    const wish = { key, fileId, action: 'deficiency-found' }
    const first = await office.services.draftNotice(actors.examiner, wish)
    expect(await office.services.draftNotice(actors.examiner, wish)).toEqual({ ...first, repeated: true })
    const [refusal] = await refusalsIn([draft(fileId)])
    expect(refusal?.errors[0]?.code).toBe('notice-unfinished')
    const other = await anExaminedFile()
    const refusals = await refusalsIn([draft(other.fileId), draft(other.fileId), draft(other.fileId)])
    expect(refusals.map(({ code }) => code)).toEqual(['stale', 'stale'])
    expect(await office.office.store.notices.count({ fileId: other.fileId })).toBe(1)
  })

  test('is refused while the checklist is met, to another role, to an administrator and to agents', async () => {
    const { fileId } = await anExaminedFile({ isMet: true })
    expect((await refusalOf(draft(fileId))).errors[0]?.code).toBe('checklist-met')
    const { noticeId, fileId: deficient } = await aDraft()
    for (const actor of [actors.registrar, actors.administrator, office.agent('sahil')])
      expect((await refusalOf(draft(deficient, actor))).code).toBe('not-allowed')
    for (const actor of [actors.registrar, actors.administrator])
      expect(
        (await refusalOf(office.services.updateNotice(actor, noticeId, { seenRev: 0, note: 'x' }))).code,
      ).toBe('not-allowed')
    expect((await office.services.staffNotice(actors.administrator, noticeId)).readOnly).toBe('role')
    expect((await refusalOf(office.services.staffNotice(office.agent('sahil'), noticeId))).code).toBe(
      'not-allowed',
    )
    const elsewhere: Actor = { ...actors.examiner, officeId: 'borovia' }
    expect((await refusalOf(office.services.staffNotice(elsewhere, noticeId))).code).toBe('not-found')
  })

  test('turns into another language, but for the words that an officer wrote', async () => {
    const { noticeId } = await aDraft()
    const [one] = (await row(noticeId)).deficiencies
    const deficiencies = [{ ...one, text: 'The street is missing.' }]
    await office.services.updateNotice(actors.examiner, noticeId, { seenRev: 0, deficiencies })
    const { deficiencies: after } = await office.services.updateNotice(actors.examiner, noticeId, {
      seenRev: 1,
      language: 'ar',
    })
    const question = profile.checklists[0]?.questions.find(({ code }) => code === 'applicant-address')
    expect(after[0]?.text).toBe('The street is missing.')
    expect(after[0]?.overcome).toBe(question?.overcome.ar)
  })

  test('that a colleague changed meanwhile is not overwritten: the second is told who, and when', async () => {
    const { noticeId } = await aDraft()
    await office.services.updateNotice(actors.colleague, noticeId, { seenRev: 0, note: 'By Omar' })
    const refusal = await refusalOf(
      office.services.updateNotice(actors.examiner, noticeId, { seenRev: 0, note: 'By Elena' }),
    )
    expect(refusal.code).toBe('stale')
    expect(refusal.message).toMatch(
      /^Omar Nasser changed this notice meanwhile \(\d{4}-\d\d-\d\d \d\d:\d\d\)/,
    )
    expect(await row(noticeId)).toMatchObject({ note: 'By Omar', makerId: actors.colleague.who.id })
    const same = { seenRev: 1, note: 'At once' }
    const refusals = await refusalsIn([
      office.services.updateNotice(actors.examiner, noticeId, same),
      office.services.updateNotice(actors.colleague, noticeId, same),
    ])
    expect(refusals.map(({ code }) => code)).toEqual(['stale'])
  })

  test('takes no limit on a closed day, today, in the past or far away, and names the next working day', async () => {
    const { noticeId } = await aDraft()
    const closed = closedDayAfter(today())
    const messageOf = async (date: string) => {
      const refusal = await refusalOf(limit(noticeId, { kind: 'date', date }))
      expect(refusal.errors.map(({ path }) => path)).toEqual(['limit'])
      return refusal.errors[0]?.message
    }
    expect(await messageOf(closed)).toBe(
      `The office is closed on ${closed}; the next working day is ${openDayAfter(closed)}.`,
    )
    for (const date of [today(), addDays(today(), -3)])
      expect(await messageOf(date)).toBe(
        `The time limit has to end after today; the next working day is ${openDayAfter(today())}.`,
      )
    expect(await messageOf('2999-01-02')).toContain('too long')
    expect((await refusalOf(limit(noticeId, { kind: 'none' }))).errors[0]?.code).toBe('limit-needed')
    expect((await limit(noticeId, { kind: 'date', date: openDayAfter(today()) })).rev).toBe(1)
  })

  test('takes no field that the request does not have, no empty text and no language of another office', async () => {
    const { noticeId } = await aDraft()
    const one = {
      question: 'other',
      fields: ['applicants.0.address'],
      text: 'Wrong.',
      legalBasis: '',
      overcome: '',
    }
    const errorsOf = async (change: object) => {
      const refusal = await refusalOf(
        office.services.updateNotice(actors.examiner, noticeId, { seenRev: 0, ...change }),
      )
      return refusal.errors.map(({ path, code }) => `${path} ${code}`)
    }
    expect(await errorsOf({ deficiencies: [one, { ...one, fields: ['applicants.7.address'] }] })).toEqual([
      'deficiencies.1.fields notice-field',
    ])
    expect(await errorsOf({ deficiencies: [{ ...one, text: ' ' }] })).toEqual(['deficiencies.0.text empty'])
    expect(await errorsOf({ deficiencies: [{ ...one, fields: [] }] })).toHaveLength(1)
    expect(await errorsOf({ language: 'fr' })).toHaveLength(1)
    expect(await errorsOf({ state: 'issued' })).toHaveLength(1)
    expect((await row(noticeId)).rev).toBe(0)
  })

  test('is asked for only when it says something, and by whoever saw it as it is', async () => {
    const { noticeId } = await aDraft()
    await office.services.updateNotice(actors.examiner, noticeId, { seenRev: 0, deficiencies: [] })
    const empty = await refusalOf(office.services.askApproval(actors.examiner, noticeId, { seenRev: 1 }))
    expect(empty.errors.map(({ code }) => code)).toEqual(['notice-empty'])
    expect(
      (await refusalOf(office.services.askApproval(actors.examiner, noticeId, { seenRev: 0 }))).code,
    ).toBe('stale')
  })

  test('can be looked at as the letter it would be: marked as a preview, unsigned, for staff alone', async () => {
    const { noticeId, fileNumber } = await aDraft()
    const { bytes, fileName } = await office.services.previewNotice(actors.administrator, noticeId)
    const text = await textOf(bytes)
    expect(text).toContain('PREVIEW – NOT ISSUED')
    expect(text).toContain(fileNumber)
    expect(fileName).toMatch(/^preview-[\w.-]+\.pdf$/)
    expect(Buffer.from(bytes).includes('/ByteRange')).toBe(false)
    expect((await refusalOf(office.services.previewNotice(office.agent('sahil'), noticeId))).code).toBe(
      'not-allowed',
    )
  })
})

describe('a notice that waits for approval', () => {
  test('cannot be written on; refused with a reason it is a draft again, and tells the reason', async () => {
    const { noticeId } = await aDraft()
    const { approvalId, rev } = await office.services.askApproval(actors.examiner, noticeId, {
      seenRev: 0,
      note: 'Please look at the address.',
    })
    expect(
      (await refusalOf(office.services.updateNotice(actors.examiner, noticeId, { seenRev: rev, note: 'x' })))
        .code,
    ).toBe('stale')
    const { digest } = await office.services.approval(actors.registrar, approvalId ?? '')
    const verdict = { verdict: 'refuse', reason: 'Name the street.', digest }
    await office.services.decideApproval(actors.registrar, approvalId ?? '', verdict)
    const { notice, refusal } = await office.services.staffNotice(actors.examiner, noticeId)
    expect(notice.state).toBe('draft')
    expect(refusal).toMatchObject({ reason: 'Name the street.', name: 'Rana Haddad' })
    expect(await returnedTasks(noticeId)).toMatchObject([
      { state: 'claimed', claimedBy: actors.examiner.who.id },
    ])
    expect(await office.office.store.jobs.one({ _id: `seal-notice|sahil|${noticeId}` })).toBeUndefined()
  })

  test('that says something else when the checker decides is not approved: its maker gets it back with a task', async () => {
    const { noticeId } = await aDraft()
    const { approvalId } = await office.services.askApproval(actors.examiner, noticeId, { seenRev: 0 })
    const { digest } = await office.services.approval(actors.registrar, approvalId ?? '')
    await office.office.store.notices.update({ _id: noticeId }, { $set: { note: 'Slipped in.' } })
    const verdict = { verdict: 'approve', digest }
    const decided = office.services.decideApproval(actors.registrar, approvalId ?? '', verdict)
    expect((await refusalOf(decided)).code).toBe('stale')
    expect(await row(noticeId)).toMatchObject({ state: 'draft', returned: 'changed' })
    expect(await returnedTasks(noticeId)).toHaveLength(1)
  })

  test('is withdrawn with its approval by its maker alone; another can then be begun', async () => {
    const { noticeId, fileId } = await aDraft()
    const { rev, approvalId } = await office.services.askApproval(actors.examiner, noticeId, { seenRev: 0 })
    const byColleague = office.services.withdrawNotice(actors.colleague, noticeId, { seenRev: rev })
    expect((await refusalOf(byColleague)).code).toBe('not-allowed')
    await office.services.withdrawNotice(actors.examiner, noticeId, { seenRev: rev })
    expect((await row(noticeId)).state).toBe('withdrawn')
    expect(await returnedTasks(noticeId)).toEqual([])
    expect((await office.office.store.approvals.one({ _id: approvalId ?? '' }))?.state).toBe('withdrawn')
    expect((await draft(fileId)).repeated).toBe(false)
  })

  test('is worth another digest for each change of what it says, and for each change of template or request', async () => {
    const { noticeId } = await aDraft()
    const notice = await row(noticeId)
    const [deficiency] = notice.deficiencies
    if (!deficiency) throw new Error('no deficiency')
    const otherTexts = {
      ...profile,
      notices: profile.notices.map((one) => ({ ...one, closing: { en: 'Answer soon.' } })),
    }
    const digests = [
      noticeDigest(profile, notice, 1),
      noticeDigest(profile, notice, 2),
      noticeDigest(otherTexts, notice, 1),
      noticeDigest(profile, { ...notice, note: 'x' }, 1),
      noticeDigest(profile, { ...notice, language: 'ar' }, 1),
      noticeDigest(profile, { ...notice, limit: { kind: 'date', date: '2030-01-02' } }, 1),
      noticeDigest(profile, { ...notice, deficiencies: [{ ...deficiency, text: 'x' }] }, 1),
    ]
    expect(new Set(digests).size).toBe(digests.length)
    expect(noticeDigest(profile, { ...notice, rev: 9, state: 'waiting', updatedAt: new Date(0) }, 1)).toBe(
      digests[0],
    )
  })
})

describe('an approved notice', () => {
  test('is nowhere before it is signed; then letter, action and limit are there at once', async () => {
    const { noticeId, fileId, fileNumber } = await aDraft()
    await approve(noticeId)
    const before = await historyOf(fileId)
    expect((await row(noticeId)).state).toBe('approved')
    expect(before.some(({ type }) => type === 'file.acted' || type === 'file.notice-issued')).toBe(false)
    expect(await office.office.store.documents.count({ fileId, role: 'notice' })).toBe(0)

    expect(await seal(noticeId)).toBe('done')
    const notice = await row(noticeId)
    const answerBy = lastDayOfPeriod(profile.calendar, today(), { count: 1, unit: 'months' })
    expect(notice).toMatchObject({ state: 'issued', answerBy, documentId: `${noticeId}-notice` })
    expect(notice.answerTrace[0]?.rule).toBe('PCT Rule 80.2')
    const state = foldFile(await historyOf(fileId))
    expect(state).toMatchObject({ status: 'Pending', answerBy, openNotice: noticeId })
    const [acted, issued] = (await historyOf(fileId)).slice(before.length)
    expect(acted).toMatchObject({ type: 'file.acted', data: { action: 'deficiency-found' } })
    expect(issued).toMatchObject({ type: 'file.notice-issued', causedBy: notice.approvalId })
    expect(issued?.by).toBe(`user:${actors.examiner.who.id}`)

    const letter = await office.office.store.documents.one({ _id: `${noticeId}-notice` })
    const bytes = await readBytes(office.office.store, letter?.storedAs ?? '')
    expect(await reportOf('pdfsig', bytes)).toMatch(/^ {2}- Total document signed$/m)
    expect(await reportOf('pdfsig', bytes)).toContain('Signature is Valid')
    const text = await textOf(bytes)
    expect(text).toContain(fileNumber)
    expect(text).toContain('Elena Petrova')
    expect(text).not.toContain('PREVIEW')
  })

  test('is issued once, however often and from however many processes its job runs', async () => {
    const { noticeId, fileId } = await aDraft()
    await approve(noticeId)
    const second = await office.another()
    const storedBefore = await storedFiles()
    const outcomes = await Promise.all([seal(noticeId), seal(noticeId, second), seal(noticeId)])
    expect(outcomes).toEqual(['done', 'done', 'done'])
    expect(await seal(noticeId)).toBe('done')
    const types = (await historyOf(fileId)).map(({ type }) => type)
    expect(types.filter((type) => type === 'file.notice-issued')).toHaveLength(1)
    expect(types.filter((type) => type === 'file.acted')).toHaveLength(1)
    expect(await office.office.store.documents.count({ fileId, role: 'notice' })).toBe(1)
    // What the others had signed is thrown away.
    expect(await storedFiles()).toBe(storedBefore + 1)
  })

  test('is issued once though the process stops after signing and before anything is stored', async () => {
    const { noticeId, fileId } = await aDraft()
    await approve(noticeId)
    const stopped = () => Promise.reject(new Error('stopped here'))
    const store = { ...office.office.store, transaction: stopped }
    await expect(sealNotice({ subject: noticeId }, { ...office.office, store })).rejects.toThrow(
      'stopped here',
    )
    expect((await row(noticeId)).state).toBe('approved')
    expect(foldFile(await historyOf(fileId)).status).toBe('Filed')
    await seal(noticeId)
    expect((await historyOf(fileId)).filter(({ type }) => type === 'file.notice-issued')).toHaveLength(1)
    expect(await office.office.store.documents.count({ fileId, role: 'notice' })).toBe(1)
  })

  test('is signed by the office’s own jobs, moments after the approval', async () => {
    const { noticeId, fileId } = await aDraft()
    const working = await office.another({ HOLD_JOBS: '' })
    await working.run()
    await approve(noticeId)
    await until('the notice to be issued', async () => (await row(noticeId)).state === 'issued')
    await until('the view of it', async () => {
      const view = await office.office.store.views.one({ officeId: 'sahil', kind: 'file', id: fileId })
      return view?.kind === 'file' && view.status === 'Pending'
    })
    await working.close()
  })

  test('whose approval was never given is not signed, though somebody wrote that it is approved', async () => {
    const { noticeId, fileId } = await aDraft()
    await office.services.askApproval(actors.examiner, noticeId, { seenRev: 0 })
    await office.office.store.notices.update({ _id: noticeId }, { $set: { state: 'approved' } })
    await expect(seal(noticeId)).rejects.toThrow('was not given')
    expect(await office.office.store.documents.count({ fileId, role: 'notice' })).toBe(0)
  })

  test('whose content is no longer what was approved goes back to its maker with a task, and can be asked for again', async () => {
    const { noticeId, fileId } = await aDraft()
    await approve(noticeId)
    await office.office.store.notices.update({ _id: noticeId }, { $set: { note: 'Slipped in.' } })
    expect(await seal(noticeId)).toBe('done')
    expect(await row(noticeId)).toMatchObject({ state: 'draft', returned: 'changed' })
    const task = await office.office.store.tasks.one({
      officeId: 'sahil',
      kind: 'notice-returned',
      about: noticeId,
    })
    expect(task).toMatchObject({ state: 'claimed', claimedBy: actors.examiner.who.id })
    await approve(noticeId)
    expect((await jobOf('seal-notice', noticeId)).state).toBe('ready')
    await seal(noticeId)
    expect(await row(noticeId)).toMatchObject({ state: 'issued', returned: null })
    expect((await office.office.store.tasks.one({ _id: task?._id ?? '' }))?.state).toBe('done')
    expect((await historyOf(fileId)).filter(({ type }) => type === 'file.notice-issued')).toHaveLength(1)
  })

  test('whose chosen last day has passed or been closed meanwhile is never issued with it', async () => {
    const { noticeId } = await aDraft()
    const date = openDayAfter(today())
    await limit(noticeId, { kind: 'date', date })
    await approve(noticeId)
    await seal(noticeId, await later(12))
    expect(await row(noticeId)).toMatchObject({ state: 'draft', returned: 'limit-passed', answerBy: null })

    const other = await aDraft()
    await limit(other.noticeId, { kind: 'date', date })
    await approve(other.noticeId)
    const calendar = { ...profile.calendar, closures: [{ date, name: 'Storm' }] }
    const closing = { ...office.office.profiles, of: () => ({ ...profile, calendar }) }
    expect(await sealNotice({ subject: other.noticeId }, { ...office.office, profiles: closing })).toBe(
      'done',
    )
    expect(await row(other.noticeId)).toMatchObject({ state: 'draft', returned: 'limit-closed' })
  })

  test('keeps a last day that was chosen, where the office is open on it', async () => {
    const { noticeId } = await aDraft()
    const date = openDayAfter(addDays(today(), 20))
    await limit(noticeId, { kind: 'date', date })
    await approve(noticeId)
    await seal(noticeId)
    expect(await row(noticeId)).toMatchObject({ state: 'issued', answerBy: date, answerTrace: [] })
  })
})

describe('a decision of refusal', () => {
  test('needs its reasons, takes effect when it is signed, and has no limit and no reminders', async () => {
    const { fileId } = await anExaminedFile()
    const { noticeId } = await draft(fileId, actors.examiner, 'refused')
    const bare = await refusalOf(office.services.askApproval(actors.examiner, noticeId, { seenRev: 0 }))
    expect(bare.errors.map(({ code }) => code)).toEqual(['notice-reasons'])
    await office.services.updateNotice(actors.examiner, noticeId, { seenRev: 0, note: 'It misleads.' })
    await approve(noticeId)
    expect(foldFile(await historyOf(fileId)).status).toBe('Filed')
    await seal(noticeId)
    expect(foldFile(await historyOf(fileId))).toMatchObject({ status: 'Rejected', openNotice: undefined })
    expect(await row(noticeId)).toMatchObject({ state: 'issued', answerBy: null })
    const jobs = await office.office.store.jobs.many({ subject: noticeId })
    expect(jobs.map(({ kind }) => kind)).toEqual(['seal-notice'])
  })
})

describe('the limit of an issued notice', () => {
  const reminders = (noticeId: string) =>
    office.office.store.messages.count({ eventId: { $regex: `^notice.reminder.${noticeId}` } })

  test('is watched from the beginning of the office’s days, and reminds once for each that the template names', async () => {
    const { noticeId } = await anIssuedNotice()
    const { answerBy } = await row(noticeId)
    const remind = await jobOf('remind-of-notice', noticeId)
    expect(plainDateIn(profile.timeZone, remind.runAt)).toBe(addDays(answerBy ?? '', -10))
    expect(plainDateIn(profile.timeZone, (await jobOf('lapse-notice', noticeId)).runAt)).toBe(
      addDays(answerBy ?? '', 1),
    )
    await remindOfNotice(remind, office.office)
    expect(await reminders(noticeId)).toBe(0)
    const day = Math.ceil((remind.runAt.getTime() - Date.now()) / 86_400_000)
    const then = await later(day)
    const outcome = await remindOfNotice(remind, then.office)
    const count = await reminders(noticeId)
    expect(count).toBeGreaterThan(0)
    const again = await remindOfNotice(
      await jobOf('remind-of-notice', noticeId),
      (await later(day + 1)).office,
    )
    expect(again).toEqual(outcome)
    expect(await reminders(noticeId)).toBe(count)
    await remindOfNotice(await jobOf('remind-of-notice', noticeId), (await later(day + 7)).office)
    expect(await reminders(noticeId)).toBe(2 * count)
  })

  test('passed without an answer: the notice has lapsed, and its maker has one task', async () => {
    const { noticeId } = await anIssuedNotice()
    const early = await lapseNotice({ subject: noticeId }, office.office)
    expect(early).toHaveProperty('runAt')
    const then = await later(60)
    await Promise.all([
      lapseNotice({ subject: noticeId }, then.office),
      lapseNotice({ subject: noticeId }, then.office),
    ])
    expect((await row(noticeId)).state).toBe('lapsed')
    const tasks = await office.office.store.tasks.many({
      officeId: 'sahil',
      kind: 'limit-passed',
      about: noticeId,
    })
    expect(tasks.map(({ claimedBy }) => claimedBy)).toEqual([actors.examiner.who.id])
  })

  test('passed while its maker has gone over to other work: the task waits for everyone of the role', async () => {
    const { noticeId } = await anIssuedNotice()
    const { store } = office.office
    const maker = { _id: actors.examiner.who.id }
    await store.users.update(maker, { $set: { roles: ['finance'] } })
    try {
      await lapseNotice({ subject: noticeId }, (await later(60)).office)
    } finally {
      await store.users.update(maker, { $set: { roles: ['formality-examiner'] } })
    }
    expect(
      await store.tasks.many({ officeId: 'sahil', kind: 'limit-passed', about: noticeId }),
    ).toMatchObject([{ state: 'open', claimedBy: null, role: 'formality-examiner' }])
  })

  test('ends with a later notice that may be issued while it waits: nobody is reminded of it any more', async () => {
    const { noticeId, fileId } = await anIssuedNotice()
    const refusal = profile.workflow.actions.find(({ code }) => code === 'refused')
    if (!refusal) throw new Error('no action')
    refusal.whileAwaited = true
    try {
      const { noticeId: last } = await draft(fileId, actors.examiner, 'refused')
      await office.services.updateNotice(actors.examiner, last, { seenRev: 0, note: 'It is a flag.' })
      await approve(last)
      await seal(last)
      expect((await row(last)).state).toBe('issued')
    } finally {
      delete refusal.whileAwaited
    }
    expect((await row(noticeId)).state).toBe('withdrawn')
  })

  test('ends at once with the answer: no reminder and no lapse come after it', async () => {
    const { noticeId } = await anIssuedNotice()
    await office.office.store.notices.update(
      { _id: noticeId, state: 'issued' },
      { $set: { state: 'answered' } },
    )
    const then = await later(25)
    expect(await remindOfNotice(await jobOf('remind-of-notice', noticeId), then.office)).toBe('done')
    expect(await lapseNotice({ subject: noticeId }, (await later(60)).office)).toBe('done')
    expect(await reminders(noticeId)).toBe(0)
    expect((await row(noticeId)).state).toBe('answered')
  })
})
