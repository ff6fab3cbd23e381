/** The job that gives a file, or a request about one, its two signed documents: the filing receipt and the request as filed. */
import {
  citationIn,
  feeNameIn,
  documentWords,
  foldDossier,
  foldFile,
  formatAmount,
  formatMoney,
  formFor,
  isApplication,
  money,
  nameOf,
  plainDateIn,
  streamOf,
  textIn,
  traceStep,
  traceTextIn,
  wordsOfMark,
  type Address,
  type ApplicationRequest,
  type FeeLine,
  type OfficeProfile,
  type Person,
  type Request,
} from '@lodge/shared-types'
import { createHash } from 'node:crypto'
import { putBytes, readBytes, removeBytes } from '../documents/bytes.ts'
import type { Office } from '../office.ts'
import {
  filingReceipt,
  requestAsFiled,
  type DocumentMark,
  type DocumentParty,
  type FilingReceiptData,
  type RequestAsFiledData,
} from '../receipts/filing-documents.ts'
import { fileNameOf } from '../receipts/office-document.ts'
import { renderDocument } from '../receipts/render-document.ts'
import { signPdf } from '../receipts/sign-pdf.ts'
import { requestsOfBody } from '../services/file-request.ts'
import { printedSections } from '../services/request-sections.ts'
import { titleOfRequest } from '../services/request-titles.ts'
import type { Row } from '../store/rows.ts'
import { appendEvents, readStream } from '../store/streams.ts'
import { isDuplicateKey } from '../store/transaction.ts'
import type { JobOutcome } from '../work/jobs.ts'

const addressLines = ({ lines, city, postalCode, country }: Address): string[] => [
  ...lines,
  [postalCode, city].filter(Boolean).join(' '),
  country,
]
const partyOf = (person: Person): DocumentParty => ({
  name: nameOf(person),
  addressLines: [...addressLines(person.address), person.email],
})

/** A mark as the document shows it: its words, its image; one that is heard or moves is named among the other entries. */
async function markOf(
  office: Office,
  file: Row<'files'>,
  request: ApplicationRequest,
): Promise<DocumentMark | undefined> {
  if (request.kind !== 'trademark-application') return undefined
  const { mark } = request
  const text = wordsOfMark(mark)
  if (mark.kind === 'word') return { kind: 'word', text: mark.text }
  if (!('imageSha256' in mark)) return text === undefined ? undefined : { kind: 'word', text }
  const image = await office.store.documents.one({
    officeId: file.officeId,
    accountId: file.accountId,
    sha256: mark.imageSha256,
    role: 'mark-image',
  })
  if (!image) throw new Error(`The image of the mark of file ${file._id} is missing`)
  return {
    kind: 'figurative',
    ...(text === undefined ? {} : { text }),
    image: await readBytes(office.store, image.storedAs),
  }
}

const otherRequests = {
  en: 'Fees of the other requests of this invoice',
  ar: 'رسوم الطلبات الأخرى في هذه الفاتورة',
}

/** The lines of the request and of the whole dossier; those of other requests as one, so that all add up to the total. */
function feeLines({ lines, total }: Row<'orders'>, { requestId, language }: Request) {
  const amountOf = (amountMinor: bigint): string => formatAmount(money(amountMinor, total.currency))
  const isOther = (line: FeeLine): boolean => line.requestId !== null && line.requestId !== requestId
  const others = lines.filter(isOther)
  const rest = others.reduce((sum, line) => sum + line.amountMinor, 0n)
  return [
    ...lines
      .filter((line) => !isOther(line))
      .map((line) => ({
        label: `${feeNameIn(line, language)} (${citationIn(line, language)})`,
        quantity: String(line.quantity),
        unit: amountOf(line.unitMinor),
        amount: amountOf(line.amountMinor),
      })),
    ...(others.length > 0
      ? [{ label: otherRequests[language], quantity: '', unit: '', amount: amountOf(rest) }]
      : []),
  ]
}

/** What is sealed: the application of a file, or a request about one. */
type Sealed = Pick<
  Row<'fileRequests'>,
  'officeId' | 'submissionId' | 'dossierId' | 'onlineId' | 'verificationCode'
> & { requestId: string }

async function submittedIn({ store }: Office, { officeId, submissionId, requestId }: Sealed) {
  const submission = await store.submissions.one({ _id: submissionId, officeId })
  const request = submission && requestsOfBody(submission.bodyJson).find((one) => one.requestId === requestId)
  if (!submission || !request) throw new Error(`The submission of the request ${requestId} is missing`)
  return { submission, request }
}

/** Gathers what the documents say of any request. */
async function commonData(
  office: Office,
  profile: OfficeProfile,
  sealed: Sealed,
): Promise<{ request: Request; data: RequestAsFiledData }> {
  const { store, env } = office
  const { officeId, dossierId, onlineId, verificationCode } = sealed
  const { submission, request } = await submittedIn(office, sealed)
  const { language, ownReference } = request
  const dossier = foldDossier(await readStream(store, officeId, streamOf('dossier', dossierId)))
  const orders = await store.orders.many({ officeId, dossierId })
  const form = formFor(request, profile)
  const url = `${env.PUBLIC_ORIGIN}/o/${officeId}`
  const data: RequestAsFiledData = {
    office: {
      name: textIn(profile.name, language),
      address: textIn(profile.address, language),
      url,
      timeZone: profile.timeZone,
    },
    language,
    requestTitle: titleOfRequest(request, profile, language),
    submissionNumber: submission.submissionNumber,
    onlineId,
    ...(orders[0] ? { invoiceNumber: orders.map((order) => order.orderNumber).join(', ') } : {}),
    ...(ownReference === undefined ? {} : { ownReference }),
    receivedAt: submission.receivedAt,
    applicants: [],
    classes: [],
    priorities: [],
    sections: form ? printedSections(request, form, { profile, language }) : [],
    fees: {
      lines: orders.flatMap((order) => feeLines(order, request)),
      total: dossier.orders.map((order) => formatMoney(order.total)).join(' + '),
    },
    documents: request.documents.map(({ role, fileName, bytes, sha256 }) => ({
      role: documentWords[language][role],
      name: fileName,
      bytes,
      sha256,
    })),
    signature: request.signature,
    verificationUrl: `${url}/verify/${verificationCode}`,
  }
  return { request, data }
}

/** What both documents say of the application of a file. */
async function applicationData(
  office: Office,
  file: Row<'files'>,
  profile: OfficeProfile,
): Promise<FilingReceiptData> {
  const { store, env } = office
  const { officeId, _id: fileId } = file
  const { request, data } = await commonData(office, profile, { ...file })
  if (!isApplication(request)) throw new Error(`The file ${fileId} was not made by an application`)
  const { language } = request
  const { filingDate, filingDateTrace } = foldFile(
    await readStream(store, officeId, streamOf('file', fileId)),
  )
  if (filingDate === undefined) throw new Error(`The file ${fileId} has no filing date yet`)
  const mark = await markOf(office, file, request)
  return {
    ...data,
    applicants: request.applicants.map(partyOf),
    ...(request.agent ? { agent: partyOf(request.agent.person) } : {}),
    ...(mark ? { mark } : {}),
    classes:
      request.kind === 'trademark-application'
        ? request.goodsAndServices.map(({ classNumber, terms }) => ({ number: classNumber, terms }))
        : [],
    priorities: request.priorities,
    ...(file.followCode === null
      ? {}
      : { followUrl: `${env.PUBLIC_ORIGIN}/o/${officeId}/follow/${file.followCode}` }),
    fileNumber: file.fileNumber,
    filingDate: {
      date: filingDate,
      trace: filingDateTrace.map((step) => ({ ...step, text: traceTextIn(step, language) })),
    },
  }
}

/** What both documents say of a request about a file: it counts on the day on which it was received. */
async function requestData(
  office: Office,
  row: Row<'fileRequests'>,
  profile: OfficeProfile,
): Promise<FilingReceiptData> {
  const { request, data } = await commonData(office, profile, { ...row, requestId: row._id })
  const date = plainDateIn(profile.timeZone, row.receivedAt)
  const at = row.receivedAt.toISOString()
  const trace = [
    traceStep('received', date, { kind: 'received', at, timeZone: profile.timeZone }),
    traceStep('submission', date, { kind: 'submission-counts' }),
  ]
  return {
    ...data,
    fileNumber: row.subject,
    filingDate: {
      date,
      trace: trace.map((step) => ({ ...step, text: traceTextIn(step, request.language) })),
    },
  }
}

type Sealing = {
  subject: string
  officeId: string
  accountId: string | null
  fileId: string
  /** What the documents' file names begin with. */
  number: string
  requestId?: string
  data: FilingReceiptData
}

/** Returns what a job seals: its subject is a file, or a request about one. */
async function sealingOf(office: Office, subject: string): Promise<Sealing> {
  const { store, profiles } = office
  const file = await store.files.one({ _id: subject })
  if (file) {
    const { officeId, accountId, fileNumber: number } = file
    const data = await applicationData(office, file, profiles.of(officeId))
    return { ...{ subject, officeId, accountId, number, data }, fileId: file._id }
  }
  const row = await store.fileRequests.one({ _id: subject })
  if (!row || row.fileId === null) throw new Error(`There is no file or request ${subject}`)
  const { officeId, accountId, fileId, onlineId: number } = row
  const data = await requestData(office, row, profiles.of(officeId))
  return { subject, officeId, accountId, fileId, number, requestId: row._id, data }
}

/**
 * Renders, signs and stores both documents, then tells it in the file's history. A repeat after a crash finds what is there
 * and adds nothing twice.
 */
export async function sealReceipt(job: { subject: string }, office: Office): Promise<JobOutcome> {
  const { store, clock, keys } = office
  const { subject, officeId, accountId, fileId, number, requestId, data } = await sealingOf(
    office,
    job.subject,
  )
  const { privateKey, certificatePem } = keys.seal(officeId)
  const made: Row<'documents'>[] = []
  for (const [role, model] of [
    ['filing-receipt', filingReceipt],
    ['request-as-filed', requestAsFiled],
  ] as const) {
    const _id = `${subject}-${role}`
    if (await store.documents.one({ _id })) continue
    const signedAt = clock.now()
    const { bytes: unsigned, warnings } = await renderDocument(model(data, signedAt))
    for (const { kind } of warnings) office.log.warn('receipt-drawing', { fileId, kind })
    const bytes = await signPdf(unsigned, {
      privateKey,
      certificatePem,
      signedAt,
      reason: data.requestTitle,
      location: data.office.name,
    })
    const storedAs = await putBytes(store, bytes)
    made.push({
      _id,
      officeId,
      accountId,
      fileId,
      role,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.byteLength,
      mediaType: 'application/pdf',
      fileName: fileNameOf(role, number, 'pdf'),
      storedAs,
      ...(requestId === undefined ? {} : { requestId }),
      createdAt: signedAt,
    })
  }
  if (made.length === 0) return 'done'
  try {
    await store.transaction(async (session) => {
      await store.documents.insert(made, { session })
      await appendEvents(store, session, {
        officeId,
        stream: streamOf('file', fileId),
        events: made.map(({ _id, role, sha256, bytes, mediaType }) => ({
          type: 'file.document-added' as const,
          v: 1 as const,
          data: { documentId: _id, role, sha256, bytes, mediaType },
        })),
        by: 'processor:reception',
        causedBy: null,
        at: clock.now(),
      })
    })
  } catch (error) {
    if (!isDuplicateKey(error, 'documents')) throw error
    // Another process was first. After any other failure the bytes stay: a commit of unknown outcome may name them.
    for (const row of made) await removeBytes(store, row.storedAs).catch(() => undefined)
    return 'done'
  }
  office.nudgeRelay()
  return 'done'
}
