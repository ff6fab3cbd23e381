/** What a draft costs while it is being written. */
import type { Tariff } from '../fees/fee-rules.ts'
import { priceableOf, priceFacts, type Price, type Priceable, type Pricing } from '../price.ts'
import type { FileFacts } from '../requests/file-facts.ts'
import { assembleRequest } from './assemble-request.ts'
import type { FormDefinition, FormOffice, FormValues } from './form.ts'

/** Whose draft it is, and what is known of the file that it is about. */
export type DraftOf = { requestId: string; facts?: FileFacts | undefined }

/** Returns a request that was put together from a draft, whole or not, as fees see it. */
export const priceableOfPart = (
  form: FormDefinition,
  request: Readonly<Record<string, unknown>>,
  { requestId, facts }: DraftOf,
): Priceable =>
  priceableOf(
    {
      ...request,
      requestId,
      kind: form.request,
      ...(form.type === undefined ? {} : { type: form.type }),
      right: typeof request['right'] === 'string' ? request['right'] : form.right,
    },
    facts,
  )

/** Returns a draft as fees see it; what is not known yet gives no reduction. */
export const priceableOfDraft = (
  form: FormDefinition,
  values: FormValues,
  office: FormOffice,
  of: DraftOf,
): Priceable =>
  priceableOfPart(form, assembleRequest(form, values, { requestId: of.requestId, office }).request, of)

/** Returns the price of one draft as it stands; for a cart, give `priceFacts` the facts of all. */
export const priceDraft = (
  tariff: Tariff,
  form: FormDefinition,
  values: FormValues,
  office: FormOffice,
  { requestId, facts, ...pricing }: DraftOf & Pricing,
): Price => priceFacts(tariff, [priceableOfDraft(form, values, office, { requestId, facts })], pricing)
