/** Begins a draft from a template, in the office's form and under its rules of today. */
import {
  pagesOf,
  type FormDefinition,
  type FormField,
  type FormValues,
  type PlainDate,
  type RequestType,
} from '@lodge/shared-types'
import { defined } from '../../device/decode.ts'
import { loadForm } from '../../device/load-form.ts'
import type { Device } from '../../device/open-device.ts'
import type { Template } from '../../device/templates.ts'
import { overStart } from '../filing/over-start.ts'
import { formVersionNow, versionsOn } from '../filing/todays-versions.ts'
import { startOfRequest } from '../requests/begin-request.ts'
import type { Subject } from '../requests/subject.ts'
import type { OfficeOfDraft } from '../requests/with-request-types.ts'

/** What says something of one file alone. */
const isOfFile = ({ kind }: FormField): boolean =>
  kind === 'entry' || kind === 'person-number' || kind === 'designs'

/** Returns the values of a template of a request that hold for any file. */
export function valuesForAnyFile(form: FormDefinition, values: FormValues): FormValues {
  const left = new Set(form.carries ?? [])
  const prefixes: string[] = []
  for (const { fields, list } of pagesOf(form)) {
    for (const field of fields ?? []) if (isOfFile(field)) left.add(field.name)
    if (list && (list.startsFrom !== undefined || list.fields.some(isOfFile))) prefixes.push(`${list.path}.`)
  }
  return new Map(
    [...values].filter(([path]) => !left.has(path) && !prefixes.some((prefix) => path.startsWith(prefix))),
  )
}

type About = { requestType: RequestType; subject: Subject }

/**
 * Makes the draft; returns its id, or undefined where the office takes such a filing no more. A request is about `about`.
 * @throws DeviceError where it cannot be saved; TypeError where the form cannot be loaded now.
 */
export async function beginFromTemplate(
  device: Pick<Device, 'drafts' | 'templates'>,
  { id, requestKind, type }: Pick<Template, 'id' | 'requestKind' | 'type'>,
  { office, on, about }: { office: OfficeOfDraft; on: PlainDate; about?: About | undefined },
): Promise<string | undefined> {
  const requestTypes = office.requestTypes ?? []
  const kind = { requestKind, ...defined({ type }) }
  const formVersion = formVersionNow(kind, office, requestTypes)
  const template = await device.templates.read(id)
  if (formVersion === undefined || !template) return undefined
  const form = await loadForm({ ...kind, formVersion }, requestTypes)
  if (!form) return undefined
  const values = about
    ? overStart(
        startOfRequest(form, { type: about.requestType, ...onlyNotice(about) }, about.subject, office),
        valuesForAnyFile(form, template.values),
        form,
      )
    : template.values
  const file = about?.subject.kind === 'own' ? about.subject.file.fileId : undefined
  return device.drafts.create({
    ...kind,
    formVersion,
    versions: versionsOn(office, on),
    values,
    ...defined({ about: file }),
  })
}

/** A request about a notice is about the one that waits; where several do, the draft asks. */
function onlyNotice({ requestType, subject }: About) {
  const [notice, another] = subject.kind === 'own' ? subject.file.notices : []
  return requestType.about === 'notice' && notice && !another ? { notice } : {}
}
