/** Cuts MT940 and MT942 text into messages and fields, past SWIFT blocks, banks' own head lines and text that looks like a field. */
import { UnreadableStatement } from './statement.ts'

export type MtField = { readonly tag: string; readonly value: string }
/** `isWhole`: the message ended as messages do, or nothing told that it would. */
export type MtMessage = {
  readonly fields: readonly MtField[]
  readonly type: '940' | '942' | undefined
  readonly isWhole: boolean
}

const fieldStart = /^:(20|21|25P?|28C?|34F|13D?|60[FM]?|61|62[FM]?|64|65|86|90[CD]|NS):(.*)$/
/** Only these may follow field 20; a text line `:20:15 Uhr` is followed by others. */
const afterTwenty: ReadonlySet<string | undefined> = new Set([
  '21',
  '25',
  '25P',
  '28',
  '28C',
  '34F',
  '60',
  '60F',
  '60M',
  '13',
  '13D',
])
/** The end of a message: `-}` with what follows, or a dash with at most the sign that a national alphabet has for `}`. */
const lastLine = /^-(\}.*|[^A-Za-z0-9\s]?)\s*$/

/** More lines than 50 MB hold when they are filled as lines are. */
const mostLines = 1_000_000

type Line = { readonly text: string; readonly tag: string | undefined; readonly value: string }

function linesOf(text: string): Line[] {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1
  if (count > mostLines)
    throw new UnreadableStatement(`The file has more than ${mostLines} lines; ask the bank to divide it.`)
  // The end of a message on one line with its last field.
  const parted = text.replaceAll(/(?<=[^\r\n])-\}/g, '\n-}')
  return parted.split(/\r\n|\n|\r/, mostLines + 1).map((line) => {
    // `{1:…}{2:…}{4::20:…`: the blocks and the first field on one line.
    const found = fieldStart.exec(line.replace(/^.*\{4:(?=:20:)/, ''))
    return { text: line, tag: found?.[1], value: found?.[2] ?? '' }
  })
}

/** Returns for each line the tag of the next field after it. */
function nextTags(lines: readonly Line[]): readonly (string | undefined)[] {
  const next: (string | undefined)[] = Array.from({ length: lines.length })
  let tag: string | undefined
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    next[at] = tag
    tag = lines[at]?.tag ?? tag
  }
  return next
}

type OpenField = { readonly tag: string; readonly lines: string[] }

/**
 * Yields the messages of a file; a field's lines are joined by a line feed.
 * @throws UnreadableStatement for more lines than can be held.
 */
export function* readMessages(text: string): Generator<MtMessage> {
  const lines = linesOf(text)
  const following = nextTags(lines)
  let fields: OpenField[] = []
  let type: MtMessage['type']
  let isInBlock = false
  function* finish(isWhole: boolean): Generator<MtMessage> {
    if (fields.length > 0)
      yield { fields: fields.map(({ tag, lines: of }) => ({ tag, value: of.join('\n') })), type, isWhole }
    fields = []
  }

  for (const [at, { text: line, tag, value }] of lines.entries()) {
    const next = following[at]
    if (/^\{1:|\{2:[IO]94|^\{4:\s*$/.test(line)) {
      yield* finish(!isInBlock)
      const said = /\{2:[IO](94[02])/.exec(line)?.[1]
      type = said === '942' ? '942' : said === '940' ? '940' : type
      isInBlock = isInBlock || line.includes('{4:')
    }
    if (tag === '20' && afterTwenty.has(next)) {
      yield* finish(!isInBlock)
      fields = [{ tag, lines: [value] }]
    } else if (tag !== undefined && tag !== '20') {
      if (fields.length > 0) fields.push({ tag, lines: [value] })
    } else if (lastLine.test(line) && (line.startsWith('-}') || next === undefined || next === '20')) {
      // A lone dash with more of the same message behind it is somebody's text.
      yield* finish(true)
      isInBlock = false
      type = undefined
    } else if (line.trim() !== '') fields.at(-1)?.lines.push(line)
  }
  yield* finish(!isInBlock)
}
