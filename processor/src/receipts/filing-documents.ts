/** The office's two documents about a filing: the receipt, and the request word for word as it was filed. */
import type { Block, DocumentModel, Fact, ListedDocument } from './document.ts'
import { instantIn, plainDateIn } from './document-dates.ts'
import { documentLanguages, fillLabel, plain, type DocumentLabels } from './labels.ts'
import { officeDocument, type IssuedBy } from './office-document.ts'
import { phraseOf } from './text/paragraph.ts'

/** A name and an address in any script; further lines (e-mail, identifiers) follow the address. */
export interface DocumentParty {
  name: string
  addressLines: readonly string[]
}

export type DocumentMark =
  { kind: 'word'; text: string } | { kind: 'figurative'; text?: string; image?: Uint8Array }

/** What both documents say. Plain data throughout, so that it can be handed to a worker thread. */
export interface RequestAsFiledData extends IssuedBy {
  /** What was asked for, in the document's language, such as "Trademark application". */
  requestTitle: string
  submissionNumber: string
  onlineId: string
  invoiceNumber?: string
  ownReference?: string
  receivedAt: Date
  applicants: readonly DocumentParty[]
  agent?: DocumentParty
  mark?: DocumentMark
  classes: readonly { number: number; terms: readonly string[] }[]
  /** `date` is a plain date (2026-03-05). */
  priorities: readonly { country: string; number: string; date: string }[]
  /** Whatever else the form holds (claims, designs, inventors …), section by section. */
  sections?: readonly { title: string; rows: readonly Fact[] }[]
  /** Money comes formatted, with its currency. */
  fees: { lines: readonly { label: string; quantity: string; unit: string; amount: string }[]; total: string }
  documents: readonly ListedDocument[]
  signature: { name: string; capacity: string }
  verificationUrl: string
}

export interface FilingReceiptData extends RequestAsFiledData {
  fileNumber: string
  /** Plain dates; the trace names each rule that was applied, in order. */
  filingDate: { date: string; trace: readonly { rule: string; date: string; text: string }[] }
  /** The secret address by which whoever has the receipt follows the file. */
  followUrl?: string
}

/** The signed proof of what was lodged and when; `createdAt` is the time of the receipt itself. */
export function filingReceipt(data: FilingReceiptData, createdAt: Date): DocumentModel {
  const { labels } = documentLanguages[data.language]
  const received = instantIn(data.receivedAt, data.office.timeZone, data.language)
  const trace = data.filingDate.trace.map((step) => [
    plainDateIn(step.date, data.language),
    phraseOf(step.text),
    step.rule,
  ])
  const blocks: Block[] = [
    {
      kind: 'summary',
      items: [
        { label: labels.fileNumber, value: data.fileNumber },
        { label: labels.filingDate, value: plainDateIn(data.filingDate.date, data.language) },
        { label: labels.received, value: received.date, note: received.time },
      ],
    },
    { kind: 'paragraph', text: labels.receiptMeaning, tone: 'note' },
    ...following(data, labels),
    ...filingSection(data, labels),
    { kind: 'section', title: labels.dateTrace },
    {
      kind: 'table',
      columns: [
        { title: labels.traceDate, share: 24, content: 'words' },
        { title: labels.traceStep, share: 50, content: 'words' },
        { title: labels.traceRule, share: 26, content: 'words' },
      ],
      rows: trace,
    },
    ...partySections(data, labels),
    ...markSection(data, labels),
    ...classSection(data, labels),
    ...prioritySection(data, labels),
    ...feeSection(data, labels),
    ...documentSection(data, labels),
    verification(data, labels),
  ]
  return officeDocument(data, {
    title: labels.filingReceipt,
    about: data.requestTitle,
    number: data.fileNumber,
    blocks,
    createdAt,
  })
}

/** Everything that was filed, with the signature, for the agent's and the office's records. */
export function requestAsFiled(data: RequestAsFiledData, createdAt: Date): DocumentModel {
  const { labels } = documentLanguages[data.language]
  const received = instantIn(data.receivedAt, data.office.timeZone, data.language)
  const blocks: Block[] = [
    {
      kind: 'summary',
      items: [
        { label: labels.onlineId, value: data.onlineId },
        { label: labels.submissionNumber, value: data.submissionNumber },
        { label: labels.received, value: received.date, note: received.time },
      ],
    },
    { kind: 'paragraph', text: labels.requestMeaning, tone: 'note' },
    ...filingSection(data, labels),
    ...partySections(data, labels),
    ...markSection(data, labels),
    ...classSection(data, labels),
    ...prioritySection(data, labels),
    ...(data.sections ?? []).flatMap((section): Block[] => [
      { kind: 'section', title: section.title },
      { kind: 'facts', rows: section.rows },
    ]),
    ...feeSection(data, labels),
    ...documentSection(data, labels),
    { kind: 'section', title: labels.signature },
    {
      kind: 'facts',
      rows: [
        { label: labels.signatory, values: [data.signature.name] },
        { label: labels.capacity, values: [data.signature.capacity] },
      ],
    },
    verification(data, labels),
  ]
  return officeDocument(data, {
    title: labels.requestAsFiled,
    about: data.requestTitle,
    number: data.onlineId,
    blocks,
    createdAt,
  })
}

function filingSection(data: RequestAsFiledData, labels: DocumentLabels): Block[] {
  const optional = (label: string, value: string | undefined): Fact[] =>
    value ? [{ label, values: [value] }] : []
  return [
    { kind: 'section', title: labels.filing },
    {
      kind: 'facts',
      rows: [
        { label: labels.submissionNumber, values: [data.submissionNumber] },
        { label: labels.onlineId, values: [data.onlineId] },
        ...optional(labels.invoiceNumber, data.invoiceNumber),
        ...optional(labels.ownReference, data.ownReference),
        {
          label: labels.receivedUtc,
          values: [`${data.receivedAt.toISOString().slice(0, 19).replace('T', ' ')} UTC`],
        },
      ],
    },
  ]
}

function partySections(data: RequestAsFiledData, labels: DocumentLabels): Block[] {
  if (data.applicants.length === 0) return []
  const one = data.applicants.length === 1
  const rows = data.applicants.map((party, index): Fact => {
    const number = { number: String(index + 1) }
    const label = one ? labels.applicant : plain(fillLabel(labels.applicantNumber, number))
    return { label, named: true, values: [party.name, ...party.addressLines] }
  })
  const agent = data.agent
  if (agent) rows.push({ label: labels.agent, named: true, values: [agent.name, ...agent.addressLines] })
  return [
    { kind: 'section', title: labels.parties },
    { kind: 'facts', rows },
  ]
}

function markSection({ mark }: RequestAsFiledData, labels: DocumentLabels): Block[] {
  if (!mark) return []
  const kind = mark.kind === 'word' ? labels.wordMark : labels.figurativeMark
  const blocks: Block[] = [{ kind: 'section', title: kind, roomFor: mark.kind === 'word' ? 80 : 230 }]
  if (mark.kind === 'figurative' && mark.image) {
    blocks.push({ kind: 'image', bytes: mark.image, description: kind, unreadable: labels.imageUnreadable })
  }
  if (mark.text) blocks.push({ kind: 'paragraph', text: mark.text, tone: 'display' })
  return blocks
}

function classSection(data: RequestAsFiledData, labels: DocumentLabels): Block[] {
  if (data.classes.length === 0) return []
  const rows = data.classes.map(({ number, terms }): Fact => {
    const heading = plain(fillLabel(labels.classNumber, { number: String(number) }))
    const list = terms.flatMap((term, index) => [
      ...(index > 0 ? [labels.listSeparator] : []),
      { isolate: term },
    ])
    const count = plain(fillLabel(labels.termCount, { count: String(terms.length) }))
    return { label: `${heading} · ${count}`, values: [[...list, '.']] }
  })
  return [
    { kind: 'section', title: labels.goodsAndServices },
    { kind: 'facts', rows },
  ]
}

function prioritySection(data: RequestAsFiledData, labels: DocumentLabels): Block[] {
  if (data.priorities.length === 0) return []
  return [
    { kind: 'section', title: labels.priorities },
    {
      kind: 'table',
      columns: [
        { title: labels.priorityCountry, share: 40, content: 'words' },
        { title: labels.priorityNumber, share: 32, content: 'words' },
        { title: labels.priorityDate, share: 28, content: 'words' },
      ],
      rows: data.priorities.map((claim) => [
        claim.country,
        claim.number,
        plainDateIn(claim.date, data.language),
      ]),
    },
  ]
}

function feeSection({ fees }: RequestAsFiledData, labels: DocumentLabels): Block[] {
  return [
    { kind: 'section', title: labels.fees },
    {
      kind: 'table',
      columns: [
        { title: labels.feeItem, share: 52, content: 'words' },
        { title: labels.quantity, share: 12, content: 'figures' },
        { title: labels.unitAmount, share: 18, content: 'figures' },
        { title: labels.amount, share: 18, content: 'figures' },
      ],
      rows: fees.lines.map((line) => [line.label, line.quantity, line.unit, line.amount]),
      total: [labels.total, '', '', fees.total],
    },
  ]
}

function documentSection(data: RequestAsFiledData, labels: DocumentLabels): Block[] {
  if (data.documents.length === 0) return []
  const format = new Intl.NumberFormat(documentLanguages[data.language].locale)
  return [
    { kind: 'section', title: labels.documents },
    {
      kind: 'documents',
      items: data.documents,
      sizeOf: data.documents.map(({ bytes }) =>
        plain(fillLabel(labels.bytes, { count: format.format(bytes) })),
      ),
      digestLabel: labels.digest,
    },
  ]
}

function following({ followUrl }: FilingReceiptData, labels: DocumentLabels): Block[] {
  if (followUrl === undefined) return []
  return [
    { kind: 'verification', title: labels.following, url: followUrl, paragraphs: [labels.followingHow] },
  ]
}

function verification(data: RequestAsFiledData, labels: DocumentLabels): Block {
  return {
    kind: 'verification',
    title: labels.verification,
    url: data.verificationUrl,
    paragraphs: [labels.verificationHow],
  }
}
