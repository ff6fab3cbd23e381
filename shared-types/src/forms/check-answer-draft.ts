/** What is still to be put right in an answer that is being written, and the request that it would be. */
import type { PlainDate } from '../plain-date.ts'
import type { FieldError } from '../problem.ts'
import { assembleAnswer, textPage } from './answer-form.ts'
import { faultsOfAnswer, type AnswerContent } from './check-answer.ts'
import { isMissing, valueFault } from './check-value.ts'
import type { FormDefinition, FormOffice, FormValues } from './form.ts'
import { missingSaying } from './sentence-of.ts'
import { signaturePage } from './completion-pages.ts'

export type AnswerDraftCheck = {
  /** Each with the device's path of the field. */
  errors: FieldError[]
  content: AnswerContent
  signature: { name?: unknown; capacity?: unknown }
}

/** What the answer itself asks, beside the application. */
const ownFields = [textPage, signaturePage].flatMap(({ fields }) => fields ?? [])

/** Checks an answer as it stands on a device against the notice and the office's rules. */
export function checkAnswerDraft(
  values: FormValues,
  ground: {
    /** The form of the application. */
    form: FormDefinition
    /** The application as it stands; null where the file has none. */
    application: unknown
    /** The fields that the notice names. */
    fields: readonly string[]
    office: FormOffice
    filedOn: PlainDate
    requestId: string
  },
): AnswerDraftCheck {
  const { form, application, fields, office, filedOn, requestId } = ground
  const { content, signature, pathOf } = assembleAnswer(values, { form, application, office, requestId })
  const ofOwn = ownFields.flatMap((field): FieldError[] => {
    const value = values.get(field.name)
    if (isMissing(value)) return field.level === 'O' ? [] : [{ path: field.name, ...missingSaying(field) }]
    const fault = valueFault(field, value, office)
    return fault ? [{ path: field.name, ...fault }] : []
  })
  const faults = faultsOfAnswer(content, { form, fields, request: application, office, filedOn })
  const ofAnswer = faults.map(({ path, at, ...said }) => ({
    path: path === 'text' ? 'answer.text' : pathOf(at ?? path, said.code),
    ...said,
  }))
  return { errors: [...ofAnswer, ...ofOwn], content, signature }
}
