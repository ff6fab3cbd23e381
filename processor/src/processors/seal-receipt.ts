/** The job that gives a file its two signed documents: the filing receipt and the request as filed. */
import {
  citationIn,
  foldDossier,
  foldFile,
  formatAmount,
  formatMoney,
  money,
  nameOf,
  streamOf,
  submissionBodySchema,
  textIn,
  traceTextIn,
  type Address,
  type FeeLine,
  type OfficeProfile,
  type Person,
  type TrademarkRequest,
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
} from '../receipts/filing-documents.ts'
import { documentLanguages, roleLabel } from '../receipts/labels.ts'
import { fileNameOf } from '../receipts/office-document.ts'
import { renderDocument } from '../receipts/render-document.ts'
import { signPdf } from '../receipts/sign-pdf.ts'
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

async function markOf(office: Office, file: Row<'files'>, request: TrademarkRequest): Promise<DocumentMark> {
  if (request.mark.kind === 'word') return { kind: 'word', text: request.mark.text }
  const { imageSha256, verbalElements } = request.mark
  const image = await office.store.documents.one({
    officeId: file.officeId,
    accountId: file.accountId,
    sha256: imageSha256,
    role: 'mark-image',
  })
  if (!image) throw new Error(`The image of the mark of file ${file._id} is missing`)
  return {
    kind: 'figurative',
    ...(verbalElements === undefined ? {} : { text: verbalElements }),
    image: await readBytes(office.store, image.storedAs),
  }
}

const otherRequests = {
  en: 'Fees of the other requests of this invoice',
  ar: 'رسوم الطلبات الأخرى في هذه الفاتورة',
}

/** The lines of the request and of the whole dossier; those of other requests as one, so that all add up to the total. */
function feeLines({ lines, total }: Row<'orders'>, { requestId, language }: TrademarkRequest) {
  const amountOf = (amountMinor: bigint): string => formatAmount(money(amountMinor, total.currency))
  const isOther = (line: FeeLine): boolean => line.requestId !== null && line.requestId !== requestId
  const others = lines.filter(isOther)
  const rest = others.reduce((sum, line) => sum + line.amountMinor, 0n)
  return [
    ...lines
      .filter((line) => !isOther(line))
      .map((line) => ({
        label: `${textIn(line.label, language)} (${citationIn(line, language)})`,
        quantity: String(line.quantity),
        unit: amountOf(line.unitMinor),
        amount: amountOf(line.amountMinor),
      })),
    ...(others.length > 0
      ? [{ label: otherRequests[language], quantity: '', unit: '', amount: amountOf(rest) }]
      : []),
  ]
}

/** Gathers what both documents say of a file. */
async function receiptData(
  office: Office,
  file: Row<'files'>,
  profile: OfficeProfile,
): Promise<FilingReceiptData> {
  const { store, env } = office
  const { officeId } = file
  const submission = await store.submissions.one({ _id: file.submissionId, officeId })
  const body = submission && submissionBodySchema.parse(JSON.parse(submission.bodyJson))
  const request = body?.requests.find((one) => one.requestId === file.requestId)
  if (!submission || request?.kind !== 'trademark-application')
    throw new Error(`The submission of file ${file._id} is missing`)
  const dossier = foldDossier(await readStream(store, officeId, streamOf('dossier', file.dossierId)))
  const { filingDate, filingDateTrace } = foldFile(
    await readStream(store, officeId, streamOf('file', file._id)),
  )
  if (filingDate === undefined) throw new Error(`The file ${file._id} has no filing date yet`)
  const { language } = request
  const orders = await store.orders.many({ officeId, dossierId: file.dossierId })
  const lines = orders.flatMap((order) => feeLines(order, request))
  const total = dossier.orders.map((order) => formatMoney(order.total)).join(' + ')
  return {
    office: {
      name: textIn(profile.name, language),
      address: textIn(profile.address, language),
      url: `${env.PUBLIC_ORIGIN}/o/${officeId}`,
      timeZone: profile.timeZone,
    },
    language,
    requestTitle: documentLanguages[language].labels.trademarkApplication,
    submissionNumber: submission.submissionNumber,
    onlineId: file.onlineId,
    ...(orders[0] ? { invoiceNumber: orders.map((order) => order.orderNumber).join(', ') } : {}),
    ...(file.ownReference === null ? {} : { ownReference: file.ownReference }),
    receivedAt: submission.receivedAt,
    applicants: request.applicants.map(partyOf),
    ...(request.agent ? { agent: partyOf(request.agent.person) } : {}),
    mark: await markOf(office, file, request),
    classes: request.goodsAndServices.map(({ classNumber, terms }) => ({ number: classNumber, terms })),
    priorities: request.priorities,
    fees: { lines, total },
    documents: request.documents.map(({ role, fileName, bytes, sha256 }) => ({
      role: roleLabel(documentLanguages[language].labels, role),
      name: fileName,
      bytes,
      sha256,
    })),
    signature: request.signature,
    verificationUrl: `${env.PUBLIC_ORIGIN}/o/${officeId}/verify/${file.verificationCode}`,
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

/**
 * Renders, signs and stores both documents, then tells it in the file's history. A repeat after a crash finds what is there
 * and adds nothing twice.
 */
export async function sealReceipt(job: { subject: string }, office: Office): Promise<JobOutcome> {
  const { store, clock, keys } = office
  const file = await store.files.one({ _id: job.subject })
  if (!file) throw new Error(`There is no file ${job.subject}`)
  const profile = office.profiles.of(file.officeId)
  const data = await receiptData(office, file, profile)
  const { privateKey, certificatePem } = keys.seal(file.officeId)
  const made: Row<'documents'>[] = []
  for (const [role, model] of [
    ['filing-receipt', filingReceipt],
    ['request-as-filed', requestAsFiled],
  ] as const) {
    const _id = `${file._id}-${role}`
    if (await store.documents.one({ _id })) continue
    const signedAt = clock.now()
    const { bytes: unsigned, warnings } = await renderDocument(model(data, signedAt))
    for (const { kind } of warnings) office.log.warn('receipt-drawing', { fileId: file._id, kind })
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
      officeId: file.officeId,
      accountId: file.accountId,
      fileId: file._id,
      role,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.byteLength,
      mediaType: 'application/pdf',
      fileName: fileNameOf(role, file.fileNumber, 'pdf'),
      storedAs,
      createdAt: signedAt,
    })
  }
  if (made.length === 0) return 'done'
  try {
    await store.transaction(async (session) => {
      await store.documents.insert(made, { session })
      await appendEvents(store, session, {
        officeId: file.officeId,
        stream: streamOf('file', file._id),
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
