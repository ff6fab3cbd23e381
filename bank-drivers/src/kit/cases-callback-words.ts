/** What callbacks say: amounts and states as the bank means them, nothing dropped, nothing guessed. */
import { money } from '@lodge/shared-types'
import type { DriverEvent, InitiateRequest } from '../contract.ts'
import type { DriverOutcome } from '../manifest.ts'
import type { CallbackWish } from './bank-side.ts'
import { callbackAbout, mustVerify } from './callbacks-to-order.ts'
import { createIntake } from './intake.ts'
import { must, NotApplicable, shown, type KitCase } from './kit-case.ts'
import {
  callsToStart,
  mustAmountTo,
  mustBe,
  mustBeFound,
  mustBeTakenOnce,
  open,
  paid,
  started,
} from './judgement.ts'
import { currenciesOf, type Stand } from './stand.ts'

/** Returns the one event of a callback about a payment. */
async function eventAbout(
  stand: Stand,
  request: InitiateRequest,
  wish: Partial<CallbackWish> = {},
): Promise<DriverEvent> {
  const callback = await callbackAbout(stand, request, wish)
  await mustVerify(stand, callback)
  const { events, rejected } = stand.driver.translateCallback(callback.body)
  must(
    events.length === 1 && rejected.length === 0,
    `A callback about one payment gave ${events.length} events and ${rejected.length} rejected items.`,
  )
  const [event] = events
  must(event !== undefined, 'A callback about one payment gave no event.')
  must(
    event.attemptId === undefined || event.attemptId === request.attemptId,
    `The event is about attempt ${event.attemptId ?? ''}, the callback about ${request.attemptId}.`,
  )
  return event
}

/** Returns one of the bank's words for an outcome. */
const wordFor = ({ factory }: Stand, outcome: DriverOutcome): string | undefined =>
  Object.entries(factory.manifest.statuses).find(([, one]) => one === outcome)?.[0]

export const callbackWordCases: readonly KitCase[] = [
  {
    id: 'callbacks/meaning',
    says: 'a callback tells which attempt, how it went, how much came and when, by the bank’s own clock',
    needs: ['callbacks'],
    async run(stand) {
      const { request, bankReference } = await started(stand)
      await stand.side.pay(request, request.amount)
      const paidAt = stand.clock.now()
      stand.clock.turn(120_000)
      const event = await eventAbout(stand, request)
      mustBe(event.outcome, ['succeeded'], 'by a callback about a payment that was paid')
      mustAmountTo(event.amount, request.amount, 'The amount of the event')
      must(
        event.bankReference === bankReference,
        `The event names ${event.bankReference}, not ${bankReference}.`,
      )
      must(
        Math.abs(event.bankAt.getTime() - paidAt.getTime()) <= 1000,
        `The money came at ${paidAt.toISOString()}; the event says ${event.bankAt.toISOString()}.`,
      )
      const unpaid = await started(stand)
      mustBe((await eventAbout(stand, unpaid.request)).outcome, open, 'by a callback about an unpaid payment')
    },
  },
  {
    id: 'callbacks/failed-after-succeeded',
    says: 'a callback that says "failed" after the money came is read as it is, and moves no money back',
    needs: ['callbacks'],
    async run(stand) {
      const { request } = await paid(stand)
      const intake = createIntake([request])
      intake.hear(await eventAbout(stand, request))
      must(
        intake.statusOf(request) === 'succeeded',
        'The callback about the paid payment did not tell of success.',
      )
      const status = wordFor(stand, 'failed')
      if (status === undefined) throw new NotApplicable('no status means "failed"')
      const late = await eventAbout(stand, request, { status })
      mustBe(late.outcome, ['failed'], `by a callback with the status ${shown(status)}`)
      must(intake.hear(late) === 'unchanged', 'A failure after success was applied.')
      must(
        intake.credited(request) === request.amount.amountMinor,
        'The money that came is not counted any more.',
      )
    },
  },
  {
    id: 'callbacks/before-initiate-returns',
    says: 'a callback that overtakes the answer to initiate is understood, and both name one payment',
    needs: ['callbacks', 'start-at-bank'],
    async run(stand) {
      const onCall = await callsToStart(stand)
      const request = stand.request()
      const early: DriverEvent[] = []
      stand.line.plan(undefined, {
        onCall,
        meanwhile: async () => {
          await stand.side.pay(request, request.amount)
          early.push(await eventAbout(stand, request))
        },
      })
      const { bankReference } = await stand.open().initiate(request)
      const [event] = early
      must(event !== undefined, 'No callback came while the payment was started.')
      mustBe(event.outcome, ['succeeded'], 'by a callback that overtook the answer')
      must(
        event.bankReference === bankReference,
        `The callback names ${event.bankReference}, the answer ${bankReference}.`,
      )
      await mustBeTakenOnce(stand, request)
    },
  },
  {
    id: 'callbacks/race',
    says: 'callback, query and the payer’s return at one moment lead to one payment, counted once',
    needs: ['callbacks', 'query'],
    async run(stand) {
      const { request, bankReference } = await paid(stand)
      const intake = createIntake([request])
      const callback = await callbackAbout(stand, request)
      await Promise.all([
        (async () => {
          await mustVerify(stand, callback)
          for (const event of stand.driver.translateCallback(callback.body).events)
            intake.hear({ ...event, attemptId: event.attemptId ?? request.attemptId })
        })(),
        (async () => intake.ask(request, await stand.query(request, bankReference)))(),
        (async () => intake.ask(request, await stand.query(request, bankReference)))(),
      ])
      must(
        intake.statusOf(request) === 'succeeded',
        `After the race the attempt is ${intake.statusOf(request)}.`,
      )
      must(
        intake.credited(request) === request.amount.amountMinor,
        'After the race another sum is counted than was paid.',
      )
    },
  },
  {
    id: 'callbacks/amount-off-by-one',
    says: 'an amount that is off by one minor unit is told as it came, and releases nothing',
    needs: ['callbacks'],
    async run(stand) {
      for (const off of [-1n, 1n]) {
        const { request } = await paid(stand)
        const amount = money(request.amount.amountMinor + off, request.amount.currency)
        const event = await eventAbout(stand, request, { amount })
        mustAmountTo(event.amount, amount, 'The amount of the event')
        const heard = createIntake([request]).hear({ ...event, attemptId: request.attemptId })
        must(
          heard === 'review' || event.outcome === 'partially-funded',
          `A payment that is off by ${off} was ${heard}, by the outcome ${event.outcome}.`,
        )
      }
    },
  },
  {
    id: 'callbacks/other-currency',
    says: 'an amount in another currency is told in that currency, or named as unreadable',
    needs: ['callbacks'],
    async run(stand) {
      const { request } = await paid(stand)
      const other =
        currenciesOf(stand.driver.manifest).find((one) => one !== request.amount.currency) ?? 'ZMW'
      const amount = money(request.amount.amountMinor, other)
      const callback = await callbackAbout(stand, request, { amount })
      const { events, rejected } = stand.driver.translateCallback(callback.body)
      must(events.length + rejected.length > 0, 'A callback in another currency was dropped without a word.')
      for (const event of events) mustAmountTo(event.amount, amount, 'The amount of the event')
    },
  },
  {
    id: 'callbacks/unknown-order',
    says: 'a callback about an attempt that this office does not know is translated all the same',
    needs: ['callbacks'],
    async run(stand) {
      const { request } = await paid(stand)
      const event = await eventAbout(stand, request)
      must(createIntake([]).hear(event) === 'unmatched', 'An unknown attempt was matched.')
      must(event.bankReference !== '', 'The event has no bank reference by which a person could look for it.')
    },
  },
  {
    id: 'callbacks/unknown-status',
    says: 'a status that no document names is "unknown", in callbacks and queries: never pending, never failed',
    needs: ['callbacks'],
    async run(stand) {
      const { undocumentedStatus: status, say } = stand.side
      const { request, bankReference } = await started(stand)
      const event = await eventAbout(stand, request, { status })
      mustBe(event.outcome, ['unknown'], `for the status ${status}, which the manifest does not map`)
      if (!say || !stand.factory.manifest.capabilities.query) return
      await say(request, status)
      const found = mustBeFound(await stand.query(request, bankReference), 'although the bank has it')
      mustBe(found.outcome, ['unknown'], `for the status ${status}, which the manifest does not map`)
    },
  },
  {
    id: 'callbacks/bad-item',
    says: 'an item that cannot be read is named, and takes no good one with it',
    needs: ['callbacks'],
    async run(stand) {
      const batches = stand.side.callbacks?.batches === true
      const payments = batches ? [await paid(stand), await paid(stand)] : [await paid(stand)]
      const [first, ...rest] = payments.map(({ request }) => request)
      if (first === undefined) return
      const callback = await callbackAbout(stand, first, { about: [first, ...rest], spoilt: true })
      await mustVerify(stand, callback, 'an authentic callback with an unreadable item')
      const { events, rejected } = stand.driver.translateCallback(callback.body)
      must(
        rejected.length > 0,
        'An item that cannot be read was dropped without a word; it belongs into "rejected".',
      )
      must(
        events.length === (batches ? payments.length : 0),
        `Beside the unreadable item the callback tells of ${batches ? payments.length : 0} payments; the driver read ${events.length}.`,
      )
    },
  },
  {
    id: 'callbacks/batch',
    says: 'a callback about several payments tells of each of them',
    needs: ['callbacks'],
    async run(stand) {
      if (stand.side.callbacks?.batches !== true)
        throw new NotApplicable('the bank tells of one payment in a callback')
      const [first, second, third] = [await paid(stand), await started(stand), await paid(stand)]
      const about = [first.request, second.request, third.request] as const
      const callback = await callbackAbout(stand, first.request, { about })
      const { events } = stand.driver.translateCallback(callback.body)
      must(
        events.length === about.length,
        `A callback about ${about.length} payments gave ${events.length} events.`,
      )
      const ids = new Set(events.map(({ eventId }) => eventId))
      must(
        ids.size === about.length,
        'Events of one callback share an id: all but one would count as repeated.',
      )
      events.forEach((event, index) =>
        must(
          event.attemptId === undefined || event.attemptId === about[index]?.attemptId,
          'An event names the attempt of another one.',
        ),
      )
    },
  },
  {
    id: 'callbacks/nonsense',
    says: 'bytes that make no sense give no event and no crash',
    needs: ['callbacks'],
    async run(stand) {
      const { request } = await paid(stand)
      const { body } = await callbackAbout(stand, request)
      const nonsense = [
        ...['', 'null', '[]', '{}', '0', '"', '{"__proto__":{}}', '<xml/>', 'a=b&c=d'].map((text) =>
          Buffer.from(text),
        ),
        Buffer.from([0xff, 0xfe, 0x00, 0xd8]),
        Buffer.from('['.repeat(100_000)),
        body.subarray(0, Math.floor(body.length / 2)),
      ]
      for (const bytes of nonsense) {
        const { events } = stand.driver.translateCallback(bytes)
        must(events.length === 0, `Nonsense became an event: ${shown(events)}.`)
      }
      for (let round = 0; round < 200; round += 1) {
        const bytes = Buffer.from(body)
        bytes.writeUInt8(stand.random.whole(0, 255), stand.random.whole(0, bytes.length - 1))
        stand.driver.translateCallback(bytes)
      }
    },
  },
]
