/** The office's decisions: examination by the checklist, actions, four eyes, and the tasks that come and go with them. */
import { addWorkingDays, plainDateIn, streamOf, type Actor } from '@lodge/shared-types'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  acted,
  aFile,
  answered,
  claimed,
  fillIn,
  historyOf,
  issuedNotice,
  somebody,
  taskOf,
} from '../../test-support/examining.ts'
import { aKey, refusalOf, refusalsIn } from '../../test-support/filing.ts'
import { startTestOffice, until, type TestOffice } from '../../test-support/test-office.ts'
import { readStream } from '../store/streams.ts'

let office: TestOffice
let folder: string
let examiner: Actor
let colleague: Actor
let registrar: Actor
let deputy: Actor
let finance: Actor
let administrator: Actor

/** The demo's profiles, with registration approved by two roles in order. */
async function officesWithTwoCheckers(): Promise<string> {
  folder = await mkdtemp(join(tmpdir(), 'lodge-two-checkers-'))
  await cp(join(import.meta.dirname, '../../offices'), folder, { recursive: true })
  const path = join(folder, 'sahil', 'workflow.json')
  const text = await readFile(path, 'utf8')
  const at = text.indexOf('"code": "registered"')
  const changed = text
    .slice(at)
    .replace('"approvedBy": ["registrar"]', '"approvedBy": ["registrar", "finance"]')
  await writeFile(path, text.slice(0, at) + changed)
  return folder
}

beforeAll(async () => {
  office = await startTestOffice({ env: { OFFICES_DIR: await officesWithTwoCheckers() } })
  examiner = await somebody(office, ['formality-examiner'], 'Elena Marinova')
  colleague = await somebody(office, ['formality-examiner'], 'Omar Saleh')
  registrar = await somebody(office, ['registrar'], 'Nikola Petrov')
  deputy = await somebody(office, ['formality-examiner', 'registrar'], 'Daria Koleva')
  finance = await somebody(office, ['finance'])
  administrator = await somebody(office, ['administrator'])
})
afterAll(async () => {
  await office.end()
  await rm(folder, { recursive: true })
})

const seqOf = async (actor: Actor, fileId: string) => (await office.services.decisions(actor, fileId)).seq
const take = async (
  actor: Actor,
  fileId: string,
  action: string,
  more: { key?: string; seenSeq?: number; note?: string } = {},
) =>
  office.services.takeAction(actor, {
    key: aKey(),
    fileId,
    action,
    seenSeq: await seqOf(registrar, fileId),
    ...more,
  })
const codesIn = ({ errors }: { errors: readonly { code: string }[] }) => errors.map(({ code }) => code)
const answer = (actor: Actor, fileId: string, given: Record<string, unknown>) =>
  office.services.answerQuestion(actor, { fileId, checklist: 'formality', fields: [], ...given })
const examine = (actor: Actor, fileId: string) =>
  office.services.examination(actor, { fileId, checklist: 'formality' })

/** A file whose registration the deputy has proposed. */
async function proposed(maker = deputy, note?: string) {
  const fileId = await aFile(office)
  await acted(office, fileId, 'formalities-met')
  await acted(office, fileId, 'published')
  const taken = await take(maker, fileId, 'registered', note === undefined ? {} : { note })
  if (taken.outcome !== 'awaits-approval') throw new Error('no approval was asked for')
  const { approvalId } = taken
  const { digest } = await office.services.approval(maker, approvalId)
  return { fileId, approvalId, digest }
}
const decide = (
  actor: Actor,
  { approvalId, digest }: { approvalId: string; digest: string },
  given: Record<string, unknown> = {},
) => office.services.decideApproval(actor, approvalId, { verdict: 'approve', digest, ...given })

describe('an examination', () => {
  test('is filled in by the officer who holds it, and by nobody else', async () => {
    const fileId = await aFile(office)
    const first = { code: 'applicant-address', answer: 'yes', seenRev: 0 }
    for (const actor of [examiner, registrar, administrator])
      expect(await refusalOf(answer(actor, fileId, first))).toMatchObject({
        code: 'not-allowed',
        errors: [{ code: 'not-your-examination' }],
      })
    await claimed(office, examiner, fileId)
    expect(await answer(examiner, fileId, first)).toEqual({ rev: 1 })
    expect(await refusalOf(answer(colleague, fileId, { ...first, seenRev: 1 }))).toMatchObject({
      code: 'not-allowed',
    })
    const view = await examine(registrar, fileId)
    expect(view).toMatchObject({ rev: 1, outcome: 'incomplete', isMine: false })
    expect(view.answers.find(({ code }) => code === 'applicant-address')).toMatchObject({
      answer: 'yes',
      userId: examiner.who.id,
    })
    expect(view.people).toEqual({ [examiner.who.id]: 'Elena Marinova' })
    expect((await examine(examiner, fileId)).isMine).toBe(true)
    const audit = await office.office.store.audit.one({
      officeId: 'sahil',
      subject: streamOf('file', fileId),
    })
    expect(audit).toMatchObject({ what: 'answered-question', detail: 'formality/applicant-address: yes' })
  })

  test('shows the very entries that a question is about, named in both languages', async () => {
    const fileId = await aFile(office)
    const { fields, checklist } = await examine(examiner, fileId)
    expect(Object.keys(fields)).toEqual(checklist.questions.map(({ code }) => code))
    const [address] = fields['applicant-address'] ?? []
    expect(address?.path).toBe('applicants.0.address')
    expect(address?.label.en).toMatch(/Applicant 1/)
    expect(address?.label.ar).toMatch(/\p{Script=Arabic}/u)
    expect(address?.value).not.toBe('')
    for (const list of Object.values(fields))
      for (const { path, label } of list) expect(label.en, path).not.toBe(path)
  })

  test('asks which entries a "no" is about, and takes none that the question is not about', async () => {
    const fileId = await aFile(office)
    await claimed(office, examiner, fileId)
    const no = { answer: 'no', seenRev: 0 }
    expect(await refusalOf(answer(examiner, fileId, { ...no, code: 'agent-power' }))).toMatchObject({
      code: 'invalid',
      errors: [{ path: 'fields', code: 'fields-missing' }],
    })
    expect(
      codesIn(await refusalOf(answer(examiner, fileId, { ...no, code: 'agent-power', fields: ['mark'] }))),
    ).toEqual(['field-foreign'])
    expect(codesIn(await refusalOf(answer(examiner, fileId, { ...no, code: 'colour' })))).toEqual([
      'unknown-question',
    ])
    // Where there is one entry only, it is that one.
    await answer(examiner, fileId, { ...no, code: 'applicant-address' })
    const { answers } = await examine(examiner, fileId)
    expect(answers.find(({ code }) => code === 'applicant-address')?.fields).toEqual(['applicants.0.address'])
    await answer(examiner, fileId, { code: 'applicant-address', answer: null, seenRev: 1 })
    expect(
      (await examine(examiner, fileId)).answers.find(({ code }) => code === 'applicant-address'),
    ).toMatchObject({
      answer: null,
      fields: [],
    })
  })

  test('answered twice at once from the same view keeps one answer, and the other is told', async () => {
    const fileId = await aFile(office)
    await claimed(office, examiner, fileId)
    const outcomes = ['applicant-address', 'signature', 'mark-kind'].map((code) =>
      answer(examiner, fileId, { code, answer: 'yes', seenRev: 0 }),
    )
    const refusals = await refusalsIn(outcomes)
    expect(refusals.map(({ code }) => code)).toEqual(['stale', 'stale'])
    expect(new Set(refusals.flatMap(codesIn))).toEqual(new Set(['examination-changed']))
    expect((await examine(examiner, fileId)).answers.filter((one) => one.answer === 'yes')).toHaveLength(1)
  })

  test('keeps comments with who and when beside the answer', async () => {
    const fileId = await aFile(office)
    await claimed(office, examiner, fileId)
    const comment = { fileId, checklist: 'formality', code: 'signature', text: '<b>Faint</b>, but there.' }
    expect(await refusalOf(office.services.commentQuestion(colleague, comment))).toMatchObject({
      code: 'not-allowed',
    })
    await office.services.commentQuestion(examiner, comment)
    await answer(examiner, fileId, { code: 'signature', answer: 'yes', seenRev: 1 })
    const { answers } = await examine(examiner, fileId)
    const signature = answers.find(({ code }) => code === 'signature')
    expect(Math.abs(Number(signature?.comments[0]?.at) - Date.now())).toBeLessThan(60_000)
    expect(signature).toMatchObject({
      answer: 'yes',
      comments: [{ text: '<b>Faint</b>, but there.', userId: examiner.who.id }],
    })
  })
})

describe('an action', () => {
  test('is offered to its roles with what is still in the way', async () => {
    const fileId = await aFile(office)
    const offered = async (actor: Actor) =>
      (await office.services.decisions(actor, fileId)).offered.map(({ code, refusal, needsNotice }) => [
        code,
        refusal,
        needsNotice,
      ])
    expect(await offered(examiner)).toEqual([
      ['formalities-met', 'checklist-incomplete', false],
      ['deficiency-found', 'checklist-incomplete', true],
      ['refused', null, true],
    ])
    expect(await offered(registrar)).toEqual([
      ['refused', null, true],
      ['withdrawn', null, false],
    ])
    for (const actor of [administrator, finance]) expect(await offered(actor)).toEqual([])
  })

  test('is taken once its checklist is met, moves the file, closes the task and opens the next', async () => {
    const fileId = await aFile(office)
    await claimed(office, examiner, fileId)
    expect(await refusalOf(take(examiner, fileId, 'formalities-met'))).toMatchObject({
      code: 'invalid',
      message: 'Answer every question of the checklist first.',
      errors: [{ path: 'action', code: 'checklist-incomplete' }],
    })
    await fillIn(office, examiner, fileId)
    expect(codesIn(await refusalOf(take(examiner, fileId, 'deficiency-found')))).toEqual(['checklist-met'])
    const key = aKey()
    const seenSeq = await seqOf(examiner, fileId)
    const wish = { key, seenSeq, note: 'All in order.' }
    expect(await take(examiner, fileId, 'formalities-met', wish)).toEqual({ outcome: 'taken' })
    expect(await take(examiner, fileId, 'formalities-met', wish)).toEqual({ outcome: 'taken' })
    expect((await historyOf(office, fileId)).filter((one) => one === 'formalities-met')).toHaveLength(1)
    await taskOf(office, fileId, 'publication')
    const { store } = office.office
    expect(
      await store.tasks.one({ stream: streamOf('file', fileId), kind: 'formality-examination' }),
    ).toMatchObject({
      state: 'done',
    })
    expect(await store.fileNotes.many({ officeId: 'sahil', fileId })).toMatchObject([
      { text: 'All in order.', userId: examiner.who.id },
    ])
    const last = (await readStream(store, 'sahil', streamOf('file', fileId))).findLast(
      ({ type }) => type === 'file.acted',
    )
    expect(last?.by).toBe(`user:${examiner.who.id}`)
  })

  test('on a view that is no longer true is refused with what happened since', async () => {
    const fileId = await aFile(office)
    const seenSeq = await seqOf(registrar, fileId)
    await acted(office, fileId, 'formalities-met')
    const refusal = await refusalOf(take(registrar, fileId, 'withdrawn', { seenSeq }))
    expect(refusal).toMatchObject({ code: 'stale', errors: [{ code: 'moved-by-office' }] })
    expect(refusal.message).toMatch(/“Formal requirements met” \(\d{4}-\d\d-\d\d \d\d:\d\d\)/)
    expect(await historyOf(office, fileId)).not.toContain('withdrawn')
  })

  test('is refused to other roles, to an administrator, to agents and to other offices', async () => {
    const fileId = await aFile(office)
    for (const actor of [finance, administrator, examiner])
      expect(await refusalOf(take(actor, fileId, 'withdrawn'))).toMatchObject({
        code: 'not-allowed',
        errors: [{ code: 'wrong-role' }],
      })
    const wish = { key: aKey(), fileId, action: 'withdrawn', seenSeq: 99 }
    expect(await refusalOf(office.services.takeAction(office.agent('sahil'), wish))).toMatchObject({
      code: 'not-allowed',
    })
    expect(await refusalOf(office.services.takeAction(office.staff(['registrar']), wish))).toMatchObject({
      code: 'not-found',
    })
    expect(codesIn(await refusalOf(take(registrar, fileId, 'fly')))).toEqual(['unknown-action'])
    expect(codesIn(await refusalOf(take(registrar, fileId, 'published')))).toEqual(['wrong-status'])
  })

  test('that takes effect with a notice is not taken without one', async () => {
    const fileId = await aFile(office)
    expect(codesIn(await refusalOf(take(registrar, fileId, 'refused')))).toEqual(['notice-needed'])
  })

  test('on a checklist that a colleague fills in is the colleague’s', async () => {
    const fileId = await aFile(office)
    await claimed(office, examiner, fileId)
    await fillIn(office, examiner, fileId)
    const refusal = await refusalOf(take(colleague, fileId, 'formalities-met'))
    expect(refusal).toMatchObject({ code: 'task-taken' })
    expect(refusal.message).toContain('Elena Marinova')
  })

  test('taken ten times at once happens once', async () => {
    const fileId = await aFile(office)
    await acted(office, fileId, 'formalities-met')
    const seenSeq = await seqOf(registrar, fileId)
    const all = Array.from({ length: 10 }, () => take(registrar, fileId, 'published', { seenSeq }))
    expect((await refusalsIn(all)).map(({ code }) => code)).toEqual(Array(9).fill('stale'))
    expect((await historyOf(office, fileId)).filter((one) => one === 'published')).toHaveLength(1)
  })

  test('and an answer to the checklist on which it stands, at once: one of them is refused', async () => {
    for (const code of ['signature', 'mark-kind', 'agent-power']) {
      const fileId = await aFile(office)
      await claimed(office, examiner, fileId)
      await fillIn(office, examiner, fileId)
      const { rev, fields } = await examine(examiner, fileId)
      const seenSeq = await seqOf(examiner, fileId)
      const no = { code, answer: 'no', fields: [fields[code]?.[0]?.path], seenRev: rev }
      const refusals = await refusalsIn([
        answer(examiner, fileId, no),
        take(examiner, fileId, 'formalities-met', { seenSeq }),
      ])
      expect(refusals).toHaveLength(1)
      const isTaken = (await historyOf(office, fileId)).includes('formalities-met')
      expect((await examine(examiner, fileId)).outcome).toBe(isTaken ? 'met' : 'not-met')
    }
  })

  test('is refused while an answer is awaited, and allowed once the limit has passed', async () => {
    const fileId = await aFile(office)
    const noticeId = await issuedNotice(office, examiner, fileId)
    expect(codesIn(await refusalOf(take(examiner, fileId, 'abandoned')))).toEqual(['answer-awaited'])
    await office.office.store.notices.update({ _id: noticeId }, { $set: { state: 'lapsed' } })
    // Its decision is a notice of its own: that can be written now.
    expect(codesIn(await refusalOf(take(examiner, fileId, 'abandoned')))).toEqual(['notice-needed'])
    const decision = { key: aKey(), fileId, action: 'abandoned' }
    expect(await office.services.draftNotice(examiner, decision)).toHaveProperty('noticeId')
  })
})

test('a withdrawal that is approved while an answer is awaited ends the notice with it', async () => {
  const fileId = await aFile(office)
  const noticeId = await issuedNotice(office, examiner, fileId)
  const taken = await take(deputy, fileId, 'withdrawn')
  const { notices } = office.office.store
  expect(await notices.one({ _id: noticeId })).toMatchObject({ state: 'issued' })
  const approvalId = taken.outcome === 'awaits-approval' ? taken.approvalId : ''
  const { digest } = await office.services.approval(registrar, approvalId)
  await decide(registrar, { approvalId, digest }, { reason: '' })
  expect((await historyOf(office, fileId)).at(-1)).toBe('withdrawn')
  expect(await notices.one({ _id: noticeId })).toMatchObject({ state: 'withdrawn' })
})

describe('four eyes', () => {
  test('two roles approve in their order, and with the last the action is taken', async () => {
    const approval = await proposed(deputy, 'The time for objections is over.')
    const { fileId, approvalId } = approval
    expect(await historyOf(office, fileId)).not.toContain('registered')
    expect(await office.services.approval(registrar, approvalId)).toMatchObject({
      makerName: 'Daria Koleva',
      makerNote: 'The time for objections is over.',
      label: { en: 'Registered' },
      canDecide: null,
      canWithdraw: false,
      fileId,
    })
    expect(codesIn(await refusalOf(take(registrar, fileId, 'withdrawn')))).toEqual(['approval-awaited'])
    const own = await refusalOf(decide(deputy, approval))
    expect(own).toMatchObject({ code: 'not-allowed', errors: [{ code: 'own-decision' }] })
    expect((await office.services.approval(deputy, approvalId)).canDecide).toBe('own-decision')
    expect(codesIn(await refusalOf(decide(finance, approval)))).toEqual(['not-your-turn'])
    await taskOf(office, fileId, 'approval', { role: 'registrar', about: approvalId })
    expect(await decide(registrar, approval)).toMatchObject({ state: 'waiting' })
    // The same again counts once; another verdict of the same person does not count at all.
    expect((await decide(registrar, approval)).verdicts).toHaveLength(1)
    const second = decide(registrar, approval, { verdict: 'refuse', reason: 'I thought again.' })
    expect(codesIn(await refusalOf(second))).toEqual(['decided-before'])
    await taskOf(office, fileId, 'approval', { role: 'finance', about: approvalId })
    expect(await decide(finance, approval)).toMatchObject({ state: 'approved' })
    const { store } = office.office
    const last = (await readStream(store, 'sahil', streamOf('file', fileId))).at(-1)
    expect(last).toMatchObject({
      type: 'file.acted',
      data: { action: 'registered', status: 'Registered' },
      by: `user:${deputy.who.id}`,
      causedBy: approvalId,
    })
    expect(
      await store.tasks.count({ officeId: 'sahil', kind: 'approval', about: approvalId, state: 'done' }),
    ).toBe(2)
    const audit = await store.audit.many(
      { officeId: 'sahil', subject: `approval:${approvalId}` },
      { sort: { _id: 1 } },
    )
    expect(audit.map(({ what }) => what)).toEqual([
      'asked-approval',
      'approved-in-part-approval',
      'approved-approval',
    ])
    expect(await decide(registrar, approval)).toMatchObject({ state: 'approved' })
    const late = decide(registrar, approval, { verdict: 'refuse', reason: 'I thought again.' })
    expect(codesIn(await refusalOf(late))).toEqual(['approval-closed'])
  })

  test('a refusal needs its reason, reaches the maker, and leaves the file and their task as they were', async () => {
    const approval = await proposed()
    const { fileId, approvalId } = approval
    const before = await historyOf(office, fileId)
    expect(await refusalOf(decide(registrar, approval, { verdict: 'refuse', reason: '' }))).toMatchObject({
      code: 'invalid',
      errors: [{ path: 'reason', code: 'reason-missing' }],
    })
    await decide(registrar, approval, { verdict: 'refuse', reason: 'An objection came in.' })
    expect(await historyOf(office, fileId)).toEqual(before)
    const mine = await office.services.listApprovals(deputy, { state: 'mine', page: 1 })
    expect(mine.rows.find(({ _id }) => _id === approvalId)).toMatchObject({
      state: 'refused',
      verdicts: [{ userId: registrar.who.id, reason: 'An objection came in.' }],
    })
    expect((await office.services.approval(deputy, approvalId)).people).toEqual({
      [registrar.who.id]: 'Nikola Petrov',
    })
    await taskOf(office, fileId, 'registration-decision')
    expect(await take(deputy, fileId, 'registered')).toMatchObject({ outcome: 'awaits-approval' })
  })

  test('of 50 who decide at once one verdict counts', async () => {
    const approval = await proposed()
    const registrars = await Promise.all(Array.from({ length: 50 }, () => somebody(office, ['registrar'])))
    const refusals = await refusalsIn(registrars.map((one) => decide(one, approval)))
    expect(refusals).toHaveLength(49)
    expect(new Set(refusals.flatMap(codesIn))).toEqual(new Set(['not-your-turn']))
    expect((await office.services.approval(finance, approval.approvalId)).verdicts).toHaveLength(1)
    const checkers = await Promise.all(Array.from({ length: 10 }, () => somebody(office, ['finance'])))
    const late = await refusalsIn(checkers.map((one) => decide(one, approval)))
    expect(late.flatMap(codesIn)).toEqual(Array(9).fill('approval-closed'))
    expect((await historyOf(office, approval.fileId)).filter((one) => one === 'registered')).toHaveLength(1)
  })

  test('a verdict on something else than what was proposed counts for nothing', async () => {
    const approval = await proposed()
    expect(await refusalOf(decide(registrar, { ...approval, digest: 'f'.repeat(64) }))).toMatchObject({
      code: 'stale',
      errors: [{ code: 'approval-changed' }],
    })
    expect((await office.services.approval(registrar, approval.approvalId)).state).toBe('waiting')
  })

  test('where the file moved on meanwhile, the approval is closed, the checker told, and the maker may ask anew', async () => {
    const approval = await proposed()
    const { fileId, approvalId } = approval
    await acted(office, fileId, 'published')
    expect((await office.services.approval(registrar, approvalId)).canDecide).toBe('approval-changed')
    const refusal = await refusalOf(decide(registrar, approval))
    expect(refusal).toMatchObject({
      code: 'stale',
      errors: [{ code: 'approval-changed' }, { code: 'moved-by-office' }],
    })
    expect(refusal.message).toContain('“Published in the Official Gazette”')
    expect(await office.services.approval(deputy, approvalId)).toMatchObject({
      state: 'withdrawn',
      verdicts: [],
    })
    expect(await historyOf(office, fileId)).not.toContain('registered')
    const { store } = office.office
    expect(
      await store.tasks.count({ officeId: 'sahil', kind: 'approval', about: approvalId, state: 'done' }),
    ).toBe(1)
    expect(await take(deputy, fileId, 'registered')).toMatchObject({ outcome: 'awaits-approval' })
  })

  test('that nobody can give any more, whoever would decide next takes it back, so that it holds up nothing', async () => {
    const { approvalId, fileId } = await proposed()
    await acted(office, fileId, 'published')
    expect((await office.services.approval(finance, approvalId)).canWithdraw).toBe(false)
    expect(codesIn(await refusalOf(office.services.withdrawApproval(finance, approvalId)))).toEqual([
      'not-your-decision',
    ])
    expect((await office.services.approval(registrar, approvalId)).canWithdraw).toBe(true)
    expect(await office.services.withdrawApproval(registrar, approvalId)).toMatchObject({
      state: 'withdrawn',
    })
    const { offered } = await office.services.decisions(deputy, fileId)
    expect(offered.find(({ code }) => code === 'registered')?.refusal).toBeNull()
  })

  test('is on what the workflow says that the action does: when that changes it counts for nothing', async () => {
    const approval = await proposed()
    const action = office.services
      .profile('sahil')
      ?.workflow.actions.find(({ code }) => code === 'registered')
    if (!action) throw new Error('no action')
    const { nationalCode } = action
    action.nationalCode = 'SOMETHING-ELSE'
    try {
      expect(codesIn(await refusalOf(decide(registrar, approval)))).toEqual(['approval-changed'])
    } finally {
      action.nationalCode = nationalCode
    }
    expect(await historyOf(office, approval.fileId)).not.toContain('registered')
  })

  test('only its maker withdraws it, and only while it waits', async () => {
    const { approvalId, fileId } = await proposed()
    expect(codesIn(await refusalOf(office.services.withdrawApproval(registrar, approvalId)))).toEqual([
      'not-your-decision',
    ])
    expect((await office.services.approval(deputy, approvalId)).canWithdraw).toBe(true)
    expect(await office.services.withdrawApproval(deputy, approvalId)).toMatchObject({ state: 'withdrawn' })
    expect(codesIn(await refusalOf(office.services.withdrawApproval(deputy, approvalId)))).toEqual([
      'approval-closed',
    ])
    const { offered } = await office.services.decisions(deputy, fileId)
    expect(offered.find(({ code }) => code === 'registered')?.refusal).toBeNull()
  })

  test('of two proposals at once one waits', async () => {
    const fileId = await aFile(office)
    const all = [registrar, deputy].map((one) => take(one, fileId, 'withdrawn'))
    expect((await refusalsIn(all)).flatMap(codesIn)).toEqual(['approval-awaited'])
  })

  test('the list of a checker holds what waits for their roles and is not theirs', async () => {
    const { approvalId } = await proposed()
    const lists = async (actor: Actor, state: 'waiting' | 'closed' | 'mine') =>
      (await office.services.listApprovals(actor, { state, page: 1 })).rows.some(
        ({ _id }) => _id === approvalId,
      )
    expect(await lists(registrar, 'waiting')).toBe(true)
    expect(await lists(administrator, 'waiting')).toBe(true)
    for (const actor of [deputy, finance, examiner]) expect(await lists(actor, 'waiting')).toBe(false)
    expect(await lists(deputy, 'mine')).toBe(true)
    expect(await refusalOf(office.services.approval(examiner, approvalId))).toMatchObject({
      code: 'not-found',
    })
    expect(await refusalOf(office.services.approval(office.staff(['registrar']), approvalId))).toMatchObject({
      code: 'not-found',
    })
    await office.services.withdrawApproval(deputy, approvalId)
    expect(await lists(registrar, 'waiting')).toBe(false)
    expect(await lists(registrar, 'closed')).toBe(true)
  })
})

describe('an answer to a notice', () => {
  test('moves the file back by the office’s own rule, and goes to the officer who wrote the notice', async () => {
    const fileId = await aFile(office)
    const noticeId = await issuedNotice(office, examiner, fileId)
    await answered(office, fileId, noticeId)
    const task = await taskOf(office, fileId, 'answer-to-notice')
    expect(task).toMatchObject({
      state: 'claimed',
      claimedBy: examiner.who.id,
      about: noticeId,
      branch: 'main',
    })
    const profile = office.services.profile('sahil')
    const today = profile && plainDateIn(profile.timeZone, new Date())
    expect(task.due).toBe(profile && today && addWorkingDays(profile.calendar, today, 5))
    await until(
      'the answer to be entered',
      async () => (await historyOf(office, fileId)).at(-1) === 'deficiency-answered',
    )
    const { offered } = await office.services.decisions(examiner, fileId)
    expect(offered.map(({ code }) => code)).toContain('formalities-met')
    expect((await examine(examiner, fileId)).isMine).toBe(true)
  })

  test('goes to everyone of the role when that officer is no longer there', async () => {
    const gone = await somebody(office, ['formality-examiner'])
    const fileId = await aFile(office)
    const noticeId = await issuedNotice(office, gone, fileId)
    await office.office.store.users.update({ _id: gone.who.id }, { $set: { disabled: true } })
    await answered(office, fileId, noticeId)
    expect(await taskOf(office, fileId, 'answer-to-notice')).toMatchObject({ state: 'open', claimedBy: null })
  })

  test('that comes a second time moves nothing', async () => {
    const fileId = await aFile(office)
    const noticeId = await issuedNotice(office, examiner, fileId)
    await answered(office, fileId, noticeId)
    await until(
      'the answer to be entered',
      async () => (await historyOf(office, fileId)).at(-1) === 'deficiency-answered',
    )
    await answered(office, fileId, noticeId)
    const { store } = office.office
    const cursor = { officeId: 'sahil', processor: 'examination', stream: streamOf('file', fileId) }
    const last = (await readStream(store, 'sahil', streamOf('file', fileId))).at(-1)
    await until(
      'the second to be looked at',
      async () => ((await store.cursors.one(cursor))?.seq ?? 0) >= (last?.seq ?? 0),
    )
    expect((await historyOf(office, fileId)).filter((one) => one === 'deficiency-answered')).toHaveLength(1)
    expect(
      await store.tasks.count({
        officeId: 'sahil',
        stream: streamOf('file', fileId),
        kind: 'answer-to-notice',
      }),
    ).toBe(1)
  })

  test('whose changes are undecided holds the next decision back', async () => {
    const fileId = await aFile(office)
    const noticeId = await issuedNotice(office, examiner, fileId)
    await answered(office, fileId, noticeId)
    await taskOf(office, fileId, 'answer-to-notice')
    const { store } = office.office
    await store.notices.update({ _id: noticeId }, { $set: { answeredBy: 'r', state: 'answered' } })
    await fillIn(office, examiner, fileId)
    expect(codesIn(await refusalOf(take(examiner, fileId, 'formalities-met')))).toEqual(['answer-undecided'])
    await store.notices.update({ _id: noticeId }, { $set: { answerDecidedAt: new Date() } })
    expect(await take(examiner, fileId, 'formalities-met')).toEqual({ outcome: 'taken' })
    await until('the task to end', async () =>
      store.tasks.one({ stream: streamOf('file', fileId), kind: 'answer-to-notice', state: 'done' }),
    )
  })
})

test('a passed limit is off the list once anything is done to the file', async () => {
  const fileId = await aFile(office)
  const { store } = office.office
  const stream = streamOf('file', fileId)
  const base = await taskOf(office, fileId, 'formality-examination')
  const told = {
    ...base,
    _id: `limit-${fileId}`,
    kind: 'limit-passed',
    causedBy: fileId,
    openedAt: new Date(),
  }
  await store.tasks.insert([told])
  await acted(office, fileId, 'withdrawn')
  await until('it to end', () => store.tasks.one({ stream, kind: 'limit-passed', state: 'done' }))
})
