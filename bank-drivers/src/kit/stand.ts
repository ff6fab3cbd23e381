/** What a case stands on: a bank of its own, a line that can be spoilt, the kit's clock and chance, and the driver between them. */
import http from 'node:http'
import {
  creditorReferenceOf,
  currencyExponents,
  isCurrency,
  money,
  type Currency,
  type Money,
} from '@lodge/shared-types'
import { z } from 'zod'
import { idempotencyKeyOf } from '../contract.ts'
import type { Driver, InitiateRequest, QueryResult, SecretPair } from '../contract.ts'
import { DriverError } from '../driver-error.ts'
import { openDriver, type DriverFactory } from '../drivers.ts'
import type { DriverManifest } from '../manifest.ts'
import type { LogFacts } from '../redaction.ts'
import type { Agreement, BankSide, StartBankSide } from './bank-side.ts'
import { canaryFinder, wordsOf } from './canaries.ts'
import { certificateForAnotherHost, certificateForThisMachine } from './certificates.ts'
import { watchConnections } from './connections.ts'
import { openFaultLine, type Fault, type FaultLine, type Plan } from './fault-line.ts'
import { spoilBooks, type BooksFault } from './faulty-books.ts'
import { CaseFailure, must, shown } from './kit-case.ts'
import { observeDriver, type ObservedDriver } from './observed-driver.ts'
import { createRandom, type Random } from './random.ts'
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts'

export type OpenTerms = {
  readonly keys?: 'both' | 'current'
  /** For the whole exchange with the bank; 10 s unless told. */
  readonly timeoutMs?: number
  /** Where the bank is for this driver, in place of the line. */
  readonly baseUrl?: string
  /** In place of the agreed secrets. */
  readonly secrets?: Readonly<Record<string, SecretPair>>
  readonly signal?: AbortSignal
}

export type Stand = {
  readonly factory: DriverFactory
  readonly side: BankSide
  readonly clock: VirtualClock
  readonly random: Random
  readonly driver: ObservedDriver
  readonly agreement: Agreement
  /** @throws CaseFailure for a driver without a bank. */
  readonly line: FaultLine
  /** Opens a line of its own, as over TLS; it ends with the case. */
  readonly openLine: (tls: 'right' | 'wrong') => Promise<FaultLine>
  /** Opens the same driver anew, as another process would. @throws whatever the driver throws. */
  readonly open: (terms?: OpenTerms) => ObservedDriver
  /** The driver itself, to look at its shape. */
  readonly openUnobserved: (terms?: OpenTerms) => Driver
  /** Spoils a call to come, to the bank or to the office's books. */
  readonly spoil: (fault: Fault, plan?: Plan) => void
  /** How many calls the driver has made so far. */
  readonly calls: () => number
  /** The keys under which the driver had the office's books move money. */
  readonly keysAtBooks: () => readonly string[]
  /** Returns an amount within the limits of the driver; of the first currency unless told. */
  readonly amount: (currency?: Currency) => Money
  readonly request: (amount?: Money, more?: Partial<InitiateRequest>) => InitiateRequest
  /** The payer pays what was asked, or `amount`; a second passes. */
  readonly pay: (request: InitiateRequest, amount?: Money) => Promise<void>
  /** Asks for a payment, by the bank's reference where it is given. */
  readonly query: (request: InitiateRequest, bankReference?: string) => Promise<QueryResult>
  /** What the bank took for the attempt, in parts, and what went back (negative), by the bank's own books. */
  readonly movements: (request: InitiateRequest) => Promise<readonly bigint[]>
}

const secondMs = 1000
const roundMs = 10_000

/** Returns the currencies that a manifest offers. */
export const currenciesOf = ({ currencies }: Pick<DriverManifest, 'currencies'>): Currency[] =>
  Object.keys(currencies).filter(isCurrency)

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)
const most = (a: bigint, b: bigint): bigint => (a > b ? a : b)

/** A door for callbacks that the bank side sends by itself; they are acknowledged and forgotten. */
async function openDoor({ callbacks }: DriverManifest) {
  const { status, contentType, body } = callbacks?.acknowledgement ?? {
    ...{ status: 200, contentType: 'text/plain', body: '' },
  }
  const server = http.createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(status, { 'content-type': contentType }).end(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** What the console was told during a case; a driver's words belong into its logger. */
function muteConsole(note: (text: string) => void): () => void {
  const names = ['log', 'info', 'warn', 'error', 'debug'] as const
  const real = names.map((name): readonly [string, unknown] => [name, Reflect.get(console, name)])
  for (const name of names) console[name] = (...words: unknown[]) => note(wordsOf(words))
  return () => {
    for (const [name, work] of real) Reflect.set(console, name, work)
  }
}

export type Subject = {
  readonly factory: DriverFactory
  readonly startBankSide: StartBankSide
  readonly seed: number
}

/**
 * Runs `work` on a stand of its own and takes it down again. Afterwards, whatever the case was about: no secret in log, errors,
 * addresses and answers, and no connection to a foreign host.
 * @throws CaseFailure, or whatever the driver or the bank side threw.
 */
export async function onStand(
  { factory, startBankSide, seed }: Subject,
  work: (stand: Stand) => Promise<void> | void,
): Promise<void> {
  const clock = createVirtualClock()
  const random = createRandom(seed)
  const notes: string[] = []
  const closers: (() => Promise<void> | void)[] = []
  const lines: FaultLine[] = []
  const watch = watchConnections()
  closers.push(
    watch.end,
    muteConsole((text) => void notes.push(text)),
  )
  try {
    const door = await openDoor(factory.manifest)
    closers.push(door.close)
    const side = await startBankSide({
      now: clock.now,
      seed,
      driverError: (failure) => new DriverError(failure),
    })
    closers.push(side.stop)
    const openLine = async (tls?: 'right' | 'wrong'): Promise<FaultLine> => {
      must(side.baseUrl !== undefined, 'The bank side has no baseUrl: say where the bank listens.')
      const line = await openFaultLine(side.baseUrl, tls)
      lines.push(line)
      closers.push(line.stop)
      return line
    }
    const isOfBooks = factory.manifest.kind === 'deposit' || factory.manifest.kind === 'counter'
    const line = isOfBooks ? undefined : await openLine()
    must(
      !isOfBooks || side.books !== undefined,
      'The bank side has no books, which this kind of driver reads.',
    )
    const faulty = side.books && spoilBooks(side.books)

    const note = (thing: unknown): void => void notes.push(wordsOf(thing))
    const log = (message: string, facts: LogFacts = {}): void =>
      void notes.push(`${message} ${wordsOf(facts)}`)
    const openUnobserved = (terms: OpenTerms = {}): Driver => {
      const baseUrl = terms.baseUrl ?? line?.url ?? ''
      const agreement = side.agreement({ baseUrl, keys: terms.keys ?? 'both' })
      const secrets = terms.secrets ?? agreement.secrets
      const { error } = factory.manifest.configSchema.safeParse(agreement.config)
      must(
        error === undefined,
        `The driver refuses the configuration of the bank side: ${error ? z.prettifyError(error) : ''}`,
      )
      return openDriver(factory, agreement.config, {
        secret: (name) => (Object.hasOwn(secrets, name) ? secrets[name] : undefined),
        clock: { now: clock.now },
        logger: { info: log, warn: log, error: log },
        timeoutMs: terms.timeoutMs ?? roundMs,
        ...(faulty ? { books: faulty.books } : {}),
        ...(terms.signal ? { signal: terms.signal } : {}),
        ...(baseUrl.startsWith('https:')
          ? { tls: { ca: certificateForThisMachine.cert + '\n' + certificateForAnotherHost.cert } }
          : {}),
      })
    }
    const open = (terms: OpenTerms = {}): ObservedDriver => observeDriver(openUnobserved(terms), note)

    const driver = open()
    const agreement = side.agreement({ baseUrl: line?.url ?? '', keys: 'both' })
    let serial = 0
    const stand: Stand = {
      ...{ factory, side, clock, random, driver, agreement, openLine, open, openUnobserved },
      get line(): FaultLine {
        if (line) return line
        throw new CaseFailure('The driver has no bank to call.')
      },
      spoil(fault, plan = {}) {
        if (line) line.plan(fault, plan)
        else faulty?.plan(booksFaultOf(fault), plan.onCall)
      },
      calls: () => line?.calls.length ?? faulty?.calls() ?? 0,
      keysAtBooks: () => faulty?.keys() ?? [],
      amount(currency) {
        const chosen = currency ?? currenciesOf(driver.manifest)[0]
        const limits = chosen && driver.manifest.currencies[chosen]
        must(limits !== undefined, 'The driver takes no currency at all.')
        const from = least(most(limits.minMinor, 10_000n), limits.maxMinor)
        const to = most(least(limits.maxMinor, 99_999n), from)
        const span = Number(least(to - from, 1_000_000n))
        return money(from + BigInt(random.whole(0, span)), chosen ?? 'EUR')
      },
      request(amount = stand.amount(), more = {}) {
        serial += 1
        const attemptId = more.attemptId ?? random.id()
        const orderNumber = `INV-2033-${String(random.whole(1000, 999_999))}${serial}`
        return {
          attemptId,
          idempotencyKey: idempotencyKeyOf(attemptId, 'initiate'),
          amount,
          lines: [{ label: 'Filing fee', amount }],
          description: `Fees of submission ${serial}`,
          orderNumber,
          creditorReference: creditorReferenceOf(orderNumber),
          accountId: 'kit-account',
          returnUrl: `${door.url}/back`,
          callbackUrl: `${door.url}/callbacks`,
          language: 'en',
          ...more,
        }
      },
      async pay(request, amount = request.amount) {
        await side.pay(request, amount)
        clock.turn(secondMs)
      },
      query: (request, bankReference) =>
        driver.query({
          attemptId: request.attemptId,
          ...(bankReference === undefined ? {} : { bankReference }),
        }),
      movements: async ({ attemptId }) =>
        (await side.movements())
          .filter((one) => one.attemptId === attemptId)
          .map((one) => one.amount.amountMinor),
    }
    await work(stand)

    const isCanary = canaryFinder(agreement)
    const leak = notes.find(isCanary)
    must(
      leak === undefined,
      `A secret stands in what the driver logged, threw or returned: “${excerpt(leak)}”.`,
    )
    const call = lines.flatMap(({ calls }) => calls).find(({ url }) => isCanary(url))
    must(
      call === undefined,
      'A secret stands in the address of a call: every machine on the way logs addresses.',
    )
    must(
      lines.every((one) => one.foreignVisits() === 0),
      'The driver followed a redirect to another host.',
    )
    const foreign = watch.foreign()
    must(foreign.length === 0, `A connection was made to ${foreign.join(', ')}, which is not the bank.`)
  } finally {
    for (const close of closers.reverse()) await close()
  }
}

const excerpt = (text = ''): string => `${text.slice(0, 60)}…`

const booksFaultOf = ({ kind }: Fault): BooksFault => {
  if (kind === 'lost' || kind === 'no-answer') return kind
  throw new CaseFailure(`Books have no fault of kind ${shown(kind)}.`)
}

/** Returns how many decimal digits the minor unit of a currency has. */
export const exponentOf = (currency: Currency): number => currencyExponents[currency]

/** Returns how an amount may be written on a wire: as a decimal, with a point or a comma, or in minor units. */
export function spellingsOf({ amountMinor, currency }: Money): string[] {
  const digits = amountMinor.toString()
  const exponent = exponentOf(currency)
  const padded = digits.padStart(exponent + 1, '0')
  const decimal = (sign: string): string =>
    exponent === 0 ? digits : `${padded.slice(0, -exponent)}${sign}${padded.slice(-exponent)}`
  return [decimal('.'), decimal(','), digits]
}
