/** Messages and their register: who is told what and once, what staff see and send again, and who may refuse what. */
import { streamOf, type Actor, type NewEvent } from '@lodge/shared-types'
import { BSON } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aKey, file, overTheWire, payWith, refusalOf, start, type Filed } from '../../test-support/filing.ts'
import { anAnswer, issueNotice } from '../../test-support/issued-notice.ts'
import { startTestOffice, until, type TestOffice } from '../../test-support/test-office.ts'
import { MailError } from '../mailer.ts'
import { sendMessage } from '../messages/send-message.ts'
import type { Row } from '../store/rows.ts'
import { appendEvents } from '../store/streams.ts'
import { writeReminder } from './messages.ts'

type OfficeId = 'borovia' | 'sahil'
type Message = Row<'messages'>

let office: TestOffice
let seq = 0
beforeAll(async () => {
  office = await startTestOffice()
})
afterAll(() => office.end())

const store = () => office.office.store
const messages = (filter: Record<string, unknown>): Promise<Message[]> => store().messages.many(filter)
const registrar = (officeId: OfficeId = 'borovia'): Actor => office.staff(['registrar'], officeId)

type World = { filed: Filed; officeId: OfficeId; fileId: string; fileNumber: string; accountId: string }

/** A lodged file of an account with one user of each language. */
async function aFile(officeId: OfficeId = 'borovia'): Promise<World> {
  const accountId = `teller-${(seq += 1)}`
  for (const language of ['en', 'ar'] as const)
    await office.services.addUser({
      officeId,
      email: `${language}@${accountId}.example`,
      password: 'a long enough one',
      displayName: 'Agent',
      language,
      accountId,
      roles: ['agent'],
    })
  const filed = await file(office, { officeId, accountId })
  if (officeId === 'borovia') await payWith(office, (await start(office, filed)).attemptId, 'approve')
  const view = await until('lodged', async () => {
    const one = await office.services.dossierView(filed.actor, filed.dossierId)
    return one.status === 'lodged' && one
  })
  const [one] = view.files
  if (!one) throw new Error('no file')
  return { filed, officeId, accountId, fileId: one.fileId, fileNumber: one.fileNumber }
}

/** Appends to the file's history as a service would; returns the ids of the events. */
async function happens({ officeId, fileId }: World, events: readonly NewEvent[]): Promise<string[]> {
  const stored = await store().transaction((session) =>
    appendEvents(store(), session, {
      officeId,
      stream: streamOf('file', fileId),
      events,
      by: 'user:examiner',
      causedBy: null,
      at: office.office.clock.now(),
    }),
  )
  office.office.nudgeRelay()
  return stored.map(({ eventId }) => eventId)
}

function acted({ officeId }: World, code: string): NewEvent {
  const action = office.services.profile(officeId)?.workflow.actions.find((one) => one.code === code)
  if (!action) throw new Error(`no action ${code}`)
  const { status, process, st27, nationalCode } = action
  return { type: 'file.acted', v: 1, data: { action: code, status, process, st27, nationalCode } }
}

/** A notice of the file as it is when it has been issued. */
async function aNotice({ officeId, fileId }: World): Promise<Row<'notices'>> {
  const [template] = office.services.profile(officeId)?.notices ?? []
  if (!template) throw new Error('no notice')
  const at = office.office.clock.now()
  const notice: Row<'notices'> = {
    _id: uuidv7(),
    officeId,
    fileId,
    template: template.code,
    action: 'deficiency-found',
    language: 'en',
    deficiencies: [],
    note: '',
    limit: { kind: 'none' },
    state: 'issued',
    makerId: 'examiner',
    taskId: null,
    approvalId: null,
    documentId: null,
    issuedAt: at,
    answerBy: '2027-03-05',
    answerTrace: [],
    returned: null,
    answeredBy: null,
    answeredAt: null,
    answerDecidedAt: null,
    createdAt: at,
    updatedAt: at,
    rev: 1,
  }
  await store().notices.insert([notice])
  return notice
}

const issued = ({ _id, answerBy }: Row<'notices'>): NewEvent => ({
  type: 'file.notice-issued',
  v: 1,
  data: {
    documentId: uuidv7(),
    role: 'notice',
    sha256: 'a'.repeat(64),
    bytes: 1,
    mediaType: 'application/pdf',
    noticeId: _id,
    answerBy,
  },
})

/** Waits until the messages about an event are written and have left the queue. */
const told = (eventId: string | undefined, count: number): Promise<Message[]> =>
  until(`${count} messages about ${eventId ?? 'nothing'}`, async () => {
    const all = await messages({ eventId })
    return all.length === count && all.every(({ state }) => state !== 'queued') && all
  })

const brief = (all: readonly Message[]): string[] =>
  all.map(({ audience, language }) => `${audience} ${language}`).toSorted()
const mailOf = ({ to, messageId }: Message) =>
  office.mail.mails(to).find((one) => one.messageId === messageId)
const headerOf = (message: Message, key: string): string | undefined =>
  mailOf(message)?.headers.find((one) => one.key === key)?.value

describe.each(['borovia', 'sahil'] as const)('%s tells', (officeId) => {
  const applicant = officeId === 'borovia' ? 'applicant en' : 'applicant ar'

  test('an action to agents and applicants, in their languages, with what comes next', async () => {
    const world = await aFile(officeId)
    const [eventId] = await happens(world, [acted(world, 'formalities-met')])
    const all = await told(eventId, 3)
    expect(brief(all)).toEqual(['agent ar', 'agent en', applicant])
    const { followCode } = (await store().files.one({ _id: world.fileId })) ?? {}
    const base = `${office.env.PUBLIC_ORIGIN}/o/${officeId}`
    const profile = office.services.profile(officeId)
    const action = profile?.workflow.actions.find(({ code }) => code === 'formalities-met')
    const outlook = profile?.workflow.statuses.find(({ status }) => status === action?.status)
    for (const { audience, language, subject, body } of all) {
      expect(subject).toContain(world.fileNumber)
      expect(body).toContain(action?.plain[language])
      expect(body).toContain(outlook?.next[language])
      // The secret address is the applicant's alone.
      expect(body.includes(`${base}/follow/${followCode ?? ''}`)).toBe(audience === 'applicant')
      expect(body.includes(`${base}/files/${world.fileId}`)).toBe(audience === 'agent')
    }
  })

  test('a notice once, not also its action, with the day by which to answer', async () => {
    const world = await aFile(officeId)
    const notice = await aNotice(world)
    const [actedId, issuedId] = await happens(world, [acted(world, 'deficiency-found'), issued(notice)])
    const all = await told(issuedId, 3)
    expect(brief(all)).toEqual(['agent ar', 'agent en', applicant])
    expect(await messages({ eventId: actedId })).toEqual([])
    for (const { audience, language, body, subject } of all) {
      expect(body).toContain(language === 'en' ? '5 March 2027' : '2027')
      expect(body.includes(`/o/${officeId}/notices/${notice._id}`)).toBe(audience === 'agent')
      expect(subject).not.toContain(notice.template)
    }
  })

  test('an answer to the agent who sent it, and to the applicant what it led to', async () => {
    const world = await aFile(officeId)
    const notice = await aNotice(world)
    await happens(world, [acted(world, 'deficiency-found'), issued(notice)])
    const answer: NewEvent = {
      type: 'request.attached',
      v: 1,
      data: {
        requestId: uuidv7(),
        kind: 'response-to-office-action',
        about: notice._id,
        submissionId: uuidv7(),
        onlineId: 'ANSWER-7',
        receivedAt: new Date('2026-11-20T10:00:00Z'),
      },
    }
    const [attachedId, actedId] = await happens(world, [answer, acted(world, 'deficiency-answered')])
    const toAgents = await told(attachedId, 2)
    expect(brief(toAgents)).toEqual(['agent ar', 'agent en'])
    for (const { body } of toAgents) expect(body).toContain('ANSWER-7')
    expect(brief(await told(actedId, 1))).toEqual([applicant])
  })

  test('the end of a time limit beforehand, once for each number of days', async () => {
    const world = await aFile(officeId)
    const notice = await aNotice(world)
    const remind = (daysLeft: number) =>
      store().transaction((session) => writeReminder(office.office, session, { notice, daysLeft }))
    await remind(7)
    await remind(7)
    await remind(1)
    const all = await until('reminders', async () => {
      const some = await messages({ eventType: 'notice.reminder', stream: streamOf('file', world.fileId) })
      return some.every(({ state }) => state === 'sent') && some.length > 0 && some
    })
    expect(brief(all.filter(({ subject }) => subject.includes('7')))).toContain('agent en')
    expect(all).toHaveLength(6)
    expect(new Set(all.map(({ remindsOf }) => remindsOf))).toEqual(new Set([notice._id]))
    expect(new Set(all.map(({ messageId }) => messageId)).size).toBe(6)
  })
})

test('a template for one action goes before the one for every action', async () => {
  const world = await aFile()
  const [eventId] = await happens(world, [acted(world, 'registered')])
  const all = await told(eventId, 3)
  expect(all.find(({ audience }) => audience === 'applicant')?.subject).toContain('registration')
  expect(all.find(({ language, audience }) => audience === 'agent' && language === 'en')?.subject).toMatch(
    /^News/,
  )
})

describe('a recipient who wants no mail', () => {
  const stopAddress = (message: Message) => headerOf(message, 'list-unsubscribe')?.slice(1, -1) ?? ''

  test('is sent no courtesies, and all the same notices', async () => {
    const world = await aFile()
    const [firstId] = await happens(world, [acted(world, 'formalities-met')])
    const first = (await told(firstId, 3)).find(
      ({ language, audience }) => audience === 'agent' && language === 'en',
    )
    if (!first) throw new Error('no message')
    const [, officeId = '', code = ''] = /\/o\/([^/]+)\/mail\/([^/]+)\/stop$/.exec(stopAddress(first)) ?? []
    expect(headerOf(first, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
    expect(mailOf(first)?.text).toContain(`/o/borovia/mail/${code}`)
    expect(first.body).not.toContain(code)
    expect(await office.services.mailPreference(officeId, code)).toEqual({
      maskedAddress: 'e•••@t•••.example',
      wants: 'email',
    })
    await office.services.setMailPreference(officeId, code, 'none')
    await office.services.setMailPreference(officeId, code, 'none')
    const [secondId] = await happens(world, [acted(world, 'published')])
    const second = await told(secondId, 3)
    const spared = second.filter(({ state }) => state === 'unwanted')
    expect(spared.map(({ to }) => to)).toEqual([first.to])
    expect(second.filter(({ state }) => state === 'sent')).toHaveLength(2)
    expect(spared[0]?.unwantedBecause).toBe('recipient')
    for (const message of spared) expect(mailOf(message)).toBeUndefined()

    const notice = await aNotice(world)
    const [, issuedId] = await happens(world, [acted(world, 'refused'), issued(notice)])
    const notices = await told(issuedId, 3)
    expect(notices.every(({ state }) => state === 'sent')).toBe(true)
    for (const message of notices) expect(headerOf(message, 'list-unsubscribe')).toBeUndefined()

    const [unwanted] = spared
    if (!unwanted) throw new Error('no message')
    const refused = await refusalOf(office.services.resendMessage(registrar(), unwanted._id, { key: aKey() }))
    expect(refused.code).toBe('stale')
    await office.services.setMailPreference(officeId, code, 'email')
    const again = await office.services.resendMessage(registrar(), unwanted._id, { key: aKey() })
    await until('sent', async () => (await messages({ _id: again.messageId, state: 'sent' }))[0])
    const wishes = await store().audit.many({
      officeId: 'borovia',
      who: 'recipient',
      subject: `mail-preference:${code.slice(0, 8)}`,
    })
    expect(wishes.map(({ what }) => what)).toEqual(['wants-mail-none', 'wants-mail-email'])
  })

  test('is known by their own code at their own office alone', async () => {
    const someone = await store().mailPreferences.one({ officeId: 'borovia' })
    const code = someone?.code ?? ''
    expect(Buffer.from(code, 'base64url').byteLength * 8).toBeGreaterThanOrEqual(128)
    for (const [officeId, guess] of [
      ['sahil', code],
      ['borovia', `${code.slice(0, -1)}!`],
      ['borovia', 'x'.repeat(27)],
      ['borovia', ''],
    ] as const) {
      expect((await refusalOf(office.services.mailPreference(officeId, guess))).code).toBe('not-found')
      expect((await refusalOf(office.services.setMailPreference(officeId, guess, 'none'))).code).toBe(
        'not-found',
      )
    }
  })
})

/** A message about nothing, as rows have it. */
const aMessage = (given: Partial<Message> = {}): Message => {
  const _id = uuidv7()
  return {
    _id,
    officeId: 'borovia',
    eventId: uuidv7(),
    eventType: 'order.paid',
    stream: null,
    resends: null,
    audience: 'agent',
    channel: 'email',
    recipient: `mail:${_id}@one.example`,
    to: `${_id}@one.example`,
    language: 'en',
    subject: 'Subject',
    body: 'Body',
    messageId: `<${_id}@borovia.example>`,
    state: 'queued',
    createdAt: new Date(),
    sentAt: null,
    lastError: null,
    remindsOf: null,
    unwantedBecause: null,
    ...given,
  }
}

const rowOf = async (_id: string): Promise<Message> => {
  const [row] = await messages({ _id })
  if (!row) throw new Error(`no message ${_id}`)
  return row
}
const quiet = () => until('nothing queued', async () => (await messages({ state: 'queued' })).length === 0)

test('why a mail did not go out is kept until it does, and kept for good when it was refused', async () => {
  await quiet()
  const [later, never] = [aMessage(), aMessage()]
  await store().messages.insert([later])
  office.mail.addFault({ kind: 'reject', code: 451, times: 1 })
  await expect(sendMessage({ subject: later._id }, office.office)).rejects.toThrow('451')
  expect(await rowOf(later._id)).toMatchObject({ state: 'queued', sentAt: null })
  expect((await rowOf(later._id)).lastError).toContain('451')
  await sendMessage({ subject: later._id }, office.office)
  expect(await rowOf(later._id)).toMatchObject({ state: 'sent', lastError: null })

  await store().messages.insert([never])
  office.mail.addFault({ kind: 'reject', code: 550, times: 1 })
  await sendMessage({ subject: never._id }, office.office)
  expect(await rowOf(never._id)).toMatchObject({ state: 'refused', sentAt: null })
  expect((await rowOf(never._id)).lastError).toContain('550')
  expect((await rowOf(never._id)).lastError).not.toContain('@')
})

test('of a dossier of answers alone its sender is told that they came, never that an application is lodged', async () => {
  const { filed, fileId, fileNumber } = await aFile()
  const noticeId = await issueNotice(office, { fileId })
  const body = anAnswer({ noticeId, fileNumber, text: 'Here is the address.' })
  await office.services.submitDossier(filed.actor, { key: aKey(), body: overTheWire(body) })
  const stream = streamOf('dossier', body.dossierId)
  await until('the notification of its lodging', async () => {
    const [lodged] = await store().events.many({ officeId: 'borovia', stream, type: 'dossier.lodged' })
    const [cursor] = await store().cursors.many({ officeId: 'borovia', processor: 'notification', stream })
    return lodged !== undefined && (cursor?.seq ?? 0) >= lodged.seq
  })
  expect(await messages({ stream })).toEqual([])
  const told = await until('the answer', async () => {
    const some = await messages({ stream: streamOf('file', fileId), eventType: 'request.attached' })
    return some.length > 0 && some
  })
  expect(brief(told)).toEqual(['agent ar', 'agent en'])
})

test('a reminder that could not go out before the answer came never does, and says why', async () => {
  const world = await aFile()
  const notice = await aNotice(world)
  const reminder = aMessage({ eventType: 'notice.reminder', remindsOf: notice._id })
  await store().messages.insert([reminder])
  const away = {
    ...office.office.mailer,
    send: () => Promise.reject(new MailError('ECONNREFUSED', undefined)),
  }
  const cutOff = { ...office.office, mailer: away }
  await expect(sendMessage({ subject: reminder._id }, cutOff)).rejects.toThrow('ECONNREFUSED')
  await store().notices.update({ _id: notice._id }, { $set: { state: 'answered' } })
  await sendMessage({ subject: reminder._id }, office.office)
  expect(await rowOf(reminder._id)).toMatchObject({ state: 'unwanted', unwantedBecause: 'overtaken' })
  expect(mailOf(reminder)).toBeUndefined()
  expect(await office.services.staffMessage(registrar(), reminder._id)).toMatchObject({
    unwantedBecause: 'overtaken',
    resendRefusal: 'overtaken',
  })
})

describe('a message that staff send again', () => {
  const resent = async (messageId: string, wish: { to?: string; reason?: string } = {}, key = aKey()) => {
    const made = await office.services.resendMessage(registrar(), messageId, { key, ...wish })
    return until('sent again', async () => {
      const row = await rowOf(made.messageId)
      return row.state === 'sent' && row
    })
  }
  async function aSent(given: Partial<Message> = {}): Promise<Message> {
    const message = aMessage({ state: 'sent', sentAt: new Date(), ...given })
    await store().messages.insert([message])
    return message
  }

  test('is a mail of its own that refers to the first, once for each key, and stands in the audit log', async () => {
    const first = await aSent()
    const key = aKey()
    const again = await resent(first._id, {}, key)
    expect(await office.services.resendMessage(registrar(), first._id, { key })).toEqual({
      repeated: true,
      messageId: again._id,
    })
    expect(await messages({ resends: first._id })).toHaveLength(1)
    expect(again).toMatchObject({ to: first.to, subject: first.subject, body: first.body })
    expect(again.messageId).not.toBe(first.messageId)
    expect(headerOf(again, 'in-reply-to')).toBe(first.messageId)
    expect(headerOf(again, 'references')).toBe(first.messageId)
    // What is sent a third time refers to the first as well.
    const third = await resent(again._id)
    expect(third.resends).toBe(first._id)
    expect(headerOf(third, 'in-reply-to')).toBe(first.messageId)
    const view = await office.services.staffMessage(registrar(), again._id)
    expect(view.chain.map(({ messageId }) => messageId)).toEqual([first._id, again._id, third._id])
    const audited = await store().audit.many({ what: 'resent-message', subject: `message:${first._id}` })
    expect(audited.map(({ who, detail }) => ({ who, detail }))).toEqual([
      { who: 'user:staff-registrar', detail: `as ${again._id}` },
    ])
  })

  test('goes to a corrected address only with a reason, which the log has without the address', async () => {
    const first = await aSent({ state: 'refused', lastError: '550' })
    const to = `right-${first._id}@two.example`
    const refused = await refusalOf(
      office.services.resendMessage(registrar(), first._id, { key: aKey(), to }),
    )
    expect(refused.errors.map(({ path }) => path)).toEqual(['reason'])
    for (const wrong of ['nobody', 'a@b.example, c@d.example', 'a@b.example\r\nBcc: c@d.example'])
      expect(
        (
          await refusalOf(
            office.services.resendMessage(registrar(), first._id, { key: aKey(), to: wrong, reason: 'x' }),
          )
        ).code,
      ).toBe('invalid')
    const again = await resent(first._id, { to: to.toUpperCase(), reason: 'A letter was missing' })
    expect(again).toMatchObject({ to, recipient: `mail:${to}` })
    expect(mailOf(again)?.to).toEqual([to])
    const [audited] = await store().audit.many({ subject: `message:${first._id}` })
    expect(audited?.detail).toContain('A letter was missing')
    expect(audited?.detail).not.toContain('@')
  })

  test('is not one that is still being sent; one that sending gave up counts as refused then', async () => {
    const waiting = aMessage()
    await store().messages.insert([waiting])
    const at = new Date(Date.now() + 3_600_000)
    await store().jobs.insert([
      {
        _id: `send-message|borovia|${waiting._id}`,
        officeId: 'borovia',
        kind: 'send-message',
        processor: 'notification',
        subject: waiting._id,
        state: 'ready',
        runAt: at,
        leasedUntil: null,
        leaseId: null,
        attempts: 3,
        lastError: 'MailError: ECONNREFUSED',
        memo: null,
        createdAt: at,
        updatedAt: at,
      },
    ])
    const send = () => office.services.resendMessage(registrar(), waiting._id, { key: aKey() })
    expect((await refusalOf(send())).code).toBe('stale')
    expect(await office.services.staffMessage(registrar(), waiting._id)).toMatchObject({
      tries: 3,
      nextTryAt: at,
      lastError: 'MailError: ECONNREFUSED',
      hasGivenUp: false,
      resendRefusal: 'still-queued',
    })
    await store().jobs.update({ subject: waiting._id }, { $set: { state: 'parked' } })
    expect(await office.services.staffMessage(registrar(), waiting._id)).toMatchObject({
      hasGivenUp: true,
      resendRefusal: null,
    })
    await send()
    expect((await rowOf(waiting._id)).state).toBe('refused')
  })
})

describe('the register of messages', () => {
  const list = (actor: Actor, asked: Partial<Parameters<typeof office.services.listMessages>[1]> = {}) =>
    office.services.listMessages(actor, { state: undefined, find: '', page: 1, ...asked })

  test('of a file has those of its dossier too, and is found by number and address', async () => {
    const world = await aFile()
    const [eventId] = await happens(world, [acted(world, 'formalities-met')])
    await told(eventId, 3)
    const stream = streamOf('file', world.fileId)
    const about = await office.services.messagesAbout(registrar(), stream)
    const kinds = new Set(about.map(({ eventType }) => eventType))
    for (const kind of ['dossier.submitted', 'order.paid', 'file.received', 'file.acted'])
      expect(kinds).toContain(kind)
    expect(
      about.every((one, at) => at === 0 || one.createdAt <= (about[at - 1]?.createdAt ?? one.createdAt)),
    ).toBe(true)
    const byNumber = await list(registrar(), { find: ` ${world.fileNumber.toLowerCase()} ` })
    expect(byNumber.rows.map(({ messageId }) => messageId).toSorted()).toEqual(
      about.map(({ messageId }) => messageId).toSorted(),
    )
    expect(byNumber.rows.find(({ eventType }) => eventType === 'file.acted')?.number).toBe(world.fileNumber)
    const bySubmission = await list(registrar(), { find: world.filed.acknowledgement.submissionNumber })
    expect(bySubmission.rows).toHaveLength(byNumber.rows.length)
    const address = `EN@${world.accountId}.example`
    const byAddress = await list(registrar(), { find: address, state: 'sent' })
    expect(byAddress.rows.length).toBeGreaterThan(3)
    expect(new Set(byAddress.rows.map(({ to }) => to))).toEqual(new Set([address.toLowerCase()]))
    expect((await list(registrar(), { find: 'BV-TM-1999-1' })).rows).toEqual([])
  })

  test('has pages and counts, by state', async () => {
    const before = await office.services.messageCounts(registrar('sahil'))
    const rows = Array.from({ length: 60 }, (_, at) =>
      aMessage({
        officeId: 'sahil',
        state: 'refused',
        createdAt: new Date(Date.UTC(2020, 0, 1, 0, 0, at >> 1)),
      }),
    )
    await store().messages.insert(rows)
    const counts = await office.services.messageCounts(registrar('sahil'))
    expect(counts.refused - before.refused).toBe(60)
    const first = await list(registrar('sahil'), { state: 'refused' })
    const second = await list(registrar('sahil'), { state: 'refused', page: 2 })
    expect([first.rows.length, first.hasMore, second.hasMore]).toEqual([50, true, false])
    const seen = [...first.rows, ...second.rows].map(({ messageId }) => messageId)
    expect(new Set(seen).size).toBe(before.refused + 60)
  })

  test('is shown to the staff of its office alone', async () => {
    const world = await aFile()
    const stream = streamOf('file', world.fileId)
    const [own] = await office.services.messagesAbout(registrar(), stream)
    if (!own) throw new Error('no message')
    const foreign = registrar('sahil')
    expect(await office.services.messagesAbout(foreign, stream)).toEqual([])
    expect((await list(foreign, { find: world.fileNumber })).rows).toEqual([])
    expect((await list(foreign, { find: own.to })).rows).toEqual([])
    expect((await refusalOf(office.services.staffMessage(foreign, own.messageId))).code).toBe('not-found')
    expect(
      (await refusalOf(office.services.resendMessage(foreign, own.messageId, { key: aKey() }))).code,
    ).toBe('not-found')
    const agent = world.filed.actor
    for (const work of [
      list(agent),
      office.services.messageCounts(agent),
      office.services.messagesAbout(agent, stream),
      office.services.staffMessage(agent, own.messageId),
      office.services.resendMessage(agent, own.messageId, { key: aKey() }),
    ])
      expect((await refusalOf(work)).code).toBe('not-allowed')
  })

  test('is read by its indexes: no query looks through the collection or sorts in memory', async () => {
    const by = { createdAt: -1, _id: -1 } as const
    const queries = [
      { filter: { officeId: 'borovia' }, sort: by },
      { filter: { officeId: 'borovia', state: 'refused' }, sort: by },
      { filter: { officeId: 'borovia', to: 'a@b.example' }, sort: by },
      { filter: { officeId: 'borovia', stream: { $in: ['file:1', 'dossier:1'] } }, sort: by },
      { filter: { officeId: 'borovia', resends: 'one' }, sort: { createdAt: 1 } as const },
      { filter: { officeId: 'borovia', eventId: 'notice.reminder|1|7' }, sort: {} },
    ]
    for (const { filter, sort } of queries) {
      const found = store().messages.collection.find(filter, { sort })
      const plan = BSON.EJSON.stringify(await found.explain('queryPlanner'))
      const [winning = ''] = /"winningPlan":.*?"rejectedPlans"/.exec(plan) ?? []
      expect(winning, JSON.stringify(filter)).toContain('IXSCAN')
      expect(winning, JSON.stringify(filter)).not.toMatch(/"COLLSCAN"|"SORT"/)
    }
  })
})
