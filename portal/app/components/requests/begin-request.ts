/** Begins a request about a file: a draft that knows the file, and starts from what the file has. */
import {
  formOfType,
  pagesOf,
  tariffOn,
  type FieldValue,
  type FileFacts,
  type FormDefinition,
  type FormList,
  type FormValues,
  type PlainDate,
  type PublicProfile,
} from '@lodge/shared-types'
import type { Device } from '../../device/open-device.ts'
import type { Subject } from './subject.ts'
import type { OfferedRequest } from './offered-requests.ts'

type Entries = [path: string, value: FieldValue][]

/** A list that starts from the file's classes has an item for each, with its terms. */
function itemsOfClasses({ path, fields }: FormList, { classes }: FileFacts): Entries {
  const nameOf = (kind: 'class-number' | 'terms'): string | undefined =>
    fields.find((field) => field.kind === kind)?.name
  const [number, terms] = [nameOf('class-number'), nameOf('terms')]
  return classes.flatMap((one, index): Entries => {
    const item = `${path}.i${index}`
    return [
      [item, { at: index + 1 }],
      ...(number === undefined ? [] : [[`${item}.${number}`, one.classNumber] satisfies Entries[number]]),
      ...(terms === undefined ? [] : [[`${item}.${terms}`, one.terms] satisfies Entries[number]]),
    ]
  })
}

/** Returns what a request carries from its beginning: what it is about, and where and in which language it is filed. */
export function startOfRequest(
  form: FormDefinition,
  { type, notice }: Pick<OfferedRequest, 'type' | 'notice'>,
  subject: Subject,
  office: Pick<PublicProfile, 'branches' | 'languages'>,
): FormValues {
  const file = subject.kind === 'own' ? subject.file : undefined
  const language = office.languages.find((one) => one === file?.language) ?? office.languages[0]
  const carried: [string, string | undefined][] = [
    ['right', subject.kind === 'number' ? subject.right : (file?.right ?? form.right)],
    ['fileNumber', subject.kind === 'number' ? subject.fileNumber : file?.fileNumber],
    ['noticeId', notice?.noticeId],
    ['orderNumber', subject.kind === 'money' && type.about === 'order' ? subject.number : undefined],
    ['attemptId', subject.kind === 'money' && type.about === 'attempt' ? subject.number : undefined],
    ['branch', office.branches.find(({ id }) => id === file?.branch)?.id ?? office.branches[0]?.id],
    ['language', language],
  ]
  const lists = pagesOf(form).flatMap(({ list }) => (list?.startsFrom === 'classes' ? [list] : []))
  return new Map<string, FieldValue>([
    ...carried.flatMap(([path, value]): Entries => (value === undefined ? [] : [[path, value]])),
    ...(file ? lists.flatMap((list) => itemsOfClasses(list, file)) : []),
  ])
}

/** Makes the draft; returns its id. @throws DeviceError where it cannot be saved. */
export function beginRequest(
  device: Pick<Device, 'drafts'>,
  offered: Pick<OfferedRequest, 'type' | 'notice'>,
  subject: Subject,
  { profile, on }: { profile: PublicProfile; on: PlainDate },
): Promise<string> {
  const form = formOfType(offered.type)
  return device.drafts.create({
    formVersion: form.version,
    requestKind: form.request,
    type: offered.type.type,
    ...(subject.kind === 'own' ? { about: subject.file.fileId } : {}),
    versions: {
      profileVersion: profile.version,
      tariffVersion: tariffOn(profile.tariffs, on)?.version ?? '',
      termsVersion: profile.termsVersion,
    },
    values: startOfRequest(form, offered, subject, profile),
  })
}
