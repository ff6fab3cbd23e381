/** A post-filing request as data: what it asks, when it may be filed, and what it does to the register once it is granted. */
import type { DocumentRole } from '../documents.ts'
import type { Condition, FormSection, Words } from '../forms/form.ts'
import type { FileStatus } from '../legal-status.ts'
import type { Role } from '../roles.ts'
import type { Right } from '../submission.ts'
import type { DateName } from './file-facts.ts'

/** A span of time: fixed, or one that each office sets under a name in its `periods`. */
export type Span = { count: number; unit: 'days' | 'months' | 'years' } | { period: string }

/** A day counted from a date of the file; `back` counts towards the past. */
export type Bound = { date: DateName; plus?: Span; back?: Span }

/**
 * The days on which a request may be filed, both ends included; a bound that is not there does not limit. A window whose
 * dates the file does not have is not open, but for `ifUnknown: 'open'`.
 */
export type GateWindow = {
  /** Of national files only, or of files that came from an international registration. */
  of?: 'national' | 'international'
  from?: Bound
  to?: Bound
  ifUnknown?: 'open'
}

export type Gate = {
  /** `any`: every status; `any-published`: once the file has been published. Of a request about an order or attempt: its states. */
  statuses:
    | readonly FileStatus[]
    | 'any'
    | 'any-published'
    | { order: readonly string[] }
    | { attempt: readonly string[] }
  /** One open window is enough; without windows the time does not matter. */
  windows?: readonly GateWindow[]
  /** Who may file it: the file's own side, its side or the one that is to have it, the opponent, or everybody. */
  by: 'party' | 'either-party' | 'opponent' | 'anyone'
  /** Flags of the register that stand against it, such as `transfer-blocked`. */
  notWhile?: readonly string[]
}

/** The lists of the register, each of numbered entries. */
export type RegisterList =
  | 'licences'
  | 'rights-in-rem'
  | 'security-measures'
  | 'bankruptcies'
  | 'oppositions'
  | 'observations'
  | 'invalidity-actions'
  | 'revocation-actions'
  | 'appeals'
  | 'extensions'
  | 'exhibitions'
  | 'designations'
  | 'transfers'
  | 'corrections'
  | 'annuities'
  | 'renewals'
  | 'copies'
  | 'inspections'
  | 'requests'

/** Members of the register that a request can replace as a whole. */
export type RegisterMember =
  | 'applicants'
  | 'agent'
  | 'correspondence'
  | 'goodsAndServices'
  | 'mark.imageSha256'
  | 'inventors'
  | 'designers'
  | 'claims'
  | 'independentClaims'
  | 'pages'
  | 'documents'

/** What a granted request does to the register; paths lead into the request (`data.…`). Several are done in their order. */
export type Effect = {
  when?: Condition
  /** Only where the file stood in one of these statuses before the request was granted. */
  inStatuses?: readonly FileStatus[]
  /** Only where no entry of this list is in force any more, after the effects before this one. */
  unlessInForce?: RegisterList
} &
  /** Replaces a member by what stands at `from`; without `from` it is removed. */
  (
    | { do: 'set'; member: RegisterMember; from?: string }
    /** Replaces one person, chosen by their number (from 1) at `which`. */
    | { do: 'replace-person'; among: 'applicants' | 'inventors' | 'designers'; which: string; from: string }
    /**
     * Adds one person (`from`), takes one away, or stops naming one, chosen by their number (from 1) at `which`. `creators`
     * are the inventors of an invention and the designers of designs.
     */
    | {
        do: 'change-people'
        among: 'applicants' | 'creators'
        change: 'add' | 'replace' | 'remove' | 'waive'
        which?: string
        from?: string
      }
    /** Replaces the application's documents of these roles by the request's, role by role; what the request does not bring stays. */
    | { do: 'replace-documents'; roles: readonly DocumentRole[] }
    /** Adds a numbered entry with what stands at `from` (an object, or a list: an entry for each item). */
    | { do: 'record'; list: RegisterList; from: string }
    /** Changes the entry whose number stands at `entry`: members that `from` has are replaced. */
    | { do: 'amend'; list: RegisterList; entry: string; from: string }
    /** Ends the entry whose number stands at `entry`. */
    | { do: 'end'; list: RegisterList; entry: string }
    /** Narrows goods and services (or designs, by number) to what stands at `to`, or takes away what stands at `by`. */
    | { do: 'narrow'; what: 'goods' | 'designs'; to?: string; by?: string }
    /**
     * Moves a date of the file by a span, or to the day that stands at `to`. `times` is where it stands how many spans it is:
     * a number, or a list of as many items. The span `{ period: 'term' }` is the office's term of the file's right. A day later
     * than `notAfter` cannot be granted. `earliest` leads to several days, `*` being each item of a list: the date moves back to
     * the first of them, never forward.
     */
    | {
        do: 'move-date'
        date: DateName
        plus?: Span
        times?: string
        to?: string
        notAfter?: Bound
        earliest?: string
      }
    /** Says of the designs whose numbers stand at `designs` whether their publication is deferred. */
    | { do: 'defer-designs'; designs: string; is: boolean }
    /** Adds what stands at `from` to the priorities, which may move the entitlement date. */
    | { do: 'add-priority'; from: string }
    /** Corrects one entry of the application: its path stands at `path`, its new value at `to`. */
    | { do: 'correct'; path: string; to: string }
    /**
     * Corrects what the entries of the list at `from` say: `{field, number?, before?, after}`. `field` is a path of the
     * application in which `#` stands for the entry whose number (from 1) is `number`, such as `applicants.#.address.city`.
     */
    | { do: 'correct-each'; from: string }
    | { do: 'flag'; flag: string; is: boolean }
    /** Takes an action of the workflow, which says the status that follows. */
    | { do: 'act'; action: string }
    /** Moves the time limit of the notice that the request is about. */
    | { do: 'extend-limit'; plus: Span }
    /**
     * Moves goods, or designs by number, into a new file that keeps the dates; to the people at `to` where it is given. Of an
     * invention, `part` holds what the new file has instead (`title`, `claims`, `independentClaims`), with the request's
     * documents in the place of those of their roles; the old file stays as it is.
     */
    | { do: 'split'; what: 'goods' | 'designs' | 'invention'; part: string; to?: string }
    /** Opens work for the office: a copy to be made, a link to be given, money to be looked into. */
    | {
        do: 'task'
        task:
          | 'copy'
          | 'inspection'
          | 'refund'
          | 'proof-of-payment'
          | 'examination'
          | 'designation'
          | 'vienna-coding'
          | 'publication'
      }
  )

/** What the requests are grouped by where a person chooses one. */
export const requestFamilies = [
  'scope',
  'owner',
  'representation',
  'licences',
  'term',
  'withdrawal',
  'challenge',
  'encumbrance',
  'correction',
  'time',
  'examination',
  'documents',
  'payment',
  'international',
] as const
export type RequestFamily = (typeof requestFamilies)[number]

export type RequestType = {
  /** Such as `renewal`: tariffs, tasks and URLs name it so. */
  type: string
  /** Its number in the catalogue of requests, such as `R13`. */
  id: string
  /** Such as `renewal-1`; a draft keeps the version with which it was begun. */
  formVersion: string
  rights: readonly Right[]
  family: RequestFamily
  title: Words
  /** One sentence: what it is for. */
  lead: Words
  about: 'file' | 'notice' | 'order' | 'attempt'
  gate: Gate
  /** Its own pages; documents and signature are asked by every request (see `formOfType`). */
  sections: readonly FormSection[]
  effects: readonly Effect[]
  /** Who grants it: a person of these roles, or the office's rule at once. */
  grantedBy: readonly Role[] | 'rule'
  /** Whose approval a grant needs, in this order. */
  approvedBy: readonly Role[]
  /** What has happened once it is granted, in plain words for the owner of the file. */
  plain: Words
}
