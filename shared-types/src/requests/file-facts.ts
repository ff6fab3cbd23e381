/** What is known of a file where no register is at hand: enough to say, also offline, which requests it allows. */
import type { FileStatus } from '../legal-status.ts'
import type { PlainDate } from '../plain-date.ts'
import type { Right } from '../submission.ts'

/** The dates of a file that windows and fees count from, in the office's own days. */
export const dateNames = [
  'filing',
  'entitlement',
  'publication',
  'registration',
  'expiry',
  /** The day on which the next annuity is due. */
  'annuity-due',
  /** The day from which the file is no longer in force. */
  'lapse',
  /** The day on which the last decision was notified. */
  'decision',
  /** The day until which publication is deferred. */
  'deferred-until',
  /** The last day to answer the notice that a request is about. */
  'notice-limit',
] as const
export type DateName = (typeof dateNames)[number]

export type FileFacts = {
  fileId: string
  fileNumber: string
  right: Right
  status: FileStatus
  branch: string
  language: string
  /** Whether it came from an international registration. */
  isInternational: boolean
  isPublished: boolean
  dates: Readonly<Partial<Record<DateName, PlainDate>>>
  /** The year for which the next annuity is due, from 1. */
  annuityYear?: number
  /** Such as the mark's words, or the title of the invention. */
  title: string
  /** Names of the owners, in their order. */
  owners: readonly string[]
  /** Names of the inventors or designers, in their order, for requests that are about one of them. */
  inventors?: readonly string[]
  designers?: readonly string[]
  /** Flags of the register, such as `licence-of-right` or `transfer-blocked`. */
  flags: readonly string[]
  /** Numbered entries of the register that are in force, to choose from. */
  entries: readonly { list: string; no: string; label: string }[]
  /** Notices that wait for an answer. */
  notices: readonly { noticeId: string; title: string; answerBy: PlainDate; extensions: number }[]
  /** Classes with their terms; numbers of designs; for forms that start from what is there. */
  classes: readonly { classNumber: number; terms: readonly string[] }[]
  designs: readonly string[]
  claims?: number
}
