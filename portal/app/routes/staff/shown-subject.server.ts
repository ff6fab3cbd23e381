/** What is to be approved, as the checker reads it: a notice in full with its letter, a request with what it changes, an action, money. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { actionOf, type Actor, type OfficeProfile } from '@lodge/shared-types'
import type { ShownSubject } from '../../components/desk/approval-subject.tsx'
import { isAboutMoney, moneySubjectOf } from './money/money-subject.server.ts'
import { letterOf } from './notice-letter.server.ts'
import { shownNotice } from './shown-notice.server.ts'

type Services = LoaderFunctionArgs['context']['services']
type Approval = Awaited<ReturnType<Services['approval']>>

/** Returns what an approval is about. */
export async function subjectOf(
  services: Services,
  actor: Actor,
  profile: OfficeProfile,
  approval: Approval,
): Promise<ShownSubject> {
  if (isAboutMoney(approval)) return moneySubjectOf(services, actor, approval)
  const { kind, subjectId, action, fileId, fee } = approval
  const proposed = action === null ? undefined : actionOf(profile.workflow, action)
  const effect = proposed ? { plain: proposed.plain, status: proposed.status } : null
  if (kind === 'notice') {
    const view = await services.staffNotice(actor, subjectId)
    return {
      kind,
      effect,
      noticeId: subjectId,
      state: view.notice.state,
      title: view.template.title,
      notice: await shownNotice(services, actor, view),
      letter: letterOf(`/o/${actor.officeId}`, view.notice),
    }
  }
  if (kind === 'fee-override') {
    const order = fee ? await services.orderOfOverride(actor, subjectId) : null
    return { kind, fee: fee ?? null, order }
  }
  if (kind === 'request') return { kind, request: await services.fileRequest(actor, subjectId) }
  if (kind !== 'action') throw new Error(`Nothing shows an approval of the kind ${kind}`)
  const file = fileId === null ? null : await services.staffFileView(actor, fileId)
  return {
    kind,
    effect,
    facts: file && {
      status: file.status,
      filingDate: file.filingDate,
      mark: file.summary,
      owners: file.owners,
      fileOwner: file.fileOwner,
    },
  }
}
