/** What the rules of an office say about one notice: its template and action, who may write it, whether it is whole, its digest. */
import {
  actionOf,
  digestOf,
  faultOfLimit,
  isFieldOf,
  officeSaying,
  saying,
  type Actor,
  type Checklist,
  type FieldError,
  type NoticeTemplate,
  type OfficeProfile,
  type PlainDate,
  type WorkflowAction,
} from '@lodge/shared-types'
import type { Row } from '../../store/rows.ts'
import type { RequestVersion } from '../file-request.ts'

type Notice = Row<'notices'>

/** @throws Error where the profile no longer has the template: profiles never drop what notices in hand need. */
export function templateOf(
  profile: OfficeProfile,
  { _id, template }: Pick<Notice, '_id' | 'template'>,
): NoticeTemplate {
  const found = profile.notices.find(({ code }) => code === template)
  if (!found) throw new Error(`The profile of ${profile.id} has no notice "${template}", which ${_id} needs`)
  return found
}

/** @throws Error where the profile no longer has the action. */
export function actionOfNotice(
  profile: OfficeProfile,
  { _id, action }: Pick<Notice, '_id' | 'action'>,
): WorkflowAction {
  const found = actionOf(profile.workflow, action)
  if (!found) throw new Error(`The profile of ${profile.id} has no action "${action}", which ${_id} needs`)
  return found
}

/** Returns the checklist from which a notice is written; undefined where there is none. */
export const checklistOf = (
  { checklists }: Pick<OfficeProfile, 'checklists'>,
  { checklist }: Pick<NoticeTemplate, 'checklist'>,
): Checklist | undefined => checklists.find(({ code }) => code === checklist)

/** Whether the actor's roles take the action with which the notice is issued; to look is everybody's. */
export const mayWrite = (actor: Actor, action: WorkflowAction): boolean =>
  action.roles.some((role) => actor.roles.includes(role))

/**
 * Returns the digest of all that a notice says, for its approval: the officer's content, the texts of template and action as
 * they are in the profile now, the office's name and address, and the version of the request that it is about.
 */
export function noticeDigest(profile: OfficeProfile, notice: Notice, version: number): string {
  const { officeId, fileId, language, deficiencies, note, limit } = notice
  return digestOf({
    officeId,
    office: { name: profile.name, address: profile.address },
    fileId,
    version,
    template: templateOf(profile, notice),
    action: actionOfNotice(profile, notice),
    language,
    deficiencies,
    note,
    limit,
  })
}

/** What an officer chooses in a notice. */
type Content = Pick<Notice, 'language' | 'deficiencies' | 'limit'>

/** Returns what is wrong with a notice's content today, entry by entry; an empty list where nothing is. */
export function faultsOf(
  profile: OfficeProfile,
  template: NoticeTemplate,
  { language, deficiencies, limit }: Content,
  { request }: Pick<RequestVersion, 'request'>,
  today: PlainDate,
): FieldError[] {
  const known = { checklists: profile.checklists, documentRoles: Object.keys(profile.documents.roles) }
  const faultOfLanguage = profile.languages.includes(language) ? undefined : saying('language')
  const limitFault = faultOfLimit(profile.calendar, template, limit, today)
  return [
    ...(faultOfLanguage ? [{ path: 'language', ...faultOfLanguage }] : []),
    ...(limitFault ? [{ path: 'limit', ...limitFault }] : []),
    ...deficiencies.flatMap(({ fields }, index) =>
      fields
        .filter((field) => !isFieldOf(request, field, known))
        .map((field) => ({
          path: `deficiencies.${index}.fields`,
          ...officeSaying('notice-field', { field }),
        })),
    ),
  ]
}

/** Returns what a notice still lacks before it can be issued. */
export function gapsOf(
  template: NoticeTemplate,
  { deficiencies, note }: Pick<Notice, 'deficiencies' | 'note'>,
): FieldError[] {
  if (template.checklist !== undefined)
    return deficiencies.length === 0 ? [{ path: 'deficiencies', ...officeSaying('notice-empty') }] : []
  return deficiencies.length === 0 && note === '' ? [{ path: 'note', ...officeSaying('notice-reasons') }] : []
}
