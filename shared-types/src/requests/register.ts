/** The register's record of a file: the application as it stands, and all that stands beside it. Each version is whole. */
import type { PlainDate } from '../plain-date.ts'
import type { Address } from '../parties.ts'
import type { DateName } from './file-facts.ts'
import type { RegisterList } from './request-type.ts'

/** Any value that JSON can hold. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue }

/** A numbered entry, such as a licence; it is changed by versions and ended, never removed. */
export type RegisterEntry = {
  /** Such as `L-1`; unique in its file. */
  no: string
  list: RegisterList
  state: 'in-force' | 'ended'
  since: PlainDate
  until: PlainDate | null
  /** The request that made it, and the last one that changed it. */
  madeBy: string
  changedBy: string | null
  version: number
  data: { readonly [name: string]: JsonValue }
}

/** What the register holds beside the application. */
export type RegisterRest = {
  correspondence: { name?: string | undefined; address: Address; email?: string | undefined } | null
  entries: readonly RegisterEntry[]
  flags: readonly string[]
  /** Dates that a request has moved; the others follow from the history and the office's terms. */
  dates: Readonly<Partial<Record<DateName, PlainDate>>>
  /** The file that this one was split from. */
  parent: { fileId: string; fileNumber: string } | null
  /** The numbers of the designs that are left, in the order of the application; absent while all of them are. */
  designNumbers?: readonly string[] | undefined
}

export const emptyRest: RegisterRest = {
  correspondence: null,
  entries: [],
  flags: [],
  dates: {},
  parent: null,
}
