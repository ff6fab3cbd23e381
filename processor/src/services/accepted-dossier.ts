/** What an accepted dossier amounts to: numbers, price, order and the acknowledgement's claims. Pure; the numbers are taken before. */
import {
  compareMoney,
  formatNumber,
  isZero,
  lastDayOfPeriod,
  plainDateIn,
  price,
  rightOf,
  type Acknowledgement,
  type EventOf,
  type FileFacts,
  type IsListedTerm,
  type Money,
  type OfficeProfile,
  type PlainDate,
  type Request,
  type SubmissionBody,
  type Tariff,
} from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import type { Allocation } from '../store/counters.ts'

type Taken = {
  profile: OfficeProfile
  tariff: Tariff
  accountId: string
  /** `https://host` under which the office answers. */
  publicOrigin: string
  body: SubmissionBody
  bodySha256: string
  /** What is known of the file that a request is about, by request. */
  facts: ReadonlyMap<string, FileFacts>
  /** Whether a term is one of the office's list; undefined where its tariffs do not ask. */
  isListedTerm: IsListedTerm | undefined
  /** The right of the file that an answer is about, by request. */
  answeredRights: ReadonlyMap<string, string>
  /** One number for each request. */
  online: Allocation
  /** The submission's number, and when it was received. */
  submission: Allocation
}

export type AcceptedDossier = {
  submission: EventOf<'dossier.submitted'>['data']
  order: EventOf<'order.opened'>['data']
  acknowledgement: Acknowledgement
}

/** The right under which a request gets its number. */
function rightOfRequest(request: Request, answeredRights: Taken['answeredRights']): string {
  if (request.kind === 'response-to-office-action') return answeredRights.get(request.requestId) ?? 'TM'
  return request.kind === 'post-filing' ? request.right : rightOf[request.kind]
}

/** The office-local day on which a submission was received. */
export const receivedDateOf = (profile: OfficeProfile, { at }: Allocation): PlainDate =>
  plainDateIn(profile.timeZone, at)

/** The last day to pay, where the office is paid after it has received: the day after a closed one where that is one. */
function dueOf(
  { payments, calendar }: OfficeProfile,
  receivedDate: PlainDate,
  total: Money,
): { payBy?: PlainDate } {
  const { payWithin } = payments
  if (!payWithin || isZero(total)) return {}
  return { payBy: lastDayOfPeriod(calendar, receivedDate, { count: payWithin.days, unit: 'days' }) }
}

/** Returns what is stored, told and signed of an accepted dossier. The price is the tariff's; the quote only tells whether it was expected. */
export function acceptedDossier(taken: Taken): AcceptedDossier {
  const { profile, tariff, accountId, publicOrigin, body, bodySha256, online } = taken
  const { year, seq, at: receivedAt, doubt: clockDoubt } = taken.submission
  const { lines, total, tariffVersion } = price(tariff, body.requests, {
    on: receivedDateOf(profile, taken.submission),
    calendar: profile.calendar,
    facts: ({ requestId }) => taken.facts.get(requestId),
    isListedTerm: taken.isListedTerm,
  })
  const parts = { office: profile.st3, branch: '', right: '', year, seq }
  const requests = body.requests.map((request, index) => ({
    requestId: request.requestId,
    onlineId: formatNumber(profile.numbering.online, {
      ...parts,
      right: rightOfRequest(request, taken.answeredRights),
      year: online.year,
      seq: online.seq + index,
    }),
    kind: request.kind,
    ...(request.kind === 'post-filing' ? { type: request.type } : {}),
    documents: request.documents.map(({ role, sha256, bytes, mediaType }) => ({
      role,
      sha256,
      bytes,
      mediaType,
    })),
  }))
  const quoted = body.quote.total
  const agreementNeeded = quoted.currency !== total.currency || compareMoney(quoted, total) !== 0
  const received = {
    submissionId: uuidv7(),
    submissionNumber: formatNumber(profile.numbering.submission, parts),
    receivedDate: receivedDateOf(profile, taken.submission),
    clockDoubt,
    bodySha256,
  }
  const invoice = {
    orderId: uuidv7(),
    orderNumber: formatNumber(profile.numbering.order, parts),
    total,
    agreementNeeded,
  }
  return {
    submission: { ...received, accountId, receivedAt, requests },
    order: {
      ...invoice,
      lines,
      tariffVersion,
      releases: true,
      quoted,
      ...dueOf(profile, received.receivedDate, total),
    },
    acknowledgement: {
      iss: `${publicOrigin}/o/${profile.id}`,
      officeId: profile.id,
      dossierId: body.dossierId,
      ...received,
      receivedAt: receivedAt.toISOString(),
      requests: requests.map(({ requestId, onlineId, documents }) => ({
        requestId,
        onlineId,
        documents: documents.map(({ role, sha256, bytes }) => ({ role, sha256, bytes })),
      })),
      order: invoice,
    },
  }
}
