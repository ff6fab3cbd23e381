/** What a case of the kit is: an id, a sentence, what it needs of a driver, and the proof. */
import type { DriverManifest, DriverOutcome } from '../manifest.ts'
import type { Stand } from './stand.ts'

/** A case that was not kept. `message` is a sentence that tells the driver's author what happened and what should have. */
export class CaseFailure extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause })
    this.name = 'CaseFailure'
  }
}

/** Thrown by a case that finds out only at the bank that it has nothing to prove; `message` is the reason for skipping it. */
export class NotApplicable extends Error {}

/** @throws CaseFailure with the sentence unless `condition` holds. */
export function must(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new CaseFailure(sentence)
}

/** Returns a value as text for a sentence; whole numbers of any size as digits. */
export const shown = (value: unknown): string =>
  value === undefined
    ? 'nothing'
    : JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part))

/** What the kit has to know of a manifest to choose cases and to report. */
export type ManifestFacts = Pick<DriverManifest, 'id' | 'version' | 'kind' | 'capabilities' | 'secrets'>

/** What a manifest may lack, and how its absence is put into words. */
export const needs = {
  bank: [({ kind }) => kind !== 'deposit' && kind !== 'counter', 'the driver talks to no bank'],
  books: [({ kind }) => kind === 'deposit' || kind === 'counter', 'the driver reads no books of the office'],
  'start-at-bank': [
    ({ kind }) => kind === 'redirect' || kind === 'billing-gateway',
    'a payment of this kind starts without a call to a bank',
  ],
  'start-asks': [({ kind }) => kind !== 'reference' && kind !== 'counter', 'starting a payment asks nobody'],
  reference: [({ kind }) => kind === 'reference', 'money does not come by transfers under a reference'],
  query: [({ capabilities }) => capabilities.query, 'no capability "query"'],
  'find-by-reference': [
    ({ capabilities }) => capabilities.query && capabilities.findByReference,
    'no capability "findByReference"',
  ],
  cancel: [({ capabilities }) => capabilities.cancel, 'no capability "cancel"'],
  refund: [({ capabilities }) => capabilities.refund !== 'none', 'no capability "refund"'],
  'part-refund': [
    ({ capabilities }) => capabilities.refund === 'partial',
    'refunds are not in parts (capability "refund")',
  ],
  idempotency: [({ capabilities }) => capabilities.nativeIdempotency, 'no capability "nativeIdempotency"'],
  callbacks: [({ capabilities }) => capabilities.callbacks, 'no capability "callbacks"'],
  settlement: [
    ({ capabilities }) => capabilities.settlementFormats.length > 0,
    'no capability "settlementFormats"',
  ],
  camt: [
    ({ capabilities }) => capabilities.settlementFormats.some((format) => format.startsWith('camt.')),
    'no settlement format in XML (capability "settlementFormats")',
  ],
  'both-camts': [
    ({ capabilities }) =>
      (['camt.053', 'camt.054'] as const).every((format) => capabilities.settlementFormats.includes(format)),
    'not both camt.053 and camt.054 (capability "settlementFormats")',
  ],
  secrets: [({ secrets }) => secrets.length > 0, 'no secrets are declared'],
} as const satisfies Record<string, readonly [holds: (manifest: ManifestFacts) => boolean, reason: string]>

export type Need = keyof typeof needs

export const groups = ['contract', 'initiate', 'callbacks', 'lifecycle', 'settlement'] as const
export type Group = (typeof groups)[number]

export type KitCase = {
  /** `<group>/<name>`; stable, as reports and mutants name it. */
  readonly id: `${Group}/${string}`
  /** What a driver that passes has proved. */
  readonly says: string
  readonly needs: readonly Need[]
  /** Real time after which the case counts as hanging; 10 s unless told. */
  readonly limitMs?: number
} & (
  | { readonly needsNoBank?: never; readonly run: (stand: Stand) => Promise<void> | void }
  /** Looks at the manifest alone. */
  | { readonly needsNoBank: true; readonly run: (subject: Pick<Stand, 'factory'>) => void }
)

/** Returns whether some status of the bank has this outcome. */
export const says = ({ statuses }: Pick<DriverManifest, 'statuses'>, outcome: DriverOutcome): boolean =>
  Object.values(statuses).includes(outcome)

/** Returns why a case does not apply to a driver, or undefined where it does. */
export function whyNot({ needs: wanted }: KitCase, manifest: ManifestFacts): string | undefined {
  const lacking = wanted.find((need) => !needs[need][0](manifest))
  return lacking === undefined ? undefined : needs[lacking][1]
}
