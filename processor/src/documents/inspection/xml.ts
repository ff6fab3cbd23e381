/**
 * Inspects an XML document such as a sequence listing (WIPO ST.26): well-formed, in UTF-8, and with nothing that a reader would
 * have to fetch or unfold. A document type is named at most; one that declares anything of its own is refused.
 */
import { refuse, type Refusal } from './refusals.ts'
import type { StoredDocument } from './stored-document.ts'

/** Deeper documents than this are no listings, and would cost a reader's stack. */
const maxDepth = 200

const name = String.raw`[A-Za-z_:\u00C0-\u{EFFFF}][\w:.\-\u00B7-\u{EFFFF}]*`
const space = String.raw`[ \t\r\n]`
const quoted = String.raw`(?:"[^"<]*"|'[^'<]*')`
const sticky = (pattern: string): RegExp => new RegExp(pattern, 'uy')

const declaration = sticky(
  String.raw`<\?xml${space}+version${space}*=${space}*["']1\.[01]["'](?:${space}+encoding${space}*=${space}*["'](?<encoding>[\w.\-]+)["'])?(?:${space}+standalone${space}*=${space}*["'](?:yes|no)["'])?${space}*\?>`,
)
const doctype = sticky(
  String.raw`<!DOCTYPE${space}+${name}(?:${space}+(?:SYSTEM${space}+${quoted}|PUBLIC${space}+${quoted}${space}+${quoted}))?${space}*>`,
)
const attribute = sticky(String.raw`${space}+(${name})${space}*=${space}*(${quoted})`)
const opening = sticky(`<(${name})`)
const openingEnd = sticky(`${space}*(/?)>`)
const closing = sticky(`</(${name})${space}*>`)
const comment = sticky('<!--[^]*?-->')
const instruction = sticky(String.raw`<\?(?!xml[ \t\r\n?])${name}(?:${space}[^]*?)?\?>`)
const section = sticky(String.raw`<!\[CDATA\[[^]*?\]\]>`)
const text = sticky('[^<]+')

/** What stands for a character: the five that XML itself knows, or a character by its number. */
const references = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)/
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/

function makeReader(content: string) {
  let at = 0
  return {
    isAtEnd: () => at >= content.length,
    take(pattern: RegExp): RegExpExecArray | undefined {
      pattern.lastIndex = at
      const found = pattern.exec(content) ?? undefined
      if (found) at = pattern.lastIndex
      return found
    },
  }
}

type Reader = ReturnType<typeof makeReader>

/** Takes an opening tag with its attributes; returns its name, whether it closes itself, or undefined where it is none. */
function takeTag(reader: Reader): { tag: string; isEmpty: boolean } | undefined {
  const tag = reader.take(opening)?.[1]
  if (tag === undefined) return undefined
  const seen = new Set<string>()
  for (let found = reader.take(attribute); found; found = reader.take(attribute)) {
    const [, key = '', value = ''] = found
    if (seen.has(key) || references.test(value)) return undefined
    seen.add(key)
  }
  const end = reader.take(openingEnd)
  return end ? { tag, isEmpty: end[1] === '/' } : undefined
}

/** Takes the elements of a document; returns whether there is exactly one outermost, and every one is closed by its own tag. */
function takeElements(reader: Reader): boolean {
  const open: string[] = []
  let hasRoot = false
  while (!reader.isAtEnd()) {
    if (reader.take(comment) ?? reader.take(instruction)) continue
    const words = reader.take(text)?.[0]
    if (words !== undefined) {
      if (references.test(words) || words.includes(']]>')) return false
      if (open.length === 0 && /[^ \t\r\n]/.test(words)) return false
      continue
    }
    if (open.length > 0 && reader.take(section)) continue
    const closed = reader.take(closing)?.[1]
    if (closed !== undefined) {
      if (open.pop() !== closed) return false
      continue
    }
    const found = takeTag(reader)
    if (!found || (open.length === 0 && hasRoot) || open.length >= maxDepth) return false
    hasRoot = true
    if (!found.isEmpty) open.push(found.tag)
  }
  return hasRoot && open.length === 0
}

/** Returns nothing more than that the document is good, or why it is refused. */
export function inspectXml({ content }: StoredDocument): { readonly ok: true } | Refusal {
  let decoded: string
  try {
    decoded = new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return refuse('damaged')
  }
  if (forbidden.test(decoded)) return refuse('damaged')
  if (/<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)/.test(decoded)) return refuse('xml-declarations')
  const reader = makeReader(decoded)
  const encoding = reader.take(declaration)?.groups?.['encoding']
  if (encoding !== undefined && !/^utf-?8$|^us-ascii$/i.test(encoding)) return refuse('damaged')
  while (reader.take(comment) ?? reader.take(instruction) ?? reader.take(sticky(`${space}+`)));
  reader.take(doctype)
  return takeElements(reader) ? { ok: true } : refuse('damaged')
}
