/** Reads camt.052, 053 and 054 as they arrive, chunk by chunk: never more than one entry is held as a tree. */
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { readDetail, type PendingDetail } from './camt-detail.ts'
import { at, textAt, type CamtElement } from './camt-element.ts'
import { readEntry } from './camt-entry.ts'
import { openingAndClosing, readHead, statedTotalsIn } from './camt-head.ts'
import type { Notes } from './notes.ts'
import { given } from './references.ts'
import { createTally, isInformationOnly, type Tally } from './statement-controls.ts'
import {
  UnreadableStatement,
  type StatementFormat,
  type StatementHead,
  type StatementPart,
} from './statement.ts'

const messages = new Map<string, StatementFormat>([
  ['BkToCstmrAcctRpt', 'camt.052'],
  ['BkToCstmrStmt', 'camt.053'],
  ['BkToCstmrDbtCdtNtfctn', 'camt.054'],
])
const statementNames: ReadonlySet<string> = new Set(['Rpt', 'Stmt', 'Ntfctn'])
/** Never read, and large: postal addresses, and what banks add of their own. */
const skipped: ReadonlySet<string> = new Set(['PstlAdr', 'CtctDtls', 'SplmtryData', 'Sgntr'])
const [oldest, newest] = [2, 14]
const deepest = 64
/** Enough of a prolog to see `<!DOCTYPE` where a piece ends inside it. */
const prologKept = 20
/** Elements that one entry, or the head of a statement, may have besides its payments. */
const mostElements = 50_000

const refusedDoctype = (): UnreadableStatement =>
  new UnreadableStatement('The file declares a DOCTYPE, which no bank statement needs and which can do harm.')

const plainFault = (error: Error): string => {
  const found = /^(\d+):\d+: (.*?)\.?$/s.exec(error.message)
  return found ? `line ${found[1] ?? ''}: ${found[2] ?? ''}` : error.message
}

export type CamtReader = {
  /** Takes the next piece of text; returns the parts that it completed. @throws UnreadableStatement */
  readonly write: (text: string) => readonly StatementPart[]
  readonly end: () => readonly StatementPart[]
}

/** Returns a reader for one file. */
export function createCamtReader(notes: Notes): CamtReader {
  const parser = new SaxesParser()
  let parts: StatementPart[] = []
  const stack: CamtElement[] = []
  let [skipping, depth] = [0, 0]
  let found: { format: StatementFormat; message: string } | undefined
  let [declared, root] = ['', '']
  let first: CamtElement | undefined
  let header: CamtElement | undefined
  let statements = 0
  /** The end of what came before the root element. */
  let prolog = ''
  let current: { element: CamtElement; tally: Tally; head: StatementHead | undefined } | undefined
  let pending: PendingDetail[] = []
  /** Elements held as trees; `marks`: how many there were when the open entry, and its open detail, began. */
  let held = 0
  const marks: number[] = []
  const isDetached = ({ name }: CamtElement, parent: CamtElement | undefined): boolean =>
    current !== undefined &&
    ((name === 'Ntry' && parent === current.element) || (name === 'TxDtls' && parent?.name === 'NtryDtls'))

  const begin = (name: string, format: StatementFormat): void => {
    const message = new RegExp(`${format.replace('.', '\\.')}\\.\\d{3}\\.\\d{2}`).exec(declared)?.[0]
    if (found && found.format !== format)
      throw new UnreadableStatement(
        `The file mixes ${found.format} and ${format}; give each as a file of its own.`,
      )
    if (found) return
    found = { format, message: message ?? format }
    const version = Number(message?.slice(-2) ?? '0')
    if (message === undefined)
      notes.warn(
        'format',
        `The file does not say which version of ${format} it is; it was read by its elements (${name}).`,
      )
    else if (version < oldest || version > newest)
      notes.warn('format', `${message} is not a version that is known (02 to 14); it was read all the same.`)
    if (isInformationOnly(format))
      notes.warn('information-only', 'A camt.052 is for information only: all of its entries are pending.')
  }

  const headOf = (entry?: CamtElement): StatementHead | undefined => {
    if (!current) return undefined
    if (!current.head) {
      current.head = readHead(current.element, statements, header, entry, notes)
      parts.push({ kind: 'opened', head: current.head })
    }
    return current.head
  }

  const closeEntry = (element: CamtElement): void => {
    const head = headOf(element)
    if (!current || !head || !found) return
    const { tally } = current
    const read = readEntry(element, pending, tally.lines(), { format: found.format, head, notes })
    pending = []
    if (read.ok) {
      tally.add(read.entry)
      parts.push({ kind: 'entry', entry: read.entry })
    } else tally.refuse(read.line)
  }

  const closeStatement = (): void => {
    const head = headOf()
    if (!current || !head) return
    const stated = statedTotalsIn(current.element, head.currency)
    const balances = openingAndClosing(current.element, statements, notes)
    parts.push({
      kind: 'closed',
      summary: current.tally.close(head, { ...balances, ...given('stated', stated) }),
    })
    notes.countLine()
    statements += 1
    current = undefined
  }

  const open = ({ name: qualified, attributes }: SaxesTagPlain): void => {
    depth += 1
    if (depth > deepest)
      throw new UnreadableStatement(`The file nests elements more than ${deepest} deep; no statement does.`)
    const name = qualified.slice(qualified.indexOf(':') + 1)
    if (root === '') root = name
    if (skipping > 0 || skipped.has(name)) {
      skipping += 1
      return
    }
    const currency = attributes['Ccy']
    if (currency !== undefined) notes.meet(currency)
    const element: CamtElement = { name, currency, text: '', children: undefined }
    const parent = stack.at(-1)
    stack.push(element)
    if (isDetached(element, parent)) marks.push(held)
    if (!found)
      for (const [attribute, value] of Object.entries(attributes))
        if (attribute.startsWith('xmlns')) declared += ` ${value}`
    const format = messages.get(name)
    if (format && !current) {
      begin(name, format)
      header = undefined
    } else if (found && !current && statementNames.has(name) && parent && messages.has(parent.name))
      current = { element, tally: createTally(found.format, statements, notes), head: undefined }
  }

  const close = (): void => {
    depth -= 1
    if (skipping > 0) {
      skipping -= 1
      return
    }
    const element = stack.pop()
    const parent = stack.at(-1)
    if (!element || !parent) return
    if (element.name === 'Ccy') notes.meet(element.text.trim())
    if (isDetached(element, parent)) {
      held = marks.pop() ?? 0
      notes.countLine()
      if (element.name === 'Ntry') closeEntry(element)
      else pending.push(readDetail(element))
    } else if (element === current?.element) {
      closeStatement()
      held = 0
    } else if (element.name === 'GrpHdr' && messages.has(parent.name)) {
      header = element
      first ??= element
      held = 0
    } else if (current || stack.some(({ name }) => name === 'GrpHdr')) {
      held += 1
      if (held > mostElements)
        throw new UnreadableStatement(
          `The file holds more than ${mostElements} elements where a bank writes a few.`,
        )
      ;(parent.children ??= []).push(element)
    }
  }

  const text = (piece: string): void => {
    const element = stack.at(-1)
    if (skipping === 0 && element) element.text += piece
  }
  parser.on('opentag', open)
  parser.on('closetag', close)
  parser.on('text', text)
  parser.on('cdata', text)
  parser.on('doctype', () => {
    throw refusedDoctype()
  })
  parser.on('error', (error) => {
    throw new UnreadableStatement(
      `The file is not well-formed XML (${plainFault(error)}); ask for it again.`,
      error,
    )
  })

  const taken = (): readonly StatementPart[] => {
    const done = parts
    parts = []
    return done
  }
  return {
    write: (piece) => {
      // Some banks begin with an empty line, which XML does not allow before its declaration.
      const rest = prolog === '' ? piece.trimStart() : piece
      if (root === '') {
        // A DOCTYPE is refused where it begins, not when all of it has been read.
        prolog += rest
        if (/^(?:(?!<[A-Za-z_]).)*?<!DOCTYPE/s.test(prolog)) throw refusedDoctype()
        prolog = prolog.slice(-prologKept)
      }
      if (rest !== '') parser.write(rest)
      return taken()
    },
    end: () => {
      parser.close()
      if (!found)
        throw new UnreadableStatement(
          `The file is XML (<${root}>) but no camt.052, camt.053 or camt.054 message.`,
        )
      const createdAt = textAt(first, 'CreDtTm')
      if (!at(first, 'MsgId')) notes.warn('format', 'The message has no id (GrpHdr/MsgId).')
      if (statements === 0) notes.warn('format', 'The message holds no statement.')
      parts.push({
        kind: 'file',
        file: {
          ...found,
          messageId: textAt(first, 'MsgId') ?? '',
          ...given('createdAt', createdAt),
          currencies: notes.currencies(),
          warnings: notes.warnings(),
        },
      })
      return taken()
    },
  }
}
