/** Every form by the request that it is for: the built-in ones by their version, those of post-filing requests from the office's data. */
import { isApplicationKind, type ApplicationKind } from '../request-kinds.ts'
import { designForm } from './design-form.ts'
import { firstTrademarkForm } from './first-trademark-form.ts'
import { formOfType } from './form-of-type.ts'
import type { FormDefinition, FormOffice } from './form.ts'
import { patentForm, utilityModelForm } from './patent-form.ts'
import { trademarkForm } from './trademark-form.ts'

/** A form of an application, with which a draft can be begun. */
export type ApplicationForm = FormDefinition & { request: ApplicationKind }

/** The forms of applications, the newest of each kind last; a draft keeps the version with which it was begun. */
export const applicationForms: readonly ApplicationForm[] = [
  firstTrademarkForm,
  trademarkForm,
  patentForm,
  utilityModelForm,
  designForm,
]

/** What tells of a request which form it is in. */
export type FormFacts = { kind?: unknown; type?: unknown; formVersion?: unknown }

/** Returns the form of a request; undefined for a kind or type that the office does not take, or a version that is not known. */
export function formFor(
  { kind, type, formVersion }: FormFacts,
  office: Pick<FormOffice, 'requests' | 'requestTypes'>,
): FormDefinition | undefined {
  if (kind === 'post-filing') {
    const found = office.requestTypes?.find((one) => one.type === type)
    return found && formOfType(found)
  }
  if (!isApplicationKind(kind) || office.requests[kind] === undefined) return undefined
  return applicationForms.find(({ request, version }) => request === kind && version === formVersion)
}
