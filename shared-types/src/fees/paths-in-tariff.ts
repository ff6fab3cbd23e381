/** Every condition of a tariff, and every path that it reads, with the place in the tariff at which each stands. */
import type { FeeCondition, FeeCount, FeeDay, FieldTest, Tariff } from './fee-rules.ts'

export type Place = (string | number)[]
export type Fault = { path: Place; message: string }

type Values = readonly (string | number | boolean)[]
/** A path into requests; `values` are those that it is compared with. One into an item that is not there has no list. */
export type PathUse = {
  at: Place
  path: string
  values?: Values
  isItemMissing?: true
}

/** What reads paths: a part of the tariff for the requests of some subjects. */
export type Reader = {
  at: Place
  subjects: readonly string[]
  each?: string
  when?: FeeCondition
  counts?: readonly (readonly [under: readonly string[], count: FeeCount])[]
  paths?: readonly (readonly [under: readonly string[], path: string])[]
}

const subjectsOf = (request: string | readonly string[]): readonly string[] =>
  typeof request === 'string' ? [request] : request

/** Returns the parts of a tariff that read requests; a discount or tax of items reads the requests of those. */
export function readersOf(tariff: Tariff): Reader[] {
  const every = [...new Set(tariff.items.flatMap(({ request }) => subjectsOf(request)))]
  const subjectsOfItems = (codes: readonly string[] | undefined): readonly string[] =>
    codes
      ? [
          ...new Set(
            tariff.items.flatMap(({ code, request }) => (codes.includes(code) ? subjectsOf(request) : [])),
          ),
        ]
      : every
  const limited = (list: 'discounts' | 'taxes'): Reader[] =>
    (tariff[list] ?? []).map(({ items, when }, index) => ({
      at: [list, index],
      subjects: subjectsOfItems(items),
      // A discount is asked for each line, so it may look into the item that the line is for.
      ...(list === 'discounts' ? eachOf(items) : {}),
      ...(when ? { when } : {}),
    }))
  const eachOf = (codes: readonly string[] | undefined): { each?: string } => {
    const [each] = tariff.items.flatMap((item) => (codes?.includes(item.code) ? (item.each ?? []) : []))
    return each === undefined ? {} : { each }
  }
  return [
    ...tariff.items.map((item, index): Reader => {
      const { request, each, per, when, detail } = item
      const by = 'tiers' in item ? item.tiers.by : 'quantity'
      return {
        at: ['items', index],
        subjects: subjectsOf(request),
        counts: [[['per'], per], ...(by === 'quantity' ? [] : [[['tiers', 'by'], by] as const])],
        paths: [
          ...('unitBy' in item ? [[['unitBy', 'path'], item.unitBy.path] as const] : []),
          ...(detail === undefined ? [] : [[['detail'], detail] as const]),
        ],
        ...(each === undefined ? {} : { each }),
        ...(when ? { when } : {}),
      }
    }),
    ...limited('discounts'),
    ...limited('taxes'),
    ...(tariff.instalments ?? []).map(({ request, when }, index): Reader => ({
      at: ['instalments', index],
      subjects: subjectsOf(request),
      ...(when ? { when } : {}),
    })),
  ]
}

/** Returns a condition with those inside it. */
export function conditionsIn(when: FeeCondition, at: Place): { at: Place; when: FeeCondition }[] {
  return [
    { at, when },
    ...(when.any ?? []).flatMap((one, index) => conditionsIn(one, [...at, 'any', index])),
    ...(when.not ? conditionsIn(when.not, [...at, 'not']) : []),
  ]
}

/** Returns a path from the request for one that may lead into the item of a list. */
function use(at: Place, path: string, list: string | undefined, values?: Values): PathUse {
  const given = values ? { values } : {}
  if (path !== 'item' && !path.startsWith('item.')) return { at, path, ...given }
  return list === undefined
    ? { at, path, isItemMissing: true }
    : { at, path: `${list}${path.slice('item'.length)}`, ...given }
}

function ofTest(test: FieldTest, at: Place, list: string | undefined): PathUse {
  const values = 'isOneOf' in test ? test.isOneOf : 'isNoneOf' in test ? test.isNoneOf : undefined
  return use([...at, 'path'], test.path, list, values)
}

const ofDay = (day: FeeDay | undefined, at: Place, list: string | undefined): PathUse[] =>
  day && 'path' in day ? [use([...at, 'path'], day.path, list)] : []

function ofCount(count: FeeCount, at: Place, list: string | undefined): PathUse[] {
  if (typeof count === 'string' || 'file' in count) return []
  if ('lengthOf' in count) {
    const own = use([...at, 'lengthOf'], count.lengthOf, list)
    return count.where ? [own, ofTest(count.where, [...at, 'where'], own.path)] : [own]
  }
  if ('numberAt' in count) return [use([...at, 'numberAt'], count.numberAt, list)]
  if ('distinct' in count) return [use([...at, 'distinct'], count.distinct, list)]
  if ('wordsIn' in count) return [use([...at, 'wordsIn'], count.wordsIn, list)]
  if ('charactersIn' in count) return [use([...at, 'charactersIn'], count.charactersIn, list)]
  if ('sum' in count) return count.sum.flatMap((one, index) => ofCount(one, [...at, 'sum', index], list))
  if ('firstOf' in count)
    return count.firstOf.flatMap((one, index) => ofCount(one, [...at, 'firstOf', index], list))
  if ('each' in count) {
    const own = use([...at, 'each'], count.each, list)
    return [own, ...ofCount(count.count, [...at, 'count'], own.path)]
  }
  return [...ofDay(count.from, [...at, 'from'], list), ...ofDay(count.to, [...at, 'to'], list)]
}

function ofCondition(when: FeeCondition, at: Place, list: string | undefined): PathUse[] {
  const ends = ['day', 'from', 'after', 'until', 'before'] as const
  return [
    ...(when.fields ?? []).map((test, index) => ofTest(test, [...at, 'fields', index], list)),
    ...(when.counts ?? []).flatMap(({ count }, index) =>
      ofCount(count, [...at, 'counts', index, 'count'], list),
    ),
    ...(when.days ?? []).flatMap((days, index) =>
      ends.flatMap((end) => ofDay(days[end], [...at, 'days', index, end], list)),
    ),
  ]
}

/** Returns every path that a part of the tariff reads, from the request on. */
export function pathsOf({ at, each, when, counts = [], paths = [] }: Reader): PathUse[] {
  return [
    ...(each === undefined ? [] : [use([...at, 'each'], each, undefined)]),
    ...counts.flatMap(([under, count]) => ofCount(count, [...at, ...under], each)),
    ...paths.map(([under, path]) => use([...at, ...under], path, each)),
    ...(when
      ? conditionsIn(when, [...at, 'when']).flatMap((one) => ofCondition(one.when, one.at, each))
      : []),
  ]
}
