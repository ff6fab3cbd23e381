/** Which form an application is in that stands at the office, as a notice tells it. */
import { atPath, isApplicationKind } from '@lodge/shared-types'
import type { FormOfDraft } from '../../device/load-form.ts'

/** Of a file without an application nothing can be changed, so any form serves. */
const anyForm: FormOfDraft = { formVersion: 'tm-2', requestKind: 'trademark-application' }

/** Returns what tells of an application which form it is in. */
export function formOfApplication(application: unknown): FormOfDraft {
  const kind = atPath(application, 'kind')
  const formVersion = atPath(application, 'formVersion')
  return isApplicationKind(kind) && typeof formVersion === 'string'
    ? { formVersion, requestKind: kind }
    : anyForm
}
