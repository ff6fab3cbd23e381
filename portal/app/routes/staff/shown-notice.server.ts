/** What the desk shows of a notice: its content, where its points can point, and what its limit comes to today. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import type { Actor } from '@lodge/shared-types'
import type { EditedNotice, FieldChoice } from '../../components/desk/notice-editor.tsx'

type Services = LoaderFunctionArgs['context']['services']
type StaffNotice = Awaited<ReturnType<Services['staffNotice']>>

/** Returns the entries that each point can name: those that its question asks about, and those that it names now. */
async function choicesOf(
  services: Services,
  actor: Actor,
  { notice, template, fields }: StaffNotice,
): Promise<Record<string, readonly FieldChoice[]>> {
  const asked =
    template.checklist === undefined
      ? {}
      : (await services.examination(actor, { fileId: notice.fileId, checklist: template.checklist })).fields
  return Object.fromEntries(
    notice.deficiencies.map(({ question, fields: named }) => {
      const possible = asked[question] ?? fields
      const others = fields.filter(
        ({ path }) => named.includes(path) && !possible.some((choice) => choice.path === path),
      )
      return [question, [...possible, ...others]]
    }),
  )
}

/** Returns a notice for its editor, or for those who read it. */
export async function shownNotice(
  services: Services,
  actor: Actor,
  view: StaffNotice,
): Promise<EditedNotice> {
  const { notice, languages, action } = view
  const { rev, language, deficiencies, note, limit } = notice
  const [choices, today] = await Promise.all([
    choicesOf(services, actor, view),
    services.limitToday(actor, limit),
  ])
  return {
    rev,
    language,
    languages,
    deficiencies,
    note,
    limit,
    choices,
    today,
    approvedBy: action.approvedBy,
  }
}
