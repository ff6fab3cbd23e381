/** Accept: takes a dossier in, in one transaction, and answers with a signed acknowledgement. */
import {
  acknowledgementSchema,
  addMoney,
  canonicalJson,
  checkTrademarkRequest,
  compareMoney,
  decideDossier,
  fieldErrorsOf,
  formatNumber,
  money,
  nameOfActor,
  noDossier,
  plainDateIn,
  price,
  ProblemError,
  rightOf,
  sha256Hex,
  streamOf,
  submissionBodySchema,
  tariffOn,
  type Acknowledgement,
  type Actor,
  type FieldError,
  type OfficeProfile,
  type SubmissionBody,
} from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { Office } from '../office.ts'
import { takeNumbers } from '../store/counters.ts'
import { appendEvents } from '../store/streams.ts'
import { asRefusal, isDuplicateKey } from '../store/transaction.ts'
import { raiseAlarm } from '../work/alarm.ts'
import { answerOnce } from './commands.ts'
import { makeLanes } from './lanes.ts'

const answerSchema = z.object({ acknowledgement: acknowledgementSchema, jws: z.string() })

/** Reads a submitted body: what is not in the form at all is malformed, what is wrong in a field can be put right. */
function parseBody(body: unknown): SubmissionBody {
  const parsed = submissionBodySchema.safeParse(body)
  if (parsed.success) return parsed.data
  const foreign = parsed.error.issues.find((issue) => issue.code === 'unrecognized_keys')
  if (foreign)
    throw new ProblemError(
      'malformed-request',
      'The dossier holds entries that do not belong there; prices, owners and roles are never taken from a request.',
      {
        errors: fieldErrorsOf(parsed.error),
      },
    )
  throw new ProblemError('invalid', undefined, { errors: fieldErrorsOf(parsed.error) })
}

/** Every document must be in the account's own space, checked, and be what the request says of it. */
async function checkDocuments(
  office: Office,
  actor: Actor,
  accountId: string,
  body: SubmissionBody,
  profile: OfficeProfile,
): Promise<FieldError[]> {
  const wanted = body.requests.flatMap((request, r) =>
    request.documents.map((document, d) => ({ document, path: `requests.${r}.documents.${d}` })),
  )
  if (wanted.length === 0) return []
  const sha256 = [...new Set(wanted.map(({ document }) => document.sha256))]
  const rows = await office.store.documents.many({
    officeId: actor.officeId,
    accountId,
    sha256: { $in: sha256 },
  })
  const errors = wanted.flatMap(({ document, path }): FieldError[] => {
    const stored = rows.filter((row) => row.sha256 === document.sha256)
    if (stored.length === 0)
      return [
        {
          path,
          code: 'document-not-uploaded',
          message: `Upload "${document.fileName}" first; the office does not have it.`,
        },
      ]
    return stored.some(
      (row) =>
        row.bytes === document.bytes && row.mediaType === document.mediaType && row.role === document.role,
    )
      ? []
      : [
          {
            path,
            code: 'document-differs',
            message: `"${document.fileName}" is not the document that was uploaded under this SHA-256.`,
          },
        ]
  })
  const total = wanted.reduce((sum, { document }) => sum + document.bytes, 0)
  if (total > profile.documents.maxDossierBytes)
    errors.push({
      path: 'requests',
      code: 'dossier-size',
      message: `All documents of a dossier together may have ${Math.floor(profile.documents.maxDossierBytes / 1_048_576)} MiB.`,
    })
  return errors
}

type Submit = { key: unknown; body: unknown }
export type Submitted = { repeated: boolean; acknowledgement: Acknowledgement; jws: string }

/**
 * Returns the service that accepts dossiers. Accepts of one office go through one lane of this process, since they all want
 * the same counter.
 */
export function makeSubmitDossier(office: Office): (actor: Actor, submit: Submit) => Promise<Submitted> {
  const { store, clock, env, profiles, keys } = office
  const inLane = makeLanes()

  return async (actor, { key, body: raw }) => {
    const { officeId, accountId } = actor
    if (accountId === undefined || !actor.roles.includes('agent'))
      throw new ProblemError('not-allowed', 'Only agents can submit a dossier.')
    const profile = profiles.of(officeId)
    const json = z.json().safeParse(raw)
    if (!json.success) throw new ProblemError('malformed-request', 'The dossier is not JSON.')
    const bodyJson = canonicalJson(json.data)
    const bodySha256 = sha256Hex(bodyJson)
    const body = parseBody(json.data)

    const check = async (): Promise<void> => {
      const today = plainDateIn(profile.timeZone, clock.now())
      const errors = body.requests.flatMap((request, index) =>
        checkTrademarkRequest(request, profile, today).map((error) => ({
          ...error,
          path: `requests.${index}.${error.path}`,
        })),
      )
      errors.push(...(await checkDocuments(office, actor, accountId, body, profile)))
      if (errors.length > 0) throw new ProblemError('invalid', undefined, { errors })
    }

    const accept = async (): Promise<Submitted> => {
      let checked = false
      const { repeated, answer } = await answerOnce(
        office,
        { actor, operation: 'submit-dossier', key, body: bodyJson, answer: answerSchema },
        async (session) => {
          if (!checked) await check()
          checked = true
          const counter = {
            officeId,
            timeZone: profile.timeZone,
            clock,
            doubtMs: env.CLOCK_DOUBT_MS,
            branch: 'office',
          }
          const online = await takeNumbers(store, session, {
            ...counter,
            kind: 'online',
            count: body.requests.length,
          })
          const {
            year,
            seq,
            at: receivedAt,
            doubt: clockDoubt,
          } = await takeNumbers(store, session, { ...counter, kind: 'submission', count: 1 })
          const receivedDate = plainDateIn(profile.timeZone, receivedAt)
          const tariff = tariffOn(profile.tariffs, receivedDate)
          if (!tariff)
            throw new ProblemError(
              'unavailable',
              `The office has no tariff for ${receivedDate}; it has been told.`,
              { retryAfterS: 3600 },
            )
          const priced = price(tariff, body.requests)
          const parts = { office: profile.st3, branch: '', right: '', year }
          const submissionId = uuidv7()
          const orderId = uuidv7()
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
          const isSameTotal =
            body.quote.total.currency === priced.total.currency &&
            compareMoney(body.quote.total, priced.total) === 0
          const submissionNumber = formatNumber(profile.numbering.submission, { ...parts, seq })
          const orderNumber = formatNumber(profile.numbering.order, { ...parts, seq })
          const order = {
            orderId,
            orderNumber,
            lines: priced.lines,
            total: priced.total,
            tariffVersion: priced.tariffVersion,
            releases: true,
            quoted: body.quote.total,
            agreementNeeded: !isSameTotal,
          }
          const events = decideDossier(
            {
              type: 'submit',
              submission: {
                submissionId,
                submissionNumber,
                accountId,
                receivedAt,
                receivedDate,
                clockDoubt,
                bodySha256,
                requests,
              },
              order,
            },
            noDossier,
          )
          const acknowledgement: Acknowledgement = {
            iss: `${env.PUBLIC_ORIGIN}/o/${officeId}`,
            officeId,
            dossierId: body.dossierId,
            submissionId,
            submissionNumber,
            receivedAt: receivedAt.toISOString(),
            receivedDate,
            clockDoubt,
            bodySha256,
            requests: requests.map(({ requestId, onlineId, documents }) => ({
              requestId,
              onlineId,
              documents: documents.map(({ role, sha256, bytes }) => ({ role, sha256, bytes })),
            })),
            order: { orderId, orderNumber, total: priced.total, agreementNeeded: !isSameTotal },
          }
          const jws = await keys.sign(officeId, 'lodge-acknowledgement+jws', canonicalJson(acknowledgement))
          const zero = money(0n, priced.total.currency)
          await store.submissions.insert(
            [
              {
                _id: submissionId,
                officeId,
                accountId,
                userId: actor.who.id,
                dossierId: body.dossierId,
                submissionNumber,
                receivedAt,
                bodyJson,
                bodySha256,
                acknowledgementJws: jws,
              },
            ],
            { session },
          )
          await store.orders.insert(
            [
              {
                _id: orderId,
                officeId,
                accountId,
                dossierId: body.dossierId,
                orderNumber,
                tariffVersion: priced.tariffVersion,
                lines: priced.lines,
                total: priced.total,
                received: zero,
                credit: addMoney(zero, zero),
                status: 'open',
                openedAt: receivedAt,
                paidAt: null,
              },
            ],
            { session },
          )
          await appendEvents(store, session, {
            officeId,
            stream: streamOf('dossier', body.dossierId),
            events,
            by: nameOfActor(actor),
            causedBy: null,
            at: receivedAt,
            after: null,
          })
          return { acknowledgement, jws }
        },
      ).catch((error: unknown) => {
        if (isDuplicateKey(error, 'submissions') || isDuplicateKey(error, 'events'))
          throw new ProblemError(
            'already-lodged',
            'This dossier has been submitted before, under another key. Its acknowledgement is on its page.',
          )
        throw asRefusal(error)
      })
      office.nudgeRelay()
      if (answer.acknowledgement.clockDoubt && !repeated)
        await raiseAlarm(office, {
          officeId,
          key: `clock-doubt:${answer.acknowledgement.submissionId}`,
          what: `The clock was in doubt when ${answer.acknowledgement.submissionNumber} came in; check its date.`,
        })
      return { repeated, ...answer }
    }
    return inLane(officeId, accept)
  }
}
