/** Runs cases one after another, each on a stand of its own and within its time; nothing that a driver does stops the run. */
import { performance } from 'node:perf_hooks'
import type { DriverFactory } from '../drivers.ts'
import { DriverError } from '../driver-error.ts'
import { driverManifestSchema } from '../manifest.ts'
import type { StartBankSide } from './bank-side.ts'
import { CaseFailure, NotApplicable, whyNot, type KitCase } from './kit-case.ts'
import { onStand } from './stand.ts'

export type CaseResult = {
  readonly id: KitCase['id']
  readonly says: string
  readonly needs: KitCase['needs']
  readonly tookMs: number
} & (
  | { readonly outcome: 'passed' }
  /** `why`: a sentence for the driver's author. `detail`: where it broke, if it was not the kit that said so. */
  | { readonly outcome: 'failed'; readonly why: string; readonly detail?: string }
  | { readonly outcome: 'skipped'; readonly why: string }
)

export type RunOptions = {
  readonly factory: DriverFactory
  /** Without it only the cases that look at the manifest alone are run. */
  readonly startBankSide: StartBankSide | undefined
  readonly seed: number
  readonly cases: readonly KitCase[]
  readonly onStart?: (one: KitCase) => void
  readonly onResult?: (result: CaseResult) => void
}

export const usualLimitMs = 10_000

const sentenceOf = (error: unknown): string => {
  if (error instanceof CaseFailure) return error.message
  if (error instanceof DriverError)
    return `The driver rejected with ${error.kind} (${error.code}, sent: ${error.sent}), where it should have done its work: ${error.message}`
  return error instanceof Error ? `${error.name}: ${error.message}` : `Something was thrown: ${String(error)}`
}

const detailOf = (error: unknown): string | undefined => {
  const origin = error instanceof CaseFailure ? error.cause : error
  return origin instanceof Error && !(origin instanceof DriverError) ? origin.stack : undefined
}

/** Rejects when the time is up. */
async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  const timer: { id?: NodeJS.Timeout } = {}
  const late = new Promise<never>((_resolve, reject) => {
    timer.id = setTimeout(
      () =>
        reject(
          new CaseFailure(
            `The case did not end within ${limitMs / 1000} s: the driver or the bank side hangs.`,
          ),
        ),
      limitMs,
    )
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer.id)
  }
}

async function runCase(one: KitCase, { factory, startBankSide, seed }: RunOptions): Promise<CaseResult> {
  const { id, says, needs } = one
  const said = { id, says, needs }
  const isReadable = driverManifestSchema.safeParse(factory.manifest).success
  if (!isReadable && !one.needsNoBank)
    return {
      ...said,
      tookMs: 0,
      outcome: 'skipped',
      why: 'the manifest is not valid (see contract/manifest)',
    }
  const why = isReadable ? whyNot(one, factory.manifest) : undefined
  if (why !== undefined) return { ...said, tookMs: 0, outcome: 'skipped', why }
  const began = performance.now()
  const took = (): number => Math.round(performance.now() - began)
  try {
    if (one.needsNoBank) one.run({ factory })
    else if (!startBankSide) throw new NotApplicable('no bank side was given (--bank-side)')
    else await within(one.limitMs ?? usualLimitMs, onStand({ factory, startBankSide, seed }, one.run))
    return { ...said, tookMs: took(), outcome: 'passed' }
  } catch (error) {
    if (error instanceof NotApplicable)
      return { ...said, tookMs: took(), outcome: 'skipped', why: error.message }
    const detail = detailOf(error)
    return {
      ...said,
      tookMs: took(),
      outcome: 'failed',
      why: sentenceOf(error),
      ...(detail === undefined ? {} : { detail }),
    }
  }
}

/** Returns the results in the order of the cases. Rejections that nobody awaited are told as failures of the case during which they came. */
export async function runCases(options: RunOptions): Promise<CaseResult[]> {
  const results: CaseResult[] = []
  const stray: unknown[] = []
  const catchStray = (error: unknown): void => void stray.push(error)
  process.on('unhandledRejection', catchStray)
  process.on('uncaughtException', catchStray)
  try {
    for (const one of options.cases) {
      options.onStart?.(one)
      let result = await runCase(one, options)
      await new Promise(setImmediate)
      const [error] = stray.splice(0)
      if (error !== undefined && result.outcome === 'passed')
        result = {
          ...{ id: one.id, says: one.says, needs: one.needs, tookMs: result.tookMs },
          ...{ outcome: 'failed', why: `An error went past everybody: ${sentenceOf(error)}` },
        }
      results.push(result)
      options.onResult?.(result)
    }
  } finally {
    process.off('unhandledRejection', catchStray)
    process.off('uncaughtException', catchStray)
  }
  return results
}
