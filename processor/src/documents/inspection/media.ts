/** Inspects a recording (MPEG audio layer III) or a film (MP4): whole, from its first frame or box to its last, and nothing else. */
import { refuseHiddenArchive, refuseHiddenPdf, refuseTrailingData } from './foreign-data.ts'
import { refuse, type Refusal } from './refusals.ts'
import type { StoredDocument } from './stored-document.ts'

/** Kilobits a second by the index of a frame's header: layer III of MPEG 1, and of MPEG 2 and 2.5 (ISO 11172-3, 13818-3). */
const bitRates = {
  mpeg1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  mpeg2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const
const sampleRates = [44_100, 48_000, 32_000] as const
/** By the two bits of the version: 2.5, none, 2, 1. */
const rateDivisors = [4, undefined, 2, 1] as const

/** Returns how long the frame at `at` is in bytes; undefined where there is none. A frame of free bit rate is none here. */
function frameLength(content: Buffer, at: number): number | undefined {
  if (at + 4 > content.length) return undefined
  const header = content.readUInt32BE(at)
  if (header >>> 21 !== 0x7ff || ((header >>> 17) & 3) !== 1) return undefined
  const divisor = rateDivisors[(header >>> 19) & 3]
  const sampleRate = sampleRates[(header >>> 10) & 3]
  if (divisor === undefined || sampleRate === undefined) return undefined
  const kilobits = bitRates[divisor === 1 ? 'mpeg1' : 'mpeg2'][(header >>> 12) & 15]
  if (kilobits === undefined || kilobits === 0) return undefined
  const samples = divisor === 1 ? 144 : 72
  return Math.floor((samples * kilobits * 1000 * divisor) / sampleRate) + ((header >>> 9) & 1)
}

/** Returns where an ID3v2 tag at the start ends (its length has seven bits a byte); 0 where there is none. */
function endOfTag(content: Buffer): number {
  if (content.toString('latin1', 0, 3) !== 'ID3' || content.length < 10) return 0
  const bytes = [...content.subarray(6, 10)]
  return 10 + bytes.reduce((length, byte) => length * 128 + (byte & 0x7f), 0)
}

/** A recording has at least so many frames, some tenths of a second: fewer turn up by chance. */
const minFrames = 8
/** An ID3v1 tag, which stands behind the last frame. */
const oldTagBytes = 128

/** Returns nothing more than that the recording is good, or why it is refused. */
export function inspectRecording({ content }: StoredDocument): { readonly ok: true } | Refusal {
  let at = endOfTag(content)
  let frames = 0
  for (let length = frameLength(content, at); length !== undefined; length = frameLength(content, at)) {
    at += length
    frames += 1
  }
  if (frames < minFrames) return refuse('damaged')
  if (at > content.length) return refuse('truncated')
  if (content.toString('latin1', at, at + 3) === 'TAG') at += oldTagBytes
  return (
    refuseTrailingData(content, at) ??
    refuseHiddenArchive(content) ??
    refuseHiddenPdf(content) ?? { ok: true }
  )
}

/** Returns the type and the end of the box at `at` (ISO 14496-12, 4.2); undefined where there is no whole one. */
function boxAt(content: Buffer, at: number): { type: string; end: number } | undefined {
  if (at + 8 > content.length) return undefined
  const short = content.readUInt32BE(at)
  const type = content.toString('latin1', at + 4, at + 8)
  if (short === 0) return { type, end: content.length }
  if (short !== 1) return short < 8 ? undefined : { type, end: at + short }
  if (at + 16 > content.length) return undefined
  const long = content.readBigUInt64BE(at + 8)
  return long < 16n || long > BigInt(content.length) ? undefined : { type, end: at + Number(long) }
}

/** Boxes that a film may have at its top; anything else would be carried along unseen. */
const knownBoxes = [
  'ftyp',
  'moov',
  'mdat',
  'free',
  'skip',
  'wide',
  'moof',
  'mfra',
  'sidx',
  'styp',
  'uuid',
  'meta',
]

/** Returns nothing more than that the film is good, or why it is refused. */
export function inspectFilm({ content }: StoredDocument): { readonly ok: true } | Refusal {
  const types = new Set<string>()
  let at = 0
  while (at < content.length) {
    const box = boxAt(content, at)
    if (!box || !knownBoxes.includes(box.type)) {
      if (!types.has('moov')) return refuse(types.size === 0 ? 'damaged' : 'truncated')
      break
    }
    if (box.end > content.length) return refuse('truncated')
    types.add(box.type)
    at = box.end
  }
  if (!types.has('moov') || !(types.has('mdat') || types.has('moof'))) return refuse('damaged')
  return (
    refuseTrailingData(content, at) ??
    refuseHiddenArchive(content) ??
    refuseHiddenPdf(content) ?? { ok: true }
  )
}
