/** What a pure function must not touch: while it runs, the clock, chance, the network and the environment are out of reach. */
import { CaseFailure } from './kit-case.ts'

const forbidden = (name: string, what: string): never => {
  throw new CaseFailure(`${name} is not pure: it reads ${what}.`)
}

/**
 * Returns what `work` returns. While it runs, asking for the time, for chance, for the network or for the environment fails the case,
 * also where the function swallows the error. Dates made from a given instant are allowed.
 */
export function withoutSurroundings<R>(name: string, work: () => R): R {
  let touched: string | undefined
  const touch = (what: string): never => {
    touched ??= what
    return forbidden(name, what)
  }
  const { Date: RealDate, fetch, setTimeout, setInterval, setImmediate } = globalThis
  const { random } = Math
  const env: unknown = Reflect.get(process, 'env')

  const guardedDate = new Proxy(RealDate, {
    construct(target, args, newTarget): object {
      if (args.length === 0) touch('the clock (new Date)')
      const made: unknown = Reflect.construct(target, args, newTarget)
      return made instanceof RealDate ? made : touch('a date of its own')
    },
    apply: () => touch('the clock (Date)'),
    get: (target, member, receiver): unknown =>
      member === 'now' ? () => touch('the clock (Date.now)') : Reflect.get(target, member, receiver),
  })
  const guardedEnv = new Proxy(
    {},
    {
      get: () => touch('the environment (process.env)'),
      has: () => touch('the environment (process.env)'),
    },
  )
  const timer = (): never => touch('a timer')

  globalThis.Date = guardedDate
  Math.random = () => touch('chance (Math.random)')
  globalThis.crypto.randomUUID = () => touch('chance (crypto.randomUUID)')
  globalThis.crypto.getRandomValues = () => touch('chance (crypto.getRandomValues)')
  globalThis.fetch = () => touch('the network (fetch)')
  Object.assign(globalThis, { setTimeout: timer, setInterval: timer, setImmediate: timer })
  Reflect.set(process, 'env', guardedEnv)
  try {
    const result = work()
    if (touched !== undefined) forbidden(name, touched)
    return result
  } finally {
    globalThis.Date = RealDate
    Math.random = random
    Object.assign(globalThis, { fetch, setTimeout, setInterval, setImmediate })
    // Both stand on the prototype; the guards hid them.
    Reflect.deleteProperty(globalThis.crypto, 'randomUUID')
    Reflect.deleteProperty(globalThis.crypto, 'getRandomValues')
    Reflect.set(process, 'env', env)
  }
}
