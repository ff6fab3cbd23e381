/** Goods and services of a draft: what stands in which class, and how terms get there. Pure: it returns what to write. */
import { itemsOf, type FieldValue, type FormValues } from '@lodge/shared-types'
import { addTerms } from './split-terms.ts'
import { linesOf } from './value-text.ts'

export type GoodsItem = { itemId: string; classNumber: number | undefined; terms: readonly string[] }
export type Change = readonly [path: string, value: FieldValue | undefined]
export type PlacedTerm = { text: string; classNumber: number }

/** Returns the classes of the list at `path` in their order. */
export const goodsOf = (values: FormValues, path: string): GoodsItem[] =>
  itemsOf(values, path).map((itemId) => {
    const classNumber = values.get(`${path}.${itemId}.classNumber`)
    return {
      itemId,
      classNumber: typeof classNumber === 'number' ? classNumber : undefined,
      terms: linesOf(values.get(`${path}.${itemId}.terms`)),
    }
  })

export const countTerms = (items: readonly GoodsItem[]): number =>
  items.reduce((sum, { terms }) => sum + terms.length, 0)

/** Where terms are placed: in the list at `path`, of at most `max` terms. */
export type Placing = { path: string; max: number; newId: () => string }
type Placed = { changes: Change[]; added: number; repeated: number; tooMany: number }

/**
 * Returns what to write so that `terms` stand in their classes; a class that is not there yet is added at the end.
 * At most `max` terms are kept in the whole draft.
 */
export function placeTerms(
  values: FormValues,
  terms: readonly PlacedTerm[],
  { path, max, newId }: Placing,
): Placed {
  const items = goodsOf(values, path)
  const byClass = Map.groupBy(terms, ({ classNumber }) => classNumber)
  const sum: Placed = { changes: [], added: 0, repeated: 0, tooMany: 0 }
  let room = max - countTerms(items)
  let at = lastPlace(values, items, path) + 1
  for (const [classNumber, group] of byClass) {
    const known = items.find((item) => item.classNumber === classNumber)
    const had = known?.terms ?? []
    const placed = addTerms(
      had,
      group.map(({ text }) => text),
      had.length + room,
    )
    room -= placed.added
    sum.added += placed.added
    sum.repeated += placed.repeated
    sum.tooMany += placed.tooMany
    const itemId = known?.itemId ?? newId()
    if (!known) {
      sum.changes.push([`${path}.${itemId}`, { at }], [`${path}.${itemId}.classNumber`, classNumber])
      at += 1
    }
    if (placed.added > 0 || !known) sum.changes.push([`${path}.${itemId}.terms`, placed.terms])
  }
  return sum
}

/** Returns what to write so that `terms` leave the item `itemId` for their own classes. */
export function moveTerms(
  values: FormValues,
  itemId: string,
  terms: readonly PlacedTerm[],
  how: Placing,
): Change[] {
  const path = `${how.path}.${itemId}.terms`
  const leaving = new Set(terms.map(({ text }) => text))
  const left = linesOf(values.get(path)).filter((text) => !leaving.has(text))
  const without = new Map(values).set(path, left)
  const { changes } = placeTerms(without, terms, how)
  return [[path, left], ...changes.filter(([changed]) => changed !== path)]
}

const isMarker = (value: FieldValue | undefined): value is { at: number } =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'at')

/** Items stand in the order of their `at`. */
function lastPlace(values: FormValues, items: readonly GoodsItem[], path: string): number {
  const last = items.at(-1)
  const marker = last && values.get(`${path}.${last.itemId}`)
  return isMarker(marker) ? marker.at : items.length
}
