/** Accept: takes a dossier in, in one transaction, and answers with a signed acknowledgement. */
import {
  acknowledgementSchema,
  canonicalJson,
  creditorReferenceOf,
  checkForm,
  decideDossier,
  fieldErrorsOf,
  maxRequests,
  money,
  nameOfActor,
  noDossier,
  plainDateIn,
  ProblemError,
  sha256Hex,
  streamOf,
  submissionBodySchema,
  tariffOn,
  type Acknowledgement,
  type Actor,
  type FieldError,
  type IsListedTerm,
  type OfficeProfile,
  type PlainDate,
  type Request,
  type SubmissionBody,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Office } from '../office.ts'
import { openListedTerms } from '../offices/listed-terms.ts'
import { takeNumbers } from '../store/counters.ts'
import { makeGroups } from '../store/grouped-transactions.ts'
import type { Store } from '../store/store.ts'
import { appendEvents } from '../store/streams.ts'
import { asRefusal, isDuplicateKey } from '../store/transaction.ts'
import { raiseAlarm } from '../work/alarm.ts'
import { scheduleOrderDue } from './payments/order-due.ts'
import { acceptedDossier, receivedDateOf } from './accepted-dossier.ts'
import { checkDocuments } from './check-documents.ts'
import { answerOnce } from './commands.ts'
import { acceptedRequest, lookAtRequest, type About, type Filing } from './post-filing/look-at-request.ts'
import { checkResponse, rightAnswered, takeAnswer } from './take-answer.ts'

const answerSchema = z.object({ acknowledgement: acknowledgementSchema, jws: z.string() })
type Answer = z.infer<typeof answerSchema>

/** No person reads on after so many errors, and an answer stays small. */
const maxErrors = 500

type Submit = { key: unknown; body: unknown }
export type Submitted = { repeated: boolean; acknowledgement: Acknowledgement; jws: string }
/** A dossier as it was read at the door; `bodyJson` is canonical, and its SHA-256 is acknowledged. */
type Read = { body: SubmissionBody; bodyJson: string; bodySha256: string }

const ofRequest =
  (index: number) =>
  (error: FieldError): FieldError => ({
    ...error,
    path: `requests.${index}${error.path && '.'}${error.path}`,
  })

/** An answer to a notice: not a form, so that its schema says what is wrong in it. */
const anAnswer = z.object({ kind: z.literal('response-to-office-action') })

/**
 * Returns everything that is wrong in a dossier that does not have the form's shape: of a request, what the form's own checker
 * says, as it says it on the device; of everything else, and of what the checker should not see, what the schema says.
 */
function errorsIn(
  raw: unknown,
  parseError: z.ZodError,
  profile: OfficeProfile,
  today: PlainDate,
): FieldError[] {
  const { requests } = z
    .object({ requests: z.array(z.unknown()).max(maxRequests).catch([]) })
    .catch({ requests: [] })
    .parse(raw)
  const said = requests.map((request, index) =>
    anAnswer.safeParse(request).success ? [] : checkForm(request, profile, today).map(ofRequest(index)),
  )
  const unsaid = fieldErrorsOf(parseError).filter(({ path }) => {
    const index = /^requests\.(\d+)(?:\.|$)/.exec(path)?.[1]
    return index === undefined || said[Number(index)]?.length === 0
  })
  return [...said.flat(), ...unsaid].slice(0, maxErrors)
}

/** Reads what was submitted: what is not in the form at all is malformed, what is wrong in a field can be put right. */
function readBody(raw: unknown, profile: OfficeProfile, today: PlainDate): Read {
  const parsed = submissionBodySchema.safeParse(raw)
  if (parsed.success) {
    const json = z.json().safeParse(raw)
    if (!json.success) throw new ProblemError('malformed-request', 'The dossier is not JSON.')
    const bodyJson = canonicalJson(json.data)
    return { body: parsed.data, bodyJson, bodySha256: sha256Hex(bodyJson) }
  }
  if (!parsed.error.issues.some((issue) => issue.code === 'unrecognized_keys'))
    throw new ProblemError('invalid', undefined, { errors: errorsIn(raw, parsed.error, profile, today) })
  throw new ProblemError(
    'malformed-request',
    'The dossier holds entries that do not belong there; prices, owners and roles are never taken from a request.',
    { errors: fieldErrorsOf(parsed.error).slice(0, maxErrors) },
  )
}

/** Returns what is wrong in one request on a day. */
async function errorsOf(store: Store, filing: Filing, request: Request): Promise<FieldError[]> {
  const { profile, accountId, on } = filing
  if (request.kind === 'response-to-office-action') return checkResponse(store, accountId, profile, request)
  if (request.kind === 'post-filing') return (await lookAtRequest(store, filing, request)).errors
  return checkForm(request, profile, on)
}

/**
 * Looks at the post-filing requests of a dossier once more, as everything stands in this transaction and on the day of receipt.
 * @throws ProblemError `invalid` naming what has changed meanwhile
 */
async function aboutIn(
  store: Store,
  session: ClientSession,
  filing: Filing,
  { requests }: SubmissionBody,
): Promise<Map<string, About>> {
  const found = new Map<string, About>()
  for (const [index, request] of requests.entries()) {
    if (request.kind !== 'post-filing') continue
    const { errors, about } = await lookAtRequest(store, filing, request, session)
    if (errors.length > 0 || !about)
      throw new ProblemError('invalid', undefined, { errors: errors.map(ofRequest(index)) })
    found.set(request.requestId, about)
  }
  return found
}

/** @throws ProblemError `invalid` naming everything that is to be put right. */
async function check(
  office: Office,
  profile: OfficeProfile,
  accountId: string,
  body: SubmissionBody,
  today: PlainDate,
) {
  const errors: FieldError[] = []
  for (const [index, request] of body.requests.entries()) {
    const found = await errorsOf(office.store, { profile, accountId, on: today }, request)
    errors.push(...found.map(ofRequest(index)))
  }
  errors.push(...(await checkDocuments(office, accountId, body, profile)))
  if (errors.length > 0) throw new ProblemError('invalid', undefined, { errors: errors.slice(0, maxErrors) })
}

/** Who submits, and by which rules. */
type By = {
  actor: Actor
  accountId: string
  profile: OfficeProfile
  isListedTerm: IsListedTerm | undefined
}

/** Takes the numbers and stores everything about the dossier, all in the caller's transaction. */
async function takeIn(
  { store, clock, env, keys }: Office,
  session: ClientSession,
  { actor, accountId, profile, isListedTerm }: By,
  { body, bodyJson, bodySha256 }: Read,
): Promise<Answer> {
  const { officeId } = actor
  const { dossierId } = body
  const numbers = {
    officeId,
    branch: 'office',
    timeZone: profile.timeZone,
    clock,
    doubtMs: env.CLOCK_DOUBT_MS,
  }
  const online = await takeNumbers(store, session, {
    ...numbers,
    kind: 'online',
    count: body.requests.length,
  })
  const taken = await takeNumbers(store, session, { ...numbers, kind: 'submission', count: 1 })
  const receivedDate = receivedDateOf(profile, taken)
  const tariff = tariffOn(profile.tariffs, receivedDate)
  if (!tariff)
    throw new ProblemError('unavailable', `The office has no tariff for ${receivedDate}.`, {
      retryAfterS: 3600,
    })
  const about = await aboutIn(store, session, { profile, accountId, on: receivedDate }, body)
  const answeredRights = new Map<string, string>()
  for (const request of body.requests)
    if (request.kind === 'response-to-office-action')
      answeredRights.set(
        request.requestId,
        await rightAnswered(store, session, { officeId, accountId }, request),
      )
  const { submission, order, acknowledgement } = acceptedDossier({
    facts: new Map([...about].flatMap(([requestId, { facts }]) => (facts ? [[requestId, facts]] : []))),
    answeredRights,
    isListedTerm,
    profile,
    tariff,
    accountId,
    publicOrigin: env.PUBLIC_ORIGIN,
    body,
    bodySha256,
    online,
    submission: taken,
  })
  const { submissionId, submissionNumber, receivedAt } = submission
  const { orderId, orderNumber, tariffVersion, lines, total, payBy = null } = order
  for (const [index, request] of body.requests.entries())
    if (request.kind === 'response-to-office-action')
      await takeAnswer(store, session, { profile, accountId, request, index, receivedAt })
  const jws = await keys.sign(officeId, 'lodge-acknowledgement+jws', canonicalJson(acknowledgement))
  store.submissions.add(
    [
      {
        _id: submissionId,
        officeId,
        accountId,
        userId: actor.who.id,
        dossierId,
        submissionNumber,
        receivedAt,
        bodyJson,
        bodySha256,
        acknowledgementJws: jws,
      },
    ],
    session,
  )
  store.fileRequests.add(
    body.requests.flatMap((request) => {
      const known = request.kind === 'post-filing' ? about.get(request.requestId) : undefined
      if (request.kind !== 'post-filing' || !known) return []
      const told = submission.requests.find(({ requestId }) => requestId === request.requestId)
      const verificationCode = randomBytes(15).toString('base64url')
      const onlineId = told?.onlineId ?? ''
      const accepted = {
        officeId,
        accountId,
        onlineId,
        submissionId,
        dossierId,
        receivedAt,
        verificationCode,
      }
      return [acceptedRequest(request, known, accepted)]
    }),
    session,
  )
  // Each request is taken in once, in whichever dossier it comes.
  store.commands.add(
    body.requests.map(({ requestId }) => ({
      _id: `${officeId}|take-request|${requestId}`,
      officeId,
      operation: 'take-request',
      bodySha256,
      answerJson: JSON.stringify({ submissionId }),
      createdAt: receivedAt,
    })),
    session,
  )
  const zero = money(0n, total.currency)
  store.orders.add(
    [
      {
        _id: orderId,
        officeId,
        accountId,
        dossierId,
        orderNumber,
        tariffVersion,
        lines,
        total,
        received: zero,
        credit: zero,
        missing: total,
        status: 'open',
        openedAt: receivedAt,
        paidAt: null,
        creditorReference: creditorReferenceOf(orderNumber),
        payBy,
      },
    ],
    session,
  )
  if (payBy !== null)
    await scheduleOrderDue({ store }, session, {
      ...{ officeId, orderId, payBy, timeZone: profile.timeZone, at: receivedAt },
      remindDays: profile.payments.payWithin?.remindDays ?? 0,
    })
  await appendEvents(store, session, {
    officeId,
    stream: streamOf('dossier', dossierId),
    events: decideDossier({ type: 'submit', submission, order }, noDossier),
    by: nameOfActor(actor),
    causedBy: null,
    at: receivedAt,
    after: null,
  })
  return { acknowledgement, jws }
}

/** Says in a person's words that the dossier, or a request of it, is with the office already. */
function refusalOf(error: unknown): unknown {
  if (isDuplicateKey(error, 'submissions') || isDuplicateKey(error, 'events'))
    return new ProblemError(
      'already-lodged',
      'This dossier has been submitted before, under another key. Its acknowledgement is on its page.',
    )
  if (isDuplicateKey(error, 'commands'))
    return new ProblemError(
      'already-lodged',
      'A request of this dossier has been submitted before, in another dossier. Take it out of this one.',
    )
  return asRefusal(error)
}

/**
 * Returns the service that accepts dossiers. Accepts of one office that come in together share a transaction, since they all
 * want the same counter.
 * @throws ProblemError `not-allowed`, `malformed-request`, `invalid`, `already-lodged`, `idempotency-key-reused`, `unavailable`.
 */
export function makeSubmitDossier(office: Office): (actor: Actor, submit: Submit) => Promise<Submitted> {
  const inGroup = makeGroups(office.store)
  const listedTerms = openListedTerms(office.env.OFFICES_DIR)

  return async (actor, { key, body: raw }) => {
    const { officeId, accountId } = actor
    if (accountId === undefined || !actor.roles.includes('agent'))
      throw new ProblemError('not-allowed', 'Only agents can submit a dossier.')
    const profile = office.profiles.of(officeId)
    const today = plainDateIn(profile.timeZone, office.clock.now())
    const read = readBody(raw, profile, today)
    const isListedTerm = await listedTerms(profile)
    const command = {
      actor,
      operation: 'submit-dossier',
      key,
      body: read.bodyJson,
      answer: answerSchema,
      prepare: () => check(office, profile, accountId, read.body, today),
      inTransaction: (work: (session: ClientSession) => Promise<Answer>) => inGroup(officeId, work),
    }
    const { repeated, answer } = await answerOnce(office, command, (session) =>
      takeIn(office, session, { actor, accountId, profile, isListedTerm }, read),
    ).catch((error: unknown) => {
      throw refusalOf(error)
    })
    office.nudgeRelay()
    const { clockDoubt, submissionId, submissionNumber } = answer.acknowledgement
    // Told again on a repeat: a process may have ended between commit and alarm.
    if (clockDoubt)
      await raiseAlarm(office, {
        officeId,
        key: `clock-doubt:${submissionId}`,
        what: `The clock was in doubt when ${submissionNumber} came in; check its date.`,
      })
    return { repeated, ...answer }
  }
}
