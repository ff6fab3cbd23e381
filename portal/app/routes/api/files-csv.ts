/** The list of files as CSV: the columns on screen, all rows of the filter, in the language of the page. */
import { createReadableStreamFromReadable } from '@remix-run/node'
import { csvRow, csvStart, fileListIn, plainDateIn, type FileColumn } from '@lodge/shared-types'
import type { ListedFile } from '@lodge/processor'
import { Readable } from 'node:stream'
import { actorOf, officeOf, resource } from '../../edge/answers.server.ts'
import { attachmentHeaders } from '../../edge/attachment.server.ts'
import { officeWordsIn } from '../../language.tsx'
import type { OfficeWords } from '../../messages/en.ts'

const textOf = {
  fileNumber: ({ fileNumber }) => fileNumber,
  filingDate: ({ filingDate }) => filingDate ?? '',
  ownReference: ({ ownReference }) => ownReference ?? '',
  status: ({ status }, words) => words.fileStatuses[status],
  actionAt: ({ actionAt }, _, timeZone) => plainDateIn(timeZone, actionAt),
  subtype: ({ subtype }, { files }) =>
    subtype === null ? '' : (files.subtypes[subtype] ?? files.otherSubtype),
  owner: ({ owners }) => owners.join('; '),
  fileOwner: ({ fileOwner }) => fileOwner,
  summary: ({ summary }) => summary,
  invoiceNumber: ({ invoiceNumbers }) => invoiceNumbers.join('; '),
} as const satisfies Record<FileColumn, (file: ListedFile, words: OfficeWords, timeZone: string) => string>

/** Rows go out together, so that each is not compressed and sent for itself. */
const pieceLength = 32_768

const { loader: answer } = resource({
  GET(args) {
    const actor = actorOf(args)
    const { timeZone } = officeOf(args)
    const words = officeWordsIn(args.context.language)
    const list = fileListIn(new URL(args.request.url).searchParams)
    const found = args.context.services.exportFiles(actor, list)
    async function* pieces(): AsyncGenerator<string> {
      let piece = csvStart + csvRow(list.columns.map((column) => words.files.columns[column]))
      for await (const file of found) {
        piece += csvRow(list.columns.map((column) => textOf[column](file, words, timeZone)))
        if (piece.length < pieceLength) continue
        yield piece
        piece = ''
      }
      yield piece
    }
    const headers = attachmentHeaders('files.csv', 'text/csv; charset=utf-8')
    return Promise.resolve(
      new Response(createReadableStreamFromReadable(Readable.from(pieces(), { objectMode: false })), {
        headers,
      }),
    )
  },
})
export const loader = answer
export const action = answer
