/** Mail through the portal: choosing by a secret address without signing in, one click of a mail program, and the register. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { preferenceOf } from '../../processor/src/services/mail-preferences.ts'
import { until } from '../../processor/test-support/test-office.ts'
import { startPortal, type PortalUnderTest, type Visitor } from '../test-support/portal-under-test.ts'

const base = '/o/borovia'
const password = 'a long enough one'
const recipient = 'mail:jana.novak@example.org'

let portal: PortalUnderTest
let clerk: Visitor
let code: string

const store = () => portal.office.office.store
const wanted = async () => (await store().mailPreferences.one({ code }))?.wants

beforeAll(async () => {
  portal = await startPortal()
  const users = [
    { email: 'rea@office.example', accountId: null, roles: ['receptionist'], officeId: 'borovia' },
    { email: 'ida@office.example', accountId: null, roles: ['registrar'], officeId: 'borovia' },
    { email: 'ada@office.example', accountId: null, roles: ['administrator'], officeId: 'borovia' },
    { email: 'ana@firm.example', accountId: 'account-1', roles: ['agent'], officeId: 'borovia' },
    { email: 'sam@sahil.example', accountId: null, roles: ['receptionist'], officeId: 'sahil' },
  ] as const
  for (const user of users)
    await portal.office.services.addUser({ ...user, displayName: 'Rea', password, language: 'en' })
  code = (await preferenceOf(portal.office.office, 'borovia', recipient)).code
  await store().messages.insert([
    {
      _id: 'message-1',
      officeId: 'borovia',
      eventId: 'event-1',
      eventType: 'order.paid',
      stream: null,
      resends: null,
      audience: 'applicant',
      channel: 'email',
      recipient,
      to: 'jana.novak@example.org',
      language: 'en',
      subject: 'Invoice <b>7</b> is paid',
      body: 'Dear Sir or Madam,\n\n<script>alert(1)</script>',
      messageId: '<one@borovia.example>',
      state: 'refused',
      createdAt: new Date(),
      sentAt: null,
      lastError: 'EENVELOPE 550',
      remindsOf: null,
      unwantedBecause: null,
    },
  ])
  clerk = portal.visitor()
  expect((await clerk.signIn('rea@office.example', password)).status).toBe(200)
})
afterAll(() => portal.end())

describe('the page below a courtesy message', () => {
  test('lets whoever has its address choose, shows the address masked, and asks no search engine in', async () => {
    const visitor = portal.visitor()
    for (const [lang, masked] of [
      ['en', 'Send no more e-mail'],
      ['ar', 'إيقاف البريد'],
    ] as const) {
      const html = await (await visitor.go(`${base}/mail/${code}?lang=${lang}`)).text()
      expect(html).toContain(masked)
      expect(html).toContain('j•••@e•••.org')
      expect(html).not.toContain('jana.novak')
      expect(html).toContain('noindex')
    }
    const chosen = await visitor.go(`${base}/mail/${code}`, { form: { wants: 'none' } })
    expect([chosen.status, chosen.headers.get('location')]).toEqual([303, `${base}/mail/${code}?chosen`])
    expect(await wanted()).toBe('none')
    await visitor.go(`${base}/mail/${code}`, { form: { wants: 'email' } })
    expect(await wanted()).toBe('email')
  })

  test('does not exist for a guessed code, at another office, or for a form from elsewhere', async () => {
    const visitor = portal.visitor()
    expect((await visitor.go(`${base}/mail/${'x'.repeat(27)}`)).status).toBe(404)
    expect((await visitor.go(`/o/sahil/mail/${code}`)).status).toBe(404)
    const form = { wants: 'none' }
    expect((await visitor.go(`/o/sahil/mail/${code}`, { form })).status).toBe(404)
    const foreign = await visitor.go(`${base}/mail/${code}`, {
      form,
      headers: { origin: 'https://evil.example' },
    })
    expect(foreign.status).toBe(403)
    expect((await visitor.go(`${base}/mail/${code}`, { form: { wants: 'everything' } })).status).toBe(400)
    expect(await wanted()).toBe('email')
  })
})

describe('one click in a mail program (RFC 8058)', () => {
  const click = (body: string, type: string, of = code): Promise<Response> =>
    fetch(`${portal.origin}${base}/mail/${of}/stop`, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { 'content-type': type },
    })
  const form = 'application/x-www-form-urlencoded'
  const parts = '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n'

  test.each([
    ['as a form', 'List-Unsubscribe=One-Click', form],
    ['in parts', parts, 'multipart/form-data; boundary=b'],
  ])('stops the mail, sent %s, without origin, cookie or redirect', async (_, body, type) => {
    await store().mailPreferences.update({ code }, { $set: { wants: 'email' } })
    for (let times = 0; times < 2; times += 1) expect((await click(body, type)).status).toBe(200)
    expect(await wanted()).toBe('none')
  })

  test('stops nothing by anything else, and leads a person to the page', async () => {
    await store().mailPreferences.update({ code }, { $set: { wants: 'email' } })
    expect((await click('wants=none', form)).status).toBe(400)
    expect((await click('--', 'multipart/form-data; boundary=b')).status).toBe(400)
    expect((await click('List-Unsubscribe=One-Click', form, 'x'.repeat(27))).status).toBe(404)
    const seen = await portal.visitor().go(`${base}/mail/${code}/stop`)
    expect([seen.status, seen.headers.get('location')]).toEqual([303, `${base}/mail/${code}`])
    expect(await wanted()).toBe('email')
  })
})

test('the desk leads to approvals whoever may approve something or looks after the office, and nobody else', async () => {
  const rails = ['rea@office.example', 'ida@office.example', 'ada@office.example'].map(async (email) => {
    const visitor = portal.visitor()
    await visitor.signIn(email, password)
    return (await (await visitor.go(`${base}/desk`)).text()).includes(`href="${base}/desk/approvals"`)
  })
  expect(await Promise.all(rails)).toEqual([false, true, true])
})

describe('the register of messages at the desk', () => {
  const keyIn = (html: string): string => /name="key" value="([^"]+)"/.exec(html)?.[1] ?? ''

  test('lists and shows messages to staff, with what they say as text', async () => {
    const list = await (
      await clerk.go(`${base}/desk/messages?state=refused&find=Jana.Novak@example.org`)
    ).text()
    expect(list).toContain('Invoice &lt;b&gt;7&lt;/b&gt; is paid')
    expect(list).toContain('jana.novak@example.org')
    const one = await (await clerk.go(`${base}/desk/messages/message-1`)).text()
    expect(one).toContain('EENVELOPE 550')
    expect(one).toContain('&lt;script&gt;alert(1)')
    expect((await clerk.go(`${base}/desk/messages?state=lost`)).status).toBe(400)
  })

  test('sends again from a plain form, once however often it is sent', async () => {
    const one = await (await clerk.go(`${base}/desk/messages/message-1`)).text()
    const key = keyIn(one)
    const send = () => clerk.go(`${base}/desk/messages/message-1`, { form: { key } })
    const [first, second] = [await send(), await send()]
    expect(first.status).toBe(303)
    expect(second.headers.get('location')).toBe(first.headers.get('location'))
    const mail = await until('the mail', () =>
      Promise.resolve(portal.office.mail.mails('jana.novak@example.org').at(-1)),
    )
    expect(mail.headers.find((header) => header.key === 'references')?.value).toBe('<one@borovia.example>')
    expect(await store().messages.count({ resends: 'message-1' })).toBe(1)
    const corrected = await clerk.go(`${base}/desk/messages/message-1`, {
      form: { key: `${key}-2`, to: 'jana@example.org', reason: ' ' },
    })
    expect(corrected.status).toBe(422)
    expect(await corrected.text()).toContain('id="reason-error"')
  })

  test('is not there for agents, and empty for another office', async () => {
    const agent = portal.visitor()
    await agent.signIn('ana@firm.example', password)
    const other = portal.visitor()
    await other.signIn('sam@sahil.example', password, 'sahil')
    for (const path of ['/desk/messages', '/desk/messages/message-1']) {
      expect((await agent.go(`${base}${path}`)).status).toBe(404)
      expect((await other.go(`${base}${path}`)).status).toBe(404)
      expect((await portal.visitor().go(`${base}${path}`)).status).toBe(302)
    }
    const list = await other.go('/o/sahil/desk/messages')
    expect(list.status).toBe(200)
    expect(await list.text()).not.toContain('jana.novak')
    expect((await other.go('/o/sahil/desk/messages/message-1')).status).toBe(404)
    expect(z.string().parse(portal.output())).not.toContain('jana.novak')
  })
})
