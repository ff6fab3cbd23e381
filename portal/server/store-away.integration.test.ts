/** While MongoDB is away the portal says so, to machines and to people, and it comes back by itself. */
import { problemSchema } from '@lodge/shared-types'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { startProxy, type Proxy } from '../../processor/test-support/tcp-proxy.ts'
import { databaseUri, freshName, until } from '../../processor/test-support/test-office.ts'
import { startPortal, type PortalUnderTest } from '../test-support/portal-under-test.ts'

let proxy: Proxy
let portal: PortalUnderTest
beforeAll(async () => {
  const real = new URL(databaseUri(freshName()))
  proxy = await startProxy({ host: real.hostname, port: Number(real.port) })
  const through = `mongodb://127.0.0.1:${proxy.port}${real.pathname}?directConnection=true`
  portal = await startPortal({ MONGODB_URI: through })
  // Until then it is still starting its processors, and a start without a database ends.
  await until('the end of the start', () => Promise.resolve(portal.output().includes('"listening"')))
})
afterEach(() => {
  proxy.resume()
  proxy.accept()
})
afterAll(async () => {
  await portal.end()
  await proxy.stop()
})

const answerOf = (path: string): Promise<Response> => fetch(portal.origin + path)
const healthSchema = z.object({ ready: z.boolean(), parts: z.object({ mongodb: z.string() }) })
const readiness = async () => {
  const response = await answerOf('/readyz')
  const { ready, parts } = healthSchema.parse(await response.json())
  return { status: response.status, retryAfter: response.headers.get('retry-after'), ready, ...parts }
}
const away = { status: 503, retryAfter: '5', ready: false, mongodb: 'away' }
const there = { status: 200, retryAfter: null, ready: true, mongodb: 'ok' }

test(
  'a database that refuses connections makes the portal unready, not dead',
  { timeout: 60_000 },
  async () => {
    expect(await readiness()).toMatchObject(there)
    proxy.refuse()
    proxy.cut()
    expect(await readiness()).toMatchObject(away)
    expect((await answerOf('/healthz')).status).toBe(200)

    const page = await answerOf('/o/borovia/verify/some-code')
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await page.text()).toContain('The service is not available for a moment')

    const refused = await portal.visitor().signIn('ana@firm.example', 'a long enough one')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
    expect(problemSchema.parse(await refused.json())).toMatchObject({ code: 'unavailable', retryAfterS: 5 })

    proxy.accept()
    await until('readiness', async () => (await readiness()).ready)
    expect((await answerOf('/o/borovia/verify/some-code')).status).toBe(404)
  },
)

test('a database that falls silent is told within three seconds', { timeout: 60_000 }, async () => {
  proxy.stall('all')
  const from = performance.now()
  expect(await readiness()).toMatchObject(away)
  expect(performance.now() - from).toBeLessThan(3_000)
  proxy.resume()
  expect(
    await until('readiness', async () => ((await readiness()).ready ? readiness() : undefined)),
  ).toMatchObject(there)
})
