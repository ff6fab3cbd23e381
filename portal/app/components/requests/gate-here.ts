/** The gate of a request as this device can judge it: by what it last knew of a file of the account; of others the office knows. */
import {
  gateOf,
  gateSaying,
  type GateOffice,
  type GateReason,
  type GateVerdict,
  type PlainDate,
  type RequestType,
} from '@lodge/shared-types'
import type { Subject } from './subject.ts'

/** `unknown`: the office judges it when it arrives; this device cannot. */
export type GateHere = GateVerdict | { verdict: 'unknown'; reasons: readonly GateReason[] }

type Situation = { on: PlainDate; office: GateOffice; noticeId?: string | undefined }

/** Returns the verdict of a request's gate on a day at the office, as far as this device knows. */
export function gateHere(type: RequestType, subject: Subject, situation: Situation): GateHere {
  if (subject.kind === 'own') return gateOf(type, subject.file, { ...situation, isOwn: true })
  if (subject.kind === 'number' && type.gate.by === 'party')
    return { verdict: 'blocked', reasons: [gateSaying('gate-not-yours')] }
  return { verdict: 'unknown', reasons: [] }
}
