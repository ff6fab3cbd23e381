/** A closed day as a PDF and as CSV, made from its row alone: the same row gives the same bytes. */
import {
  csvRow,
  csvStart,
  formatAmount,
  formatMoney,
  ProblemError,
  textIn,
  type Actor,
} from '@lodge/shared-types'
import type { Office } from '../../office.ts'
import type { Block, DocumentModel } from '../../receipts/document.ts'
import { instantIn, plainDateIn } from '../../receipts/document-dates.ts'
import { fillLabel, type DocumentLanguage } from '../../receipts/labels.ts'
import { fileNameOf, officeDocument, type IssuedBy } from '../../receipts/office-document.ts'
import { renderDocument } from '../../receipts/render-document.ts'
import type { ClosedCurrency } from '../../store/statement-rows.ts'
import type { MadeDocument } from '../dossier-documents.ts'
import { mustSeeBooks } from '../reconciliation/see-books.ts'
import type { DailyClose } from './close-day.ts'
import { closeWords } from './close-words.ts'

const section = (title: string): Block => ({ kind: 'section', title, roomFor: 70 })
const words = (title: string, share: number) => ({ title, share, content: 'words' as const })
const figures = (title: string, share: number) => ({ title, share, content: 'figures' as const })

function blocksOf(closed: ClosedCurrency, language: DocumentLanguage): Block[] {
  const said = closeWords[language]
  const { currency, accounts, byRule, suspense, balances } = closed
  const amount = (amountMinor: bigint): string => formatAmount({ amountMinor, currency })
  const tallies = (
    ['succeededNotSettled', 'settledNotSucceeded', 'refundsInFlight', 'cashDesk'] as const
  ).map((member) => [said[member], String(closed[member].count), amount(closed[member].amountMinor)])
  return [
    section(`${said.accounts}, ${currency}`),
    {
      kind: 'table',
      columns: [
        words(said.account, 32),
        figures(said.opening, 14),
        figures(said.in, 13),
        figures(said.out, 13),
        figures(said.closing, 14),
        figures(said.statement, 14),
      ],
      rows: accounts.map((one) => [
        [{ isolate: one.account }],
        amount(one.openingMinor),
        amount(one.inMinor),
        amount(one.outMinor),
        amount(one.closingMinor),
        one.statementMinor === null ? said.none : amount(one.statementMinor),
      ]),
      total: [
        '',
        amount(closed.openingMinor),
        amount(closed.inMinor),
        amount(closed.outMinor),
        amount(closed.closingMinor),
        '',
      ],
    },
    section(`${said.standing}, ${currency}`),
    {
      kind: 'table',
      columns: [words(said.what, 56), figures(said.count, 18), figures(said.amount, 26)],
      rows: [
        ...tallies,
        [said.deposits, '', amount(closed.depositsMinor)],
        [said.fees, '', amount(closed.feesMinor)],
        [said.zeroProof, '', amount(closed.zeroProofMinor)],
      ],
    },
    ...(byRule.length === 0
      ? []
      : [
          section(`${said.rules}, ${currency}`),
          {
            kind: 'table' as const,
            columns: [
              words(said.rule, 48),
              figures(said.count, 12),
              figures(said.in, 20),
              figures(said.out, 20),
            ],
            rows: byRule.map((one) => [
              said.rulesOf[one.rule],
              String(one.count),
              amount(one.inMinor),
              amount(one.outMinor),
            ]),
          },
        ]),
    section(`${said.suspense}, ${currency}`),
    {
      kind: 'table',
      columns: [words(said.age, 56), figures(said.count, 18), figures(said.amount, 26)],
      rows: suspense.map(({ fromDays, toDays, count, amountMinor }) => [
        fillLabel(toDays === null ? said.andMore : said.days, { from: String(fromDays), to: String(toDays) }),
        String(count),
        amount(amountMinor),
      ]),
    },
    section(`${said.balances}, ${currency}`),
    {
      kind: 'table',
      columns: [words(said.book, 70), figures(said.amount, 30)],
      rows: balances.map((one) => [[{ isolate: one.account }], amount(one.amountMinor)]),
      total: ['', amount(closed.zeroProofMinor)],
    },
  ]
}

/** Returns the document of a closed day. */
export function closeModel(close: DailyClose, issuedBy: IssuedBy): DocumentModel {
  const { language, office } = issuedBy
  const said = closeWords[language]
  const at = (instant: Date) => {
    const { date, time } = instantIn(instant, office.timeZone, language)
    return [date, time]
  }
  return officeDocument(issuedBy, {
    title: said.title,
    about: said.about,
    number: close.day,
    createdAt: close.closedAt,
    blocks: [
      {
        kind: 'summary',
        items: [
          { label: said.day, value: plainDateIn(close.day, language) },
          { label: said.verdict, value: said[close.verdict] },
          { label: said.number, value: String(close.seq) },
        ],
      },
      { kind: 'paragraph', text: said.meaning, tone: 'note' },
      ...(close.reasons.length === 0
        ? []
        : [
            section(said.reasons),
            {
              kind: 'table' as const,
              columns: [words(said.what, 72), figures(said.difference, 28)],
              rows: close.reasons.map(({ code, subject, amount }) => [
                fillLabel(said.reasonsOf[code], { subject }),
                amount ? formatMoney(amount) : '',
              ]),
            },
          ]),
      ...close.currencies.flatMap((closed) => blocksOf(closed, language)),
      { kind: 'section', title: said.seal },
      {
        kind: 'facts',
        rows: [
          ...(close.from ? [{ label: said.from, values: at(close.from) }] : []),
          { label: said.until, values: at(close.until) },
          { label: said.closedAt, values: at(close.closedAt) },
          { label: said.by, values: [[{ isolate: close.by }]] },
          { label: said.entries, values: [String(close.entries)] },
          { label: said.hash, values: [close.hash.slice(0, 32), close.hash.slice(32)] },
          { label: said.previousHash, values: [close.prevHash.slice(0, 32), close.prevHash.slice(32)] },
        ],
      },
    ],
  })
}

/** Returns a closed day as CSV: one figure a row, for spreadsheets and other programs; names as programs read them. */
export function closeCsv(close: DailyClose): string {
  const head: string[][] = [
    ['day', close.day],
    ['number', String(close.seq)],
    ['from', close.from?.toISOString() ?? ''],
    ['until', close.until.toISOString()],
    ['closedAt', close.closedAt.toISOString()],
    ['by', close.by],
    ['verdict', close.verdict],
    ...close.reasons.map(({ code, subject, amount }) => [
      'reason',
      code,
      subject,
      amount ? formatMoney(amount) : '',
    ]),
    ['hash', close.hash],
    ['prevHash', close.prevHash],
    ['what', 'of', 'currency', 'count', 'amount'],
  ]
  const figuresOf: string[] = []
  for (const closed of close.currencies) {
    const { currency } = closed
    const add = (what: string, of: string, count: number | null, amountMinor: bigint): void => {
      const named = csvRow([what, of, currency, count === null ? '' : String(count)]).trimEnd()
      // A number is no formula: an apostrophe before its sign would make it text.
      figuresOf.push(`${named},${formatAmount({ amountMinor, currency })}\r\n`)
    }
    for (const one of closed.accounts) {
      add('opening', one.account, null, one.openingMinor)
      add('in', one.account, null, one.inMinor)
      add('out', one.account, null, one.outMinor)
      add('closing', one.account, null, one.closingMinor)
      if (one.statementMinor !== null) add('statement', one.account, null, one.statementMinor)
    }
    add('fees', '', null, closed.feesMinor)
    for (const { rule, count, inMinor, outMinor } of closed.byRule)
      add('rule', rule, count, inMinor + outMinor)
    for (const { fromDays, toDays, count, amountMinor } of closed.suspense)
      add('suspense', `${fromDays}-${toDays ?? ''}`, count, amountMinor)
    for (const what of ['succeededNotSettled', 'settledNotSucceeded', 'refundsInFlight', 'cashDesk'] as const)
      add(what, '', closed[what].count, closed[what].amountMinor)
    add('deposits', '', null, closed.depositsMinor)
    for (const { account, amountMinor } of closed.balances) add('balance', account, null, amountMinor)
    add('zeroProof', '', null, closed.zeroProofMinor)
  }
  return csvStart + head.map(csvRow).join('') + figuresOf.join('')
}

/** Returns the document of a closed day. @throws ProblemError `not-found` for a day that was not closed */
export async function openDailyClose(
  office: Office,
  actor: Actor,
  { day, as, language }: { day: string; as: 'pdf' | 'csv'; language: DocumentLanguage },
): Promise<MadeDocument> {
  mustSeeBooks(actor)
  const { officeId } = actor
  const { store, profiles, env } = office
  const close = await store.dailyCloses.one({ _id: `${officeId}|${day}`, officeId })
  if (!close) throw new ProblemError('not-found', 'This day was not closed.')
  const fileName = fileNameOf('daily-close', day, as)
  if (as === 'csv')
    return {
      fileName,
      mediaType: 'text/csv; charset=utf-8',
      bytes: new TextEncoder().encode(closeCsv(close)),
    }
  const { name, address, timeZone } = profiles.of(officeId)
  const url = `${env.PUBLIC_ORIGIN}/o/${officeId}`
  const issuedBy: IssuedBy = {
    office: { name: textIn(name, language), address: textIn(address, language), url, timeZone },
    language,
  }
  const { bytes, warnings } = await renderDocument(closeModel(close, issuedBy))
  for (const { kind } of warnings) office.log.warn('close-drawing', { day, kind })
  return { fileName, mediaType: 'application/pdf', bytes }
}
