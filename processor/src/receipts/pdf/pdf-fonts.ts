/**
 * Embeds the glyphs that a document used as composite fonts.
 *
 * Each pair of glyph and text gets a code of its own. So a shape that Arabic fonts share between letters still
 * gives back the right letter when the text is copied or searched.
 */
import { createHash } from 'node:crypto'
import { PDFString, type PDFContext, type PDFRef } from '@cantoo/pdf-lib'
import { typeface, type Glyph, type TypefaceId } from '../text/typefaces.ts'

const postScriptNames: Record<TypefaceId, string> = {
  sans: 'NotoSans-Regular',
  'sans-bold': 'NotoSans-SemiBold',
  arabic: 'NotoSansArabic-Regular',
  'arabic-bold': 'NotoSansArabic-SemiBold',
  fallback: 'Unifont',
}

interface UsedGlyph {
  code: number
  glyph: number
  text: string
  width: number
}

export interface FontBook {
  /** The name of a typeface in the page's resources, such as `F1`. */
  resourceName: (id: TypefaceId) => string
  /** The code that draws a glyph, and the width that the file will state for it (thousandths of the font size). */
  encode: (id: TypefaceId, glyph: Glyph) => { code: string; width: number }
  /** Puts the fonts used into a file; out: the entries of the /Font resource dictionary. */
  embed: (context: PDFContext) => Record<string, PDFRef>
}

/** Keeps account of the glyphs that one document uses. */
export function fontBook(): FontBook {
  const used = new Map<TypefaceId, Map<string, UsedGlyph>>()
  const glyphsOf = (id: TypefaceId) => {
    const known = used.get(id)
    if (known) return known
    const made = new Map<string, UsedGlyph>()
    used.set(id, made)
    return made
  }
  const resourceName = (id: TypefaceId) => `F-${id}`
  return {
    resourceName,
    encode(id, { glyph, text }) {
      const glyphs = glyphsOf(id)
      const key = `${glyph}|${text}`
      let entry = glyphs.get(key)
      if (!entry) {
        const { font, unitsPerEm } = typeface(id)
        const width = Math.round((font.glyphHAdvance(glyph) * 1000) / unitsPerEm)
        entry = { code: glyphs.size + 1, glyph, text, width }
        glyphs.set(key, entry)
      }
      return { code: hex4(entry.code), width: entry.width }
    },
    embed: (context) =>
      Object.fromEntries(
        [...used].map(([id, glyphs]) => [resourceName(id), embedFont(context, id, [...glyphs.values()])]),
      ),
  }
}

function embedFont(context: PDFContext, id: TypefaceId, glyphs: UsedGlyph[]): PDFRef {
  const { font, unitsPerEm, subset } = typeface(id)
  const numbers = [...new Set(glyphs.map((used) => used.glyph))].sort((a, b) => a - b)
  const program = subset(numbers)
  const name = `${subsetTag(id, numbers)}+${postScriptNames[id]}`
  const extents = font.hExtents()
  const ascent = Math.round((extents.ascender * 1000) / unitsPerEm)
  const descent = Math.round((extents.descender * 1000) / unitsPerEm)
  const descriptor = context.obj({
    Type: 'FontDescriptor',
    FontName: name,
    Flags: 4,
    FontBBox: [-1000, descent, 3000, ascent],
    ItalicAngle: 0,
    Ascent: ascent,
    Descent: descent,
    CapHeight: 714,
    StemV: 80,
    FontFile2: context.register(context.flateStream(program, { Length1: program.length })),
  })
  const glyphMap = Buffer.alloc(2 * (glyphs.length + 1))
  for (const { code, glyph } of glyphs) glyphMap.writeUInt16BE(glyph, 2 * code)
  const descendant = context.obj({
    Type: 'Font',
    Subtype: 'CIDFontType2',
    BaseFont: name,
    DW: 0,
    W: [1, glyphs.map((used) => used.width)],
    CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
    CIDToGIDMap: context.register(context.flateStream(glyphMap)),
    FontDescriptor: context.register(descriptor),
  })
  const composite = context.obj({
    Type: 'Font',
    Subtype: 'Type0',
    BaseFont: name,
    Encoding: 'Identity-H',
    DescendantFonts: [context.register(descendant)],
    ToUnicode: context.register(context.flateStream(unicodeMap(glyphs))),
  })
  return context.register(composite)
}

/**
 * Six letters before the name mark a subset (ISO 32000-1, 9.6.4). Only two of them vary: pdf-lib never forgets a name
 * that it has met, and an office that runs for years must not fill its memory with names of fonts.
 */
function subsetTag(id: TypefaceId, glyphs: number[]): string {
  const digest = createHash('sha256')
    .update(`${id} ${glyphs.join(' ')}`)
    .digest()
  return 'LODG' + Array.from(digest.subarray(0, 2), (byte) => String.fromCharCode(65 + (byte % 26))).join('')
}

/** A CMap section holds at most 100 entries (Adobe Technical Note 5014). */
const cmapSectionLimit = 100

function unicodeMap(glyphs: UsedGlyph[]): string {
  const lines = glyphs
    .filter((used) => used.text !== '')
    .map((used) => `<${hex4(used.code)}> <${utf16Hex(used.text)}>`)
  const sections: string[] = []
  for (let start = 0; start < lines.length; start += cmapSectionLimit) {
    const part = lines.slice(start, start + cmapSectionLimit)
    sections.push(`${part.length} beginbfchar\n${part.join('\n')}\nendbfchar`)
  }
  return (
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n' +
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n' +
    '/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n' +
    '1 begincodespacerange <0000> <ffff> endcodespacerange\n' +
    `${sections.join('\n')}\nendcmap CMapName currentdict /CMap defineresource pop end end\n`
  )
}

function hex4(value: number): string {
  return value.toString(16).padStart(4, '0')
}

/** UTF-16BE in hexadecimal, without a byte order mark. */
function utf16Hex(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex')
}
