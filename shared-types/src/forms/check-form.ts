/** The one checker of a request: the device runs it on a draft, the server on what it receives. */
import type { PlainDate } from '../plain-date.ts'
import type { FieldError } from '../problem.ts'
import type { FileFacts } from '../requests/file-facts.ts'
import { isApplicationKind } from '../request-kinds.ts'
import { saying } from '../sentences.ts'
import { checkRequest } from './check-request.ts'
import type { FormOffice } from './form.ts'
import { isRecord } from './read-path.ts'
import { formFor } from './registry.ts'

/**
 * Checks a request as it is received, of any shape, against the form of its kind and the office's rules on the office-local
 * day `on`; with `facts`, also what it says of its file. Returns one entry for each thing to put right, with its path in the
 * request; an empty list means that `requestSchema` takes it too. An answer to an office action has a checker of its own
 * (`checkAnswer`).
 */
export function checkForm(raw: unknown, office: FormOffice, on: PlainDate, facts?: FileFacts): FieldError[] {
  if (!isRecord(raw)) return [{ path: '', ...saying('wrong-type') }]
  const form = formFor(raw, office)
  if (form) return checkRequest(raw, form, { office, on, facts })
  const { kind } = raw
  if (kind === 'post-filing') return [{ path: 'type', ...saying('request-kind') }]
  const isTaken = isApplicationKind(kind) && office.requests[kind] !== undefined
  return [
    isTaken
      ? { path: 'formVersion', ...saying('form-version') }
      : { path: 'kind', ...saying('request-kind') },
  ]
}
