/**
 * Embeds the glyphs that a document used as composite fonts.
 *
 * Each pair of glyph and text gets a code of its own. So a shape that Arabic fonts share between letters still
 * gives back the right letter when the text is copied or searched.
 */
import { createHash } from 'node:crypto'
import { pdfNumber, utf16Hex, type ObjectNumber, type PdfWriter } from './pdf-writer.ts'
import { typeface, type Glyph, type TypefaceId } from './typefaces.ts'

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
  /** Writes the fonts used; out: the entries of the /Font resource dictionary. */
  write: (writer: PdfWriter) => string
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
    write(writer) {
      return [...used]
        .map(([id, glyphs]) => `/${resourceName(id)} ${writeFont(writer, id, [...glyphs.values()])} 0 R`)
        .join(' ')
    },
  }
}

function writeFont(writer: PdfWriter, id: TypefaceId, glyphs: UsedGlyph[]): ObjectNumber {
  const { font, unitsPerEm, subset } = typeface(id)
  const scale = 1000 / unitsPerEm
  const numbers = [...new Set(glyphs.map((used) => used.glyph))].sort((a, b) => a - b)
  const program = subset(numbers)
  const file = writer.addStream(`/Length1 ${program.length}`, program)
  const name = `${subsetTag(id, numbers)}+${postScriptNames[id]}`
  const extents = font.hExtents()
  const ascent = pdfNumber(extents.ascender * scale)
  const descent = pdfNumber(extents.descender * scale)
  const descriptor = writer.add(
    `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [-1000 ${descent} 3000 ${ascent}] ` +
      `/ItalicAngle 0 /Ascent ${ascent} /Descent ${descent} /CapHeight 714 /StemV 80 /FontFile2 ${file} 0 R >>`,
  )
  const glyphMap = Buffer.alloc(2 * (glyphs.length + 1))
  for (const { code, glyph } of glyphs) glyphMap.writeUInt16BE(glyph, 2 * code)
  const glyphMapStream = writer.addStream('', glyphMap)
  const widths = glyphs.map((used) => used.width).join(' ')
  const descendant = writer.add(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /DW 0 /W [1 [${widths}]] ` +
      `/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> ` +
      `/CIDToGIDMap ${glyphMapStream} 0 R /FontDescriptor ${descriptor} 0 R >>`,
  )
  const unicode = writer.addStream('', Buffer.from(unicodeMap(glyphs), 'latin1'))
  return writer.add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H ` +
      `/DescendantFonts [${descendant} 0 R] /ToUnicode ${unicode} 0 R >>`,
  )
}

/** Six letters before the name mark a subset (ISO 32000-1, 9.6.4). */
function subsetTag(id: TypefaceId, glyphs: number[]): string {
  const digest = createHash('sha256')
    .update(`${id} ${glyphs.join(' ')}`)
    .digest()
  return Array.from(digest.subarray(0, 6), (byte) => String.fromCharCode(65 + (byte % 26))).join('')
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
