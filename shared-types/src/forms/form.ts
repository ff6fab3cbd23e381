/** What a form is: data that one renderer shows and one checker walks, on the device and on the server alike. */
import type { ListedCodes } from '../code-lists/code-list.ts'
import type { DocumentRole } from '../documents.ts'
import type { Language } from '../languages.ts'
import type { OfficeProfile } from '../office-profile.ts'
import type { RequestType } from '../requests/request-type.ts'
import type { ApplicationKind, RequestKind, Right } from '../submission.ts'

/** Words in every language of the catalogue; the compiler asks for each. */
export type Words = Readonly<Record<Language, string>>

/** What a form asks of an office's rules; a whole profile and a public one both are this. */
export type FormOffice = Pick<
  OfficeProfile,
  'branches' | 'languages' | 'requests' | 'documents' | 'calendar' | 'currency'
> & {
  /** The post-filing requests that the office takes; a device has those that it needs. */
  requestTypes?: readonly RequestType[]
  /** The codes of the office's lists; without them only the form of a code is checked. */
  listedCodes?: ListedCodes
}

/** The rules of an office that decide what a form asks. */
export type OfficeRule = 'agentRequired' | 'priorities'

/**
 * When a page or field is asked. A `path` stands as a field's `name` does: from the request for pages and their fields,
 * from the item for fields of a list.
 */
export type Condition =
  | { path: string; isOneOf: readonly string[] }
  | { rule: OfficeRule; is: boolean }
  | { any: readonly Condition[] }
  | { all: readonly Condition[] }

/** A day that a date of a form is held against: that of the filing of the request, or of the file that it is about. */
export type DayBound = 'today' | 'filing'

export type Choice = { value: string; label: Words; hint?: Words }

export type FieldKind =
  /** One line, or text of several lines, of at most `max` characters. */
  | { kind: 'line' | 'text'; max: number }
  | { kind: 'email' }
  | { kind: 'phone' }
  /** A day as YYYY-MM-DD; `priority` is the first day whose priority could still be claimed on the filing date of the file. */
  | { kind: 'date'; notAfter?: DayBound; notBefore?: DayBound | 'priority' }
  /** A two-letter code of WIPO ST.3. */
  | { kind: 'country' }
  /** A list of lines (value: string[]), such as the lines of an address. */
  | { kind: 'lines'; max: number; maxLines: number }
  /**
   * One of `options`. With `decides`, the question is the device's own: 'yes' means that the request has the member
   * `decides`, and the answer itself is not sent.
   */
  | { kind: 'choice'; options: readonly Choice[]; decides?: string }
  /** One of `options` that the office takes: a kind of mark. */
  | { kind: 'mark-kind'; options: readonly Choice[] }
  /** One of `options` that the office takes: a type of mark. */
  | { kind: 'mark-type'; options: readonly Choice[] }
  /** One of `options` that the office takes: a role of a document. */
  | { kind: 'document-role'; options: readonly (Choice & { value: DocumentRole })[] }
  /** A branch of the office. */
  | { kind: 'branch' }
  /** A working language of the office. */
  | { kind: 'language' }
  /** Goods or services in one class (value: string[]), each a line of at most `max` characters; `maxTerms` in all classes. */
  | { kind: 'terms'; max: number; maxTerms: number }
  /** A class of the Nice Classification (value: number, 1–45). */
  | { kind: 'class-number' }
  /** A whole number (value: number). */
  | { kind: 'number'; min: number; max: number }
  /** A sum of money in the office's currency, as a plain decimal (value: string, such as `1200.50`). */
  | { kind: 'amount' }
  /** A statement that the party makes by ticking it (value: true). */
  | { kind: 'declaration' }
  /** A class and subclass of the Locarno Classification (value: string, such as `06-01`). */
  | { kind: 'locarno' }
  /** An entry of the file's register (value: its number, such as `L-1`), of one of these lists. */
  | { kind: 'entry'; lists: readonly string[] }
  /** One of the file's people, by their number from 1 (value: number); `creators` are its inventors or designers. */
  | { kind: 'person-number'; among: 'applicants' | 'inventors' | 'designers' | 'creators' }
  /** Designs of the file, by their numbers (value: string[]). */
  | { kind: 'designs' }
  /**
   * Images that belong together (value: DraftView[]), at most `max`; each is of one of the kinds `options`. The request has
   * kind and SHA-256 of each, and names its document.
   */
  | { kind: 'views'; role: DocumentRole; options: readonly Choice[]; max: number }
  /** Every entry that a person has (see `personFields`), under `name` and a dot; for a list of people the name is ''. */
  | { kind: 'person' }
  /**
   * A document (value: DraftDocument). Its role is given, or taken from the item's field `roleFrom`. `at` is the path in the
   * request at which its absence is complained about; with `writesSha256` the document's SHA-256 is written there.
   */
  | { kind: 'document'; role: DocumentRole; at?: string; writesSha256?: boolean }
  | { kind: 'document'; roleFrom: string }

/** M: needed for a filing date; F: a formality; O: optional. M and F say what to do when they are missing. */
export type FieldLevel = { level: 'M' | 'F'; missing: Words } | { level: 'O' }

export type FormField = FieldKind &
  FieldLevel & {
    /** From the request ('mark.text') on a page, from the item ('address.city') in a list. */
    name: string
    label: Words
    hint?: Words
    /** A token of the HTML `autocomplete` attribute. */
    autoComplete?: string
    when?: Condition
  }

export type FormList = FieldLevel & {
  /** Where the list is in the request and on the device. */
  path: string
  /** The list is the device's own: each item becomes a document of the request. */
  into?: 'documents'
  /** How many items at most; 'maxClasses' and 'maxDesigns' are the office's to say (see `maxItems`). */
  max: number | 'maxClasses' | 'maxDesigns'
  itemName: Words
  addLabel: Words
  /** Begins with what the file has, so that the party changes what is there: its classes, or its people. */
  startsFrom?: 'classes'
  /** Names of the fields whose values, together, name an item to a person. */
  titleOf: readonly string[]
  fields: readonly FormField[]
}

export type FormPage = { id: string; title: Words; lead?: Words; when?: Condition } & (
  { fields: readonly FormField[]; list?: never } | { list: FormList; fields?: never }
)
export type FormSection = { id: string; title: Words; pages: readonly FormPage[] }
export type FormDefinition = {
  version: string
  /** Which post-filing request it is for. */
  type?: string
  /** Entries that are known before anything is asked, such as the file that the request is about. */
  carries?: readonly string[]
  request: RequestKind
  right: Right
  title: Words
  sections: readonly FormSection[]
}

/** A document that a draft holds; its bytes stand on the device under their SHA-256. */
export type DraftDocument = { sha256: string; fileName: string; mediaType: string; bytes: number }

/** A view of a draft; either part may be open yet. */
export type DraftView = { kind: string; document: DraftDocument | null }

/**
 * What a device keeps, flat, a row each. Items of a list have ids (without dots), never positions:
 * 'mark.text', 'applicants.<itemId>' (the item itself; `at` gives its place), 'applicants.<itemId>.address.city'.
 */
export type FieldValue =
  string | number | boolean | null | readonly string[] | readonly DraftView[] | DraftDocument | { at: number }
export type FormValues = ReadonlyMap<string, FieldValue>

/** Returns how many items a list takes at an office. */
export function maxItems({ max }: FormList, { requests }: FormOffice): number {
  if (max === 'maxClasses') return requests['trademark-application']?.maxClasses ?? 45
  if (max === 'maxDesigns') return requests['design-application']?.maxDesigns ?? 100
  return max
}

/** The kinds of application by the right that each is for: a request about a file follows the rules of its application. */
const applicationOf = {
  TM: 'trademark-application',
  PT: 'patent-application',
  UM: 'utility-model-application',
  DS: 'design-application',
} as const satisfies Record<Right, ApplicationKind>

/** Returns the office's rules for applications for the right of a form; undefined where it takes none. */
export const applicationRulesOf = ({ right }: Pick<FormDefinition, 'right'>, { requests }: FormOffice) =>
  requests[applicationOf[right]]

/** Where a value is asked for: the page, and the item of its list. */
export type Place = { pageId: string; itemId?: string }

export const pagesOf = (form: Pick<FormDefinition, 'sections'>): FormPage[] =>
  form.sections.flatMap((section) => section.pages)

/** Returns the device's path of a page's field, or of a field of one item of the page's list. */
export const pathOfField = (page: FormPage, field: FormField, itemId?: string): string =>
  page.list && itemId !== undefined ? `${page.list.path}.${itemId}.${field.name}` : field.name

/** Returns where a device's path is asked for; undefined for a path that the form does not know. */
export function placeOf(form: FormDefinition, path: string): Place | undefined {
  for (const page of pagesOf(form)) {
    if (page.fields?.some((field) => field.name === path)) return { pageId: page.id }
    if (!page.list) continue
    if (page.list.path === path) return { pageId: page.id }
    if (path.startsWith(`${page.list.path}.`)) {
      const itemId = path.slice(page.list.path.length + 1).split('.')[0]
      if (itemId !== undefined && itemId !== '') return { pageId: page.id, itemId }
    }
  }
  return undefined
}
