/** What a person is told of a problem of sending, in their language. */
import {
  isGateReason,
  sentenceOf,
  type FieldError,
  type Language,
  type Problem,
  type ProblemCode,
} from '@lodge/shared-types'
import type { DeviceErrorCode } from '../../device/device-error.ts'
import { outcomes, sendingCodeOf, type Outcome } from '../../device/sending/problems.ts'
import type { Words } from '../../messages/en.ts'
import { reasonInWords } from '../requests/reason-in-words.ts'

/** Returns the sentence for what this device refuses. */
export const deviceErrorIn = (words: Words, code: DeviceErrorCode | 'failed'): string =>
  words.deviceErrors[code]

const isOutcome = (code: ProblemCode | Outcome): code is Outcome => Object.hasOwn(outcomes, code)

/** Returns what happened and what to do; for a code of a newer office, its own words. */
export function problemIn(words: Words, problem: Problem): { title: string; advice: string | undefined } {
  const code = sendingCodeOf(problem)
  if (code === undefined) return { title: problem.title, advice: problem.detail }
  return isOutcome(code) ? words.outcomes[code] : words.problems[code]
}

export type Complaint = {
  /** Which request of the dossier it is about; undefined for the whole. */
  request: number | undefined
  /** The path inside that request, or the whole path. */
  path: string
  code: string
  sentence: string
}

/** What the gate of a request says is said as where the request was chosen. */
const complaintIn = (error: FieldError, words: Words, language: Language): string =>
  isGateReason(error.code) ? reasonInWords(error, words, language) : sentenceOf(error, language)

/** Returns every entry that the office named, with the request that it belongs to. */
export const complaintsOf = ({ errors = [] }: Problem, words: Words, language: Language): Complaint[] =>
  errors.map((error) => {
    const [, request, path] = /^requests\.(\d+)\.(.+)$/.exec(error.path) ?? []
    return {
      request: request === undefined ? undefined : Number(request),
      path: path ?? error.path,
      code: error.code,
      sentence: complaintIn(error, words, language),
    }
  })
