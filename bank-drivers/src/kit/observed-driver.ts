/** A driver under observation: what it returns is checked against the contract, and every error is noted before it goes on. */
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type {
  CancelRequest,
  Driver,
  InitiateRequest,
  InitiateResult,
  QueryRequest,
  QueryResult,
  RawCallback,
  RefundQuery,
  RefundQueryResult,
  RefundRequest,
  RefundResult,
  SettlementPage,
  Translation,
  Verification,
} from '../contract.ts'
import { DriverError } from '../driver-error.ts'
import { outcomeOf, refundOutcomeOf } from '../manifest.ts'
import type { DriverManifest } from '../manifest.ts'
import { CaseFailure, shown } from './kit-case.ts'
import * as said from './said-by-drivers.ts'
import { withoutSurroundings } from './surroundings.ts'

/** A driver of which every function can be called: one that is missing fails the case instead. */
export type ObservedDriver = {
  readonly manifest: DriverManifest
  readonly initiate: (request: InitiateRequest) => Promise<InitiateResult>
  readonly verifyCallback: (callback: RawCallback) => Promise<Verification>
  readonly translateCallback: (body: Uint8Array) => Translation
  readonly query: (request: QueryRequest) => Promise<QueryResult>
  readonly cancel: (request: CancelRequest) => Promise<QueryResult>
  readonly refund: (request: RefundRequest) => Promise<RefundResult>
  readonly queryRefund: (request: RefundQuery) => Promise<RefundQueryResult>
  readonly fetchSettlements: (cursor: string | undefined) => Promise<SettlementPage>
  readonly parseSettlement: (bytes: Uint8Array) => ParsedSettlement
}
export type ParsedSettlement = ReturnType<NonNullable<Driver['parseSettlement']>>

const spokenSchema = z.looseObject({ outcome: z.string(), bankStatus: z.string() })

const nameOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : shown(error)

/** Returns `driver` observed; `note` hears of every value it returned or threw. */
export function observeDriver(driver: Driver, note: (thing: unknown) => void): ObservedDriver {
  function parsed<T>(name: string, schema: z.ZodType, value: T): T {
    note(value)
    const verdict = schema.safeParse(value)
    if (verdict.success) return value
    const [issue] = verdict.error.issues
    const path = issue?.path.join('.') ?? ''
    throw new CaseFailure(
      `${name} returned something that the contract does not know${path && `, at ${path}`}: ${issue?.message ?? 'unreadable'}.`,
    )
  }

  /** Lets a DriverError through; anything else is the driver's defect. */
  function refused(name: string, error: unknown): never {
    note(error)
    if (error instanceof DriverError || error instanceof CaseFailure) throw error
    const twin = error instanceof Error && error.name === 'DriverError'
    throw new CaseFailure(
      twin
        ? `${name} rejected with a DriverError of another copy of @lodge/bank-drivers: install it once, beside the kit.`
        : `${name} rejected with ${nameOf(error)}: a driver rejects with a DriverError, which says whether the bank may have acted.`,
      error,
    )
  }

  /** What a status means is the manifest's to say, so that an unknown one is never guessed. */
  function byTheMap(name: string, value: unknown): void {
    const { data } = spokenSchema.safeParse(value)
    if (data === undefined) return
    const isRefund = name.endsWith('efund')
    const meant = isRefund
      ? refundOutcomeOf(driver.manifest, data.bankStatus)
      : outcomeOf(driver.manifest, data.bankStatus)
    if (meant !== data.outcome)
      throw new CaseFailure(
        `${name} says ${data.outcome} for the status ${shown(data.bankStatus)}; by the manifest it is ${meant}. Take it from the map (outcomeOf).`,
      )
  }

  const asked =
    <A, R>(
      name: string,
      work: ((argument: A) => Promise<R> | R) | undefined,
      schema: z.ZodType,
    ): ((argument: A) => Promise<R>) =>
    async (argument) => {
      if (work === undefined) throw missing(name)
      try {
        const result = parsed(name, schema, await work.call(driver, argument))
        byTheMap(name, result)
        return result
      } catch (error) {
        return refused(name, error)
      }
    }

  const missing = (name: string): CaseFailure =>
    new CaseFailure(`The manifest promises what needs ${name}, and the driver has no such function.`)

  /** A pure function is called twice, without clock, chance, network and environment, and must say the same. */
  function pure<R>(name: string, work: () => R): R {
    const [once, again] = withoutSurroundings(name, () => [work(), work()] as const)
    if (!isDeepStrictEqual(once, again))
      throw new CaseFailure(`${name} is not pure: twice the same bytes, and two answers.`)
    note(once)
    return once
  }

  return {
    manifest: driver.manifest,
    initiate: asked('initiate', driver.initiate, said.initiateResultSchema),
    verifyCallback: asked('verifyCallback', driver.verifyCallback, said.verificationSchema),
    translateCallback(body) {
      const name = 'translateCallback'
      try {
        const before = Buffer.from(body).toString('latin1')
        const result = pure(name, () => driver.translateCallback(body))
        if (Buffer.from(body).toString('latin1') !== before)
          throw new CaseFailure(`${name} changes the bytes that it is given.`)
        const translation = parsed(name, said.translationSchema, result)
        for (const event of translation.events) byTheMap(name, event)
        return translation
      } catch (error) {
        if (error instanceof CaseFailure) throw error
        note(error)
        throw new CaseFailure(
          `${name} threw ${nameOf(error)}: what it cannot read belongs into "rejected", where it is an alarm.`,
          error,
        )
      }
    },
    query: asked('query', driver.query, said.queryResultSchema),
    cancel: asked('cancel', driver.cancel, said.queryResultSchema),
    refund: asked('refund', driver.refund, said.refundResultSchema),
    queryRefund: asked('queryRefund', driver.queryRefund, said.refundQueryResultSchema),
    fetchSettlements: asked('fetchSettlements', driver.fetchSettlements, said.settlementPageSchema),
    parseSettlement(bytes) {
      const { parseSettlement } = driver
      if (parseSettlement === undefined) throw missing('parseSettlement')
      return pure('parseSettlement', () => parseSettlement(bytes))
    },
  }
}
