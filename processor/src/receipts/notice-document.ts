/** The letter by which an office tells a party what it asks or decides: who, about what, why, what to do, and until when. */
import { noticeFields, type NoticeField } from '@lodge/shared-types'
import type { Block, DocumentModel, Fact } from './document.ts'
import { plainDateIn } from './document-dates.ts'
import type { DocumentParty } from './filing-documents.ts'
import { documentLanguages, type DocumentLabels } from './labels.ts'
import { noticeWords, type NoticeWords } from './notice-words.ts'
import { officeDocument, type IssuedBy } from './office-document.ts'
import { phraseOf, type Phrase } from './text/paragraph.ts'

/** All that a notice says. Plain data throughout; dates are plain dates of the office (2026-03-05). */
export interface NoticeData extends IssuedBy {
  title: string
  /** What the file is, such as "Trademark application". */
  requestTitle: string
  fileNumber: string
  onlineId: string
  ownReference: string | null
  filingDate: string | null
  issuedOn: string
  answerBy: string | null
  answerTrace: readonly { rule: string; date: string; text: string }[]
  /** Where the party answers online; null where no answer is asked for. */
  answerUrl: string | null
  addressee: DocumentParty
  /** Names of all applicants. */
  applicants: readonly string[]
  /** Its words; empty for a figure without any. */
  mark: string
  /** Paragraphs parted by empty lines; facts stand in braces, by the names of `noticeFields`. */
  opening: string
  closing: string
  deficiencies: readonly {
    /** The fields that it is about, and what stands there; empty where nothing does. */
    fields: readonly { label: string; value: string }[]
    text: string
    legalBasis: string
    overcome: string
  }[]
  /** The officer's own words; empty for none. They are the reasons of a decision that lists no deficiencies. */
  note: string
  officer: string
  verificationUrl: string
  /** Set across every page of what is not issued. */
  stamp: string | null
}

/** Returns the letter; `createdAt` is the time of its signature. */
export function noticeDocument(data: NoticeData, createdAt: Date): DocumentModel {
  const { labels } = documentLanguages[data.language]
  const words = noticeWords[data.language]
  const document = officeDocument(data, {
    title: data.title,
    about: data.requestTitle,
    number: data.fileNumber,
    createdAt,
    blocks: [
      summary(data, labels, words),
      ...addressSection(data, labels, words),
      ...paragraphs(data.opening, data),
      ...data.deficiencies.flatMap((one, index) => deficiencySection(one, index + 1, labels, words)),
      ...noteSection(data, words),
      { kind: 'section', title: words.next },
      ...paragraphs(data.closing, data),
      ...answerSection(data, words),
      ...traceSection(data, labels, words),
      ...signature(data, labels, words),
      {
        kind: 'verification',
        title: labels.verification,
        url: data.verificationUrl,
        paragraphs: [labels.verificationHow],
      },
    ],
  })
  const { stamp } = data
  if (stamp === null) return document
  // In the foot as well: what stands across a page aslant is lost on those who read or search the text.
  const text = [{ isolate: stamp }, ' · ', { isolate: data.fileNumber }]
  return { ...document, stamp, footer: { ...document.footer, text } }
}

type Pieces = Exclude<Phrase, string>

/** The mark as it stands by itself. */
const markIn = ({ mark, language }: NoticeData): string =>
  mark === '' ? noticeWords[language].markWithoutWords : mark

/** The facts that a template may name, in the language of the letter; of several, each by itself. */
function factsOf(data: NoticeData): Readonly<Record<NoticeField, readonly Pieces[]>> {
  const words = noticeWords[data.language]
  const one = (fact: string): [Pieces] => [[{ isolate: fact }]]
  const day = (date: string | null) => one(date === null ? '—' : plainDateIn(date, data.language))
  return {
    office: one(data.office.name),
    fileNumber: one(data.fileNumber),
    onlineId: one(data.onlineId),
    filingDate: day(data.filingDate),
    mark: one(markIn(data)),
    theMark: [data.mark === '' ? [words.theMarkWithoutWords] : [`${words.theMark} `, { isolate: data.mark }]],
    applicants: data.applicants.flatMap(one),
    today: day(data.issuedOn),
    answerBy: day(data.answerBy),
    officer: one(data.officer),
  }
}

/** Each part of `text` between empty lines as a paragraph; facts keep their own direction whatever stands around them. */
function paragraphs(text: string, data: NoticeData): Block[] {
  const facts = factsOf(data)
  const { listSeparator } = documentLanguages[data.language].labels
  const filled = (part: string): Pieces =>
    part.split(/(\{\w+\})/).flatMap((piece) => {
      const field = noticeFields.find((name) => piece === `{${name}}`)
      if (!field) return [piece]
      return facts[field].flatMap((fact, index) => [...(index > 0 ? [listSeparator] : []), ...fact])
    })
  return text
    .split(/\n{2,}/)
    .filter((part) => part !== '')
    .map((part) => ({ kind: 'paragraph', text: filled(part), tone: 'body' }))
}

/** An officer's words: the document's language, whatever they begin with. */
const inTheirWords = (text: string): Phrase[] => text.split(/\n+/).map((line): Phrase => [line])

function summary(data: NoticeData, labels: DocumentLabels, words: NoticeWords): Block {
  const date = (day: string): string => plainDateIn(day, data.language)
  return {
    kind: 'summary',
    items: [
      { label: labels.fileNumber, value: data.fileNumber },
      { label: words.issuedOn, value: date(data.issuedOn) },
      ...(data.answerBy === null ? [] : [{ label: words.answerBy, value: date(data.answerBy) }]),
    ],
  }
}

function addressSection(data: NoticeData, labels: DocumentLabels, words: NoticeWords): Block[] {
  const { addressee, applicants } = data
  const others = applicants.filter((name) => name !== addressee.name)
  const rows: Fact[] = [
    { label: words.to, named: true, values: [addressee.name, ...addressee.addressLines] },
    ...(others.length > 0 ? [{ label: labels.applicant, values: others }] : []),
    { label: words.mark, named: true, values: [markIn(data)] },
    ...(data.filingDate === null
      ? []
      : [{ label: labels.filingDate, values: [[plainDateIn(data.filingDate, data.language)]] }]),
    ...(data.ownReference === null ? [] : [{ label: labels.ownReference, values: [data.ownReference] }]),
  ]
  return [{ kind: 'facts', rows }]
}

function deficiencySection(
  { fields, text, legalBasis, overcome }: NoticeData['deficiencies'][number],
  number: number,
  { listSeparator }: DocumentLabels,
  words: NoticeWords,
): Block[] {
  const optional = (label: string, value: string): Fact[] =>
    value === '' ? [] : [{ label, values: inTheirWords(value) }]
  return [
    {
      kind: 'section',
      title: `${number}. ${fields.map(({ label }) => label).join(listSeparator)}`,
      roomFor: 90,
    },
    ...inTheirWords(text).map((line): Block => ({ kind: 'paragraph', text: line, tone: 'body' })),
    {
      kind: 'facts',
      rows: [
        ...fields.map(({ label, value }): Fact => ({
          label: fields.length === 1 ? words.asFiled : label,
          values: [value === '' ? [words.nothingFiled] : value],
        })),
        ...optional(words.legalBasis, legalBasis),
        ...optional(words.overcome, overcome),
      ],
    },
  ]
}

const noteSection = ({ note, deficiencies }: NoticeData, words: NoticeWords): Block[] =>
  note === ''
    ? []
    : [
        { kind: 'section', title: deficiencies.length === 0 ? words.reasons : words.remarks },
        ...inTheirWords(note).map((line): Block => ({ kind: 'paragraph', text: line, tone: 'body' })),
      ]

const answerSection = ({ answerUrl }: NoticeData, words: NoticeWords): Block[] =>
  answerUrl === null ? [] : [{ kind: 'facts', rows: [{ label: words.answerOnline, values: [answerUrl] }] }]

function traceSection(data: NoticeData, labels: DocumentLabels, words: NoticeWords): Block[] {
  if (data.answerTrace.length === 0) return []
  return [
    { kind: 'section', title: words.trace, roomFor: 60 },
    {
      kind: 'table',
      columns: [
        { title: labels.traceDate, share: 24, content: 'words' },
        { title: labels.traceStep, share: 50, content: 'words' },
        { title: labels.traceRule, share: 26, content: 'words' },
      ],
      rows: data.answerTrace.map(({ date, text, rule }) => [
        plainDateIn(date, data.language),
        phraseOf(text),
        rule,
      ]),
    },
  ]
}

const signature = ({ officer, office }: NoticeData, labels: DocumentLabels, words: NoticeWords): Block[] => [
  { kind: 'section', title: labels.signature, roomFor: 60 },
  {
    kind: 'facts',
    rows: [
      { label: words.officer, named: true, values: [officer] },
      { label: words.sealedBy, values: [office.name] },
    ],
  },
]
