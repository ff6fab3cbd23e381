/** Which drivers there are, and how one is opened: manifest proved, configuration parsed, client frozen, log redacted. */
import { z } from 'zod'
import { billingGateway } from './billing-gateway.ts'
import { cardGateway } from './card-gateway.ts'
import { bankTransfer } from './bank-transfer.ts'
import type { OfficeBooks } from './books.ts'
import type { Driver, DriverContext, SecretPair } from './contract.ts'
import { counter } from './counter.ts'
import { depositAccount } from './deposit-account.ts'
import { DriverError, refusedLocally } from './driver-error.ts'
import { createDriverHttp } from './http.ts'
import type { DriverHttp, DriverTls } from './http.ts'
import { redactingLogger, redactorOf } from './redaction.ts'
import type { DriverLogger } from './redaction.ts'
import { keepsToBooks } from './manifest.ts'
import type { DriverManifest } from './manifest.ts'

export type DriverFactory = {
  readonly manifest: DriverManifest
  /** @throws ZodError when the configuration is wrong. */
  readonly create: (config: unknown, context: DriverContext) => Driver
}

/** The drivers of this package by their id. */
export const drivers: Readonly<Record<string, DriverFactory>> = {
  [cardGateway.manifest.id]: cardGateway,
  [billingGateway.manifest.id]: billingGateway,
  [bankTransfer.manifest.id]: bankTransfer,
  [depositAccount.manifest.id]: depositAccount,
  [counter.manifest.id]: counter,
}

/** What the payment service supplies for one office. */
export type DriverSurroundings = {
  /** Returns a secret's values by its name, or undefined where the office has not set it. */
  readonly secret: (name: string) => SecretPair | undefined
  readonly clock: { readonly now: () => Date }
  /** The office's own money; asked only by drivers of kind `deposit` and `counter`. */
  readonly books?: OfficeBooks
  readonly logger: DriverLogger
  readonly signal?: AbortSignal
  readonly tls?: DriverTls
  readonly timeoutMs?: number
}

const leastSecretLength = 16

/** Every driver that talks to a bank has its address in its configuration under this name. */
const addressSchema = z.looseObject({ baseUrl: z.string() })

const refusedHere = (code: string, message: string) => () => Promise.reject(refusedLocally(code, message))

/** What a driver is given in place of a bank's address, when its kind has none. */
const noBank = ((refuse) => Object.freeze<DriverHttp>({ call: refuse, download: refuse }))(
  refusedHere('no-bank', 'A driver of this kind talks to no bank.'),
)

const noBooks = ((refuse) =>
  Object.freeze<OfficeBooks>({
    debitDeposit: refuse,
    findDebit: refuse,
    creditDeposit: refuse,
    findCredit: refuse,
    findTaken: refuse,
  }))(refusedHere('no-books', 'Only a driver of kind "deposit" or "counter" reads the books of the office.'))

/**
 * Returns a driver ready for use.
 * @throws DriverError (`sent: no`) for an unknown id or a secret that is not set; ZodError for a wrong configuration.
 */
export function openDriver(
  { manifest, create }: DriverFactory,
  config: unknown,
  surroundings: DriverSurroundings,
): Driver {
  const secret = (name: string): SecretPair => {
    const pair = manifest.secrets.includes(name) ? surroundings.secret(name) : undefined
    const values = [pair?.current, pair?.previous].flatMap((one) => (one ? [one.value] : []))
    if (!pair || values.some((value) => value.length < leastSecretLength))
      throw new DriverError({
        kind: 'auth',
        sent: 'no',
        code: 'secret-not-set',
        message: `Set the secret "${name}" of driver ${manifest.id}, with ${leastSecretLength} characters or more.`,
      })
    return pair
  }
  const redact = redactorOf(() =>
    manifest.secrets.flatMap((name) => {
      const pair = surroundings.secret(name)
      return [pair?.current.value ?? '', pair?.previous?.value ?? '']
    }),
  )
  manifest.secrets.forEach(secret)
  const logger = redactingLogger(surroundings.logger, redact)
  const { tls, timeoutMs, clock, signal = new AbortController().signal } = surroundings
  const isOfBooks = keepsToBooks(manifest)
  const { books = noBooks } = surroundings
  const http = isOfBooks
    ? noBank
    : createDriverHttp({
        baseUrl: addressSchema.parse(config).baseUrl,
        logger,
        redact,
        signal,
        ...(tls ? { tls } : {}),
        ...(timeoutMs ? { timeoutMs } : {}),
      })
  return create(
    config,
    Object.freeze({ http, books: isOfBooks ? books : noBooks, secret, clock, signal, logger }),
  )
}

/** Returns the factory of a driver. @throws DriverError (`sent: no`) when there is none of that id. */
export function driverById(id: string): DriverFactory {
  const factory = Object.hasOwn(drivers, id) ? drivers[id] : undefined
  if (!factory)
    throw refusedLocally(
      'no-such-driver',
      `There is no payment driver "${id}"; there are: ${Object.keys(drivers).join(', ')}.`,
    )
  return factory
}
