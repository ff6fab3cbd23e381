/** Checks and prices a draft. Loaded once a page of the draft stands, since a person can write without it. */
import {
  checkDraft,
  oneMoreOf,
  priceableOfPart,
  priceFacts,
  sentenceOf,
  tariffOn,
  whatIf,
  type DraftCheck,
  type DraftError,
  type FormDefinition,
  type FormValues,
  type Language,
  type Money,
  type PlainDate,
  type Price,
} from '@lodge/shared-types'
import { listedTermsNow } from '../../device/listed-terms.ts'
import { gateOfDraft, type KnownFile } from '../requests/gate-of-draft.ts'
import type { GateHere } from '../requests/gate-here.ts'
import type { OfficeOfDraft } from '../requests/with-request-types.ts'

/** What one more of what the form is about would add; undefined where that is not asked of such a request. */
type OneMore = { what: 'class' | 'claim' | 'design'; more: Money }
export type Fees = { price: Price; oneMore: OneMore | undefined }

/** An error with what a person reads of it. */
export type ToldError = DraftError & { sentence: string }

export type Judgement = {
  check: Omit<DraftCheck, 'errors'> & { errors: readonly ToldError[] }
  /** How many things keep it from being submitted: its errors, and a gate that blocks it. */
  left: number
  /** undefined where no tariff of the office is in force that day. */
  fees: Fees | undefined
  /** Whether a request about a file could be filed that day; undefined for every other request. */
  gate: GateHere | undefined
}

export type JudgeFacts = {
  form: FormDefinition
  profile: OfficeOfDraft
  /** The day at the office. */
  on: PlainDate
  requestId: string
  /** In which errors are told. */
  language: Language
  /** The file that a request is about, as far as this device knows it. */
  known: KnownFile
}

const oneMoreFor = (kind: FormDefinition['request']) =>
  kind === 'post-filing' || kind === 'response-to-office-action' ? undefined : oneMoreOf[kind]

/** Checks and prices values on the office's day. */
export function judge(
  values: FormValues,
  { form, profile, on, requestId, language, known }: JudgeFacts,
): Judgement {
  const { errors, isReady, ...rest } = checkDraft(form, values, profile, on, {
    requestId,
    facts: known.file,
  })
  const told = errors.map((error) => ({ ...error, sentence: sentenceOf(error, language) }))
  const gate = gateOfDraft(form, values, profile, on, known)
  const isBlocked = gate?.verdict === 'blocked'
  const check = { ...rest, errors: told, isReady: isReady && !isBlocked }
  const left = errors.length + (isBlocked ? 1 : 0)
  const tariff = tariffOn(profile.tariffs, on)
  if (!tariff) return { check, left, fees: undefined, gate }
  const requests = [priceableOfPart(form, rest.request, { requestId, facts: known.file })]
  const pricing = { on, calendar: profile.calendar, isListedTerm: listedTermsNow(profile) }
  const more = oneMoreFor(form.request)
  const oneMore = more && {
    what: more.what,
    more: whatIf(tariff, requests, { requestId, change: more.change }, pricing).more,
  }
  return { check, left, fees: { price: priceFacts(tariff, requests, pricing), oneMore }, gate }
}
