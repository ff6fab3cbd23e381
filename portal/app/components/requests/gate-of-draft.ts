/** The gate of a draft: judged again each day, by what the draft carries and what this device knows of its file. */
import {
  rights,
  type FileFacts,
  type FormDefinition,
  type FormValues,
  type PlainDate,
} from '@lodge/shared-types'
import type { OfficeOfDraft } from './with-request-types.ts'
import { gateHere, type GateHere } from './gate-here.ts'
import type { Subject } from './subject.ts'

const textAt = (values: FormValues, path: string): string | undefined => {
  const value = values.get(path)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Returns what a draft is about, as it carries it; undefined where it carries nothing. */
function subjectOfDraft(values: FormValues, file: FileFacts | undefined): Subject | undefined {
  if (file) return { kind: 'own', file }
  const money = textAt(values, 'orderNumber') ?? textAt(values, 'attemptId')
  if (money !== undefined) return { kind: 'money', number: money }
  const fileNumber = textAt(values, 'fileNumber')
  const right = rights.find((one) => one === values.get('right'))
  return fileNumber !== undefined && right ? { kind: 'number', fileNumber, right } : undefined
}

/** What this device knows of the file of a draft: nothing before the account's files have come (`asOf` undefined). */
export type KnownFile = { file: FileFacts | undefined; asOf: number | undefined }

/** Returns the gate's verdict on a draft on an office's day: undefined for a request that is about no file. */
export function gateOfDraft(
  form: Pick<FormDefinition, 'type'>,
  values: FormValues,
  office: OfficeOfDraft,
  on: PlainDate,
  { file, asOf }: KnownFile,
): GateHere | undefined {
  const type = office.requestTypes?.find((one) => one.type === form.type)
  const subject = type && subjectOfDraft(values, file)
  if (subject?.kind === 'number' && asOf === undefined) return { verdict: 'unknown', reasons: [] }
  return subject && gateHere(type, subject, { on, office, noticeId: textAt(values, 'noticeId') })
}
