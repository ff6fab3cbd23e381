/** The fee engine's figures: prices a second of a dossier in 45 classes with 20 lines, beside the same fees written by hand. */
import {
  addDays,
  priceFacts,
  priceableOf,
  tariffSchema,
  type FeeLine,
  type Price,
  type Tariff,
} from '@lodge/shared-types'
import { percentile, printFigures } from './figures.ts'

const classes = 45
const goal = 10_000
const rounds = 25
const on = '2026-11-20'

/** Fees that every application pays alike. */
const flat = [
  'publication',
  'search',
  'formality',
  'examination',
  'gazette',
  'certificate',
  'archive',
  'entry',
  'stamp',
]

const said = (code: string) => ({ code, rule: `Article ${code}`, label: { en: code } })
const fee = (code: string, given: object) => ({
  ...said(code),
  request: 'trademark-application',
  ...given,
})
const tariff: Tariff = tariffSchema.parse({
  version: 'bench',
  validFrom: '2026-01-01',
  currency: 'EUR',
  items: [
    fee('basic', { per: 'request', when: { markTypes: ['individual'] }, unitMinor: '52000' }),
    fee('class', { per: 'classes', free: 3, unitMinor: '3000' }),
    fee('image', { per: 'request', when: { markKinds: ['figurative'] }, unitMinor: '2500' }),
    fee('priority', { per: 'priorities', unitMinor: '2000' }),
    fee('applicant', { per: 'applicants', free: 1, unitMinor: '1000' }),
    fee('words', {
      per: { each: 'goodsAndServices', count: { wordsIn: 'item.terms' }, free: 2 },
      unitMinor: '10',
    }),
    fee('terms', {
      per: { lengthOf: 'goodsAndServices.terms' },
      tiers: {
        by: 'quantity',
        steps: [
          { from: 1, unitMinor: '10' },
          { from: 100, unitMinor: '8' },
        ],
      },
    }),
    fee('abroad', {
      per: 'request',
      when: { applicantCountries: { notIn: ['XB'], of: 'some' } },
      unitMinor: '4000',
    }),
    ...flat.map((code) => fee(code, { per: 'request', unitMinor: '1500' })),
    fee('surcharge', { per: 'request', percentOf: { percent: '12.5', items: ['basic', 'class'] } }),
  ],
  discounts: [{ ...said('small'), items: ['basic'], when: { colour: true }, on: 'amount', percent: '50' }],
  taxes: [{ ...said('tax'), percent: '5.25' }],
})

const aRequest = (requestId: string) => ({
  requestId,
  kind: 'trademark-application' as const,
  mark: { kind: 'figurative', type: 'individual', colours: ['red'] },
  applicants: [
    { kind: 'legal', address: { country: 'XB' } },
    { kind: 'legal', address: { country: 'DE' } },
  ],
  goodsAndServices: Array.from({ length: classes }, (_, at) => ({
    classNumber: at + 1,
    terms: ['hiking socks of wool', 'teaching of shadow theatre', 'weather balloons'],
  })),
  priorities: [{ country: 'DE', number: '1', date: addDays(on, -30) }],
})
type Requested = ReturnType<typeof aRequest>

/** The same fees as a programmer of one office would write them. */
function byHand(requests: readonly Requested[]): Price {
  const lines: FeeLine[] = []
  const add = (code: string, requestId: string | null, quantity: number, unitMinor: bigint): bigint => {
    const amountMinor = unitMinor * BigInt(quantity)
    lines.push({
      code,
      rule: `Article ${code}`,
      label: { en: code },
      requestId,
      quantity,
      unitMinor,
      amountMinor,
    })
    return amountMinor
  }
  const half = (minor: bigint): bigint => minor - (minor + 1n) / 2n
  for (const { requestId, mark, applicants, goodsAndServices, priorities } of requests) {
    const basic = mark.type === 'individual' ? add('basic', requestId, 1, 52_000n) : 0n
    const more =
      goodsAndServices.length > 3 ? add('class', requestId, goodsAndServices.length - 3, 3_000n) : 0n
    if (mark.kind === 'figurative') add('image', requestId, 1, 2_500n)
    if (priorities.length > 0) add('priority', requestId, priorities.length, 2_000n)
    if (applicants.length > 1) add('applicant', requestId, applicants.length - 1, 1_000n)
    let [words, terms] = [0, 0]
    for (const entry of goodsAndServices) {
      terms += entry.terms.length
      words += Math.max(0, entry.terms.reduce((sum, term) => sum + term.split(/\s+/).length, 0) - 2)
    }
    if (words > 0) add('words', requestId, words, 10n)
    if (terms > 0) add('terms', requestId, terms, terms < 100 ? 10n : 8n)
    if (applicants.some(({ address }) => address.country !== 'XB')) add('abroad', requestId, 1, 4_000n)
    const less = mark.colours.length > 0 ? half(basic) : 0n
    for (const code of flat) add(code, requestId, 1, 1_500n)
    add('surcharge', requestId, 1, ((basic - less + more) * 125n + 500n) / 1000n)
    if (less > 0n) add('small', requestId, 1, -less)
  }
  const sum = (): bigint => lines.reduce((total, { amountMinor }) => total + amountMinor, 0n)
  add('tax', null, 1, (sum() * 525n + 5000n) / 10_000n)
  return { tariffVersion: 'bench', lines, total: { amountMinor: sum(), currency: 'EUR' } }
}

/** Returns how many times `work` runs in a second of the processor: what else the machine does takes nothing away. */
function rateOf(work: () => unknown): number {
  const before = process.cpuUsage()
  const startedAt = performance.now()
  let count = 0
  while (performance.now() - startedAt < 100) {
    work()
    count += 1
  }
  const { user, system } = process.cpuUsage(before)
  return count / ((user + system) / 1_000_000)
}

/** Measures and prints the figures; the two ways of pricing must agree first. */
export function benchPrice(): Promise<void> {
  const requests = [aRequest('a')]
  const priceables = requests.map((request) => priceableOf(request))
  const engine = () => priceFacts(tariff, priceables, { on })
  const [ours, hand] = [engine(), byHand(requests)]
  if (ours.total.amountMinor !== hand.total.amountMinor || ours.lines.length !== hand.lines.length)
    throw new Error(
      `The engine says ${ours.total.amountMinor} in ${ours.lines.length} lines, by hand it is ${hand.total.amountMinor} in ${hand.lines.length}.`,
    )
  const naive = () => byHand(requests)
  const [measured, baseline]: [number[], number[]] = [[], []]
  // They take turns, so that a processor that slows down meets both; the first rounds warm them up.
  for (let round = -5; round < rounds; round += 1) {
    const [engineRate, handRate] = [rateOf(engine), rateOf(naive)]
    if (round < 0) continue
    measured.push(engineRate)
    baseline.push(handRate)
  }
  const rate = (rates: readonly number[]): string =>
    `${percentile(rates, 0.5).toFixed(0)} / ${percentile(rates, 0.05).toFixed(0)} a second`
  printFigures([
    {
      what: `prices of ${classes} classes, ${ours.lines.length} lines (${rounds} rounds, median / slowest)`,
      measured: rate(measured),
      goal: `≥ ${goal} a second`,
      isMet: percentile(measured, 0.5) >= goal,
      baseline: `by hand: ${rate(baseline)}`,
      ratio: (percentile(measured, 0.5) / percentile(baseline, 0.5)).toFixed(2),
    },
  ])
  return Promise.resolve()
}
