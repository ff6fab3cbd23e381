/** Starting a payment over a bad line: whatever breaks, the driver says truly whether the bank may have acted. */
import type { InitiateRequest } from '../contract.ts'
import type { DriverError } from '../driver-error.ts'
import type { Fault } from './fault-line.ts'
import {
  callsToStart,
  mustAmountTo,
  mustBe,
  mustBeFound,
  mustBeTakenOnce,
  mustBeUntouched,
  mustSay,
  open,
  refusalOf,
  tried,
} from './judgement.ts'
import { must, NotApplicable, type KitCase } from './kit-case.ts'
import type { Stand } from './stand.ts'

const hastyMs = 400
/** How soon a driver has to come back once its time is up. */
const graceMs = 4000

/** Starts a payment whose deciding call meets the fault. `charged`: the payer pays before the answer goes out. */
async function startOver(
  stand: Stand,
  fault: Fault,
  { charged = false, onCall }: { readonly charged?: boolean; readonly onCall?: number } = {},
): Promise<{ request: InitiateRequest; error: DriverError }> {
  const calls = onCall ?? (await callsToStart(stand))
  const request = stand.request()
  const waits = fault.kind === 'no-answer' || fault.kind === 'lost'
  const driver = stand.open(waits ? { timeoutMs: hastyMs } : {})
  stand.spoil(fault, {
    onCall: calls,
    ...(charged ? { meanwhile: () => stand.side.pay(request, request.amount) } : {}),
  })
  const began = performance.now()
  const error = await refusalOf(driver.initiate(request), 'although no usable answer came from the bank')
  must(
    performance.now() - began < hastyMs + graceMs || !waits,
    'The driver waited much longer than its time allows.',
  )
  // The bank may be at work on a call for which nobody waits any more.
  if (stand.side.baseUrl !== undefined) await stand.line.settled()
  return { request, error }
}

/** The bank acted, and its answer was spoilt: the driver must be in doubt, and find the payment again. */
async function mustHealByQuery(stand: Stand, request: InitiateRequest, charged: boolean): Promise<void> {
  const { capabilities, kind } = stand.factory.manifest
  if (capabilities.query && capabilities.findByReference) {
    const found = mustBeFound(await stand.query(request), 'although the bank has it')
    mustBe(found.outcome, charged || kind === 'deposit' ? ['succeeded'] : open, 'by query after the doubt')
    mustAmountTo(found.amount, request.amount, 'The amount by query after the doubt')
  }
  if (!capabilities.nativeIdempotency) return
  await stand.open().initiate(request)
  if (!charged) await stand.pay(request)
  await mustBeTakenOnce(stand, request)
}

const spoiltAnswer = (
  id: KitCase['id'],
  says: string,
  fault: Fault,
  more: Pick<KitCase, 'needs'> & { readonly charged?: boolean },
): KitCase => ({
  id,
  says,
  needs: more.needs,
  async run(stand) {
    const { charged = false } = more
    const { request, error } = await startOver(stand, fault, { charged })
    mustSay(error, 'maybe', 'the bank got the call and acted')
    must(
      error.kind === 'unavailable',
      `The error is of kind ${error.kind}; an answer that cannot be used is unavailable.`,
    )
    await mustHealByQuery(stand, request, charged)
  },
})

export const doubtCases: readonly KitCase[] = [
  {
    id: 'initiate/refused-connection',
    says: 'a bank that cannot be reached was not called: sent is "no"',
    needs: ['start-at-bank'],
    async run(stand) {
      const gone = await stand.openLine('right')
      const baseUrl = gone.url.replace('https:', 'http:')
      await gone.stop()
      const request = stand.request()
      const error = await refusalOf(
        stand.open({ baseUrl }).initiate(request),
        'although nobody listens there',
      )
      mustSay(error, 'no', 'no connection was made')
      await stand.driver.initiate(request)
    },
  },
  {
    id: 'initiate/wrong-certificate',
    says: 'a server with another host’s certificate is not the bank: nothing is sent to it',
    needs: ['start-at-bank'],
    async run(stand) {
      const [right, wrong] = [await stand.openLine('right'), await stand.openLine('wrong')]
      await stand.open({ baseUrl: right.url }).initiate(stand.request())
      const error = await refusalOf(
        stand.open({ baseUrl: wrong.url }).initiate(stand.request()),
        'although the certificate is that of another host',
      )
      must(wrong.calls.length === 0, 'The driver sent its call to a server with another host’s certificate.')
      mustSay(error, 'no', 'nothing may have been sent')
    },
  },
  {
    id: 'initiate/timeout-before',
    says: 'a call that got lost on its way leaves a doubt, and can be repeated under its key',
    needs: ['start-asks'],
    async run(stand) {
      const { request, error } = await startOver(stand, { kind: 'lost' })
      mustSay(error, 'maybe', 'the connection was open and nobody knows how far the call came')
      await mustBeUntouched(stand, request, 'for a call that never reached it')
      const { capabilities } = stand.factory.manifest
      if (capabilities.query && capabilities.findByReference)
        must(!(await stand.query(request)).found, 'The query found a payment that never reached the bank.')
      await stand.open().initiate(request)
      await stand.pay(request)
      await mustBeTakenOnce(stand, request)
    },
  },
  {
    id: 'initiate/timeout-after',
    says: 'a call whose answer got lost leaves a doubt, and the payment is found again',
    needs: ['start-asks'],
    async run(stand) {
      const { request, error } = await startOver(stand, { kind: 'no-answer' })
      mustSay(error, 'maybe', 'the bank has acted')
      await mustHealByQuery(stand, request, stand.factory.manifest.kind === 'deposit')
    },
  },
  spoiltAnswer(
    'initiate/error-500-after-charge',
    'a bank that charges and then fails leaves a doubt, never a failure',
    { kind: 'error-500' },
    {
      needs: ['start-at-bank'],
      charged: true,
    },
  ),
  spoiltAnswer(
    'initiate/truncated',
    'an answer that breaks off leaves a doubt',
    { kind: 'cut' },
    { needs: ['start-at-bank'] },
  ),
  spoiltAnswer(
    'initiate/html',
    'a page of HTML in place of an answer leaves a doubt',
    { kind: 'html' },
    { needs: ['start-at-bank'] },
  ),
  spoiltAnswer(
    'initiate/oversized',
    'an answer that is too large leaves a doubt',
    { kind: 'oversized' },
    { needs: ['start-at-bank'] },
  ),
  spoiltAnswer(
    'initiate/foreign-redirect',
    'a redirect to another host is not followed and leaves a doubt',
    { kind: 'redirect' },
    {
      needs: ['start-at-bank'],
    },
  ),
  {
    id: 'initiate/foreign-404',
    says: 'a 404 page of some machine between is not the bank’s word: it leaves a doubt',
    needs: ['start-at-bank'],
    async run(stand) {
      const { error } = await startOver(stand, { kind: 'html-404' })
      mustSay(error, 'maybe', 'it is not the bank that answered')
    },
  },
  {
    id: 'initiate/rate-limited',
    says: 'a bank that asks for patience did nothing: kind "rate", sent "no", with the time to wait',
    needs: ['start-at-bank'],
    async run(stand) {
      const { request, error } = await startOver(stand, { kind: 'rate' }, { onCall: 1 })
      must(error.kind === 'rate', `A 429 is an error of kind rate, not ${error.kind}.`)
      mustSay(error, 'no', 'a limiter turns calls away before they are looked at')
      must(
        error.retryAfterMs === 7000,
        `The bank asked for 7 s of patience; the error says ${error.retryAfterMs ?? 'nothing'} ms.`,
      )
      await stand.open().initiate(request)
    },
  },
  {
    id: 'initiate/wrong-credentials',
    says: 'wrong credentials are an error of kind "auth", and nothing is done',
    needs: ['start-at-bank', 'secrets'],
    async run(stand) {
      const proof = stand.factory.manifest.callbacks?.authentication.secret
      const secrets = Object.fromEntries(
        Object.entries(stand.agreement.secrets).map(([name, pair]) => [
          name,
          name === proof
            ? pair
            : { current: { id: pair.current.id, value: 'the-credentials-of-somebody-else' } },
        ]),
      )
      const outcome = await tried(stand.open({ secrets }).initiate(stand.request()))
      const isRefused = stand.line.calls.some(({ status }) => status === 401 || status === 403)
      if (!isRefused) throw new NotApplicable('the bank takes calls without credentials')
      must('error' in outcome, 'The driver reported success although the bank refused its credentials.')
      const { error } = outcome
      must(error.kind === 'auth', `The bank refused the credentials; the error says ${error.kind}, not auth.`)
      mustSay(error, 'no', 'the bank does nothing for strangers')
    },
  },
  {
    id: 'initiate/shutdown',
    says: 'a process that ends does not wait for the bank',
    needs: ['start-at-bank'],
    async run(stand) {
      const ending = new AbortController()
      stand.spoil({ kind: 'no-answer' })
      const starting = stand.open({ signal: ending.signal }).initiate(stand.request())
      setTimeout(() => ending.abort(), 50)
      const began = performance.now()
      await refusalOf(starting, 'although it was aborted')
      must(
        performance.now() - began < graceMs,
        'The driver went on waiting after its process was told to end.',
      )
    },
  },
]
