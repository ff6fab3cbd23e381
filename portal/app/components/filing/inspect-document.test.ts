/** What the device says about a file before it takes it. */
import { expect, test } from 'vitest'
import { inspectDocument } from './inspect-document.ts'

const limits = { mediaTypes: ['image/png', 'image/jpeg'], maxBytes: 2_000_000, maxPixels: 16_000_000 }

/** The head of a PNG of that many pixels, followed by `more` bytes. */
function png(width: number, height: number, more = 100): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(24 + more)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])
  new DataView(bytes.buffer).setUint32(16, width)
  new DataView(bytes.buffer).setUint32(20, height)
  return bytes
}

/** A JPEG whose camera put `before` bytes of a preview in front of the size. */
function jpeg(width: number, height: number, before: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(before + 40)
  const view = new DataView(bytes.buffer)
  bytes.set([0xff, 0xd8, 0xff, 0xe1])
  view.setUint16(4, before + 2)
  bytes.set([0xff, 0xc0, 0, 17, 8], 6 + before)
  view.setUint16(11 + before, height)
  view.setUint16(13 + before, width)
  return bytes
}

const named = (name: string, bytes: Uint8Array<ArrayBuffer>, type = ''): File =>
  new File([bytes], name, { type })
const text = (words: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(words)

test('an image is known by its content, whatever its name and declared type', async () => {
  expect(await inspectDocument(named('mark.txt', png(800, 600)), limits)).toEqual({
    isTaken: true,
    mediaType: 'image/png',
    pixels: { width: 800, height: 600 },
  })
  expect(await inspectDocument(named('IMG_1.HEIC', jpeg(4000, 3000, 60_000)), limits)).toEqual({
    isTaken: true,
    mediaType: 'image/jpeg',
    pixels: { width: 4000, height: 3000 },
  })
})

test('a recording, a film and a listing are known where the office takes them', async () => {
  const taken = { mediaTypes: ['audio/mpeg', 'video/mp4', 'application/xml'], maxBytes: 1_000 }
  const found = await Promise.all(
    [
      named('a.mp3', new Uint8Array([0xff, 0xfb, 0x90, 0])),
      named('a.mp4', new Uint8Array([0, 0, 0, 24, 0x66, 0x74, 0x79, 0x70])),
      named('a.xml', text('<?xml version="1.0"?><a/>')),
    ].map((file) => inspectDocument(file, taken)),
  )
  expect(found).toEqual(taken.mediaTypes.map((mediaType) => ({ isTaken: true, mediaType })))
})

test.each([
  ['an empty file', named('mark.png', new Uint8Array()), 'empty'],
  ['a PDF where an image belongs', named('mark.pdf', text('%PDF-1.7\n…')), 'type'],
  ['a picture that is a script', named('mark.png', text('<svg onload="x">')), 'disguised'],
  ['a script that says it is a picture', named('mark', text('<html>'), 'image/jpeg'), 'disguised'],
  ['a picture above the limit of bytes', named('mark.png', png(800, 600, 2_000_000)), 'size'],
  ['a picture of a billion pixels in a few bytes', named('mark.png', png(30_000, 30_000)), 'pixels'],
  ['a picture cut off in its head', named('mark.png', png(8, 8).slice(0, 20)), 'damaged'],
  ['a picture without any pixel', named('mark.png', png(0, 600)), 'damaged'],
  ['a JPEG that never tells its size', named('mark.jpg', jpeg(8, 8, 50).slice(0, 50)), 'damaged'],
])('%s is refused', async (_, file, refusal) => {
  expect(await inspectDocument(file, limits)).toEqual({ isTaken: false, refusal })
})
