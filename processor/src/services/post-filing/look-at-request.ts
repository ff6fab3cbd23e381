/** A post-filing request at the office's door: what it is about, whether its party may file it, and whether its gate is open. */
import {
  atPath,
  checkForm,
  emptyRest,
  gateOf,
  gateSaying,
  type FieldError,
  type FileFacts,
  type GateReason,
  type OfficeProfile,
  type PlainDate,
  type PostFilingRequest,
  type RequestType,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Row } from '../../store/rows.ts'
import type { Store } from '../../store/store.ts'
import { findRequest } from '../file-request.ts'
import { factsOfFiles } from './file-facts.ts'

/** Who files, where, and on which office-local day. */
export type Filing = { profile: OfficeProfile; accountId: string; on: PlainDate }

/** What a request is about, as the office knows it. */
export type About = {
  type: RequestType
  fileId: string | null
  /** The notice, order or attempt. */
  about: string | null
  /** What people see of it: the number of the file or the order. */
  subject: string
  isOwn: boolean
  /** Of the file; undefined where the request is about an order or an attempt. */
  facts: FileFacts | undefined
  /** Outside of its gate, and taken all the same. */
  warnings: GateReason[]
}

export type Looked = { errors: FieldError[]; about: About | undefined }

const refusedAt = (path: string, reason: GateReason): Looked => ({
  errors: [{ path, ...reason }],
  about: undefined,
})

type Gate = ReturnType<typeof gateOf>

/** Why a request is refused by its gate, at the entry that names what it is about. */
const blockedAt = (path: string, { verdict, reasons }: Gate): FieldError[] =>
  verdict === 'blocked' ? reasons.map((reason) => ({ path, ...reason })) : []

/** What stands against a request that is taken all the same. */
const warningsOf = ({ verdict, reasons }: Gate): GateReason[] => (verdict === 'warning' ? reasons : [])

/**
 * Whether the account has an opposition of its own in the file's register: the one that the request is about, where it names
 * one. Nobody withdraws what another has filed.
 */
async function isOpponentOf(
  store: Store,
  { profile, accountId }: Filing,
  { type, request, fileId }: { type: RequestType; request: PostFilingRequest; fileId: string },
  session: ClientSession | undefined,
): Promise<boolean> {
  const rest = (await findRequest(store, profile.id, fileId, session))?.rest ?? emptyRest
  const named = type.effects.flatMap((effect) => (effect.do === 'end' ? [atPath(request, effect.entry)] : []))
  const madeBy = rest.entries
    .filter(({ list, state }) => list === 'oppositions' && state === 'in-force')
    .filter(({ no }) => named.length === 0 || named.includes(no))
    .map((entry) => entry.madeBy)
  const own = { officeId: profile.id, accountId, _id: { $in: madeBy } }
  return madeBy.length > 0 && (await store.fileRequests.count(own, { session, limit: 1 })) > 0
}

async function aboutFile(
  store: Store,
  filing: Filing,
  type: RequestType,
  request: PostFilingRequest,
  session: ClientSession | undefined,
): Promise<Looked> {
  const { profile, accountId, on } = filing
  const found = { officeId: profile.id, fileNumber: request.fileNumber ?? '' }
  const file = await store.files.one(found, { session })
  const [facts] = file ? await factsOfFiles(store, profile, [file], session) : []
  const isOwn = file?.accountId === accountId
  // A file of somebody else that is not published is as unknown as one that there is not.
  if (!file || !facts || (!isOwn && !facts.isPublished))
    return refusedAt('fileNumber', gateSaying('gate-no-file'))
  const errors = checkForm(request, profile, on, facts)
  const asked = { type, request, fileId: file._id }
  const isOpponent = type.gate.by === 'opponent' && (await isOpponentOf(store, filing, asked, session))
  const { noticeId } = request
  const gate = gateOf(type, facts, { on, office: profile, isOwn, isOpponent, noticeId })
  const path = type.about === 'notice' ? 'noticeId' : 'fileNumber'
  return {
    errors: [...errors, ...blockedAt(path, gate)],
    about: {
      ...{ type, isOwn, facts },
      fileId: file._id,
      about: type.about === 'notice' ? (noticeId ?? null) : null,
      subject: file.fileNumber,
      warnings: warningsOf(gate),
    },
  }
}

type Money = { path: string; id: string; subject: string; state: string }

async function orderOf(
  store: Store,
  { profile, accountId }: Filing,
  { orderNumber = '' }: PostFilingRequest,
  session: ClientSession | undefined,
): Promise<Money | undefined> {
  const own = { officeId: profile.id, accountId, orderNumber }
  const order = await store.orders.one(own, { session })
  return order && { path: 'orderNumber', id: order._id, subject: order.orderNumber, state: order.status }
}

async function attemptOf(
  store: Store,
  { profile, accountId }: Filing,
  { attemptId = '' }: PostFilingRequest,
  session: ClientSession | undefined,
): Promise<Money | undefined> {
  const attempt = await store.attempts.one({ officeId: profile.id, accountId, _id: attemptId }, { session })
  const order =
    attempt && (await store.orders.one({ _id: attempt.orderId, officeId: profile.id }, { session }))
  return (
    attempt &&
    order && { path: 'attemptId', id: attempt._id, subject: order.orderNumber, state: attempt.status }
  )
}

/** Orders and attempts of others are as unknown as those that there are not. */
async function aboutMoney(
  store: Store,
  filing: Filing,
  type: RequestType,
  request: PostFilingRequest,
  session: ClientSession | undefined,
): Promise<Looked> {
  const find = type.about === 'order' ? orderOf : attemptOf
  const money = await find(store, filing, request, session)
  const path = type.about === 'order' ? 'orderNumber' : 'attemptId'
  if (!money) return refusedAt(path, gateSaying('gate-no-money'))
  const { profile: office, on } = filing
  const gate = gateOf(type, undefined, { on, office, isOwn: true, moneyState: money.state })
  return {
    errors: [...checkForm(request, office, on), ...blockedAt(path, gate)],
    about: {
      type,
      fileId: null,
      about: money.id,
      subject: money.subject,
      isOwn: true,
      facts: undefined,
      warnings: warningsOf(gate),
    },
  }
}

/**
 * Returns everything that is wrong with a request on a day, by path, and what it is about. What is not its party's to know is
 * told like what there is not.
 */
export async function lookAtRequest(
  store: Store,
  filing: Filing,
  request: PostFilingRequest,
  session?: ClientSession,
): Promise<Looked> {
  const type = filing.profile.requestTypes.find((one) => one.type === request.type)
  if (!type) return { errors: checkForm(request, filing.profile, filing.on), about: undefined }
  const look = type.about === 'order' || type.about === 'attempt' ? aboutMoney : aboutFile
  return look(store, filing, type, request, session)
}

/** Returns the row of a request that is accepted: it waits for what its dossier still owes. */
export const acceptedRequest = (
  { requestId }: PostFilingRequest,
  { type, fileId, about, subject, isOwn, warnings }: About,
  accepted: Pick<
    Row<'fileRequests'>,
    'officeId' | 'accountId' | 'onlineId' | 'submissionId' | 'dossierId' | 'receivedAt' | 'verificationCode'
  >,
): Row<'fileRequests'> => ({
  _id: requestId,
  ...accepted,
  ...{ fileId, about, subject, isOwn },
  type: type.type,
  state: 'filed',
  gate: warnings,
  lodgedAt: null,
  decidedAt: null,
  decidedBy: null,
  reason: null,
  tasks: [],
  newFileId: null,
  rev: 0,
})
