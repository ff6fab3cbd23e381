/** What a file is by its first bytes, and a name for it that the office takes. */

const magic = [
  { mediaType: 'application/pdf', at: 0, bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { mediaType: 'image/png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mediaType: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  // A tag before the sound, or its first frame: layer III of MPEG 1 or 2, with or without a checksum.
  { mediaType: 'audio/mpeg', at: 0, bytes: [0x49, 0x44, 0x33] },
  { mediaType: 'audio/mpeg', at: 0, bytes: [0xff, 0xfb] },
  { mediaType: 'audio/mpeg', at: 0, bytes: [0xff, 0xfa] },
  { mediaType: 'audio/mpeg', at: 0, bytes: [0xff, 0xf3] },
  { mediaType: 'audio/mpeg', at: 0, bytes: [0xff, 0xf2] },
  // Behind the length of its first box (ISO 14496-12, 4.3).
  { mediaType: 'video/mp4', at: 4, bytes: [0x66, 0x74, 0x79, 0x70] },
  { mediaType: 'application/xml', at: 0, bytes: [0x3c, 0x3f, 0x78, 0x6d, 0x6c, 0x20] },
] as const
export type KnownMediaType = (typeof magic)[number]['mediaType']

/** Returns the media type that the first bytes of a file tell, or undefined for none that offices take. */
export const mediaTypeOf = (head: Uint8Array): KnownMediaType | undefined =>
  magic.find(({ at, bytes }) => bytes.every((byte, index) => head[at + index] === byte))?.mediaType

const endingOf = {
  'application/pdf': '.pdf',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'audio/mpeg': '.mp3',
  'video/mp4': '.mp4',
  'application/xml': '.xml',
} as const satisfies Record<KnownMediaType, string>

// What the office refuses in a file name: paths, control characters, direction marks, embeddings and isolates.
const forbidden = /[/\\\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/gu
const longest = 200

/** Returns the name of a file as the office takes it; a file without one (a camera's picture) gets one by its type. */
export function fileNameOf(file: Blob, mediaType: KnownMediaType): string {
  const given = 'name' in file && typeof file.name === 'string' ? file.name : ''
  const name = given.toWellFormed().replaceAll(forbidden, ' ').normalize('NFC').trim().replaceAll(/\s+/g, ' ')
  if (!/[\p{L}\p{N}]/u.test(name)) return `document${endingOf[mediaType]}`
  if (name.length <= longest) return name
  const ending = /\.[^.]{1,10}$/.exec(name)?.[0] ?? ''
  return (
    name
      .slice(0, longest - ending.length)
      .toWellFormed()
      .trim() + ending
  )
}
