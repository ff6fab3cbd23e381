/** The door of statements: finds out what a file is by its content, and reads it whole or piece by piece. */
import { createCamtReader } from './camt-reader.ts'
import type { CsvMapping } from './csv-mapping.ts'
import { readCsvStatements } from './csv-reader.ts'
import { isMt, readMt } from './mt-reader.ts'
import { createNotes, type Notes } from './notes.ts'
import {
  UnreadableStatement,
  type Entry,
  type FileSummary,
  type Statement,
  type StatementFile,
  type StatementPart,
} from './statement.ts'
import { decodeText, isXml, xmlDecoding } from './text-decoding.ts'

/** The largest statement file that is read: 50 MB. */
export const statementSizeCap = 50 * 1024 * 1024

/** `mapping`: how to read the file if it is CSV; other formats are recognised and do not need it. */
export type ReadOptions = { readonly mapping?: CsvMapping }

/** XML is decoded in pieces, so that the text of a file is never held whole. */
const pieceSize = 64 * 1024
/** Enough to see a byte order mark and the XML declaration. */
const headSize = 512

const tooLarge = (): UnreadableStatement =>
  new UnreadableStatement('The file is larger than 50 MB; ask the bank to divide it.')

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize)
}

function readText(bytes: Uint8Array, { mapping }: ReadOptions, notes: Notes): Generator<StatementPart> {
  const text = decodeText(bytes, notes, mapping?.encoding)
  if (text.trim() === '') throw new UnreadableStatement('The file is empty.')
  if (isMt(text)) return readMt(text, notes)
  if (mapping) return readCsvStatements(text, mapping, notes)
  throw new UnreadableStatement(
    'The file is no camt.052, camt.053, camt.054, MT940 or MT942; if it is CSV, say by a mapping how to read it.',
  )
}

function* readXml(bytes: Uint8Array, notes: Notes): Generator<StatementPart> {
  const decoding = xmlDecoding(bytes.subarray(0, headSize), notes)
  const reader = createCamtReader(notes)
  for (const piece of piecesOf(bytes)) yield* reader.write(decoding.write(piece))
  yield* reader.write(decoding.end())
  yield* reader.end()
}

function partsOf(bytes: Uint8Array, options: ReadOptions): Generator<StatementPart> {
  if (bytes.length > statementSizeCap) throw tooLarge()
  const notes = createNotes()
  return isXml(bytes) ? readXml(bytes, notes) : readText(bytes, options, notes)
}

/** Returns parts gathered into a file. */
function gather(parts: Iterable<StatementPart>): StatementFile {
  const statements: Statement[] = []
  let entries: Entry[] = []
  let file: FileSummary | undefined
  for (const part of parts)
    switch (part.kind) {
      case 'opened':
        entries = []
        break
      case 'entry':
        entries.push(part.entry)
        break
      case 'closed':
        statements.push({ ...part.summary, entries })
        break
      case 'file':
        file = part.file
        break
    }
  if (!file) throw new UnreadableStatement('The file ends too early.')
  return { ...file, statements }
}

/**
 * Reads a bank statement of any format. It returns all that the file says; whether a statement may be applied stands
 * in its `controls`.
 * @throws UnreadableStatement, with one plain sentence, for what cannot be read at all.
 */
export const readStatements = (bytes: Uint8Array, options: ReadOptions = {}): StatementFile =>
  gather(partsOf(bytes, options))

/**
 * Reads a statement file piece by piece, for files whose entries are not to be held together. camt is read as it
 * comes; other formats are collected first. Nothing may be applied before `closed` has told the controls: read the
 * file once for these, and again for its entries.
 * @throws UnreadableStatement as soon as the file shows that it cannot be read, which may be after entries.
 */
export async function* streamStatements(
  source: Uint8Array | AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ReadOptions = {},
): AsyncGenerator<StatementPart> {
  if (source instanceof Uint8Array) {
    yield* partsOf(source, options)
    return
  }
  const notes = createNotes()
  let start: Uint8Array[] = []
  let [size, isDecided] = [0, false]
  let camt:
    { decoding: ReturnType<typeof xmlDecoding>; reader: ReturnType<typeof createCamtReader> } | undefined
  const decide = (): Uint8Array => {
    const head = Buffer.concat(start)
    isDecided = true
    if (isXml(head)) {
      camt = { decoding: xmlDecoding(head.subarray(0, headSize), notes), reader: createCamtReader(notes) }
      start = []
    }
    return head
  }
  for await (const chunk of source) {
    size += chunk.length
    if (size > statementSizeCap) throw tooLarge()
    if (!camt) start.push(chunk)
    if (!isDecided && size < headSize) continue
    const bytes = isDecided ? chunk : decide()
    if (camt) for (const piece of piecesOf(bytes)) yield* camt.reader.write(camt.decoding.write(piece))
  }
  const rest = isDecided ? undefined : decide()
  if (!camt) {
    yield* readText(rest ?? Buffer.concat(start), options, notes)
    return
  }
  if (rest) yield* camt.reader.write(camt.decoding.write(rest))
  yield* camt.reader.write(camt.decoding.end())
  yield* camt.reader.end()
}
