/** Callbacks: what is authentic, and that nothing else is. Their words are in cases-callback-words.ts. */
import { isFresh } from '../contract.ts'
import type { RawCallback } from '../contract.ts'
import type { CallbackWish } from './bank-side.ts'
import { callbackAbout, mustVerify } from './callbacks-to-order.ts'
import { must, shown, type KitCase } from './kit-case.ts'
import { paid } from './judgement.ts'
import type { ObservedDriver } from './observed-driver.ts'
import type { Stand } from './stand.ts'

const paidCallback = async (stand: Stand, wish: Partial<CallbackWish> = {}): Promise<RawCallback> =>
  callbackAbout(stand, (await paid(stand)).request, wish)

async function mustReject(driver: ObservedDriver, callback: RawCallback, what: string): Promise<void> {
  const verdict = await driver.verifyCallback(callback)
  must(!verdict.verified, `The driver took ${what} for authentic.`)
}

const withHeader = ({ body, headers }: RawCallback, name: string, value?: string): RawCallback => {
  const changed = new Headers(headers)
  if (value === undefined) changed.delete(name)
  else changed.set(name, value)
  return { body, headers: changed }
}

const headersOf = ({ factory }: Stand): readonly string[] =>
  factory.manifest.callbacks?.authentication.headers ?? []

/** A callback whose making alone shows that it must be refused. */
const forged = (id: KitCase['id'], says: string, wish: Partial<CallbackWish>): KitCase => ({
  id,
  says,
  needs: ['callbacks'],
  async run(stand) {
    const { request } = await paid(stand)
    await mustVerify(stand, await callbackAbout(stand, request))
    await mustReject(stand.driver, await callbackAbout(stand, request, wish), `a callback that ${says}`)
  },
})

const outOfTime = (id: KitCase['id'], says: string, byMs: number): KitCase => ({
  id,
  says,
  needs: ['callbacks'],
  async run(stand) {
    const at = new Date(stand.clock.now().getTime() + byMs)
    const callback = await paidCallback(stand, { at })
    const verdict = await stand.driver.verifyCallback(callback)
    // A driver may refuse it by itself; if it does not, the time that it names must show the portal how old it is.
    if (!verdict.verified) return
    const freshnessMs = stand.factory.manifest.callbacks?.freshnessMs ?? 0
    must(
      !isFresh(verdict.at, stand.clock.now(), freshnessMs),
      `The bank signed at ${at.toISOString()}; the driver says ${verdict.at.toISOString()}, which passes for new.`,
    )
  },
})

const dayMs = 86_400_000

export const callbackCases: readonly KitCase[] = [
  {
    id: 'callbacks/valid',
    says: 'an authentic callback is verified, with its id and the time of its signature',
    needs: ['callbacks'],
    async run(stand) {
      const { request } = await paid(stand)
      const at = stand.clock.now()
      const verdict = await mustVerify(stand, await callbackAbout(stand, request, { at }))
      must(
        Math.abs(verdict.at.getTime() - at.getTime()) <= 1000,
        `The bank signed at ${at.toISOString()}; the driver says ${verdict.at.toISOString()}.`,
      )
      stand.clock.turn(1000)
      const other = await mustVerify(stand, await callbackAbout(stand, request))
      must(
        other.eventId !== verdict.eventId,
        'Two callbacks of the bank have one event id: the second would be lost.',
      )
    },
  },
  {
    id: 'callbacks/door',
    says: 'by the manifest the portal lets the bank’s callbacks in, and answers in the bank’s own words',
    needs: ['callbacks'],
    async run(stand) {
      const { headers, body } = await paidCallback(stand)
      const { contentTypes = [], maxBytes = 0, acknowledgement } = stand.factory.manifest.callbacks ?? {}
      const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
      must(
        contentTypes.includes(type),
        `The bank sends ${type}; by the manifest the portal refuses that (415).`,
      )
      must(
        body.length <= maxBytes,
        `The bank sends ${body.length} bytes; by the manifest the portal takes ${maxBytes} (413).`,
      )
      must(
        acknowledgement !== undefined && stand.side.callbacks?.isAcknowledged(acknowledgement) === true,
        `The bank does not take ${shown(acknowledgement)} for an acknowledgement, and would call for ever.`,
      )
    },
  },
  {
    id: 'callbacks/bit-flipped',
    says: 'a callback in which one bit was flipped, anywhere in its body, is not authentic',
    needs: ['callbacks'],
    async run(stand) {
      const callback = await paidCallback(stand)
      const step = Math.max(1, Math.floor(callback.body.length / 60))
      for (let index = 0; index < callback.body.length; index += step) {
        const body = Buffer.from(callback.body)
        const bit = stand.random.whole(0, 7)
        body.writeUInt8(body.readUInt8(index) ^ (1 << bit), index)
        await mustReject(
          stand.driver,
          { ...callback, body },
          `a callback with bit ${bit} of byte ${index} flipped`,
        )
      }
      await mustVerify(stand, callback)
    },
  },
  {
    id: 'callbacks/headers-changed',
    says: 'a callback whose signed headers were changed is not authentic',
    needs: ['callbacks'],
    async run(stand) {
      const callback = await paidCallback(stand)
      for (const name of headersOf(stand)) {
        const value = callback.headers.get(name)
        if (value === null) continue
        for (let index = 0; index < value.length; index += Math.max(1, Math.floor(value.length / 12))) {
          const sign = value[index] ?? ''
          // The last sign of base64 may carry bits that mean nothing.
          if (index >= value.length - 2 || !/[a-z0-9]/i.test(sign)) continue
          const other = /\d/.test(sign)
            ? String((Number(sign) + 1) % 10)
            : sign.toLowerCase() === 'k'
              ? 'q'
              : 'k'
          const changed = `${value.slice(0, index)}${other}${value.slice(index + 1)}`
          await mustReject(
            stand.driver,
            withHeader(callback, name, changed),
            `a callback with another ${name}`,
          )
        }
      }
    },
  },
  {
    id: 'callbacks/missing-signature',
    says: 'a callback without one of its signed headers, with an empty one, or with several is not authentic',
    needs: ['callbacks'],
    async run(stand) {
      const callback = await paidCallback(stand)
      for (const name of headersOf(stand)) {
        const value = callback.headers.get(name)
        if (value === null) continue
        await mustReject(stand.driver, withHeader(callback, name), `a callback without ${name}`)
        await mustReject(stand.driver, withHeader(callback, name, ''), `a callback with an empty ${name}`)
      }
      await mustReject(
        stand.driver,
        { body: callback.body, headers: new Headers() },
        'a callback without any header',
      )
    },
  },
  forged('callbacks/algorithm-none', 'claims to need no signature', { algorithm: 'none' }),
  forged('callbacks/wrong-algorithm', 'is signed by an algorithm that was not agreed', {
    algorithm: 'other',
  }),
  forged('callbacks/attacker-key', 'is signed by somebody else’s key under the right name', {
    key: 'attacker',
  }),
  forged('callbacks/unknown-key', 'is signed under a name that was never agreed', { key: 'unknown' }),
  outOfTime('callbacks/old', 'a callback that was signed a day ago does not pass for new', -dayMs),
  outOfTime('callbacks/future', 'a callback that is signed for tomorrow does not pass for new', dayMs),
  {
    id: 'callbacks/100-replays',
    says: 'a callback that comes a hundred times has one id',
    needs: ['callbacks'],
    async run(stand) {
      const callback = await paidCallback(stand)
      const verdicts = await Promise.all(
        Array.from({ length: 100 }, async () => mustVerify(stand, callback, 'the repetition of a callback')),
      )
      const ids = new Set(verdicts.map(({ eventId }) => eventId))
      must(
        ids.size === 1,
        `One callback, sent a hundred times, has ${ids.size} ids: it would be applied as often.`,
      )
    },
  },
  {
    id: 'callbacks/rotation',
    says: 'while a key is rotated callbacks by both are authentic, afterwards only those by the new one',
    needs: ['callbacks'],
    async run(stand) {
      const { request } = await paid(stand)
      const [old, fresh] = [
        await callbackAbout(stand, request, { key: 'previous' }),
        await callbackAbout(stand, request, { key: 'current' }),
      ]
      const ids = [
        (await mustVerify(stand, old, 'a callback by the previous key during the rotation')).keyId,
        (await mustVerify(stand, fresh, 'a callback by the current key during the rotation')).keyId,
      ]
      must(
        ids[0] !== ids[1],
        `Both keys have one id, ${shown(ids[0])}: nobody can tell when the old one is out of use.`,
      )
      const rotated = stand.open({ keys: 'current' })
      await mustReject(rotated, old, 'a callback by the previous key after the rotation')
      await mustVerify({ driver: rotated }, fresh, 'a callback by the current key after the rotation')
    },
  },
  {
    id: 'callbacks/raw-bytes',
    says: 'the signature is over the bytes as they came: other bytes with the same meaning are not authentic',
    needs: ['callbacks'],
    async run(stand) {
      const callback = await paidCallback(stand)
      const text = Buffer.from(callback.body).toString('utf8')
      const same = [`${text} `, `${text}\n`, ` ${text}`, `\uFEFF${text}`]
      if (text.startsWith('{')) same.push(text.replace('{', '{ '), JSON.stringify(JSON.parse(text), null, 1))
      for (const other of same.filter((one) => one !== text))
        await mustReject(
          stand.driver,
          { ...callback, body: Buffer.from(other) },
          'a callback that was written anew',
        )
      await mustReject(stand.driver, { ...callback, body: new Uint8Array() }, 'a callback without its body')
    },
  },
  {
    id: 'callbacks/forwarding-header',
    says: 'a header that claims to come from the bank’s own address changes nothing',
    needs: ['callbacks'],
    async run(stand) {
      const { request } = await paid(stand)
      const spoofed = (callback: RawCallback): RawCallback =>
        ['x-forwarded-for', 'x-real-ip', 'forwarded', 'x-forwarded-host', 'x-client-cert'].reduce(
          (one, name) => withHeader(one, name, name === 'forwarded' ? 'for=127.0.0.1' : '127.0.0.1'),
          callback,
        )
      const attack = await callbackAbout(stand, request, { key: 'attacker' })
      await mustReject(stand.driver, spoofed(attack), 'a forged callback with a forwarding header')
      const unsigned = { body: attack.body, headers: new Headers() }
      await mustReject(stand.driver, spoofed(unsigned), 'an unsigned callback with a forwarding header')
      await mustVerify(stand, spoofed(await callbackAbout(stand, request)))
    },
  },
  {
    id: 'callbacks/another-office',
    says: 'a callback about another office’s payment is not authentic here, or is not read',
    needs: ['callbacks'],
    async run(stand) {
      const callback = await paidCallback(stand, { office: 'another' })
      const verdict = await stand.driver.verifyCallback(callback)
      if (!verdict.verified) return
      const { events } = stand.driver.translateCallback(callback.body)
      must(events.length === 0, `A callback for another office was read: it says ${shown(events)}.`)
    },
  },
]
