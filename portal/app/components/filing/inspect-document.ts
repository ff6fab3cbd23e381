/** Looks at a file before it is taken: what it truly is, how large, and how many pixels, without decoding it. */
import { mediaTypeOf } from '../../device/document-file.ts'

/** What an office takes in one place; sizes in bytes. */
export type DocumentLimits = {
  mediaTypes: readonly string[]
  maxBytes: number
  maxPixels?: number | undefined
}

export type Refusal = 'empty' | 'type' | 'disguised' | 'size' | 'pixels' | 'damaged'
export type Inspection =
  | { isTaken: true; mediaType: string; pixels?: { width: number; height: number } }
  | { isTaken: false; refusal: Refusal }

type Pixels = { width: number; height: number }

/** Enough for the head of a PNG, and for a JPEG whose camera put a preview and a colour profile before the size. */
const headBytes = 1_048_576

/** The endings that people know these types by. */
const endings: Readonly<Record<string, readonly string[]>> = {
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'application/pdf': ['pdf'],
  'audio/mpeg': ['mp3'],
  'video/mp4': ['mp4', 'm4v'],
  'application/xml': ['xml'],
}

/** A PNG has its size in the header chunk right behind the signature (PNG specification, 11.2.2). */
function pngPixels(head: Uint8Array): Pixels | undefined {
  if (head.length < 24) return undefined
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/** A JPEG has its size in the first frame header, which stands behind segments of known length (ITU-T T.81, B.2.2). */
function jpegPixels(head: Uint8Array): Pixels | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  let at = 2
  while (at + 9 < head.length) {
    if (head[at] !== 0xff) return undefined
    const marker = head[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (isFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}

const pixelsOf: Readonly<Record<string, (head: Uint8Array) => Pixels | undefined>> = {
  'image/png': pngPixels,
  'image/jpeg': jpegPixels,
}

/** Whether a name or a declared type claims one of `types`. */
function claims(file: { name: string; type: string }, types: readonly string[]): boolean {
  const ending = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? ''
  return types.some((type) => file.type === type || endings[type]?.includes(ending))
}

/**
 * Returns whether the office takes `file` in a place with `limits`, by the content and never by the name, or the reason
 * why not. It reads a megabyte at most, so an image of a billion pixels costs no more than a small one.
 */
export async function inspectDocument(
  file: Blob & { name: string },
  limits: DocumentLimits,
): Promise<Inspection> {
  const refuse = (refusal: Refusal): Inspection => ({ isTaken: false, refusal })
  if (file.size === 0) return refuse('empty')
  const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer())
  const mediaType = mediaTypeOf(head)
  if (mediaType === undefined || !limits.mediaTypes.includes(mediaType))
    return refuse(mediaType === undefined && claims(file, limits.mediaTypes) ? 'disguised' : 'type')
  if (file.size > limits.maxBytes) return refuse('size')
  const measure = pixelsOf[mediaType]
  if (!measure) return { isTaken: true, mediaType }
  const pixels = measure(head)
  if (!pixels || pixels.width === 0 || pixels.height === 0) return refuse('damaged')
  if (limits.maxPixels !== undefined && pixels.width * pixels.height > limits.maxPixels)
    return refuse('pixels')
  return { isTaken: true, mediaType, pixels }
}
