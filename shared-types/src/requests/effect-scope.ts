/** What a right covers, narrowed or divided: goods and services by class, designs by number. Pure. */
import { z } from 'zod'
import { plainLine } from '../plain-text.ts'
import type { ApplicationRequest } from '../request-kinds.ts'
import { EffectRefusal, effectSaying } from './effect-words.ts'
import type { JsonValue, RegisterRest } from './register.ts'

/** Classes with terms; without terms the whole class is meant. */
const partSchema = z.array(
  z.object({ classNumber: z.number().int(), terms: z.array(plainLine(500)).max(10_000).optional() }),
)
const designPartSchema = z.array(z.string())

export type GoodsPart = z.infer<typeof partSchema>
type Goods = Extract<ApplicationRequest, { kind: 'trademark-application' }>['goodsAndServices']
export type FileRecord = { application: ApplicationRequest; rest: RegisterRest }

const asksFor = (path: string): EffectRefusal => new EffectRefusal(effectSaying('effect-missing', { path }))

/** @throws EffectRefusal where no goods are named */
export function goodsIn(value: JsonValue | undefined, path: string): GoodsPart {
  const parsed = partSchema.safeParse(value)
  if (!parsed.success || parsed.data.length === 0) throw asksFor(path)
  return parsed.data
}

/** @throws EffectRefusal where no designs are named */
export function designsIn(value: JsonValue | undefined, path: string): string[] {
  const parsed = designPartSchema.safeParse(value)
  if (!parsed.success || parsed.data.length === 0) throw asksFor(path)
  return parsed.data
}

/** A limitation keeps a term as it is, or begins with it: "Shirts" becomes "Shirts, namely sports shirts". */
const isWithin = (term: string, registered: string): boolean =>
  term === registered || (term.startsWith(registered) && /^[\s,;:(،؛]/u.test(term.slice(registered.length)))

function classIn(goods: Goods, classNumber: number): Goods[number] {
  const found = goods.find((one) => one.classNumber === classNumber)
  if (!found) throw new EffectRefusal(effectSaying('effect-no-class', { classNumber }))
  return found
}

const noTerm = (classNumber: number, term: string): EffectRefusal =>
  new EffectRefusal(effectSaying('effect-no-term', { classNumber, term }))
const nothingLeft = (): EffectRefusal => new EffectRefusal(effectSaying('effect-nothing-left'))

/** Returns goods narrowed to a part of them. @throws EffectRefusal for goods that are not in the register */
export const narrowedTo = (goods: Goods, part: GoodsPart): Goods =>
  part.map(({ classNumber, terms }) => {
    const before = classIn(goods, classNumber)
    if (!terms || terms.length === 0) return before
    const foreign = terms.find((term) => !before.terms.some((registered) => isWithin(term, registered)))
    if (foreign !== undefined) throw noTerm(classNumber, foreign)
    return { classNumber, terms }
  })

/** Returns goods without a part of them. @throws EffectRefusal for goods that are not in the register, or where none is left */
export function without(goods: Goods, part: GoodsPart): Goods {
  for (const { classNumber, terms = [] } of part) {
    const before = classIn(goods, classNumber)
    const foreign = terms.find((term) => !before.terms.includes(term))
    if (foreign !== undefined) throw noTerm(classNumber, foreign)
  }
  const left = goods.flatMap(({ classNumber, terms }) => {
    const taken = part.filter((one) => one.classNumber === classNumber)
    if (taken.some((one) => !one.terms || one.terms.length === 0)) return []
    const gone = new Set(taken.flatMap((one) => one.terms ?? []))
    const kept = terms.filter((term) => !gone.has(term))
    return kept.length === 0 ? [] : [{ classNumber, terms: kept }]
  })
  if (left.length === 0) throw nothingLeft()
  return left
}

/** Returns the numbers of the designs of a file, in the order of its application: they stay when others are given up. */
export const designNumbersOf = ({ application, rest }: FileRecord): readonly string[] =>
  application.kind === 'design-application'
    ? (rest.designNumbers ?? application.designs.map((_, place) => String(place + 1)))
    : []

/** Returns a record with only some of its designs. @throws EffectRefusal for a number that it does not have, or where none is left */
export function withDesigns(
  record: FileRecord,
  keeps: (no: string) => boolean,
  named: readonly string[],
): FileRecord {
  const { application, rest } = record
  if (application.kind !== 'design-application')
    throw new EffectRefusal(effectSaying('effect-wrong-right', { member: 'designs' }))
  const numbers = designNumbersOf(record)
  const foreign = named.find((no) => !numbers.includes(no))
  if (foreign !== undefined) throw new EffectRefusal(effectSaying('effect-no-design', { no: foreign }))
  const designNumbers = numbers.filter(keeps)
  if (designNumbers.length === 0) throw nothingLeft()
  const designs = application.designs.filter((_, place) => keeps(numbers[place] ?? ''))
  return { application: { ...application, designs }, rest: { ...rest, designNumbers } }
}
