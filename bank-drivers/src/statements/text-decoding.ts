/** From bytes to text: byte order marks, encodings that XML declares, and what other text gives away. */
import type { Notes } from './notes.ts'
import { UnreadableStatement } from './statement.ts'

const startsWith = (bytes: Uint8Array, ...start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte)

/** Returns the encoding that the first bytes prove, undefined where they prove none. */
function provenEncoding(head: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | undefined {
  if (startsWith(head, 0xff, 0xfe, 0, 0) || startsWith(head, 0, 0, 0xfe, 0xff))
    throw new UnreadableStatement('The file is written in UTF-32; ask for it in UTF-8.')
  if (startsWith(head, 0xef, 0xbb, 0xbf)) return 'utf-8'
  if (startsWith(head, 0xff, 0xfe)) return 'utf-16le'
  if (startsWith(head, 0xfe, 0xff)) return 'utf-16be'
  if (head.length >= 4 && head[0] !== 0 && head[1] === 0 && head[2] !== 0 && head[3] === 0) return 'utf-16le'
  if (head.length >= 4 && head[0] === 0 && head[1] !== 0 && head[2] === 0 && head[3] !== 0) return 'utf-16be'
  return undefined
}

/** The names that banks write, and what they mean to a decoder; the WHATWG reads ISO-8859-1 as windows-1252, which holds it. */
function decoderFor(label: string): TextDecoder {
  try {
    return new TextDecoder(label, { fatal: true })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new UnreadableStatement(
      `The file says that it is written in ${label}, which is not known; ask for UTF-8.`,
    )
  }
}

const declaredIn = (head: Uint8Array): string | undefined =>
  /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]{0,39})["']/.exec(
    new TextDecoder('latin1').decode(head.subarray(0, 300)),
  )?.[1]

/** UTF-8 read as windows-1252 looks like this: "MÃ¼ller", "fÃ¼r â‚¬". */
const garbled = /[ÃÐ][\u0080-\u00bf\u0152\u0153\u0178\u201a-\u203a]|Â[\u00a0-\u00bf]|â‚¬|â€[\u0080-\u2122]/
/** Letters where code page 437 or 850 of old systems has "äöüÄÖÜ". */
const oldCodePage = /[A-Za-z][\u0081\u008d\u008f\u0090\u009d„”™š][a-z]/

export type Decoding = {
  /** Takes the next bytes. @throws UnreadableStatement where they are not in the encoding of the file. */
  readonly write: (bytes: Uint8Array) => string
  readonly end: () => string
}

function watched(decoder: TextDecoder, notes: Notes): Decoding {
  let isDoubtful = false
  const checked = (decode: () => string): string => {
    try {
      const text = decode()
      if (!isDoubtful && (garbled.test(text) || text.includes('\ufffd'))) {
        isDoubtful = true
        notes.warn(
          'encoding',
          `Some letters look wrong: the file says ${decoder.encoding} and may be written in another encoding.`,
        )
      }
      return text
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      throw new UnreadableStatement(
        `The file is not written in ${decoder.encoding} as it says; names in it would be garbled, so ask the bank for it again.`,
        error,
      )
    }
  }
  return {
    write: (bytes) => checked(() => decoder.decode(bytes, { stream: true })),
    end: () => checked(() => decoder.decode()),
  }
}

/** Returns the decoding of an XML file by its first bytes: byte order mark, then declaration, then UTF-8. */
export function xmlDecoding(head: Uint8Array, notes: Notes): Decoding {
  const proven = provenEncoding(head)
  const declared = declaredIn(head)
  const wanted = decoderFor(declared ?? 'utf-8')
  if (proven === undefined && wanted.encoding.startsWith('utf-16')) {
    notes.warn(
      'encoding',
      `The file says that it is written in ${declared ?? ''} but is not; it was read as UTF-8.`,
    )
    return watched(decoderFor('utf-8'), notes)
  }
  if (
    proven !== undefined &&
    declared !== undefined &&
    proven !== wanted.encoding &&
    !proven.startsWith('utf-16')
  )
    notes.warn(
      'encoding',
      `The file says that it is written in ${declared} but begins as ${proven}; it was read as that.`,
    )
  return watched(proven === undefined ? wanted : decoderFor(proven), notes)
}

/**
 * Returns the text of a file that does not declare its encoding: by its byte order mark, else UTF-8 where it is that,
 * else windows-1252. `encoding` overrules all but a byte order mark.
 * @throws UnreadableStatement for bytes that are no text.
 */
export function decodeText(bytes: Uint8Array, notes: Notes, encoding?: string): string {
  const proven = provenEncoding(bytes)
  const label = proven ?? encoding
  let text: string | undefined
  if (label !== undefined) {
    const decoding = watched(decoderFor(label), notes)
    text = decoding.write(bytes) + decoding.end()
  } else {
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      text = new TextDecoder('windows-1252').decode(bytes)
      if (oldCodePage.test(text))
        notes.warn(
          'encoding',
          'Letters beyond ASCII look wrong: the file seems to be written in an old code page, not in UTF-8 or Latin-1.',
        )
    }
    if (text.includes('\ufffd') || garbled.test(text))
      notes.warn('encoding', 'Some letters were garbled before the file came here; names in it may be wrong.')
  }
  if (text.includes('\0'))
    throw new UnreadableStatement('The file holds NUL characters, so it is no text; ask for it again.')
  return text
}

/** Returns whether the first bytes begin an XML file, in whatever encoding. */
export function isXml(head: Uint8Array): boolean {
  const proven = provenEncoding(head)
  return /^\ufeff?\s*</.test(
    new TextDecoder(proven ?? 'latin1').decode(head.subarray(0, 200)).replace(/^ï»¿/, ''),
  )
}
