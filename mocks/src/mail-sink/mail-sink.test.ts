/** The mail sink takes real SMTP, shows text only, and fails on request as mail servers do. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createTransport } from 'nodemailer'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { startMailSink } from './mail-sink.ts'
import type { MailSink } from './mail-sink.ts'

let sink: MailSink
let folder: string
beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mail-sink-'))
  sink = await startMailSink({ dataDir: folder })
})
afterEach(async () => {
  await sink.stop()
  fs.rmSync(folder, { recursive: true })
})

const letter = {
  from: 'office@lodge.example',
  to: 'agent@example.org',
  subject: 'Ваша заявка <b>E-2026-1</b>',
  text: 'Received. See http://127.0.0.1/o/bg?a=1&b=2.\n<img src=x onerror=alert(1)>',
  html: '<p>Received</p><script>alert(2)</script>',
  messageId: '<one@lodge.example>',
  attachments: [{ filename: 'receipt.pdf', content: Buffer.from('%PDF-1.7') }],
}
const post = (more: object = {}) =>
  createTransport({ host: '127.0.0.1', port: sink.smtpPort, ignoreTLS: true }).sendMail({
    ...letter,
    ...more,
  })

const get = async (to: string) => (await fetch(sink.url + to)).text()

test('a mail arrives with its envelope, subject, text and attachment', async () => {
  await post({ bcc: 'hidden@example.org' })
  const list: unknown = JSON.parse(await get('/api/mails?to=HIDDEN@example.org'))
  expect(list).toMatchObject({
    mails: [
      {
        from: 'office@lodge.example',
        to: ['agent@example.org', 'hidden@example.org'],
        subject: letter.subject,
        messageId: '<one@lodge.example>',
        hasHtml: true,
        attachments: [{ filename: 'receipt.pdf', sizeBytes: 8 }],
      },
    ],
  })
  const { mails } = z.object({ mails: z.array(z.object({ id: z.string() })) }).parse(list)
  expect(await get(`/api/mails/${mails[0]?.id ?? ''}/attachments/0`)).toBe('%PDF-1.7')
  expect(await get('/api/mails?to=somebody@example.org')).toBe('{"mails":[]}')
})

test('its pages show the text part, escaped, with addresses as links, and never its HTML', async () => {
  await post()
  const page = await get(`/mails/${sink.mails()[0]?.id ?? ''}`)
  for (const html of [page, await get('/')]) {
    expect(html).not.toMatch(/<script|<img|<b>/)
    expect(html).toContain('Ваша заявка &lt;b&gt;')
  }
  expect(page).toContain('&lt;img src=x')
  expect(page).toContain('href="http://127.0.0.1/o/bg?a=1&amp;b=2"')
})

test('mails are there after a restart', async () => {
  await post()
  await post({ messageId: '<two@lodge.example>' })
  const before = sink.mails().map(({ id, subject }) => ({ id, subject }))
  await sink.stop()
  sink = await startMailSink({ dataDir: folder })
  expect(sink.mails().map(({ id, subject }) => ({ id, subject }))).toEqual(before)
})

describe('on request', () => {
  test('the next mails are refused for now, and nothing is kept', async () => {
    const reply = await fetch(`${sink.url}/api/faults`, {
      method: 'POST',
      body: JSON.stringify({ kind: 'reject', code: 451, times: 2 }),
    })
    expect(reply.status).toBe(201)
    for (let times = 0; times < 2; times += 1)
      await expect(post()).rejects.toMatchObject({ responseCode: 451 })
    expect(sink.mails()).toEqual([])
    await post()
    expect(sink.mails()).toHaveLength(1)
  })

  test('a mail is kept and the connection cut before the reply; its repeat has the same Message-ID', async () => {
    sink.addFault({ kind: 'cut-after-data', times: 1 })
    await expect(post()).rejects.toThrow()
    await post()
    expect(sink.mails().map(({ messageId }) => messageId)).toEqual([letter.messageId, letter.messageId])
  })

  test('the reply comes late', async () => {
    sink.addFault({ kind: 'slow', ms: 300, times: 1 })
    const before = performance.now()
    await post()
    expect(performance.now() - before).toBeGreaterThan(290)
  })
})
