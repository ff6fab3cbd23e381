/** One dossier of years ago as it stands today: every row of its two files, made from a number alone. Pure. */
import { aDossier, uuidOf } from '@lodge/mocks'
import {
  actedBy,
  actionOf,
  addWorkingDays,
  canonicalJson,
  chainStart,
  digestOf,
  formatNumber,
  formatSt13,
  linkHash,
  nameOf,
  plainDateIn,
  price,
  rightOf,
  sha256Hex,
  streamOf,
  foldFile,
  type DomainEvent,
  type NewEvent,
  type OfficeProfile,
  type Stream,
  type Tariff,
  type TrademarkRequest,
} from '@lodge/shared-types'
import { cursorId } from '../../src/work/put-off.ts'
import { handledEvents } from '../../src/processors/handles.ts'
import { listingOf, listingVersion, type FileFacts } from '../../src/processors/file-listing.ts'
import { viewDossier, viewFile } from '../../src/processors/status.ts'
import type { CollectionName, Row } from '../../src/store/rows.ts'
import { newTask } from '../../src/work/new-task.ts'

/** How far a file has come, by the actions that were taken; the last says which task is open. */
export type Course = { actions: readonly string[]; openTask: string | null; holder: string | null }

export type Past = {
  profile: OfficeProfile
  tariff: Tariff
  /** Counts dossiers from 0. */
  index: number
  receivedAt: Date
  accountId: string
  submissionSeq: number
  /** One for each request: its number within branch and year. */
  fileSeq: (branch: string, year: number) => number
  courses: readonly Course[]
  /** Stored bytes that every file's documents stand for. */
  pdf: { storedAs: string; sha256: string; bytes: number }
}

export type Rows = { [N in CollectionName]?: Row<N>[] } & { events: (DomainEvent & { _id: string })[] }

const day = 86_400_000

/** Returns a version 7 UUID that depends on a time and a purpose alone, so that rows sort as those of a real office. */
function uuid7Of(at: Date, purpose: string): string {
  const time = at.getTime().toString(16).padStart(12, '0')
  const rest = sha256Hex(purpose)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-8${rest.slice(3, 6)}-${rest.slice(6, 18)}`
}

function chained(
  officeId: string,
  stream: Stream,
  events: readonly { at: Date; by: string; event: NewEvent }[],
): (DomainEvent & { _id: string })[] {
  let prevHash = chainStart
  return events.map(({ at, by, event }, index) => {
    const eventId = uuid7Of(at, `${stream}:${index}`)
    const link = {
      eventId,
      officeId,
      stream,
      seq: index + 1,
      at,
      by,
      causedBy: null,
      prevHash,
      hash: chainStart,
    }
    const unsealed = { ...event, ...link }
    const sealed = { ...unsealed, hash: linkHash(unsealed) }
    prevHash = sealed.hash
    return { _id: eventId, ...sealed }
  })
}

/** The cursors of every processor that handles something of a history, at its end. */
const cursorsOf = (history: readonly DomainEvent[], at: Date): Row<'cursors'>[] => {
  const last = history.at(-1)
  if (!last) return []
  return (['reception', 'fees', 'examination', 'notification', 'status'] as const)
    .filter((processor) => history.some(({ type }) => handledEvents[processor].includes(type)))
    .map((processor) => ({
      _id: cursorId(processor, last.officeId, last.stream),
      officeId: last.officeId,
      processor,
      stream: last.stream,
      seq: last.seq,
      state: 'active',
      attempts: 0,
      nextAttemptAt: null,
      lastError: null,
      updatedAt: at,
    }))
}

/** What the file of one request amounts to. */
function fileRows(
  past: Past,
  request: TrademarkRequest,
  place: number,
  dossier: DossierIds,
): Rows & { file: { fileId: string; fileNumber: string } } {
  const { profile, receivedAt, accountId, index, pdf } = past
  const officeId = profile.id
  const course = past.courses[place] ?? { actions: [], openTask: null, holder: null }
  const right = rightOf[request.kind]
  const branch = profile.branches.find(({ id }) => id === request.branch) ?? profile.branches[0]
  if (!branch) throw new Error('the office has no branch')
  const year = receivedAt.getUTCFullYear()
  const seq = past.fileSeq(branch.id, year)
  const fileId = uuid7Of(receivedAt, `file:${index}:${place}`)
  const number = { office: profile.st3, branch: branch.code, right, year, seq }
  const fileNumber = formatNumber(profile.numbering.file, number)
  const st13 = formatSt13({ st3: profile.st3, right, year, branchOrdinal: branch.ordinal, seq })
  const onlineId = `${dossier.onlineId}-${place}`
  const parties = request.applicants.map((person, at): Row<'parties'> => {
    const partyId = uuid7Of(receivedAt, `party:${index}:${place}:${at}`)
    const salt = sha256Hex(partyId).slice(0, 32)
    return {
      _id: `${partyId}|1`,
      ...{ officeId, partyId, version: 1, fileId, role: 'applicant', person, salt },
      digest: digestOf({ salt, person }),
    }
  })
  const documents = (['filing-receipt', 'request-as-filed'] as const).map((role): Row<'documents'> => ({
    _id: uuid7Of(receivedAt, `document:${index}:${place}:${role}`),
    ...{ officeId, accountId: null, fileId, role, sha256: pdf.sha256, bytes: pdf.bytes },
    ...{
      mediaType: 'application/pdf',
      fileName: `${fileNumber}.pdf`,
      storedAs: pdf.storedAs,
      createdAt: receivedAt,
    },
  }))
  const system = 'processor:reception'
  const receivedDate = plainDateIn(profile.timeZone, receivedAt)
  const received: NewEvent = {
    type: 'file.received',
    v: 1,
    data: {
      ...{ fileNumber, st13, right, kind: request.kind, branch: branch.id, accountId },
      ...{
        dossierId: dossier.dossierId,
        submissionId: dossier.submissionId,
        submissionNumber: dossier.submissionNumber,
      },
      ...{ requestId: request.requestId, onlineId, ...profile.workflow.received },
      parties: parties.map(({ partyId, version, role, digest }) => ({ partyId, version, role, digest })),
    },
  }
  const steps = [
    { at: receivedAt, by: system, event: received },
    {
      at: receivedAt,
      by: system,
      event: {
        type: 'file.date-accorded' as const,
        v: 1 as const,
        data: { filingDate: receivedDate, trace: [] },
      },
    },
    ...documents.map(({ _id, role, sha256, bytes, mediaType }) => ({
      at: new Date(receivedAt.getTime() + 2_000),
      by: system,
      event: {
        type: 'file.document-added' as const,
        v: 1 as const,
        data: { documentId: _id, role, sha256, bytes, mediaType },
      },
    })),
    ...course.actions.map((code, step) => {
      const action = actionOf(profile.workflow, code)
      if (!action) throw new Error(`no action ${code}`)
      return {
        at: new Date(receivedAt.getTime() + (step + 1) * 6 * day),
        by: 'user:staff-1',
        event: actedBy(action, action.status),
      }
    }),
  ]
  const stream = streamOf('file', fileId)
  const history = chained(officeId, stream, steps)
  const lastAt = history.at(-1)?.at ?? receivedAt
  const facts: FileFacts = {
    requestKind: request.kind,
    subtype: request.mark.kind,
    ownReference: request.ownReference ?? null,
    owners: request.applicants.map(nameOf),
    fileOwner: accountId,
    summary: request.mark.kind === 'word' ? request.mark.text : '',
    invoiceNumbers: [dossier.orderNumber],
  }
  const view = viewFile(history, lastAt, facts)
  if (!view) throw new Error('no view')
  const opened = history.findLast(({ type }) => type === 'file.acted' || type === 'file.received')
  const rule = profile.tasks.find(({ kind }) => kind === course.openTask)
  const tasks =
    rule && opened
      ? [
          {
            ...newTask({
              ...{
                officeId,
                kind: rule.kind,
                role: rule.role,
                stream,
                subject: fileNumber,
                branch: branch.id,
              },
              openedAt: opened.at,
              due: addWorkingDays(
                profile.calendar,
                plainDateIn(profile.timeZone, opened.at),
                rule.dueWorkingDays,
              ),
              causedBy: opened.eventId,
              holder: course.holder ?? undefined,
            }),
            _id: uuid7Of(opened.at, `task:${index}:${place}`),
          },
        ]
      : []
  return {
    file: { fileId, fileNumber },
    events: history,
    parties,
    documents,
    tasks,
    views: [{ ...view, listing: listingOf(foldFile(history), lastAt, facts), listingVersion }],
    cursors: cursorsOf(history, lastAt),
    files: [
      {
        _id: fileId,
        ...{ officeId, accountId, fileNumber, st13, right, kind: request.kind, branch: branch.id },
        ...{
          dossierId: dossier.dossierId,
          submissionId: dossier.submissionId,
          requestId: request.requestId,
          onlineId,
        },
        ownReference: request.ownReference ?? null,
        verificationCode: sha256Hex(`verify:${fileId}`).slice(0, 20),
        followCode: sha256Hex(`follow:${fileId}`).slice(0, 27),
        createdAt: receivedAt,
      },
    ],
    messages: request.applicants.map((person, at) => ({
      _id: sha256Hex(`message:${fileId}:${at}`).slice(0, 40),
      ...{ officeId, eventId: history[0]?.eventId ?? '', eventType: 'file.received', stream, resends: null },
      ...{ audience: 'applicant', channel: 'email', recipient: `mail:${person.email}`, to: person.email },
      ...{
        language: request.language,
        subject: fileNumber,
        body: fileNumber,
        messageId: `<${fileId}.${at}@example>`,
      },
      ...{ state: 'sent', createdAt: receivedAt, sentAt: receivedAt, lastError: null },
      ...{ remindsOf: null, unwantedBecause: null },
    })),
  }
}

type DossierIds = {
  dossierId: string
  submissionId: string
  submissionNumber: string
  onlineId: string
  orderNumber: string
}

/** Returns every row of one dossier of two files, paid and lodged at once. */
export function rowsOf(past: Past): Rows {
  const { profile, tariff, index, receivedAt, accountId, submissionSeq } = past
  const officeId = profile.id
  const office = officeId === 'sahil' ? 'sahil' : 'borovia'
  const body = aDossier({ seed: 1_000_000 + index, count: 2, tariff, office })
  const bodyJson = canonicalJson(body)
  const parts = {
    office: profile.st3,
    branch: '',
    right: '',
    year: receivedAt.getUTCFullYear(),
    seq: submissionSeq,
  }
  const ids: DossierIds = {
    dossierId: body.dossierId,
    submissionId: uuid7Of(receivedAt, `submission:${index}`),
    submissionNumber: formatNumber(profile.numbering.submission, parts),
    onlineId: `E-${parts.year}-${submissionSeq}`,
    orderNumber: formatNumber(profile.numbering.order, parts),
  }
  const { lines, total, tariffVersion } = price(tariff, body.requests, {
    on: plainDateIn(profile.timeZone, receivedAt),
  })
  const orderId = uuid7Of(receivedAt, `order:${index}`)
  const attemptId = uuid7Of(receivedAt, `attempt:${index}`)
  const { requests } = body
  const files = requests.map((request, place) => fileRows(past, request, place, ids))
  const nothing = { ...total, amountMinor: 0n }
  const paying = {
    orderId,
    attemptId,
    driverId: 'card-gateway',
    amount: total,
    bankAt: receivedAt,
    knownAt: receivedAt,
    reason: null,
  }
  const events: NewEvent[] = [
    {
      type: 'dossier.submitted',
      v: 1,
      data: {
        ...{ submissionId: ids.submissionId, submissionNumber: ids.submissionNumber, accountId, receivedAt },
        ...{
          receivedDate: plainDateIn(profile.timeZone, receivedAt),
          clockDoubt: false,
          bodySha256: sha256Hex(bodyJson),
        },
        requests: requests.map(({ requestId, kind }, place) => ({
          requestId,
          onlineId: `${ids.onlineId}-${place}`,
          kind,
          documents: [],
        })),
      },
    },
    {
      type: 'order.opened',
      v: 1,
      data: {
        orderId,
        orderNumber: ids.orderNumber,
        lines,
        total,
        tariffVersion,
        releases: true,
        quoted: total,
        agreementNeeded: false,
      },
    },
    { type: 'payment.started', v: 1, data: { ...paying, status: 'created', moved: null } },
    { type: 'payment.confirmed', v: 1, data: { ...paying, status: 'succeeded', moved: total } },
    {
      type: 'order.paid',
      v: 1,
      data: { orderId, received: total, credit: nothing, releases: true, paidAt: receivedAt },
    },
    {
      type: 'dossier.lodged',
      v: 1,
      data: {
        files: files.map(({ file }, place) => ({
          requestId: requests[place]?.requestId ?? uuidOf(index, 'none'),
          ...file,
        })),
      },
    },
  ]
  const stream = streamOf('dossier', ids.dossierId)
  const history = chained(
    officeId,
    stream,
    events.map((event) => ({ at: receivedAt, by: 'user:agent', event })),
  )
  const view = viewDossier(history, receivedAt)
  if (!view) throw new Error('no view')
  return {
    events: [...history, ...files.flatMap((file) => file.events)],
    parties: files.flatMap((file) => file.parties ?? []),
    documents: files.flatMap((file) => file.documents ?? []),
    tasks: files.flatMap((file) => file.tasks ?? []),
    messages: files.flatMap((file) => file.messages ?? []),
    files: files.flatMap((file) => file.files ?? []),
    views: [view, ...files.flatMap((file) => file.views ?? [])],
    cursors: [...cursorsOf(history, receivedAt), ...files.flatMap((file) => file.cursors ?? [])],
    submissions: [
      {
        _id: ids.submissionId,
        ...{ officeId, accountId, userId: `agent-of-${accountId}`, dossierId: ids.dossierId },
        ...{ submissionNumber: ids.submissionNumber, receivedAt, bodyJson, bodySha256: sha256Hex(bodyJson) },
        acknowledgementJws: '',
      },
    ],
    orders: [
      {
        _id: orderId,
        ...{
          officeId,
          accountId,
          dossierId: ids.dossierId,
          orderNumber: ids.orderNumber,
          tariffVersion,
          lines,
          total,
        },
        ...{ received: total, credit: nothing, status: 'paid', openedAt: receivedAt, paidAt: receivedAt },
        payBy: null,
      },
    ],
    attempts: [
      {
        _id: attemptId,
        ...{
          officeId,
          accountId,
          dossierId: ids.dossierId,
          orderId,
          driverId: 'card-gateway',
          status: 'succeeded',
        },
        ...{
          active: false,
          expiresAt: null,
          rev: 0,
          amount: total,
          bankReference: `bank-${index}`,
          nextAction: null,
          reason: null,
          polls: 0,
        },
        ...{ createdAt: receivedAt, updatedAt: receivedAt },
      },
    ],
  }
}
