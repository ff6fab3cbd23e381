/** What does not fit together among the tariffs of an office, and between them and the requests that it takes. */
import { z } from 'zod'
import { designRequestSchema } from '../design-request.ts'
import { formOfType } from '../forms/form-of-type.ts'
import { pagesOf, type FormField } from '../forms/form.ts'
import type { Currency } from '../money.ts'
import { patentRequestSchema } from '../patent-request.ts'
import { addDays } from '../plain-date.ts'
import { applicationKinds } from '../request-kinds.ts'
import type { RequestType } from '../requests/request-type.ts'
import { postFilingRequestSchema } from '../requests/post-filing-request.ts'
import { responseRequestSchema } from '../response-request.ts'
import { trademarkRequestSchema } from '../trademark-request.ts'
import type { Tariff } from './fee-rules.ts'
import { pathsOf, readersOf, type Fault, type PathUse } from './paths-in-tariff.ts'

/** Validity: from the first tariff on, exactly one is in force each day. */
function datesOf(tariffs: readonly Tariff[]): Fault[] {
  return tariffs.flatMap((tariff, index): Fault[] => {
    const path = [index, 'validFrom']
    const before = tariffs[index - 1]
    if (!before) return []
    if (before.validTo === undefined || before.validTo >= tariff.validFrom)
      return [{ path, message: 'This tariff overlaps the one before it.' }]
    const next = addDays(before.validTo, 1)
    return next === tariff.validFrom
      ? []
      : [
          {
            path,
            message: `No tariff is in force from ${next} until the day before ${tariff.validFrom}; the one before ends on ${before.validTo}.`,
          },
        ]
  })
}

/** Returns the schemas that a part of a path leads to, through lists and whatever a value may be of. */
function below(schema: unknown, name: string): unknown[] {
  if (schema instanceof z.ZodOptional) return below(schema.unwrap(), name)
  if (schema instanceof z.ZodArray) return below(schema.element, name)
  if (schema instanceof z.ZodDiscriminatedUnion) return schema.options.flatMap((one) => below(one, name))
  if (!(schema instanceof z.ZodObject)) return []
  return Object.hasOwn(schema.shape, name) ? [schema.shape[name]] : []
}
const leadsSomewhere = (schema: unknown, path: string): boolean =>
  path.split('.').reduce<unknown[]>((found, name) => found.flatMap((one) => below(one, name)), [schema])
    .length > 0

const schemaOf: Readonly<Record<string, unknown>> = {
  'trademark-application': trademarkRequestSchema,
  'patent-application': patentRequestSchema,
  'utility-model-application': patentRequestSchema,
  'design-application': designRequestSchema,
  'response-to-office-action': responseRequestSchema,
}

/** Returns the entries of a type's form by their paths in the request. */
function entriesOf(type: RequestType): ReadonlyMap<string, FormField | undefined> {
  const entries = new Map<string, FormField | undefined>()
  for (const page of pagesOf(formOfType(type))) {
    for (const field of page.fields ?? []) entries.set(field.name, field)
    if (!page.list) continue
    entries.set(page.list.path, undefined)
    for (const field of page.list.fields) entries.set(`${page.list.path}.${field.name}`, field)
  }
  return entries
}

/** Says what is wrong with a path into requests of a type; undefined where it leads to an entry. */
function faultOfPath(
  entries: ReadonlyMap<string, FormField | undefined>,
  path: string,
  values: PathUse['values'],
): string | undefined {
  if (!path.startsWith('data.'))
    return leadsSomewhere(postFilingRequestSchema, path)
      ? undefined
      : `Such a request has no entry "${path}".`
  const field = entries.get(path)
  if (!field && !entries.has(path) && ![...entries.keys()].some((known) => known.startsWith(`${path}.`)))
    return `The form of this request asks for no "${path}".`
  if (field?.kind !== 'choice' || !values) return undefined
  const offered = field.options.map(({ value }) => value)
  const strange = values.find((value) => !offered.some((one) => one === value))
  return strange === undefined
    ? undefined
    : `"${path}" is never "${String(strange)}"; the form offers ${offered.join(', ')}.`
}

/** What an office says of itself, as far as its tariffs depend on it. */
export type TariffOffice = {
  currency: Currency
  /** The post-filing requests that the office takes; undefined where they are not at hand, and are then not looked at. */
  requestTypes?: readonly RequestType[] | undefined
}

function requestsOf(tariff: Tariff, { requestTypes }: TariffOffice): Fault[] {
  const types = new Map(requestTypes?.map((type) => [type.type, { type, entries: entriesOf(type) }]))
  const known = [...applicationKinds, 'response-to-office-action']
  return readersOf(tariff).flatMap((reader) => {
    const isItem = reader.at[0] === 'items' || reader.at[0] === 'instalments'
    const unknown = requestTypes
      ? reader.subjects.filter((one) => isItem && !known.includes(one) && !types.has(one))
      : []
    if (unknown.length > 0)
      return unknown.map((one) => ({
        path: [...reader.at, 'request'],
        message: `The office takes no request "${one}"; check its spelling, or name it in requests.json.`,
      }))
    return pathsOf(reader).flatMap(({ at, path, values }) => {
      const reasons = reader.subjects.map((subject) => {
        const type = types.get(subject)
        if (type) return faultOfPath(type.entries, path, values)
        const schema = schemaOf[subject]
        return schema === undefined || leadsSomewhere(schema, path)
          ? undefined
          : `A request "${subject}" has no entry "${path}".`
      })
      // What is about several requests may look at what only some of them have.
      const [reason] = reasons
      return reason !== undefined && reasons.every((one) => one !== undefined)
        ? [{ path: at, message: reason }]
        : []
    })
  })
}

/** Returns what is to be put right in the tariffs of an office, each with its place in their list. */
export const tariffFaults = (tariffs: readonly Tariff[], office: TariffOffice): Fault[] => [
  ...tariffs.flatMap((tariff, index): Fault[] => [
    ...(tariff.currency === office.currency
      ? []
      : [{ path: [index, 'currency'], message: `The office works in ${office.currency}.` }]),
    ...(tariffs.findIndex(({ version }) => version === tariff.version) === index
      ? []
      : [{ path: [index, 'version'], message: `The version "${tariff.version}" is used twice.` }]),
    ...requestsOf(tariff, office).map(({ path, message }) => ({ path: [index, ...path], message })),
  ]),
  ...datesOf(tariffs),
]
