/** What does not fit together inside one tariff: codes, percentages of fees, tiers, discounts, parts of a payment. */
import type { Discount, FeeItem, Instalments, Tariff } from './fee-rules.ts'
import { conditionsIn, pathsOf, readersOf, type Fault, type Place } from './paths-in-tariff.ts'
import { percentPattern, shareOfPercent } from './share.ts'

const subjectsOf = (request: string | readonly string[]): readonly string[] =>
  typeof request === 'string' ? [request] : request

function codesTwice({ items, discounts = [], taxes, instalments = [], order = {} }: Tariff): Fault[] {
  const named: [Place, string][] = [
    ...items.map(({ code }, index): [Place, string] => [['items', index, 'code'], code]),
    ...discounts.map(({ code }, index): [Place, string] => [['discounts', index, 'code'], code]),
    ...taxes.map(({ code }, index): [Place, string] => [['taxes', index, 'code'], code]),
    ...instalments.map(({ code }, index): [Place, string] => [['instalments', index, 'code'], code]),
    ...(['least', 'most', 'roundTo'] as const).flatMap((name): [Place, string][] => {
      const rule = order[name]
      return rule ? [[['order', name, 'code'], rule.code]] : []
    }),
  ]
  return named.flatMap(([path, code], index) =>
    named.findIndex(([, one]) => one === code) === index
      ? []
      : [{ path, message: `The code "${code}" is used twice.` }],
  )
}

/** A percentage of other fees stands after them and is due for the same requests. */
function percentages({ items }: Tariff): Fault[] {
  return items.flatMap((item, index) => {
    const of: [Place, readonly string[]][] =
      'percentOf' in item
        ? [[['items', index, 'percentOf'], item.percentOf.items]]
        : 'tiers' in item
          ? item.tiers.steps.flatMap((tier, place): [Place, readonly string[]][] =>
              'percentOf' in tier
                ? [[['items', index, 'tiers', 'steps', place, 'percentOf'], tier.percentOf.items]]
                : [],
            )
          : []
    return of.flatMap(([at, codes]) =>
      codes.flatMap((code, place) => {
        const path = [...at, 'items', place]
        const base = items.slice(0, index).find((one) => one.code === code)
        if (!base)
          return [
            {
              path,
              message: `No fee "${code}" stands before this one; a percentage is of fees that are figured already.`,
            },
          ]
        const shared = subjectsOf(item.request).some((one) => subjectsOf(base.request).includes(one))
        return shared ? [] : [{ path, message: `The fee "${code}" is due for other requests than this one.` }]
      }),
    )
  })
}

function amounts({ items, order = {} }: Tariff): Fault[] {
  const { least, most } = order
  return [
    ...items.flatMap((item: FeeItem, index): Fault[] => {
      const faults: Fault[] = []
      const { minMinor, maxMinor } = item
      if (minMinor !== undefined && maxMinor !== undefined && minMinor > maxMinor)
        faults.push({ path: ['items', index, 'minMinor'], message: 'The least is above the most.' })
      if (!('tiers' in item)) return faults
      const { by, charge, steps, until } = item.tiers
      const at = ['items', index, 'tiers']
      steps.forEach(({ from }, place) => {
        const before = steps[place - 1]
        if (before && before.from >= from)
          faults.push({
            path: [...at, 'steps', place, 'from'],
            message: 'Tiers begin higher and higher; this one overlaps the one before it.',
          })
      })
      if (until !== undefined && until < (steps.at(-1)?.from ?? 0))
        faults.push({ path: [...at, 'until'], message: 'The tiers end before the last one begins.' })
      if (charge === 'parts' && by !== 'quantity')
        faults.push({ path: [...at, 'by'], message: 'Only the quantity itself can be charged in parts.' })
      if (charge === 'parts' && (steps[0]?.from ?? 1) < 1)
        faults.push({ path: [...at, 'steps', 0, 'from'], message: 'The first unit is number 1.' })
      return faults
    }),
    ...(least && most && least.amountMinor > most.amountMinor
      ? [{ path: ['order', 'least', 'amountMinor'], message: 'The least is above the most.' }]
      : []),
  ]
}

/** Discounts and taxes name fees that there are. */
function unknownItems(tariff: Tariff): Fault[] {
  const codes = tariff.items.map(({ code }) => code)
  return (['discounts', 'taxes'] as const).flatMap((list) =>
    (tariff[list] ?? []).flatMap(({ items = [] }, index) =>
      items.flatMap((code, place) =>
        codes.includes(code)
          ? []
          : [{ path: [list, index, 'items', place], message: `There is no fee "${code}".` }],
      ),
    ),
  )
}

const isAlways = ({ when, proof }: Discount): boolean => when === undefined && proof === undefined
const touchSame = (one: Discount, other: Discount): boolean =>
  one.on === other.on &&
  (!one.items || !other.items || one.items.some((code) => other.items?.includes(code) === true))

/** Discounts that are always due together must leave something, and say how they go together. */
function stackings({ discounts = [], stacking }: Tariff): Fault[] {
  const faults: Fault[] = []
  if (discounts.length > 1 && stacking === undefined)
    faults.push({ path: ['stacking'], message: 'Say how the discounts go together: add, multiply or best.' })
  discounts.forEach((discount, index) => {
    if ('lessMinor' in discount && !discount.items)
      faults.push({
        path: ['discounts', index, 'items'],
        message: 'Name the fees that an amount is taken off.',
      })
    if (!isAlways(discount) || stacking === 'best') return
    const before = discounts.slice(0, index).filter((one) => isAlways(one) && touchSame(one, discount))
    if ('insteadMinor' in discount && before.some((one) => 'insteadMinor' in one))
      faults.push({
        path: ['discounts', index, 'insteadMinor'],
        message: 'Another discount replaces the same fee already; let the best one count (stacking "best").',
      })
    const percents = [...before, discount].flatMap((one) => ('percent' in one ? [one.percent] : []))
    const sum = percents.reduce((total, percent) => {
      if (!percentPattern.test(percent)) return total
      const { numerator, denominator } = shareOfPercent(percent)
      return total + Number(numerator) / Number(denominator)
    }, 0)
    if (stacking === 'add' && 'percent' in discount && sum > 1)
      faults.push({
        path: ['discounts', index, 'percent'],
        message: 'With those before it, this takes off more than the whole fee.',
      })
  })
  return faults
}

function partsOfPayment({ parts }: Instalments, at: Place): Fault[] {
  const faults: Fault[] = []
  let sum = 0
  parts.forEach(({ code, percent, withinDays }, index) => {
    const path = [...at, 'parts', index]
    const before = parts[index - 1]
    const isLast = index === parts.length - 1
    if (parts.findIndex((part) => part.code === code) !== index)
      faults.push({ path: [...path, 'code'], message: `The code "${code}" is used twice.` })
    if (before && before.withinDays >= withinDays)
      faults.push({
        path: [...path, 'withinDays'],
        message: 'Each part is due later than the one before it.',
      })
    if (isLast && percent !== undefined)
      faults.push({
        path: [...path, 'percent'],
        message: 'The last part takes what is left; leave its percentage out.',
      })
    if (!isLast && percent === undefined)
      faults.push({ path: [...path, 'percent'], message: 'Say which percentage this part takes.' })
    if (percent !== undefined && percentPattern.test(percent)) {
      const { numerator, denominator } = shareOfPercent(percent)
      sum += Number(numerator) / Number(denominator)
    }
  })
  if (sum >= 1)
    faults.push({ path: [...at, 'parts'], message: 'The parts before the last leave nothing for it.' })
  return faults
}

function conditions(tariff: Tariff): Fault[] {
  const groups = Object.keys(tariff.countryGroups ?? {})
  return readersOf(tariff).flatMap((reader) => [
    ...pathsOf(reader).flatMap(({ at, isItemMissing }) =>
      isItemMissing ? [{ path: at, message: 'There is no item here: name the list in "each" first.' }] : [],
    ),
    ...(reader.when ? conditionsIn(reader.when, [...reader.at, 'when']) : []).flatMap(({ at, when }) => {
      const named = when.applicantCountries
      if (!named) return []
      const [member, list] = 'in' in named ? (['in', named.in] as const) : (['notIn', named.notIn] as const)
      return list.flatMap((name, place) =>
        /^[a-z]/.test(name) && !groups.includes(name)
          ? [
              {
                path: [...at, 'applicantCountries', member, place],
                message: `The tariff has no group of countries "${name}".`,
              },
            ]
          : [],
      )
    }),
  ])
}

/** Returns what is to be put right inside a tariff, each with its place. */
export function faultsInTariff(tariff: Tariff): Fault[] {
  const { validFrom, validTo, instalments = [] } = tariff
  return [
    ...codesTwice(tariff),
    ...(validTo !== undefined && validTo < validFrom
      ? [{ path: ['validTo'], message: 'The tariff ends before it begins.' }]
      : []),
    ...percentages(tariff),
    ...amounts(tariff),
    ...unknownItems(tariff),
    ...stackings(tariff),
    ...instalments.flatMap((plan, index) => partsOfPayment(plan, ['instalments', index])),
    ...conditions(tariff),
  ]
}
