/**
 * Cuts a TrueType font down to the glyphs that a document uses, with HarfBuzz's own subsetter.
 *
 * The subsetter comes as a bare WebAssembly file without a JavaScript wrapper, so its few C functions are called here
 * by hand. Glyph numbers are kept (RETAIN_GIDS), because shaping has already spoken in the full font's numbers.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { z } from 'zod'

const nativeFunction = z.custom<(...args: number[]) => number>((value) => typeof value === 'function')
const nativeExports = z.object({
  memory: z.instanceof(WebAssembly.Memory),
  _initialize: nativeFunction,
  malloc: nativeFunction,
  free: nativeFunction,
  hb_blob_create: nativeFunction,
  hb_blob_destroy: nativeFunction,
  hb_blob_get_data: nativeFunction,
  hb_blob_get_length: nativeFunction,
  hb_face_create: nativeFunction,
  hb_face_destroy: nativeFunction,
  hb_face_reference_blob: nativeFunction,
  hb_set_add: nativeFunction,
  hb_subset_input_create_or_fail: nativeFunction,
  hb_subset_input_destroy: nativeFunction,
  hb_subset_input_glyph_set: nativeFunction,
  hb_subset_input_set: nativeFunction,
  hb_subset_input_set_flags: nativeFunction,
  hb_subset_or_fail: nativeFunction,
})

/** hb_subset_flags_t: NO_HINTING, RETAIN_GIDS, NOTDEF_OUTLINE, NO_LAYOUT_CLOSURE. */
const subsetFlags = 0x1 | 0x2 | 0x40 | 0x200
/** hb_subset_sets_t: DROP_TABLE_TAG. */
const dropTableSet = 3
/** hb_memory_mode_t: WRITABLE; the bytes stay ours and outlive the face. */
const memoryModeWritable = 2
/** A PDF reader takes shapes and widths from the font and everything else from the PDF. */
const tablesNotNeeded = [
  'GSUB',
  'GPOS',
  'GDEF',
  'cmap',
  'name',
  'post',
  'OS/2',
  'STAT',
  'gasp',
  'FFTM',
  'DSIG',
]

let loaded: z.infer<typeof nativeExports> | undefined

function harfbuzz(): z.infer<typeof nativeExports> {
  if (loaded) return loaded
  const path = createRequire(import.meta.url).resolve('harfbuzzjs/dist/harfbuzz-subset.wasm')
  const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(path)))
  loaded = nativeExports.parse({ ...instance.exports })
  loaded._initialize()
  return loaded
}

/** Makes a function that returns a subset of one font: in, the glyph numbers; out, a TrueType file with just these. */
export function fontSubsetter(fontBytes: Uint8Array): (glyphs: Iterable<number>) => Uint8Array {
  const hb = harfbuzz()
  const place = hb.malloc(fontBytes.length)
  new Uint8Array(hb.memory.buffer, place, fontBytes.length).set(fontBytes)
  const source = hb.hb_blob_create(place, fontBytes.length, memoryModeWritable, 0, 0)
  const face = hb.hb_face_create(source, 0)
  hb.hb_blob_destroy(source)

  return (glyphs) => {
    const input = hb.hb_subset_input_create_or_fail()
    if (input === 0) throw new Error('The font subsetter is out of memory.')
    hb.hb_subset_input_set_flags(input, subsetFlags)
    const glyphSet = hb.hb_subset_input_glyph_set(input)
    for (const glyph of glyphs) hb.hb_set_add(glyphSet, glyph)
    const dropped = hb.hb_subset_input_set(input, dropTableSet)
    for (const tag of tablesNotNeeded) hb.hb_set_add(dropped, Buffer.from(tag, 'latin1').readUInt32BE(0))

    const subset = hb.hb_subset_or_fail(face, input)
    hb.hb_subset_input_destroy(input)
    if (subset === 0) throw new Error('The font could not be cut down to the glyphs of this document.')
    const blob = hb.hb_face_reference_blob(subset)
    const start = hb.hb_blob_get_data(blob, 0)
    const bytes = new Uint8Array(hb.memory.buffer, start, hb.hb_blob_get_length(blob)).slice()
    hb.hb_blob_destroy(blob)
    hb.hb_face_destroy(subset)
    return bytes
  }
}
