/**
 * Reads what was decrypted back into types. AES-GCM proves that a body is ours, so these look no deeper than types need;
 * zod would weigh more than all of drafting.
 */
import { DeviceError } from './device-error.ts'

/** Turns JSON into a value, or throws DeviceError `unreadable`. */
export type Decoder<T> = (value: unknown) => T

const refuse = (expected: string): never => {
  throw new DeviceError('unreadable', `A row on this device holds no ${expected} where it should.`)
}

export const isMembers = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

/** Returns an object's members, each still unknown. */
export const members: Decoder<Readonly<Record<string, unknown>>> = (value) =>
  isMembers(value) ? value : refuse('object')
export const text: Decoder<string> = (value) => (typeof value === 'string' ? value : refuse('text'))
export const number: Decoder<number> = (value) => (typeof value === 'number' ? value : refuse('number'))
export const boolean: Decoder<boolean> = (value) => (typeof value === 'boolean' ? value : refuse('boolean'))
/** Big integers stand in JSON as decimal strings. */
export const bigInteger: Decoder<bigint> = (value) => BigInt(text(value))

export const listOf =
  <T>(item: Decoder<T>): Decoder<T[]> =>
  (value) =>
    isList(value) ? value.map(item) : refuse('list')

export const recordOf =
  <T>(item: Decoder<T>): Decoder<Record<string, T>> =>
  (value) =>
    Object.fromEntries(Object.entries(members(value)).map(([name, member]) => [name, item(member)]))

export const oneOf =
  <T extends string>(options: readonly T[]): Decoder<T> =>
  (value) =>
    options.find((option) => option === value) ?? refuse(`one of ${options.join(', ')}`)

/** Returns what `item` makes of a member, or undefined where there is none. */
export const optional =
  <T>(item: Decoder<T>): Decoder<T | undefined> =>
  (value) =>
    value === undefined ? undefined : item(value)

type Defined<T> = {
  [Name in keyof T as undefined extends T[Name] ? never : Name]: T[Name]
} & { [Name in keyof T as undefined extends T[Name] ? Name : never]?: Exclude<T[Name], undefined> }

const isWithoutUndefined = <T extends object>(value: object): value is Defined<T> =>
  !Object.values(value).includes(undefined)

/** Returns `value` without members that are undefined, as optional members are typed here. */
export function defined<T extends object>(value: T): Defined<T> {
  const kept = Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined))
  return isWithoutUndefined<T>(kept) ? kept : refuse('members')
}
