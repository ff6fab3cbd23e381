/** The one fee function, which device and server run alike: explained lines, each citing its rule, that add up to the total. */
import type { FeeLine } from './fee-line.ts'
import type { Language } from './languages.ts'
import { money, type Money } from './money.ts'
import type { Person } from './parties.ts'
import type { PlainDate } from './plain-date.ts'
import type { Request, RequestKind } from './submission.ts'
import type { Countable, Tariff } from './tariff.ts'
import type { Mark } from './trademark-request.ts'

/** The facts of a request that fees depend on; of a draft, as far as they are known. */
export type Priceable = {
  requestId: string
  kind: RequestKind
  markKind: Mark['kind'] | undefined
  classes: number
  priorities: number
  /** The kind of each applicant; undefined where a draft does not say yet. */
  applicants: readonly (Person['kind'] | undefined)[]
}

/** What a tariff makes of requests: lines that add up to the total. */
export type Price = { tariffVersion: string; lines: FeeLine[]; total: Money }

/** Returns the tariff in force on `on`, or undefined where none is. */
export const tariffOn = (tariffs: readonly Tariff[], on: PlainDate): Tariff | undefined =>
  tariffs.find((tariff) => tariff.validFrom <= on && (tariff.validTo === undefined || on <= tariff.validTo))

const countOf = {
  request: () => 1,
  classes: ({ classes }) => classes,
  priorities: ({ priorities }) => priorities,
  applicants: ({ applicants }) => applicants.length,
} satisfies Record<Countable, (facts: Priceable) => number>

/** A draft that does not name its applicants yet has no reduction for natural persons. */
function applies(when: Tariff['items'][number]['when'], { markKind, applicants }: Priceable): boolean {
  if (when?.markKinds && (markKind === undefined || !when.markKinds.includes(markKind))) return false
  if (when?.naturalPersons === undefined) return true
  const allNatural = applicants.length > 0 && applicants.every((kind) => kind === 'natural')
  return allNatural === when.naturalPersons
}

type Cited = Pick<FeeLine, 'rule' | 'citation'>

/** Returns the provision that sets a fee: in `language` where the office says it so, else as the office cites it. */
export const citationIn = ({ rule, citation }: Cited, language: Language): string =>
  citation?.[language] ?? rule

/** What a fee or a tax says of itself on a line. */
const saidBy = ({ code, rule, citation, label }: Cited & Pick<FeeLine, 'code' | 'label'>) => ({
  code,
  rule,
  ...(citation ? { citation } : {}),
  label,
})

/** Returns `amount` × basis points / 10,000, halves rounded away from zero. */
function shareOf(amountMinor: bigint, basisPoints: number): bigint {
  const product = amountMinor * BigInt(basisPoints)
  return (product + (product < 0n ? -5000n : 5000n)) / 10_000n
}

/** Returns the facts of a request that fees depend on; one about a file that exists has no more than its kind. */
export const priceableOf = (request: Request): Priceable =>
  request.kind === 'trademark-application'
    ? {
        requestId: request.requestId,
        kind: request.kind,
        markKind: request.mark.kind,
        classes: request.goodsAndServices.length,
        priorities: request.priorities.length,
        applicants: request.applicants.map(({ kind }) => kind),
      }
    : {
        requestId: request.requestId,
        kind: request.kind,
        markKind: undefined,
        classes: 0,
        priorities: 0,
        applicants: [],
      }

/** Prices `requests` under `tariff`. */
export const price = (tariff: Tariff, requests: readonly Request[]): Price =>
  priceFacts(tariff, requests.map(priceableOf))

/** Prices requests by their facts. Lines of amount zero are left out unless the fee itself is zero. */
export function priceFacts(tariff: Tariff, requests: readonly Priceable[]): Price {
  const lines: FeeLine[] = requests.flatMap((request) =>
    tariff.items.flatMap((item) => {
      if (item.request !== request.kind || !applies(item.when, request)) return []
      const quantity = Math.max(0, countOf[item.per](request) - item.free)
      if (quantity === 0) return []
      const { unitMinor } = item
      return [
        {
          ...saidBy(item),
          requestId: request.requestId,
          quantity,
          unitMinor,
          amountMinor: unitMinor * BigInt(quantity),
        },
      ]
    }),
  )
  const net = lines.reduce((sum, line) => sum + line.amountMinor, 0n)
  for (const tax of tariff.taxes) {
    const amountMinor = shareOf(net, tax.rateBasisPoints)
    if (amountMinor === 0n) continue
    lines.push({ ...saidBy(tax), requestId: null, quantity: 1, unitMinor: amountMinor, amountMinor })
  }
  const total = lines.reduce((sum, line) => sum + line.amountMinor, 0n)
  return { tariffVersion: tariff.version, lines, total: money(total, tariff.currency) }
}
