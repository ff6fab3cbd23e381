/** What an accepted dossier amounts to: numbers, price, order and the acknowledgement's claims. Pure; the numbers are taken before. */
import {
  compareMoney,
  formatNumber,
  plainDateIn,
  price,
  rightOf,
  type Acknowledgement,
  type EventOf,
  type OfficeProfile,
  type PlainDate,
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

/** The office-local day on which a submission was received. */
export const receivedDateOf = (profile: OfficeProfile, { at }: Allocation): PlainDate =>
  plainDateIn(profile.timeZone, at)

/** Returns what is stored, told and signed of an accepted dossier. The price is the tariff's; the quote only tells whether it was expected. */
export function acceptedDossier(taken: Taken): AcceptedDossier {
  const { profile, tariff, accountId, publicOrigin, body, bodySha256, online } = taken
  const { year, seq, at: receivedAt, doubt: clockDoubt } = taken.submission
  const { lines, total, tariffVersion } = price(tariff, body.requests)
  const parts = { office: profile.st3, branch: '', right: '', year, seq }
  const requests = body.requests.map((request, index) => ({
    requestId: request.requestId,
    onlineId: formatNumber(profile.numbering.online, {
      ...parts,
      right: rightOf[request.kind],
      year: online.year,
      seq: online.seq + index,
    }),
    kind: request.kind,
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
    order: { ...invoice, lines, tariffVersion, releases: true, quoted },
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
