/** Messages: one for each event and recipient, sent until a server has it, and nothing personal where it does not belong. */
import { mayBeRefused, renderMessage, streamOf, type NewEvent } from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { file, payWith, start, type Filed } from '../../test-support/filing.ts'
import { startTestOffice, until, type TestOffice } from '../../test-support/test-office.ts'
import { append } from '../../../shared-types/src/a-history.ts'
import { notification } from './notification.ts'

let office: TestOffice
let seq = 0
let accountId: string
const emailOf = (language: 'en' | 'ar') => `${language}@${accountId}.example`
beforeAll(async () => {
  office = await startTestOffice()
})
afterAll(() => office.end())
beforeEach(async () => {
  accountId = `firm-${(seq += 1)}`
  for (const officeId of ['borovia', 'sahil'])
    for (const language of ['en', 'ar'] as const)
      await office.services.addUser({
        officeId,
        email: emailOf(language),
        password: 'a long enough one',
        displayName: 'Agent',
        language,
        accountId,
        roles: ['agent'],
      })
})

const messages = (filter: Record<string, unknown>) => office.office.store.messages.many(filter)
const settled = (state = 'sent') =>
  until(`all ${state}`, async () => {
    const all = await messages({ to: emailOf('en') })
    return all.length > 0 && all.every((one) => one.state === state) && all
  })
const lodged = ({ actor, dossierId }: Filed) =>
  until('lodged', async () => {
    const view = await office.services.dossierView(actor, dossierId)
    return view.status === 'lodged' && view
  })
async function lodgedFiling(officeId: 'borovia' | 'sahil') {
  const filed = await file(office, { officeId, accountId })
  if (officeId === 'borovia') await payWith(office, (await start(office, filed)).attemptId, 'approve')
  return { filed, view: await lodged(filed) }
}

describe.each(['borovia', 'sahil'] as const)('the messages of %s', (officeId) => {
  test('come once for each event and recipient, in the recipient’s language, from what the event says', async () => {
    const { filed, view } = await lodgedFiling(officeId)
    await until('about lodging', async () => {
      // Mails go out in any order: the last event's being sent says nothing of the others.
      const told = await messages({ to: { $in: [emailOf('en'), emailOf('ar')] }, officeId })
      const lodged = told.filter(({ eventType }) => eventType === 'dossier.lodged')
      return lodged.length === 2 && told.every(({ state }) => state === 'sent')
    })
    const all = await messages({ to: { $in: [emailOf('en'), emailOf('ar')] }, officeId })
    const kinds = all.map(({ eventId, recipient }) => `${eventId} ${recipient}`)
    expect(new Set(kinds).size).toBe(kinds.length)
    for (const { language, to, subject, body, messageId, eventType } of all) {
      expect(to).toBe(emailOf(language))
      const [mail, ...more] = office.mail.mails(to).filter((one) => one.messageId === messageId)
      expect(more).toEqual([])
      expect(mail?.subject).toBe(subject)
      // Below what it says stands, where that is lawful, how to get no more of it.
      const [text = '', below] = (mail?.text ?? '').replaceAll('\r\n', '\n').split('\n\n-- \n')
      expect(text.trim()).toBe(body.trim())
      expect(below !== undefined).toBe(mayBeRefused(eventType))
      expect(/[\u0600-\u06ff]/.test(subject)).toBe(language === 'ar')
    }
    const lodgedMail = all.find(
      ({ eventType, language }) => eventType === 'dossier.lodged' && language === 'en',
    )
    expect(lodgedMail?.body).toContain(view.files[0]?.fileNumber)
    // The applicant hears of the file, in the language of the request.
    const { requests } = filed.body
    const [applicant] = requests[0]?.applicants ?? []
    const theirs = await until('to the applicant', async () => {
      const told = await messages({ to: applicant?.email, eventType: 'file.received', officeId })
      return told.length > 0 && told
    })
    expect(theirs).toHaveLength(1)
    expect(theirs[0]?.language).toBe(filed.body.requests[0]?.language)
    const personal = requests.flatMap(({ applicants, signature }) => [
      signature.name,
      ...applicants.flatMap((person) => [person.email, ...person.address.lines]),
      ...applicants.map((person) => (person.kind === 'natural' ? person.familyName : person.name)),
    ])
    for (const { subject, messageId } of [...all, ...theirs])
      expect(personal.filter((word) => `${subject} ${messageId}`.includes(word))).toEqual([])
  })
})

describe('a mail server', () => {
  test('that says later (4xx) gets the mail later, once', async () => {
    office.mail.addFault({ kind: 'reject', code: 451, times: 3 })
    await file(office, { accountId })
    const sent = await settled()
    const ids = office.mail.mails(emailOf('en')).map(({ messageId }) => messageId)
    expect(ids.toSorted()).toEqual(sent.map(({ messageId }) => messageId).toSorted())
  })

  test('that is cut after DATA may get it twice, under one Message-ID', async () => {
    office.mail.addFault({ kind: 'cut-after-data', times: 2 })
    await file(office, { accountId })
    const sent = await settled()
    const got = [...office.mail.mails(emailOf('en')), ...office.mail.mails(emailOf('ar'))]
    await until(
      'the others',
      async () => (await messages({ to: emailOf('ar'), state: 'queued' })).length === 0,
    )
    expect(new Set(got.map(({ messageId }) => messageId)).size).toBeLessThanOrEqual(4)
    for (const { messageId } of sent) expect(got.map((one) => one.messageId)).toContain(messageId)
  })

  test('that is slow gets it once', async () => {
    office.mail.addFault({ kind: 'slow', ms: 1_200, times: 2 })
    await file(office, { accountId })
    const sent = await settled()
    const ids = office.mail.mails(emailOf('en')).map(({ messageId }) => messageId)
    expect(ids.toSorted()).toEqual(sent.map(({ messageId }) => messageId).toSorted())
  })

  test('that refuses it for good (5xx) is not asked again, and a person is told without an address', async () => {
    await settledBefore()
    office.mail.addFault({ kind: 'reject', code: 550, times: 4 })
    await file(office, { accountId })
    const refused = await settled('refused')
    await until(
      'all refused',
      async () => (await messages({ to: emailOf('ar'), state: 'queued' })).length === 0,
    )
    for (const { _id } of refused) {
      const alarm = await until('alarm', () => office.office.store.tasks.one({ causedBy: `message:${_id}` }))
      expect(alarm.subject).not.toContain('@')
    }
    expect(office.mail.mails(emailOf('en'))).toEqual([])
    const logged = office.lines.filter((line) => line.includes(emailOf('en')) || line.includes(emailOf('ar')))
    expect(logged).toEqual([])
  })
})

/** Faults wait for the next mail: none of an earlier test may take them. */
const settledBefore = () =>
  until('nothing queued', async () => (await messages({ state: 'queued' })).length === 0)

test('a message that is written again for the same event and recipient is the same message', async () => {
  await file(office, { accountId })
  const [one] = await settled()
  if (!one) throw new Error('no message')
  await expect(office.office.store.messages.insert([one])).rejects.toThrow(/E11000/)
  await expect(office.office.store.messages.insert([{ ...one, _id: 'another' }])).rejects.toThrow(/E11000/)
  expect(one.messageId).toBe(
    `<${one._id}.borovia@${office.services.profile('borovia')?.email.split('@')[1] ?? ''}>`,
  )
})

test('about a file goes to the account that holds it now, not to the one that it came from', async () => {
  const { office: parts } = office
  const { store, profiles } = parts
  const text = { en: 'About {fileNumber}', ar: 'عن {fileNumber}' }
  const template = { audience: 'agent' as const, channel: 'email' as const, subject: text, body: text }
  const profile = { ...profiles.of('borovia'), messages: [{ ...template, event: 'file.received' as const }] }
  const received: NewEvent = {
    type: 'file.received',
    v: 1,
    data: {
      fileNumber: 'BV-TM-2019-7',
      st13: 'BV502019010000007',
      right: 'TM',
      kind: 'trademark-application',
      branch: 'main',
      accountId: null,
      dossierId: uuidv7(),
      submissionId: uuidv7(),
      submissionNumber: '',
      requestId: uuidv7(),
      onlineId: '',
      status: 'Filed',
      process: 'filed',
      st27: 'A00',
      parties: [],
    },
  }
  const claimed: NewEvent = {
    type: 'file.changed',
    v: 1,
    data: { fields: [{ name: 'accountId', before: null, after: accountId }] },
  }
  const history = append([], [received, claimed], streamOf('file', uuidv7()))
  const [event] = history
  if (!event) throw new Error('no event')
  const nothing = () => Promise.resolve([])
  await store.transaction((session) =>
    notification.handle([event], {
      office: parts,
      profile,
      session,
      at: new Date(),
      history,
      append: nothing,
    }),
  )
  const told = await messages({ eventId: event.eventId })
  expect(told.map(({ to }) => to).toSorted()).toEqual([emailOf('ar'), emailOf('en')])
})

test('neither subject nor address can smuggle a header or a second recipient', async () => {
  const { mailer } = office.office
  const mail = {
    from: { name: 'Office\r\nBcc: evil@evil.example', address: 'registry@bpto.borovia.example' },
    subject: 'Hello\r\nBcc: evil@evil.example\n\nbody',
    text: 'text',
    messageId: '<x.1@borovia.example>',
    language: 'en',
  }
  for (const to of [
    'a@b.example\r\nRCPT TO:<evil@evil.example>',
    'a@b.example, evil@evil.example',
    '<evil@evil.example>',
  ])
    await expect(mailer.send({ ...mail, to })).rejects.toThrow()
  expect(await mailer.send({ ...mail, to: 'someone@b.example' })).toEqual({ taken: true })
  const [got] = office.mail.mails('someone@b.example')
  expect(got?.to).toEqual(['someone@b.example'])
  expect(got?.headers.map(({ key }) => key)).not.toContain('bcc')
  expect(office.mail.mails('evil@evil.example')).toEqual([])
})

test('every message of every office renders from facts in both languages, without anything personal to fill in', () => {
  const facts = {
    office: 'o',
    submissionNumber: 's',
    receivedAt: 'r',
    requestCount: '1',
    orderNumber: 'n',
    total: 't',
    received: 'r',
    missing: 'm',
    amount: 'a',
    fileNumbers: 'f',
    fileNumber: 'f',
    onlineId: 'i',
    daysLeft: '7',
    action: 'a',
    plain: 'p',
    status: 's',
    next: 'x',
    title: 't',
    requestTitle: 'q',
    decision: 'd',
    answerBy: 'b',
    payBy: 'b',
    portalLink: 'l',
    followLink: 'k',
  }
  for (const { messages: templates, languages } of office.services.offices())
    for (const template of templates)
      for (const language of languages) {
        const { subject, body } = renderMessage(template, facts, language)
        expect(`${subject}${body}`).not.toMatch(/[{}]/)
        expect(subject).not.toMatch(/[\r\n]/)
      }
})
