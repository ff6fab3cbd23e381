/** Claims: an agent asks for a file that was filed on paper, and a receptionist of the office decides with the file at hand. */
import {
  fileNumberIn,
  foldFile,
  nameOfActor,
  parseAtDoor,
  plainText,
  ProblemError,
  saying,
  sha256Schema,
  streamOf,
  type Actor,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { writeAudit } from '../audit.ts'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import { appendEvents, readStream } from '../store/streams.ts'
import { isDuplicateKey } from '../store/transaction.ts'
import { newTask } from '../work/new-task.ts'
import { answerOnce } from './commands.ts'
import { isStaff } from './views.ts'

export type FileClaim = Row<'fileClaims'>

/** The kind of the task that a claim opens for the receptionists. */
const confirmClaimTask = 'confirm-claim'

/** So many claims of an account may wait at once: nobody tries numbers out by claiming them. */
const maxOpen = 20
const shownClaims = 100

const claimSchema = z.strictObject({
  fileNumber: z.string().max(60),
  proof: plainText(1_000),
  /** A document that the account has uploaded under the role `other`. */
  documentSha256: sha256Schema.optional(),
})
const answerSchema = z.object({ claimId: z.string() })

type Wrong = 'number-form' | 'own-file' | 'claimed-already' | 'too-many-claims' | 'proof-not-uploaded'

const wrong = (path: 'fileNumber' | 'documentSha256', code: Wrong): ProblemError =>
  new ProblemError('invalid', undefined, { errors: [{ path, ...saying(code) }] })

const asked = new Error('The account has an open claim about this number')

/** Returns the claims of the actor's account, the latest first. */
export async function listClaims({ store }: Pick<Office, 'store'>, actor: Actor): Promise<FileClaim[]> {
  const { officeId, accountId } = actor
  if (accountId === undefined) throw new ProblemError('not-found')
  return store.fileClaims.many({ officeId, accountId }, { sort: { askedAt: -1 }, limit: shownClaims })
}

/** Finds the account's own upload that a claim names. */
async function documentOf(office: Office, accountId: string, officeId: string, sha256: string | undefined) {
  if (sha256 === undefined) return null
  const document = await office.store.documents.one({
    officeId,
    accountId,
    sha256,
    role: 'other',
    fileId: null,
  })
  if (!document) throw wrong('documentSha256', 'proof-not-uploaded')
  return document._id
}

function storeClaim(office: Office, session: ClientSession, claim: FileClaim): Promise<void> {
  const { officeId, fileNumber, _id, askedAt, userId } = claim
  office.store.fileClaims.add([claim], session)
  office.store.tasks.add(
    [
      newTask({
        officeId,
        kind: confirmClaimTask,
        role: 'receptionist',
        subject: fileNumber,
        causedBy: _id,
        about: _id,
        openedAt: askedAt,
      }),
    ],
    session,
  )
  const entry = { officeId, who: `user:${userId}`, what: 'claimed-file' as const, subject: `claim:${_id}` }
  return writeAudit(office, { ...entry, detail: fileNumber }, session)
}

/**
 * Asks for a file by its number and a proof from paper. Whether the office has such a file, and whose it is, is never told:
 * every number of the right form is taken alike. The same key again answers alike.
 * @throws ProblemError `invalid` for a number of another form, a file that is the account's already, or an open claim about
 * the same number; `not-allowed` for staff.
 */
export async function claimFile(
  office: Office,
  actor: Actor,
  { key, claim: raw }: { key: unknown; claim: unknown },
): Promise<{ repeated: boolean; claimId: string }> {
  const { officeId, accountId } = actor
  if (accountId === undefined || !actor.roles.includes('agent'))
    throw new ProblemError('not-allowed', 'Only agents can ask for a file.')
  const wish = parseAtDoor(claimSchema, raw, 'invalid')
  const profile = office.profiles.of(officeId)
  const fileNumber = fileNumberIn(profile, wish.fileNumber)
  if (fileNumber === undefined) throw wrong('fileNumber', 'number-form')
  const { store, clock } = office
  const refuseOwn = async (): Promise<void> => {
    if (await store.files.one({ officeId, accountId, fileNumber })) throw wrong('fileNumber', 'own-file')
  }
  const again = wrong('fileNumber', 'claimed-already')
  try {
    const { repeated, answer } = await answerOnce(
      office,
      {
        actor,
        operation: 'claim-file',
        key,
        body: { ...wish, fileNumber },
        answer: answerSchema,
        prepare: refuseOwn,
      },
      async (session) => {
        const open = await store.fileClaims.many(
          { officeId, accountId, state: 'asked' },
          { session, limit: maxOpen },
        )
        if (open.some((one) => one.fileNumber === fileNumber)) throw asked
        if (open.length >= maxOpen) throw wrong('fileNumber', 'too-many-claims')
        const claim: FileClaim = {
          _id: uuidv7(),
          officeId,
          accountId,
          userId: actor.who.id,
          fileNumber,
          proof: wish.proof,
          documentId: await documentOf(office, accountId, officeId, wish.documentSha256),
          state: 'asked',
          reason: null,
          fileId: null,
          askedAt: clock.now(),
          decidedAt: null,
          decidedBy: null,
        }
        await storeClaim(office, session, claim)
        return { claimId: claim._id }
      },
    )
    return { repeated, ...answer }
  } catch (error) {
    if (error === asked || isDuplicateKey(error, 'fileClaims')) throw again
    throw error
  }
}

const verdictSchema = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.literal('confirm') }),
  z.strictObject({ verdict: z.literal('refuse'), reason: plainText(500) }),
])

/** Gives the claimed file to the account, as a fact of the file's history. Returns the file's id. */
async function attach(
  office: Office,
  session: ClientSession,
  actor: Actor,
  claim: FileClaim,
): Promise<string> {
  const { store, clock } = office
  const { officeId, accountId, fileNumber, _id } = claim
  const file = await store.files.one({ officeId, fileNumber }, { session })
  if (!file)
    throw new ProblemError(
      'stale',
      'The office has no file with this number; record it first, or refuse the claim.',
    )
  if (file.accountId === accountId) return file._id
  if (file.accountId !== null)
    throw new ProblemError(
      'stale',
      'Another account holds this file. A change of representative is recorded on its own request; refuse the claim.',
    )
  const stream = streamOf('file', file._id)
  const history = await readStream(store, officeId, stream, { session })
  await store.files.update({ _id: file._id, accountId: null }, { $set: { accountId } }, { session })
  await appendEvents(store, session, {
    officeId,
    stream,
    events: [
      {
        type: 'file.changed',
        v: 1,
        data: { fields: [{ name: 'accountId', before: foldFile(history).accountId, after: accountId }] },
      },
    ],
    by: nameOfActor(actor),
    causedBy: _id,
    at: clock.now(),
    after: history.at(-1),
  })
  return file._id
}

/**
 * Decides a claim: confirmed, it attaches the file to the account that asked; refused, it tells why. Closes its task.
 * @throws ProblemError `not-allowed` for others than receptionists and administrators, `not-found`, `stale` when it is decided
 * already or cannot be confirmed.
 */
export async function decideClaim(
  office: Office,
  actor: Actor,
  claimId: string,
  raw: unknown,
): Promise<FileClaim> {
  const mayDecide = actor.roles.some((role) => role === 'receptionist' || role === 'administrator')
  if (!isStaff(actor) || !mayDecide)
    throw new ProblemError('not-allowed', 'Only receptionists of the office decide about claims.')
  const decision = parseAtDoor(verdictSchema, raw, 'invalid')
  const { store, clock } = office
  const { officeId } = actor
  const decided = await store.transaction(async (session) => {
    const claim = await store.fileClaims.one({ _id: claimId, officeId }, { session })
    if (!claim) throw new ProblemError('not-found')
    if (claim.state !== 'asked') throw new ProblemError('stale', 'This claim has been decided already.')
    const isConfirmed = decision.verdict === 'confirm'
    const at = clock.now()
    const change = {
      state: isConfirmed ? ('confirmed' as const) : ('refused' as const),
      reason: isConfirmed ? null : decision.reason,
      fileId: isConfirmed ? await attach(office, session, actor, claim) : null,
      decidedAt: at,
      decidedBy: nameOfActor(actor),
    }
    await store.fileClaims.update({ _id: claimId, state: 'asked' }, { $set: change }, { session })
    await store.tasks.update(
      { officeId, causedBy: claimId, kind: confirmClaimTask },
      { $set: { state: 'done', closedAt: at }, $inc: { rev: 1 } },
      { session },
    )
    const entry = { officeId, who: nameOfActor(actor), subject: `claim:${claimId}`, detail: claim.fileNumber }
    await writeAudit(office, { ...entry, what: `${change.state}-claim` }, session)
    return { ...claim, ...change }
  })
  office.nudgeRelay()
  return decided
}
