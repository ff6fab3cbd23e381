/** Following a file: what a secret address shows and to whom, what an account keeps of it, deadlines, and new accounts. */
import { daysBetween, type Actor } from '@lodge/shared-types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acted, aFile, answered, append, issuedNotice, somebody } from '../../test-support/examining.ts'
import { aKey, refusalOf } from '../../test-support/filing.ts'
import { startTestOffice, until, type TestOffice } from '../../test-support/test-office.ts'
import { todayAt } from './deadlines.ts'
import { followersOf } from './follow.ts'
import { hashPassword } from './sessions.ts'

const officeId = 'sahil'
let office: TestOffice
let examiner: Actor
let fileId: string
beforeAll(async () => {
  office = await startTestOffice()
  examiner = await somebody(office, ['formality-examiner'], 'Khaled Secretname')
  fileId = await aFile(office)
  await until('the sealed documents', async () => {
    const view = await office.services.followedByCode(officeId, await codeOf(), 'en')
    return view?.happened[0]?.text.startsWith('The office has made and signed')
  })
})
afterAll(() => office.end())

const store = () => office.office.store
const fileRow = async (id = fileId) => {
  const file = await store().files.one({ _id: id })
  if (!file?.accountId) throw new Error('no file')
  return file
}
const codeOf = async (id = fileId): Promise<string> => (await fileRow(id)).followCode ?? ''
/** The agent whose account holds the file. */
const agentOf = async (id = fileId): Promise<Actor> =>
  office.agent(officeId, (await fileRow(id)).accountId ?? '')

/** An applicant with an account of their own. */
let applicants = 0
async function anApplicant(): Promise<Actor & { email: string }> {
  applicants += 1
  const accountId = `applicant-${applicants}`
  const email = `${accountId}@person.example`
  await office.services.addUser({
    officeId,
    email,
    password: 'a long enough one',
    displayName: accountId,
    language: 'en',
    accountId,
    roles: ['applicant'],
  })
  const user = await store().users.one({ officeId, email })
  return {
    officeId,
    accountId,
    who: { kind: 'user', id: user?._id ?? '' },
    roles: ['applicant'],
    email,
  }
}

describe('a secret address', () => {
  test('shows where the file stands and what happened in plain sentences of either language', async () => {
    const { fileNumber } = await fileRow()
    const view = await office.services.followedByCode(officeId, await codeOf(), 'en')
    expect(view).toMatchObject({ fileNumber, status: 'Filed', next: { who: 'office', by: null } })
    expect(view?.headline).toBe('The office has the application and examines its form.')
    expect(view?.happened.at(-1)?.text).toBe(
      `The office has received the application and has given it the file number ${fileNumber}.`,
    )
    const arabic = await office.services.followedByCode(officeId, await codeOf(), 'ar')
    expect(arabic?.headline).toMatch(/[\u0600-\u06FF]/u)
    expect(arabic?.happened).toHaveLength(view?.happened.length ?? 0)
    for (const { text } of arabic?.happened ?? []) expect(text).toMatch(/[\u0600-\u06FF]/u)
  })

  test('names no person, no address, no payment, and none of the office’s own notes', async () => {
    await store().fileNotes.insert([
      { _id: 'n1', officeId, fileId, text: 'Internal doubt', userId: examiner.who.id, at: new Date() },
    ])
    const parties = await store().parties.many({ officeId, fileId })
    const shown = JSON.stringify(await office.services.followedByCode(officeId, await codeOf(), 'en'))
    const secret = [
      'Secretname',
      'Internal doubt',
      examiner.who.id,
      (await fileRow()).accountId ?? '-',
      ...parties.flatMap(({ person }) => [person.email, ...person.address.lines]),
    ]
    for (const word of secret) expect(shown).not.toContain(word)
    expect(shown).not.toMatch(/AED|KWD|orderId|documentId|sha256/)
  })

  test('opens nothing at another office, when guessed, or when it is no code at all', async () => {
    const code = await codeOf()
    const last = code.endsWith('A') ? 'B' : 'A'
    for (const [at, guess] of [
      ['borovia', code],
      [officeId, code.slice(0, -1) + last],
      [officeId, ''],
      [officeId, fileId],
      [officeId, (await fileRow()).verificationCode],
    ] as const) {
      expect(await office.services.followedByCode(at, guess, 'en')).toBeUndefined()
      expect(await office.services.deadlinesByCode(at, guess)).toBeUndefined()
    }
  })

  test('is no way to anything else: no page of the file, no document, no receipt check', async () => {
    const applicant = await anApplicant()
    await office.services.followFile(applicant, await codeOf())
    expect((await refusalOf(office.services.fileView(applicant, fileId))).code).toBe('not-found')
    expect((await refusalOf(office.services.followLink(applicant, fileId))).code).toBe('not-found')
    expect((await refusalOf(office.services.renewFollowLink(applicant, fileId))).code).toBe('not-found')
    const document = await until('a receipt', () => store().documents.one({ fileId, role: 'filing-receipt' }))
    expect((await refusalOf(office.services.openDocument(applicant, document._id))).code).toBe('not-found')
    expect(await office.services.verifyReceipt(officeId, await codeOf())).toBeUndefined()
    await office.services.unfollowFile(applicant, fileId)
  })

  test('is renewed by its agent and by the office, not by another agent; the one before is dead at once', async () => {
    const other = office.agent(officeId, 'another-account')
    expect((await refusalOf(office.services.renewFollowLink(other, fileId))).code).toBe('not-found')
    const applicant = await anApplicant()
    for (const holder of [await agentOf(), examiner]) {
      const before = await codeOf()
      await office.services.followFile(applicant, before)
      const code = await office.services.renewFollowLink(holder, fileId)
      expect(code).not.toBe(before)
      expect(await office.services.followedByCode(officeId, before, 'en')).toBeUndefined()
      expect(await office.services.followedByCode(officeId, code, 'en')).toBeDefined()
      // What an account kept of it is dead too, until it opens the new one.
      expect((await refusalOf(office.services.followedFile(applicant, fileId, 'en'))).code).toBe('not-found')
      expect(await office.services.followedFiles(applicant, 'en')).toMatchObject([{ fileId, view: null }])
      expect(await followersOf(store(), officeId, fileId)).toEqual([])
    }
    const audited = await store().audit.many({
      officeId,
      what: 'renewed-follow-link',
      subject: `file:${fileId}`,
    })
    expect(audited).toHaveLength(2)
    expect(JSON.stringify(audited)).not.toContain(await codeOf())
  })

  test('that was taken back opens nothing until there is another', async () => {
    const before = await codeOf()
    await office.services.revokeFollowLink(examiner, fileId)
    expect(await office.services.followLink(examiner, fileId)).toEqual({ code: null, followers: 0 })
    expect(await office.services.followedByCode(officeId, before, 'en')).toBeUndefined()
    const code = await office.services.renewFollowLink(await agentOf(), fileId)
    expect(await office.services.followedByCode(officeId, code, 'en')).toBeDefined()
  })
})

describe('an account that follows', () => {
  test('keeps a file once, however often it asks, and lets go of it', async () => {
    const applicant = await anApplicant()
    const code = await codeOf()
    expect(await office.services.isFollowing(applicant, code)).toBe(false)
    await Promise.all([1, 2, 3].map(() => office.services.followFile(applicant, code)))
    expect(await office.services.followedFiles(applicant, 'en')).toHaveLength(1)
    expect(await office.services.isFollowing(applicant, code)).toBe(true)
    expect(await followersOf(store(), officeId, fileId)).toMatchObject([{ email: applicant.email }])
    const seen = await office.services.followedFile(applicant, fileId, 'en')
    expect(seen).toEqual(await office.services.followedByCode(officeId, code, 'en'))
    await office.services.unfollowFile(applicant, fileId)
    await office.services.unfollowFile(applicant, fileId)
    expect(await office.services.followedFiles(applicant, 'en')).toEqual([])
  })

  test('sees no file by its id alone, and nobody else’s follows', async () => {
    const [one, two] = [await anApplicant(), await anApplicant()]
    await office.services.followFile(one, await codeOf())
    expect((await refusalOf(office.services.followedFile(two, fileId, 'en'))).code).toBe('not-found')
    expect(await office.services.followedFiles(two, 'en')).toEqual([])
    expect((await refusalOf(office.services.followFile(examiner, await codeOf()))).code).toBe('not-allowed')
  })
})

test('who follows is told by mail what happens, and after the link is renewed no more', async () => {
  const followed = await aFile(office)
  const applicant = await anApplicant()
  await office.services.followFile(applicant, await codeOf(followed))
  const toldOf = (eventType: string) =>
    store().messages.many({ officeId, to: applicant.email, eventType, recipient: `mail:${applicant.email}` })
  await acted(office, followed, 'formalities-met')
  await until('the mail', async () => (await toldOf('file.acted')).length === 1)
  expect((await office.services.ownMailChoice(applicant)).wants).toBe('email')
  await office.services.renewFollowLink(examiner, followed)
  await acted(office, followed, 'published')
  await until('the mail to the applicants of the file', async () => {
    const all = await store().messages.many({ officeId, stream: `file:${followed}`, eventType: 'file.acted' })
    return all.filter(({ audience }) => audience === 'agent' || audience === 'applicant').length >= 3
  })
  expect(await toldOf('file.acted')).toHaveLength(1)
})

describe('a deadline', () => {
  test('stands with its last day at the applicant, the agent and in both feeds, and goes with the answer', async () => {
    const asked = await aFile(office)
    const [agent, applicant, stranger] = [await agentOf(asked), await anApplicant(), await anApplicant()]
    await store().users.insert([
      {
        _id: agent.who.id,
        officeId,
        email: `${agent.who.id}@firm.example`,
        passwordHash: 'none',
        displayName: 'Agent',
        language: 'ar',
        accountId: agent.accountId ?? '',
        roles: ['agent'],
        disabled: false,
        createdAt: new Date(),
      },
    ])
    const code = await codeOf(asked)
    await office.services.followFile(applicant, code)
    const noticeId = await issuedNotice(office, examiner, asked)
    const profile = office.office.profiles.of(officeId)
    const daysLeft = daysBetween(todayAt(office.office, profile), '2027-01-20')
    const [feed, strangers] = [
      await office.services.feedCodeOf(agent),
      await office.services.feedCodeOf(stranger),
    ]

    const view = await office.services.followedByCode(officeId, code, 'en')
    expect(view?.next).toEqual({
      text: 'Answer the notice before its time limit ends.',
      who: 'party',
      by: '2027-01-20',
      daysLeft,
    })
    expect(view?.happened[0]?.text).toContain('It asks for an answer by 20 January 2027.')
    const due = { noticeId, fileId: asked, answerBy: '2027-01-20', daysLeft }
    expect(await office.services.deadlinesByCode(officeId, code)).toMatchObject([due])
    expect(await office.services.deadlinesOf(applicant)).toMatchObject([{ ...due, isOwn: false }])
    await until(
      'the deadline of the agent',
      async () => (await office.services.deadlinesOf(agent)).length === 1,
    )
    expect(await office.services.deadlinesByFeedCode(officeId, feed)).toMatchObject({
      language: 'ar',
      deadlines: [{ ...due, isOwn: true }],
    })
    expect(await office.services.deadlinesByFeedCode(officeId, strangers)).toMatchObject({ deadlines: [] })
    expect((await refusalOf(office.services.deadlinesOf(examiner))).code).toBe('not-allowed')

    await answered(office, asked, noticeId)
    await store().notices.update({ _id: noticeId }, { $set: { state: 'answered' }, $inc: { rev: 1 } })
    // At once, before the workflow has followed.
    const after = await office.services.followedByCode(officeId, code, 'en')
    expect(after).toMatchObject({ next: { who: 'office', by: null, daysLeft: null }, deadlines: [] })
    expect(after?.happened[0]?.text).toBe('The answer to the notice has reached the office.')
    expect(await office.services.deadlinesOf(applicant)).toEqual([])
    expect(await office.services.deadlinesByFeedCode(officeId, feed)).toMatchObject({ deadlines: [] })
    expect(await office.services.deadlinesByCode(officeId, code)).toEqual([])
  })

  test('feed has another address after it was renewed, and the one before is dead', async () => {
    const applicant = await anApplicant()
    const [first, again] = await Promise.all([
      office.services.feedCodeOf(applicant),
      office.services.feedCodeOf(applicant),
    ])
    expect(again).toBe(first)
    const renewed = await office.services.renewFeedCode(applicant)
    expect(renewed).not.toBe(first)
    expect(await office.services.feedCodeOf(applicant)).toBe(renewed)
    expect(await office.services.deadlinesByFeedCode(officeId, first)).toBeUndefined()
    expect(await office.services.deadlinesByFeedCode('borovia', renewed)).toBeUndefined()
    expect(await office.services.deadlinesByFeedCode(officeId, renewed)).toMatchObject({ deadlines: [] })
    await store().users.update({ _id: applicant.who.id }, { $set: { disabled: true } })
    expect(await office.services.deadlinesByFeedCode(officeId, renewed)).toBeUndefined()
  })
})

describe('what happens', () => {
  test('is on the applicant’s page as soon as it is in the history', async () => {
    const code = await codeOf()
    const took: number[] = []
    for (let round = 0; round < 20; round += 1) {
      const seq = (await office.services.followedByCode(officeId, code, 'en'))?.seq ?? 0
      const from = performance.now()
      await append(office, fileId, [
        { type: 'file.changed', v: 1, data: { fields: [{ name: 'mark.text', before: null, after: null }] } },
      ])
      const view = await office.services.followedByCode(officeId, code, 'en')
      took.push(performance.now() - from)
      expect(view?.seq).toBe(seq + 1)
      expect(view?.happened[0]?.text).toBe('A change of the application has been entered.')
    }
    const slowest = took.sort((a, b) => a - b).at(-2) ?? 0
    expect(slowest).toBeLessThan(2_000)
  })
})

describe('an account of one’s own', () => {
  const wish = { language: 'en' as const }
  const chosen = { password: 'a long enough one' }
  const linkIn = (text: string): string => /\/join\/([\w-]+)/.exec(text)?.[1] ?? ''
  const lettersTo = (email: string) =>
    store().messages.many({ officeId, to: email, eventType: 'account.sign-up' }, { sort: { createdAt: 1 } })

  test('opens by the link in the mail, once, and follows the file by whose link it was asked for', async () => {
    const email = 'nura@person.example'
    await office.services.askForAccount(officeId, { ...wish, email, followCode: await codeOf() })
    expect(await store().users.one({ officeId, email })).toBeUndefined()
    const mail = await until('the mail', () => Promise.resolve(office.mail.mails(email)[0]))
    const token = linkIn(mail.text)
    expect(token).toHaveLength(43)
    expect(mail.subject).not.toContain(email)
    expect(await office.services.isAccountWish(officeId, token)).toBe(true)
    expect(await office.services.isAccountWish('borovia', token)).toBe(false)
    const outcomes = await Promise.allSettled(
      [1, 2].map(() => office.services.confirmAccount(officeId, token, chosen)),
    )
    const opened = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(opened).toHaveLength(1)
    expect(opened[0]?.session.roles).toEqual(['applicant'])
    expect(await office.services.isAccountWish(officeId, token)).toBe(false)
    const again = await refusalOf(office.services.confirmAccount(officeId, token, chosen))
    expect(again.code).toBe('not-found')
    const { session } = await office.services.signIn({ officeId, email, ...chosen })
    expect(await office.services.followedFiles(session.actor, 'en')).toMatchObject([{ fileId }])
    expect(JSON.stringify(office.lines)).not.toContain(token)
  })

  test('has the password of the mail’s reader alone: whoever asked with their address chose nothing of it', async () => {
    const email = 'hers@person.example'
    const strangers = 'the password of a stranger'
    const asked = office.services.askForAccount(officeId, { ...wish, email, password: strangers })
    expect((await refusalOf(asked)).code).toBe('invalid')
    expect(await lettersTo(email)).toEqual([])
    await office.services.askForAccount(officeId, { ...wish, email })
    // As rows were stored before: with a hash of what the asker had typed.
    const passwordHash = await hashPassword(strangers)
    await store().accountWishes.updateMany({ officeId, email }, { $set: { passwordHash } })
    const [letter] = await lettersTo(email)
    await office.services.confirmAccount(officeId, linkIn(letter?.body ?? ''), chosen)
    const signIn = (password: string) => office.services.signIn({ officeId, email, password })
    expect((await refusalOf(signIn(strangers))).code).toBe('bad-credentials')
    await signIn(chosen.password)
  })

  test('is not opened with a password of the wrong form, and the link waits for a better one', async () => {
    const email = 'short@person.example'
    await office.services.askForAccount(officeId, { ...wish, email })
    const [letter] = await lettersTo(email)
    const token = linkIn(letter?.body ?? '')
    for (const password of ['eleven char', 'x'.repeat(1_001)]) {
      const refusal = await refusalOf(office.services.confirmAccount(officeId, token, { password }))
      expect(refusal).toMatchObject({
        code: 'invalid',
        errors: [{ path: 'password', code: 'password-length', params: { min: 12, max: 1_000 } }],
      })
    }
    expect((await refusalOf(office.services.confirmAccount(officeId, token, {}))).code).toBe('invalid')
    expect(await store().users.one({ officeId, email })).toBeUndefined()
    expect(await office.services.isAccountWish(officeId, token)).toBe(true)
    await office.services.confirmAccount(officeId, token, { password: 'twelve chars' })
  })

  test('is not asked for by a secret address that opens nothing: no mail goes out', async () => {
    const email = 'bystander@person.example'
    const revoked = await codeOf()
    const code = await office.services.renewFollowLink(examiner, fileId)
    const guessed = code.slice(0, -1) + (code.endsWith('A') ? 'B' : 'A')
    for (const [at, followCode] of [
      [officeId, revoked],
      [officeId, guessed],
      [officeId, ''],
      [officeId, 'x'.repeat(500)],
      ['borovia', code],
    ] as const) {
      const refusal = await refusalOf(office.services.askForAccount(at, { ...wish, email, followCode }))
      expect(refusal.code).toBe('not-found')
    }
    expect(await store().messages.many({ to: email })).toEqual([])
    expect(await store().accountWishes.count({ email })).toBe(0)
    await office.services.askForAccount(officeId, { ...wish, email, followCode: code })
    expect(await lettersTo(email)).toHaveLength(1)
  })

  test('cannot be asked for twice over: a known address is told by mail alone, and nothing of it changes', async () => {
    const { email } = await anApplicant()
    const before = await store().users.many({ officeId, email })
    await office.services.askForAccount(officeId, { ...wish, email })
    const [letter] = await lettersTo(email)
    expect(letter?.body).toContain('There is one already')
    expect(linkIn(letter?.body ?? '')).toBe('')
    expect(await store().users.many({ officeId, email })).toEqual(before)
  })

  test('does not open after a day, nor for an address that has got one meanwhile', async () => {
    const email = 'late@person.example'
    await office.services.askForAccount(officeId, { ...wish, email })
    await office.services.askForAccount(officeId, { ...wish, email })
    const [late, second] = (await lettersTo(email)).map(({ body }) => linkIn(body))
    // Nor for staff: who reads or sends the mail again gets no link of it.
    const [mail] = await lettersTo(email)
    const read = await office.services.staffMessage(examiner, mail?._id ?? '')
    expect(read.body).toContain('/join/…')
    expect(read.body).not.toContain(late)
    const resent = office.services.resendMessage(examiner, mail?._id ?? '', { key: aKey(), to: email })
    expect((await refusalOf(resent)).code).toBe('not-allowed')
    await store().accountWishes.updateMany({ email }, { $set: { expiresAt: new Date(0) } })
    const open = (token = '') => office.services.confirmAccount(officeId, token, chosen)
    expect((await refusalOf(open(late))).code).toBe('not-found')
    await store().accountWishes.updateMany({ email }, { $set: { expiresAt: new Date('2199-01-01') } })
    await open(second)
    expect((await refusalOf(open(late))).code).toBe('stale')
  })

  test('brings one address no more than three mails in an hour, and the same answer each time', async () => {
    const email = 'flooded@person.example'
    for (let count = 0; count < 5; count += 1)
      await office.services.askForAccount(officeId, { ...wish, email })
    expect(await lettersTo(email)).toHaveLength(3)
  })

  test('is refused for what is no address, before anything is looked up', async () => {
    const wrong = await refusalOf(office.services.askForAccount(officeId, { ...wish, email: 'nobody' }))
    expect(wrong.errors).toMatchObject([{ path: 'email' }])
  })

  test('is asked for with the same work and in the same time whether the address is known or not', async () => {
    const { email: known } = await anApplicant()
    for (const email of [known, 'unknown@person.example']) {
      await office.services.askForAccount(officeId, { ...wish, email })
      expect(await store().accountWishes.count({ officeId, email })).toBe(1)
      expect(await lettersTo(email)).toHaveLength(1)
    }
    const timeOf = async (email: string): Promise<number> => {
      const from = performance.now()
      await office.services.askForAccount(officeId, { ...wish, email })
      return performance.now() - from
    }
    const toKnown: number[] = []
    const toUnknown: number[] = []
    for (let round = 0; round < 30; round += 1) {
      await store().accountWishes.remove({ email: known })
      toKnown.push(await timeOf(known))
      toUnknown.push(await timeOf(`unknown-${round}@person.example`))
    }
    // The quickest of each: what else the machine does only ever slows them. A password hash for one of them would show.
    expect(Math.abs(Math.min(...toKnown) - Math.min(...toUnknown))).toBeLessThan(7)
  })
})
