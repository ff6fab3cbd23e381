/** Submits a frozen dossier: the same bytes under the same key until the office's own word about them is on the device. */
import { z } from 'zod'
import type { Acknowledgement } from '@lodge/shared-types'
import type { FrozenDossier, OfficeFacts, Outbox, Progress } from '../outbox-rows.ts'
import { readDossier } from './dossier-at-office.ts'
import type { OfficeHttp } from './office-http.ts'
import { SendingError } from './problems.ts'
import type { Verify } from './verify-acknowledgement.ts'

/** What stands beside the signature is not read: the signed claims say the same, and can be believed. */
const answerSchema = z.object({ jws: z.string() })

/** Accepting a dossier waits for the database; after so long the outcome counts as unknown. */
const submissionTimeoutMs = 60_000

export type SubmitDeps = {
  http: OfficeHttp
  officeId: string
  csrfToken: string
  verify: Verify
  outbox: Pick<Outbox, 'update'>
}

type Accepted = { acknowledgement: Acknowledgement; jws: string; office?: OfficeFacts }

/**
 * Asks the office about a submission whose refusal may be about a repeat: an earlier try of unknown outcome, or another
 * device, may have brought it there. Returns its acknowledgement, or undefined where the office has no such dossier.
 */
async function askOffice(
  { http, officeId, verify }: SubmitDeps,
  { dossierId, bodySha256 }: FrozenDossier,
): Promise<Accepted | undefined> {
  const found = await readDossier(http, officeId, dossierId)
  if (!found) return undefined
  const { jws, facts } = found
  return { acknowledgement: await verify(jws, { dossierId, bodySha256 }), jws, office: facts }
}

/** Sends the frozen bytes. @throws SendingError for everything but an acknowledgement that is genuine. */
async function post(
  { http, officeId, csrfToken, verify }: SubmitDeps,
  { dossierId, bodySha256, bodyJson, key }: FrozenDossier,
): Promise<Accepted> {
  const { jws } = await http.read(answerSchema, `/o/${officeId}/api/submissions`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': key,
      'X-CSRF-Token': csrfToken,
    },
    body: bodyJson,
    timeoutMs: submissionTimeoutMs,
  })
  return { jws, acknowledgement: await verify(jws, { dossierId, bodySha256 }) }
}

/** Codes which say that something of this dossier is at the office already. */
const saysItIsThere = ['already-lodged', 'idempotency-key-reused']

/**
 * Submits the dossier and keeps its acknowledgement. Before the first byte leaves, the row says that it may have been sent; it
 * says otherwise again only when the office cannot have it.
 * @throws SendingError; the row is as it has to be then.
 */
export async function submitFrozen(
  deps: SubmitDeps,
  dossier: FrozenDossier,
  { mayBeSent: mayHaveBeenSent }: Pick<Progress, 'mayBeSent'>,
): Promise<void> {
  const { outbox } = deps
  const { dossierId } = dossier
  const keep = ({ acknowledgement, jws, office }: Accepted): Promise<unknown> =>
    outbox.update(dossierId, {
      state: 'acknowledged',
      acknowledgement,
      jws,
      ...(office ? { office } : {}),
      tries: 0,
      problem: undefined,
      nextTryAt: undefined,
    })

  await outbox.update(dossierId, { mayBeSent: true })
  try {
    await keep(await post(deps, dossier))
  } catch (error) {
    if (!(error instanceof SendingError) || error.problem.code === 'not-genuine' || error.isOutcomeUnknown)
      throw error
    // Refused. A refusal before anything was looked at (no session, too many requests) says nothing of earlier tries.
    const isJudged = error.kind === 'needs-you'
    const isDoubtful = mayHaveBeenSent || saysItIsThere.includes(error.problem.code)
    if (isJudged && isDoubtful) {
      const accepted = await askOffice(deps, dossier).catch((thrown: unknown) => {
        // What is there is not what this device has sent: the office's own refusal says it best.
        throw thrown instanceof SendingError && thrown.problem.code === 'not-genuine' ? error : thrown
      })
      if (accepted) {
        await keep(accepted)
        return
      }
    }
    if (isJudged || !mayHaveBeenSent) await outbox.update(dossierId, { mayBeSent: false })
    throw error
  }
}
