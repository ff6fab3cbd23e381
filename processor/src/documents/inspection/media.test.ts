import { describe, expect, test } from 'vitest'
import { zipOf } from './hostile-documents.ts'
import { inspectFilm, inspectRecording } from './media.ts'
import { sniffMediaType } from './media-type.ts'
import type { Refusal } from './refusals.ts'
import { inspectXml } from './xml.ts'

const codeOf = (found: { ok: true } | Refusal): string => (found.ok ? 'good' : found.code)
const stored = (content: Buffer) => ({ path: '', content })

/** A frame of layer III, MPEG 1, 128 kbit/s, 44.1 kHz: 417 bytes. */
const frame = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(413)])
const frames = (count: number): Buffer => Buffer.concat(Array.from({ length: count }, () => frame))
const tag = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\x01\x00', 'latin1'), Buffer.alloc(128)])
const oldTag = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125)])

describe('a recording', () => {
  const told = (content: Buffer): string => codeOf(inspectRecording(stored(content)))
  test.each([
    ['frame by frame to its end', frames(20), 'good'],
    ['between tags', Buffer.concat([tag, frames(20), oldTag]), 'good'],
    ['cut within its last frame', frames(20).subarray(0, -100), 'truncated'],
    ['of too few frames', frames(3), 'damaged'],
    [
      'with other data behind its end',
      Buffer.concat([frames(20), Buffer.from('x'.repeat(40))]),
      'trailing-data',
    ],
    ['that is an archive too', Buffer.concat([frames(20), zipOf('a.txt', 'a')]), 'trailing-data'],
    ['that is none', Buffer.from('a text that sounds like nothing'), 'damaged'],
  ])('%s is %3$s', (_, content, verdict) => expect(told(content)).toBe(verdict))
  test('is known by its content', async () =>
    expect(await sniffMediaType(Buffer.concat([tag, frames(20)]))).toBe('audio/mpeg'))
})

const box = (type: string, content: Buffer = Buffer.alloc(16)): Buffer => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + content.length)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, content])
}
const start = box('ftyp', Buffer.from('isom\0\0\0\0isomavc1', 'latin1'))

describe('a film', () => {
  const told = (content: Buffer): string => codeOf(inspectFilm(stored(content)))
  test.each([
    ['box by box to its end', Buffer.concat([start, box('mdat'), box('moov')]), 'good'],
    [
      'cut within its last box',
      Buffer.concat([start, box('moov'), box('mdat').subarray(0, -4)]),
      'truncated',
    ],
    ['cut before its index', Buffer.concat([start, box('mdat'), Buffer.alloc(3)]), 'truncated'],
    ['without pictures', Buffer.concat([start, box('moov')]), 'damaged'],
    [
      'with a box that nobody knows',
      Buffer.concat([start, box('moov'), box('mdat'), box('evil', Buffer.alloc(40, 1))]),
      'trailing-data',
    ],
  ])('%s is %3$s', (_, content, verdict) => expect(told(content)).toBe(verdict))
  test('is known by its content', async () =>
    expect(await sniffMediaType(Buffer.concat([start, box('mdat'), box('moov')]))).toBe('video/mp4'))
})

const listing = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE ST26SequenceListing PUBLIC "-//WIPO//DTD Sequence Listing 1.3//EN" "ST26SequenceListing_V1_3.dtd">
<ST26SequenceListing dtdVersion="V1_3" fileName='a &amp; b.xml'>
  <!-- one sequence --><SequenceData sequenceIDNumber="1"><INSDSeq/><![CDATA[a < b]]> é 序 &#x41;</SequenceData>
</ST26SequenceListing>
`

describe('an XML document', () => {
  const told = (text: string): string => codeOf(inspectXml(stored(Buffer.from(text))))
  test('such as a sequence listing is good, and known by its content', async () => {
    expect(told(listing)).toBe('good')
    expect(await sniffMediaType(Buffer.from(listing))).toBe('application/xml')
  })
  test.each([
    ['an entity', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'xml-declarations'],
    ['a document type of its own', '<!DOCTYPE a []><a/>', 'damaged'],
    ['a reference to what is not there', '<a>&b;</a>', 'damaged'],
    ['a reference in an attribute', '<a b="&c;"/>', 'damaged'],
    ['tags that cross', '<a><b></a></b>', 'damaged'],
    ['two outermost elements', '<a/><b/>', 'damaged'],
    ['text outside', '<a/>x', 'damaged'],
    ['an end that is missing', '<a><b/>', 'damaged'],
    ['an attribute twice', '<a b="1" b="2"/>', 'damaged'],
    ['an attribute without quotes', '<a b=1/>', 'damaged'],
    ['another encoding', '<?xml version="1.0" encoding="UTF-16"?><a/>', 'damaged'],
    ['a control character', '<a>\u0001</a>', 'damaged'],
    ['too much depth', `${'<a>'.repeat(300)}${'</a>'.repeat(300)}`, 'damaged'],
    ['no element', '<!-- a -->', 'damaged'],
  ])('with %s is refused', (_, text, code) => expect(told(text)).toBe(code))
  test('in bytes that are no UTF-8 is refused', () =>
    expect(codeOf(inspectXml(stored(Buffer.from([0x3c, 0x61, 0xff, 0x2f, 0x3e]))))).toBe('damaged'))
  test('of 5 MB is read in well under a second', () => {
    const text = `<a>${'<b c="d">e</b>'.repeat(350_000)}</a>`
    const before = performance.now()
    expect(told(text)).toBe('good')
    expect(performance.now() - before).toBeLessThan(2_000)
  })
})
