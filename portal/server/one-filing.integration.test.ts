/** One filing through the portal: signed in, submitted, paid at the bank, lodged, seen, and shown to nobody else. */
import { aDossier } from '@lodge/mocks'
import { acknowledgementSchema, canonicalJson, problemSchema, tariffOn } from '@lodge/shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { until } from '../../processor/test-support/test-office.ts'
import { startPortal, type PortalUnderTest, type Visitor } from '../test-support/portal-under-test.ts'

let portal: PortalUnderTest
let agent: Visitor
const password = 'a long enough one'

beforeAll(async () => {
  portal = await startPortal()
  const users = [
    { email: 'ana@firm.example', accountId: 'account-1', roles: ['agent'], displayName: 'Ana <script>' },
    { email: 'ben@other.example', accountId: 'account-2', roles: ['agent'], displayName: 'Ben' },
    { email: 'eva@office.example', accountId: null, roles: ['formality-examiner'], displayName: 'Eva' },
  ] as const
  for (const user of users)
    await portal.office.services.addUser({ ...user, officeId: 'borovia', password, language: 'en' })
  agent = portal.visitor()
  expect((await agent.signIn('ana@firm.example', password)).status).toBe(200)
})
afterAll(() => portal.end())

const codeOf = async (response: Response): Promise<string> => problemSchema.parse(await response.json()).code

const base = '/o/borovia'
function aBody(seed: number): { dossierId: string } {
  const profile = portal.office.services.profile('borovia')
  const tariff = profile && tariffOn(profile.tariffs, new Date().toISOString().slice(0, 10))
  if (!tariff) throw new Error('The office has no tariff today')
  return z
    .looseObject({ dossierId: z.string() })
    .parse(JSON.parse(canonicalJson(aDossier({ seed, count: 1, tariff }))))
}

const submittedSchema = z.object({ acknowledgement: acknowledgementSchema, jws: z.string() })
async function submit(visitor: Visitor, body: unknown, key: string): Promise<Response> {
  return visitor.go(`${base}/api/submissions`, { json: body, headers: { 'idempotency-key': key } })
}

test('an unknown address and a wrong password get the same answer', async () => {
  const visitor = portal.visitor()
  const unknown = await visitor.signIn('nobody@firm.example', password)
  const wrong = await visitor.signIn('ana@firm.example', 'not the right one')
  expect([unknown.status, await unknown.text()]).toEqual([wrong.status, await wrong.text()])
  expect(unknown.status).toBe(401)
  expect(unknown.headers.getSetCookie()).toEqual([])
})

test('after ten wrong passwords a person and a program are told alike when to try again', async () => {
  const email = 'guessed@firm.example'
  for (let count = 0; count < 10; count += 1) await portal.visitor().signIn(email, `guess ${count}`)
  const program = await portal.visitor().signIn(email, password)
  const page = await portal.visitor().go(`${base}/sign-in`, { form: { email, password, to: base } })
  for (const answer of [program, page]) {
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(800)
  }
  expect(await codeOf(program)).toBe('too-many-requests')
  expect(await page.text()).toContain('Try again in 15 minutes.')
})

test('the session cookie is bound to this host, to HTTPS, and closed to scripts', async () => {
  const cookie = (await portal.visitor().signIn('ana@firm.example', password)).headers.getSetCookie().join()
  expect(cookie).toMatch(
    /^__Host-lodge-session=[\w-]{40,}; Path=\/; Secure; HttpOnly; SameSite=Lax; Expires=/,
  )
})

test('a new sign-in gives a new token, and a signed-out token is dead wherever it was copied', async () => {
  const visitor = portal.visitor()
  await visitor.signIn('ana@firm.example', password)
  const first = visitor.cookie()
  await visitor.signIn('ana@firm.example', password)
  expect(visitor.cookie()).not.toBe(first)
  const stolen = visitor.cookie()
  const look = (cookie: string): Promise<Response> =>
    portal.visitor().go(`${base}/api/session`, { headers: { cookie } })
  expect((await look(stolen)).status).toBe(200)
  expect((await visitor.go(`${base}/sign-out`, { form: {} })).status).toBe(303)
  expect(await codeOf(await look(stolen))).toBe('not-signed-in')
})

test('a submission is acknowledged once, and its repeat gets the same content', async () => {
  const body = aBody(11)
  const first = await submit(agent, body, 'key-of-one-submission')
  expect(first.status).toBe(201)
  const content = submittedSchema.parse(await first.json())
  const again = await submit(agent, body, 'key-of-one-submission')
  expect([again.status, submittedSchema.parse(await again.json())]).toEqual([200, content])
  expect(await codeOf(await submit(agent, aBody(12), 'key-of-one-submission'))).toBe('idempotency-key-reused')
})

test('a submission without a key, without JSON or with a foreign entry is malformed', async () => {
  const body = aBody(13)
  const malformed = [
    await agent.go(`${base}/api/submissions`, { json: body }),
    await agent.go(`${base}/api/submissions`, {
      json: { ...body, price: 1 },
      headers: { 'idempotency-key': 'k'.repeat(20) },
    }),
    await agent.go(`${base}/api/dossiers?page[$gt]=1`, {}),
    await agent.go(`${base}/api/dossiers?page=0`, {}),
  ]
  expect(malformed.map(({ status }) => status)).toEqual([400, 400, 200, 400])
})

test('what belongs to another account or office is unknown, to programs and on pages', async () => {
  const body = aBody(14)
  await submit(agent, body, 'key-of-a-private-dossier')
  const other = portal.visitor()
  await other.signIn('ben@other.example', password)
  const { dossierId } = body
  expect((await agent.go(`${base}/api/dossiers/${dossierId}`)).status).toBe(200)
  expect(await codeOf(await other.go(`${base}/api/dossiers/${dossierId}`))).toBe('not-found')
  expect((await other.go(`${base}/dossiers/${dossierId}`)).status).toBe(404)
  expect(await codeOf(await agent.go(`/o/sahil/api/dossiers/${dossierId}`))).toBe('not-found')
  expect(await codeOf(await agent.go(`/o/nowhere/api/dossiers`))).toBe('not-found')
  expect(await codeOf(await portal.visitor().go(`${base}/api/dossiers/${dossierId}`))).toBe('not-signed-in')
  const seen = await (await agent.go(`${base}/api/dossiers`)).text()
  expect(seen).toContain(dossierId)
  expect(seen).not.toContain('"_id"')
  const list = z
    .object({ rows: z.array(z.unknown()) })
    .parse(await (await other.go(`${base}/api/dossiers`)).json())
  expect(list.rows).toEqual([])
})

test('a page that needs a session leads to sign-in and back', async () => {
  const visitor = portal.visitor()
  const response = await visitor.go(`${base}/dossiers`)
  expect(response.headers.get('location')).toBe(`${base}/sign-in?to=%2Fo%2Fborovia%2Fdossiers`)
  const form = { email: 'ana@firm.example', password, to: `${base}/dossiers` }
  const signedIn = await visitor.go(`${base}/sign-in`, { form })
  expect([signedIn.status, signedIn.headers.get('location')]).toEqual([303, `${base}/dossiers`])
  const elsewhere = await portal.visitor().go(`${base}/sign-in`, { form: { ...form, to: '//evil.example/' } })
  expect(elsewhere.headers.get('location')).toBe(`${base}/files`)
})

test(
  'a filing is paid at the bank, lodged, and read on pages and by programs',
  { timeout: 60_000 },
  async () => {
    const { services, bank } = portal.office
    const body = aBody(15)
    const { acknowledgement } = submittedSchema.parse(
      await (await submit(agent, body, 'key-of-the-paid-dossier')).json(),
    )
    const page = `${base}/dossiers/${body.dossierId}`
    const html = await (await agent.go(page)).text()
    expect(html).toContain(acknowledgement.submissionNumber)
    expect(html).toContain('Ana &lt;script&gt;')
    expect(html).toContain('Card payment')
    expect(html).not.toContain('>card-gateway<')
    expect(html).toMatch(/Pay \u2066[\d.]+\s[A-Z]{3}/)

    const field = (name: string): string => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? ''
    const form = {
      csrf: field('csrf'),
      key: field('key'),
      act: field('act'),
      orderId: field('orderId'),
      driverId: 'card-gateway',
    }
    expect(html).toMatch(/type="radio" [^>]*value="card-gateway"|value="card-gateway" [^>]*type="radio"/)
    const leaving = await (await agent.go(page, { form })).text()
    expect(leaving).toContain(`href="${bank.url}/pay/`)
    expect(await (await agent.go(page, { form })).text()).toContain(`href="${bank.url}/pay/`)
    expect(bank.payments()).toHaveLength(1)

    const [attempt] = (await services.dossierView(portal.office.agent(), body.dossierId)).attempts
    const back = await portal
      .visitor()
      .go(`${base}/payments/${attempt?.attemptId ?? ''}/return?status=paid&ok=1`)
    expect([back.status, back.headers.get('location')]).toEqual([303, page])
    const { orders } = await services.dossierView(portal.office.agent(), body.dossierId)
    expect(orders.map(({ status }) => status)).toEqual(['open'])
    expect(await (await agent.go(page)).text()).toContain('Continue to the bank')

    const [payment] = bank.payments()
    await fetch(`${bank.url}/pay/${payment?.id ?? ''}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ card: 'approve' }),
    })
    const [file] = await until('a paid order', async () => {
      const view = await services.dossierView(portal.office.agent(), body.dossierId)
      return view.orders.every(({ status }) => status === 'paid') && view.files.length > 0 && view.files
    })
    const documents = await until('sealed documents', async () => {
      const view = await services.fileView(portal.office.agent(), file?.fileId ?? '')
      return view.documents.length > 0 && view.documents
    })
    expect(await (await agent.go(page)).text()).toContain(file?.fileNumber)
    expect(await (await agent.go(`${base}/files/${file?.fileId ?? ''}`)).text()).toContain(file?.fileNumber)

    const document = `${base}/api/documents/${documents[0]?.documentId ?? ''}`
    const download = await agent.go(document)
    expect((await download.bytes()).length).toBe(documents[0]?.bytes)
    expect(download.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"/)
    expect(download.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(download.headers.get('x-content-type-options')).toBe('nosniff')
    expect(download.headers.get('cache-control')).toBe('no-store')
    const other = portal.visitor()
    await other.signIn('ben@other.example', password)
    expect((await other.go(document)).status).toBe(404)
  },
)

test('staff take a task and give it back; agents have no task list', { timeout: 60_000 }, async () => {
  const staff = portal.visitor()
  await staff.signIn('eva@office.example', password)
  const address = `${base}/desk/tasks`
  expect((await staff.go(`${base}/tasks`)).headers.get('location')).toBe(address)
  const list = await until('a task', async () => {
    const html = await (await staff.go(address)).text()
    return html.includes('name="task"') && html
  })
  const taskId = /name="task"[^>]*value="([^"]+)"/.exec(list)?.[1] ?? ''
  const act = async (only: string) => {
    const answer = await staff.go(address, { form: { only } })
    return [answer.status, await answer.text()] as const
  }
  expect(await act(`claim:${taskId}`)).toEqual([200, expect.stringContaining('You have taken 1 task')])
  expect(await (await staff.go(address)).text()).toContain('Give back')
  expect(await act(`return:${taskId}`)).toEqual([200, expect.stringContaining('1 task given back')])
  expect(await act(`return:${taskId}`)).toEqual([200, expect.stringContaining('You do not hold it.')])
  for (const none of [`${base}/tasks`, `${base}/desk`, address, `${base}/desk/files`])
    expect((await agent.go(none)).status, none).toBe(404)
})

test(
  'a verification code tells what the office confirms, and a wrong one that it is unknown',
  { timeout: 60_000 },
  async () => {
    const row = await until('a file', () => portal.office.office.store.files.one({ officeId: 'borovia' }))
    const page = await portal.visitor().go(`${base}/verify/${row.verificationCode}`)
    const html = await page.text()
    expect(page.status).toBe(200)
    expect(html).toContain(row.fileNumber)
    expect(html).not.toContain('Ana')
    expect((await portal.visitor().go(`${base}/verify/wrong-code`)).status).toBe(404)
  },
)

test('a bank with a wrong signature, an unknown driver and a wrong method are refused', async () => {
  const call = (path: string, method = 'POST'): Promise<Response> =>
    fetch(`${portal.origin}${path}`, {
      method,
      ...(method === 'POST' ? { body: '{}', headers: { 'content-type': 'application/json' } } : {}),
    })
  expect((await call(`${base}/callbacks/card-gateway`)).status).toBe(401)
  expect((await call(`${base}/callbacks/no-such-bank`)).status).toBe(404)
  expect((await call(`${base}/callbacks/card-gateway`, 'GET')).status).toBe(405)
})

test('each office shows its keys, and readiness names the parts', async () => {
  const keys: unknown = await (await fetch(`${portal.origin}${base}/.well-known/jwks.json`)).json()
  expect(z.object({ keys: z.array(z.object({ kid: z.string() })).min(1) }).parse(keys).keys).not.toEqual([])
  expect(await (await fetch(`${portal.origin}/readyz`)).json()).toMatchObject({
    ready: true,
    parts: { mongodb: 'ok' },
  })
})

test('pages speak Arabic, right to left, when asked, and keep to it', async () => {
  const visitor = portal.visitor()
  const html = await (await visitor.go(`${base}/sign-in?lang=ar`)).text()
  expect(html).toContain('<html lang="ar" dir="rtl">')
  expect(html).toContain('كلمة المرور')
  expect(await (await visitor.go(`${base}/nothing-here`)).text()).toContain('<html lang="ar" dir="rtl">')
})

test('an address that takes no form says so, as a page', async () => {
  const response = await agent.go(`${base}/dossiers`, { form: { a: 'b' } })
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  expect(await response.text()).toContain('This address does not take this kind of request')
})

test('a document is uploaded in pieces: cut off, it goes on where it stood', async () => {
  const encode = (text: string): string => Buffer.from(text).toString('base64')
  const metadata = {
    sha256: 'ab'.repeat(32),
    filename: 'power.pdf',
    filetype: 'application/pdf',
    role: 'power-of-attorney',
  }
  const tus = { 'tus-resumable': '1.0.0' }
  const created = await agent.go(`${base}/uploads`, {
    method: 'POST',
    headers: {
      ...tus,
      'upload-length': '10',
      'upload-metadata': Object.entries(metadata)
        .map(([name, value]) => `${name} ${encode(value)}`)
        .join(),
    },
  })
  expect(created.status).toBe(201)
  const upload = created.headers.get('location') ?? ''
  expect(upload).toMatch(/^\/o\/borovia\/uploads\/[\w-]+$/)
  const piece = await agent.go(upload, {
    method: 'PATCH',
    body: '%PDF',
    headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
  })
  expect([piece.status, piece.headers.get('upload-offset')]).toEqual([204, '4'])
  expect((await agent.go(upload, { method: 'HEAD', headers: tus })).headers.get('upload-offset')).toBe('4')
  const other = portal.visitor()
  await other.signIn('ben@other.example', password)
  expect((await other.go(upload, { method: 'HEAD', headers: tus })).status).toBe(404)
  expect((await agent.go(upload, { method: 'DELETE', headers: tus })).status).toBe(204)
})

test('a second portal on the same port says so in one sentence', { timeout: 20_000 }, async () => {
  const second = portal.another()
  await until('its end', () => Promise.resolve(second.child.exitCode !== null))
  expect(second.child.exitCode).toBe(1)
  expect(second.output()).toMatch(/Port \d+ on 127\.0\.0\.1 is taken by another program: .*PORTAL_PORT.*\n$/)
})

test('no cookie, token, address or query is in the log', () => {
  expect(portal.output()).toContain('"event":"request"')
  expect(portal.output()).not.toMatch(/__Host-|csrf|127\.0\.0\.1"|page\[|firm\.example|long enough/)
})

test(
  'told to end under load, the portal answers what it took without a server error',
  { timeout: 30_000 },
  async () => {
    const statuses: number[] = []
    let isEnding = false
    const client = async (): Promise<void> => {
      while (!isEnding) {
        try {
          const response = await agent.go(`${base}/api/dossiers`)
          await response.text()
          statuses.push(response.status)
        } catch {
          isEnding = true
        }
      }
    }
    const clients = Array.from({ length: 8 }, client)
    await new Promise((resolve) => setTimeout(resolve, 300))
    const startedAt = performance.now()
    expect(await portal.stop()).toBe(0)
    expect(performance.now() - startedAt).toBeLessThan(10_000)
    await Promise.all(clients)
    expect(statuses.length).toBeGreaterThan(8)
    expect(new Set(statuses)).toEqual(new Set([200]))
  },
)
