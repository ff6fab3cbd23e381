/** The office's three documents about a dossier: acknowledgement, invoice and payment receipt. */
import type { Block, DocumentModel, Fact, ListedDocument } from './document.ts'
import { instantIn, plainDateIn } from './document-dates.ts'
import { documentLanguages, fillLabel, plain, type DocumentLabels } from './labels.ts'
import { officeDocument, type IssuedBy } from './office-document.ts'

export interface AcknowledgementData extends IssuedBy {
  submissionNumber: string
  orderNumber: string
  total: string
  receivedAt: Date
  clockDoubt: boolean
  bodySha256: string
  requests: readonly { onlineId: string; title: string; documents: readonly ListedDocument[] }[]
  /** Where the office's public keys are. */
  keysUrl: string
}

/** The readable form of the acknowledgement that was signed the moment the submission was accepted. */
export function acknowledgement(data: AcknowledgementData, createdAt: Date): DocumentModel {
  const { language, office, submissionNumber } = data
  const { labels, locale } = documentLanguages[language]
  const received = instantIn(data.receivedAt, office.timeZone, language)
  const bytes = new Intl.NumberFormat(locale)
  const documents = data.requests.flatMap((request) => request.documents)
  return officeDocument(data, {
    title: labels.acknowledgement,
    about: labels.submissionNumber,
    number: submissionNumber,
    createdAt,
    blocks: [
      {
        kind: 'summary',
        items: [
          { label: labels.submissionNumber, value: submissionNumber },
          { label: labels.received, value: received.date, note: received.time },
          { label: labels.totalDue, value: data.total, note: data.orderNumber },
        ],
      },
      { kind: 'paragraph', text: labels.acknowledgementMeaning, tone: 'note' },
      { kind: 'section', title: labels.requests },
      {
        kind: 'facts',
        rows: [
          ...data.requests.map(({ onlineId, title }): Fact => ({ label: onlineId, values: [title] })),
          {
            label: labels.receivedUtc,
            values: [`${data.receivedAt.toISOString().slice(0, 19).replace('T', ' ')} UTC`],
          },
          ...(data.clockDoubt ? [{ label: labels.clockDoubt, values: [labels.clockInDoubt] }] : []),
          // Half a digest a line: it stays readable, and is never broken somewhere else.
          { label: labels.contentDigest, values: [data.bodySha256.slice(0, 32), data.bodySha256.slice(32)] },
        ],
      },
      ...(documents.length > 0
        ? [
            { kind: 'section' as const, title: labels.documents },
            {
              kind: 'documents' as const,
              items: documents,
              sizeOf: documents.map((one) =>
                plain(fillLabel(labels.bytes, { count: bytes.format(one.bytes) })),
              ),
              digestLabel: labels.digest,
            },
          ]
        : []),
      {
        kind: 'verification',
        title: labels.signedText,
        url: data.keysUrl,
        paragraphs: [labels.signedTextHow],
      },
    ],
  })
}

/** Money comes formatted; amounts of lines without their currency, which the heads of columns name. */
export interface InvoiceData extends IssuedBy {
  orderNumber: string
  submissionNumber: string
  currency: string
  issuedAt: Date
  payer: { name: string; lines: readonly string[]; account: string }
  /** Lines of each request under its name, then those of the whole dossier. */
  groups: readonly {
    /** Null for what is about the whole dossier, such as taxes. */
    request: string | null
    lines: readonly { label: string; rule: string; quantity: string; unit: string; amount: string }[]
    sum: string
  }[]
  total: string
  state: 'unpaid' | 'partPaid' | 'paidInFull' | 'refundedState' | 'cancelledState'
  /** The day of the payment that completed it. */
  paidOn: string | null
  received: string | null
  stillToPay: string | null
  credit: string | null
  payments: readonly Payment[]
}

type Payment = { at: Date; method: string; bankReference: string; amount: string }

const lineTable = (data: InvoiceData, labels: DocumentLabels, at: number): Block[] => {
  const group = data.groups[at]
  if (!group) return []
  const title =
    group.request === null ? labels.feesOfAll : plain(fillLabel(labels.feesOf, { request: group.request }))
  return [
    { kind: 'section', title, roomFor: 70 },
    {
      kind: 'table',
      columns: [
        { title: labels.feeItem, share: 34, content: 'words' },
        { title: labels.feeRule, share: 28, content: 'words' },
        { title: labels.quantity, share: 10, content: 'figures' },
        { title: labels.unitAmount, share: 13, content: 'figures' },
        { title: `${labels.amount} (${data.currency})`, share: 15, content: 'figures' },
      ],
      rows: group.lines.map(({ label, rule, quantity, unit, amount }) => [
        label,
        rule,
        quantity,
        unit,
        amount,
      ]),
      total: ['', '', '', '', group.sum],
    },
  ]
}

const payerSection = ({ payer }: Pick<InvoiceData, 'payer'>, labels: DocumentLabels): Block[] => [
  { kind: 'section', title: labels.payer },
  {
    kind: 'facts',
    rows: [
      { label: labels.payer, named: true, values: [payer.name, ...payer.lines] },
      { label: labels.account, values: [payer.account] },
    ],
  },
]

function paymentSection(data: InvoiceData, labels: DocumentLabels): Block[] {
  if (data.payments.length === 0) return []
  return [
    { kind: 'section', title: labels.payments, roomFor: 70 },
    {
      kind: 'table',
      columns: [
        { title: labels.paymentDate, share: 27, content: 'words' },
        { title: labels.paymentMethod, share: 19, content: 'words' },
        { title: labels.bankReference, share: 38, content: 'words' },
        { title: `${labels.amount} (${data.currency})`, share: 16, content: 'figures' },
      ],
      rows: data.payments.map(({ at, method, bankReference, amount }) => {
        const { date, time } = instantIn(at, data.office.timeZone, data.language)
        return [[{ isolate: date }, ' ', { isolate: plainTime(time) }], method, bankReference, amount]
      }),
    },
  ]
}

/** The clock time alone: zone and offset stand in the head of the document. */
const plainTime = (time: ReturnType<typeof instantIn>['time']): string =>
  typeof time === 'string' ? (time.split(' ')[0] ?? '') : ''

function sums(data: InvoiceData, labels: DocumentLabels): Block {
  const optional = (label: string, value: string | null): Fact[] =>
    value === null ? [] : [{ label, values: [value] }]
  return {
    kind: 'facts',
    rows: [
      { label: labels.totalDue, named: true, values: [data.total] },
      { label: labels.paymentState, values: [labels[data.state]] },
      ...optional(labels.paidOn, data.paidOn && plainDateIn(data.paidOn, data.language)),
      ...optional(labels.alreadyReceived, data.received),
      ...optional(labels.stillToPay, data.stillToPay),
      ...optional(labels.creditLeft, data.credit),
    ],
  }
}

/** What the office asks for a dossier: every line with its rule, taxes, total, and how it stands with the payment. */
export function invoice(data: InvoiceData): DocumentModel {
  const { labels } = documentLanguages[data.language]
  const issued = instantIn(data.issuedAt, data.office.timeZone, data.language)
  return officeDocument(data, {
    title: labels.invoice,
    about: labels.submissionNumber,
    number: data.submissionNumber,
    // The order's own time: the same order in the same state gives the same bytes.
    createdAt: data.issuedAt,
    blocks: [
      {
        kind: 'summary',
        items: [
          { label: labels.invoiceNumber, value: data.orderNumber },
          { label: labels.issued, value: issued.date, note: issued.time },
          { label: labels.totalDue, value: data.total, note: labels[data.state] },
        ],
      },
      { kind: 'paragraph', text: labels.invoiceMeaning, tone: 'note' },
      ...payerSection(data, labels),
      ...data.groups.flatMap((_, at) => lineTable(data, labels, at)),
      { kind: 'section', title: labels.totalDue },
      sums(data, labels),
      {
        kind: 'facts',
        rows: [{ label: labels.paymentReference, values: [data.orderNumber] }],
      },
      ...paymentSection(data, labels),
    ],
  })
}

/** The proof of what was paid for an invoice, by which way, and under which reference of the bank. */
export function paymentReceipt(data: InvoiceData, createdAt: Date): DocumentModel {
  const { labels } = documentLanguages[data.language]
  return officeDocument(data, {
    title: labels.paymentReceipt,
    about: labels.invoiceNumber,
    number: data.orderNumber,
    createdAt,
    blocks: [
      {
        kind: 'summary',
        items: [
          { label: labels.amountReceived, value: data.received ?? data.total },
          {
            label: labels.paidOn,
            value: data.paidOn === null ? labels[data.state] : plainDateIn(data.paidOn, data.language),
          },
          { label: labels.invoiceNumber, value: data.orderNumber },
        ],
      },
      { kind: 'paragraph', text: labels.receiptOfPaymentMeaning, tone: 'note' },
      ...payerSection(data, labels),
      ...paymentSection(data, labels),
      { kind: 'section', title: labels.invoice },
      sums(data, labels),
    ],
  })
}
