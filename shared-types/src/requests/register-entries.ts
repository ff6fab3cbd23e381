/** Numbered entries of the register: added, changed by versions, and ended; never removed. Pure. */
import { isRecord } from '../forms/read-path.ts'
import type { PlainDate } from '../plain-date.ts'
import { EffectRefusal, effectSaying } from './effect-words.ts'
import type { JsonValue, RegisterEntry } from './register.ts'
import type { RegisterList } from './request-type.ts'

/** What the numbers of each list begin with. */
export const prefixOf = {
  licences: 'L',
  'rights-in-rem': 'P',
  'security-measures': 'M',
  bankruptcies: 'B',
  oppositions: 'O',
  observations: 'V',
  'invalidity-actions': 'I',
  'revocation-actions': 'R',
  appeals: 'A',
  extensions: 'X',
  exhibitions: 'E',
  designations: 'D',
  transfers: 'T',
  corrections: 'C',
  annuities: 'Y',
  renewals: 'N',
  copies: 'K',
  inspections: 'S',
  requests: 'Q',
} as const satisfies Record<RegisterList, string>

const isList = (name: string): name is RegisterList => Object.hasOwn(prefixOf, name)
/** Every list of the register. */
export const registerLists: readonly RegisterList[] = Object.keys(prefixOf).filter(isList)

type Made = { requestId: string; on: PlainDate }
type Data = RegisterEntry['data']

const isItems = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value)
const isData = (value: JsonValue): value is Data => isRecord(value)

/** An entry holds members; of a single value it is its `value`. */
const dataOf = (value: JsonValue): Data => (isData(value) ? value : { value })

/** Returns the entries with what was asked for added: one entry, or one for each item of a list. */
export function withRecorded(
  entries: readonly RegisterEntry[],
  list: RegisterList,
  value: JsonValue,
  { requestId, on }: Made,
): RegisterEntry[] {
  const before = entries.filter((entry) => entry.list === list).length
  const made = (isItems(value) ? value : [value]).map((item, place): RegisterEntry => ({
    no: `${prefixOf[list]}-${before + place + 1}`,
    list,
    state: 'in-force',
    since: on,
    until: null,
    madeBy: requestId,
    changedBy: null,
    version: 1,
    data: dataOf(item),
  }))
  return [...entries, ...made]
}

/** @throws EffectRefusal where no entry of the list is in force under the number */
function changed(
  entries: readonly RegisterEntry[],
  list: RegisterList,
  no: JsonValue | undefined,
  change: (entry: RegisterEntry) => RegisterEntry,
): RegisterEntry[] {
  const found = entries.find((entry) => entry.no === no && entry.list === list && entry.state === 'in-force')
  if (!found) {
    const named = typeof no === 'string' || typeof no === 'number' ? no : ''
    throw new EffectRefusal(effectSaying('effect-no-entry', { no: named }))
  }
  return entries.map((entry) => (entry === found ? change(entry) : entry))
}

/** Returns the entries with one changed: what `members` has replaces what it had. @throws EffectRefusal where it is not there */
export const withAmended = (
  entries: readonly RegisterEntry[],
  list: RegisterList,
  no: JsonValue | undefined,
  members: JsonValue,
  { requestId }: Made,
): RegisterEntry[] =>
  changed(entries, list, no, (entry) => ({
    ...entry,
    version: entry.version + 1,
    changedBy: requestId,
    data: { ...entry.data, ...dataOf(members) },
  }))

/** Returns the entries with one ended on the day. @throws EffectRefusal where it is not there */
export const withEnded = (
  entries: readonly RegisterEntry[],
  list: RegisterList,
  no: JsonValue | undefined,
  { requestId, on }: Made,
): RegisterEntry[] =>
  changed(entries, list, no, (entry) => ({
    ...entry,
    state: 'ended',
    until: on,
    version: entry.version + 1,
    changedBy: requestId,
  }))

const nameIn = (data: Data): string | undefined => {
  const { givenName, familyName, name } = data
  if (typeof name === 'string') return name
  return typeof givenName === 'string' && typeof familyName === 'string'
    ? `${givenName} ${familyName}`
    : undefined
}

/** Returns what tells an entry to a person beside its number: the first name in it, else its first line. */
export function labelOfEntry({ data }: Pick<RegisterEntry, 'data'>): string {
  const parts = Object.values(data).flatMap((value) => (isItems(value) ? [...value] : [value]))
  const name = [data, ...parts.filter(isData)].flatMap((one) => nameIn(one) ?? [])[0]
  return name ?? parts.find((value) => typeof value === 'string') ?? ''
}
