/** Checks and prices a draft. Loaded once a page of the draft stands, since a person can write without it. */
import {
  checkDraft,
  oneClassMore,
  priceDraft,
  priceableOfDraft,
  sentenceOf,
  tariffOn,
  type DraftCheck,
  type DraftError,
  type FormDefinition,
  type FormValues,
  type Language,
  type Money,
  type PlainDate,
  type Price,
  type PublicProfile,
} from '@lodge/shared-types'

export type Fees = { price: Price; oneMore: Money }

/** An error with what a person reads of it. */
export type ToldError = DraftError & { sentence: string }

export type Judgement = {
  check: Omit<DraftCheck, 'errors'> & { errors: readonly ToldError[] }
  /** undefined where no tariff of the office is in force that day. */
  fees: Fees | undefined
}

type Facts = {
  form: FormDefinition
  profile: PublicProfile
  /** The day at the office. */
  on: PlainDate
  requestId: string
  /** In which errors are told. */
  language: Language
}

/** Checks and prices values on the office's day. */
export function judge(values: FormValues, { form, profile, on, requestId, language }: Facts): Judgement {
  const { errors, ...rest } = checkDraft(form, values, profile, on, { requestId })
  const told = errors.map((error) => ({ ...error, sentence: sentenceOf(error, language) }))
  const check = { ...rest, errors: told }
  const tariff = tariffOn(profile.tariffs, on)
  if (!tariff) return { check, fees: undefined }
  const facts = priceableOfDraft(form, values, profile, { requestId })
  return {
    check,
    fees: {
      price: priceDraft(tariff, form, values, profile, { requestId }),
      oneMore: oneClassMore(tariff, [facts], requestId),
    },
  }
}
