/** The kinds of document that can be inspected, and how the kind of a document is read from its content. */
import type { MediaType } from '@lodge/shared-types'
import { fileTypeFromBuffer } from 'file-type'
import { endOfJpeg, endOfPng } from './image-ends.ts'
import { inspectImage } from './image.ts'
import { inspectFilm, inspectRecording } from './media.ts'
import { inspectPdf } from './pdf.ts'
import type { Refusal } from './refusals.ts'
import type { StoredDocument } from './stored-document.ts'
import { inspectXml } from './xml.ts'

export type ContentFacts = { readonly pages?: number; readonly widthPx?: number; readonly heightPx?: number }

type Kind = {
  /** What a person calls it. */
  readonly label: string
  /** How its file names may end; the first is the usual one. */
  readonly extensions: readonly [string, ...string[]]
  readonly inspect: (
    document: StoredDocument,
    settings: { readonly qpdf: string; readonly maxPixels?: number | undefined },
  ) => Inspected | Promise<Inspected>
}

type Inspected = ({ readonly ok: true } & ContentFacts) | Refusal

/** A further media type is one more row here (and in `mediaTypes` of the language). */
export const kinds: Readonly<Record<MediaType, Kind>> = {
  'application/pdf': { label: 'PDF', extensions: ['pdf'], inspect: inspectPdf },
  'image/png': {
    label: 'PNG',
    extensions: ['png'],
    inspect: (document, { maxPixels }) => inspectImage(document, endOfPng, maxPixels),
  },
  'image/jpeg': {
    label: 'JPEG',
    extensions: ['jpg', 'jpeg', 'jpe', 'jfif'],
    inspect: (document, { maxPixels }) => inspectImage(document, endOfJpeg, maxPixels),
  },
  'audio/mpeg': { label: 'MP3', extensions: ['mp3'], inspect: inspectRecording },
  'video/mp4': { label: 'MP4', extensions: ['mp4', 'm4v'], inspect: inspectFilm },
  'application/xml': { label: 'XML', extensions: ['xml'], inspect: inspectXml },
}

/** Bytes of the start that decide the type; bounds the work on hostile content, which here runs in this process. */
const sniffedBytes = 64 * 1024

/** Returns the media type that the content shows, whatever name and sender say; undefined where it shows none that is known. */
export async function sniffMediaType(content: Buffer): Promise<string | undefined> {
  const head = content.subarray(0, sniffedBytes)
  if (
    /<svg[\s>]/i.test(head.toString('latin1', 0, 4096)) &&
    /^(?:\xef\xbb\xbf)?\s*</.test(head.toString('latin1', 0, 256))
  )
    return 'image/svg+xml'
  const sniffed = await fileTypeFromBuffer(head).catch(() => undefined)
  return sniffed?.mime
}
