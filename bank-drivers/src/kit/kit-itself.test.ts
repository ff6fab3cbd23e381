/** The kit itself: what a driver may do to it, what it says, and what it writes for machines. */
import { describe, expect, test } from 'vitest'
import { startBankSide } from '../../../mocks/src/bank-sides/card-gateway.ts'
import { cardGateway } from '../card-gateway.ts'
import type { Driver, DriverContext } from '../contract.ts'
import type { DriverFactory } from '../drivers.ts'
import { casesLike, kitCases } from './cases.ts'
import { CaseFailure } from './kit-case.ts'
import { junitOf, linesOf, summaryOf } from './report.ts'
import { runCases, type CaseResult } from './run-cases.ts'
import { withoutSurroundings } from './surroundings.ts'

/** Returns the card gateway with some of its functions replaced. */
const withDriver = (change: (driver: Driver, context: DriverContext) => Partial<Driver>): DriverFactory => ({
  manifest: cardGateway.manifest,
  create(config, context) {
    const driver = cardGateway.create(config, context)
    return { ...driver, ...change(driver, context) }
  },
})

async function verdictOn(factory: DriverFactory, id: string): Promise<CaseResult> {
  const [result] = await runCases({ factory, startBankSide, seed: 3, cases: casesLike(id) })
  if (!result) throw new Error(`There is no case ${id}.`)
  return result
}
const whyOf = async (factory: DriverFactory, id = 'initiate/texts'): Promise<string> => {
  const result = await verdictOn(factory, id)
  return result.outcome === 'failed' ? result.why : result.outcome
}

describe('a driver that', () => {
  test('throws something else than a DriverError fails the case', async () => {
    const factory = withDriver(() => ({ initiate: () => Promise.reject(new TypeError('no such thing')) }))
    expect(await whyOf(factory)).toContain('rejected with TypeError: no such thing')
  })
  test('returns what the contract does not know fails the case', async () => {
    const factory = withDriver((driver) => ({
      initiate: async (request) => ({ ...(await driver.initiate(request)), bankReference: '' }),
    }))
    expect(await whyOf(factory)).toContain('at bankReference')
  })
  test('leaves an error behind that nobody awaits fails the case', async () => {
    const factory = withDriver((driver) => ({
      initiate(request) {
        void Promise.reject(new Error('left behind'))
        return driver.initiate(request)
      },
    }))
    expect(await whyOf(factory)).toBe('An error went past everybody: Error: left behind')
  })
  test('calls another host fails the case', async () => {
    const factory = withDriver((driver) => ({
      async initiate(request) {
        await fetch('http://192.0.2.1:81/', { signal: AbortSignal.timeout(30) }).catch(() => undefined)
        return driver.initiate(request)
      },
    }))
    expect(await whyOf(factory)).toBe('A connection was made to 192.0.2.1, which is not the bank.')
  })
  test('prints a secret fails the case', async () => {
    const factory = withDriver((driver, { secret }) => ({
      initiate(request) {
        console.log('using', { key: Buffer.from(secret('api-key').current.value).toString('base64') })
        return driver.initiate(request)
      },
    }))
    expect(await whyOf(factory)).toContain('A secret stands in what the driver logged')
  })
  test('says that nothing was sent, although it was, fails the case', async () => {
    const factory = withDriver((driver) => ({
      initiate: (request) =>
        driver.initiate(request).catch((error: unknown) => {
          throw Object.assign(error instanceof Error ? error : new Error(), { sent: 'no' })
        }),
    }))
    expect(await whyOf(factory, 'initiate/error-500-after-charge')).toContain(
      'says sent: no; it has to be maybe',
    )
  })
  test('remembers in place of asking fails the case', async () => {
    const factory = withDriver((driver) => {
      const known = new Map<string, Awaited<ReturnType<Driver['query']>>>()
      return {
        async query(request) {
          const answer = known.get(request.attemptId) ?? (await driver.query(request))
          known.set(request.attemptId, answer)
          return answer
        },
      }
    })
    expect(await whyOf(factory, 'lifecycle/lost-callback')).toContain('After two polls')
  })
})

describe('a pure function', () => {
  test.each<[string, () => unknown]>([
    ['the clock', () => Date.now()],
    ['the clock', () => new Date().getTime()],
    ['chance', () => Math.random()],
    ['chance', () => crypto.randomUUID()],
    ['the environment', () => Reflect.get(Reflect.get(process, 'env'), 'HOME')],
  ])('may not look at %s', (what, work) => {
    const before = [Date, Math.random, globalThis.fetch, globalThis.setTimeout]
    expect(() => withoutSurroundings('translateCallback', work)).toThrow(what)
    expect([Date, Math.random, globalThis.fetch, globalThis.setTimeout]).toEqual(before)
  })
  test('is caught even where it swallows the error', () =>
    expect(() =>
      withoutSurroundings('parse', () => {
        try {
          return Math.random()
        } catch {
          return 0
        }
      }),
    ).toThrow(CaseFailure))
  test('may make a date of an instant', () =>
    expect(withoutSurroundings('parse', () => new Date('2033-03-10T09:00:00Z').getTime())).toBe(
      1_994_058_000_000,
    ))
})

describe('the choice of cases', () => {
  test('every case has an id of its own and a sentence', () => {
    expect(new Set(kitCases.map(({ id }) => id)).size).toBe(kitCases.length)
    for (const { id, says } of kitCases) expect(`${id}: ${says}`).toMatch(/^[a-z]+\/[a-z0-9-]+: [^.]{20,}$/)
  })
  test('goes by a part of the id, or by a pattern', () => {
    expect(casesLike('callbacks/*').every(({ id }) => id.startsWith('callbacks/'))).toBe(true)
    expect(casesLike('rotation').map(({ id }) => id)).toEqual(['callbacks/rotation'])
    expect(casesLike('no such case')).toEqual([])
  })
  test('without a bank side looks at the manifest alone', async () => {
    const cases = casesLike('contract/*')
    const results = await runCases({ factory: cardGateway, startBankSide: undefined, seed: 1, cases })
    expect(results.filter(({ outcome }) => outcome === 'passed').map(({ id }) => id)).toEqual([
      'contract/manifest',
      'contract/config-form',
    ])
  })
  test('with a manifest that is not valid stops at that', async () => {
    const factory = { ...cardGateway, manifest: { ...cardGateway.manifest, statuses: {} } }
    const results = await runCases({ factory, startBankSide, seed: 1, cases: casesLike('contract/*') })
    expect(results.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id)).toEqual([
      'contract/manifest',
    ])
  })
})

describe('the report', () => {
  const results: CaseResult[] = [
    { id: 'contract/manifest', says: 'it fits', needs: [], tookMs: 5, outcome: 'passed' },
    {
      ...{ id: 'callbacks/valid', says: 'it is <verified>', needs: ['callbacks'], tookMs: 1500 },
      ...{ outcome: 'failed', why: 'It said "no" & \u0000 left.' },
    },
    {
      id: 'lifecycle/cancel',
      says: 'it ends',
      needs: ['cancel'],
      tookMs: 0,
      outcome: 'skipped',
      why: 'no capability "cancel"',
    },
  ]
  test('names the failed case and what was covered', () => {
    const text = [...results.flatMap(linesOf), ...summaryOf(results, cardGateway.manifest)].join('\n')
    expect(text).toContain('FAIL  callbacks/valid: it is <verified>\n      It said "no"')
    expect(text).toContain('skip  lifecycle/cancel: no capability "cancel"')
    expect(text).toContain('Coverage: 2 of 3 cases apply and were run')
    expect(text).toContain('1 passed, 1 failed, 1 skipped')
  })
  test('for machines is well-formed, whatever a driver said', () => {
    const xml = junitOf(results, 'card-gateway')
    expect(xml).toContain('<testsuites name="card-gateway" tests="3" failures="1">')
    expect(xml).toContain('<failure message="It said &quot;no&quot; &amp; \ufffd left.">')
    expect(xml).toContain('<skipped message="no capability &quot;cancel&quot;"/>')
    expect(isBalanced(xml)).toBe(true)
  })
})

/** Returns whether every element is closed where it should be. */
function isBalanced(xml: string): boolean {
  const open: string[] = []
  for (const [, end, name, empty] of xml.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
    if (end && open.pop() !== name) return false
    if (!end && !empty && name) open.push(name)
  }
  return open.length === 0
}
