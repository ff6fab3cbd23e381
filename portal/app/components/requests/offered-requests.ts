/** What can be requested about a file, an order or a payment: by family, each with its gate on that day. */
import {
  requestFamilies,
  type FileFacts,
  type PlainDate,
  type PublicProfile,
  type RequestFamily,
  type RequestType,
} from '@lodge/shared-types'
import { gateHere, type GateHere } from './gate-here.ts'
import { isAbout, type Subject } from './subject.ts'

export type OfferedRequest = {
  type: RequestType
  /** The notice that it would be about, where the file has several or one. */
  notice?: FileFacts['notices'][number]
  gate: GateHere
}
export type OfferedFamily = { family: RequestFamily; requests: readonly OfferedRequest[] }

/** Whether a person may begin it: outside of a gate that only warns they may. */
export const isChoosable = ({ gate }: Pick<OfferedRequest, 'gate'>): boolean => gate.verdict !== 'blocked'

/** A request about a notice is offered once for each that waits; once, with why it cannot be, where none does. */
function offersOf(
  type: RequestType,
  subject: Subject,
  { on, profile: office }: { on: PlainDate; profile: PublicProfile },
): OfferedRequest[] {
  const notices = type.about === 'notice' && subject.kind === 'own' ? subject.file.notices : []
  if (notices.length === 0) return [{ type, gate: gateHere(type, subject, { on, office }) }]
  return notices.map((notice) => ({
    type,
    notice,
    gate: gateHere(type, subject, { on, office, noticeId: notice.noticeId }),
  }))
}

/** Returns the requests that an office takes about `subject`, in the order of their families; empty families are left out. */
export function offeredRequests(
  types: readonly RequestType[],
  subject: Subject,
  situation: { on: PlainDate; profile: PublicProfile },
): OfferedFamily[] {
  const fitting = types.filter((type) => isAbout(type, subject))
  return requestFamilies.flatMap((family) => {
    const requests = fitting
      .filter((type) => type.family === family)
      .flatMap((type) => offersOf(type, subject, situation))
    return requests.length === 0 ? [] : [{ family, requests }]
  })
}
