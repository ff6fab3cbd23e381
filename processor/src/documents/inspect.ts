/** Inspects an uploaded document before anything else may use it: by content, never by name, and fail closed. */
import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { mediaTypeSchema, type MediaType } from '@lodge/shared-types'
import { extensionOf, safeFileName } from './inspection/file-name.ts'
import { createLane, type Lane } from './inspection/lane.ts'
import { kinds, sniffMediaType, type ContentFacts } from './inspection/media-type.ts'
import { refuse, type Refusal } from './inspection/refusals.ts'

export type DocumentToInspect = {
  /** A temporary file on disk that nobody writes to any more. */
  readonly path: string
  /** What the sender says of it; nothing of it is believed. */
  readonly declared: { readonly fileName: string; readonly mediaType: string; readonly role: string }
  /** What the office takes for this role. */
  readonly rules: {
    readonly maxBytes: number
    readonly mediaTypes: readonly string[]
    readonly maxPixels?: number | undefined
  }
}

export type InspectedDocument = {
  readonly ok: true
  readonly mediaType: MediaType
  readonly bytes: number
  /** The name to show; it never becomes a path. */
  readonly fileName: string
} & ContentFacts

/** How inspections run in this process; tests give their own. */
export type InspectionSettings = {
  /** Limits how many inspections run at once. */
  readonly lane?: Lane
  /** The qpdf program: a name on the system's PATH or an absolute path. */
  readonly qpdf?: string
}

/** Each inspection may take a processor, the document's bytes and, for a large image, several hundred MB: few at once, the rest waits. */
const processLane = createLane(2)

/**
 * Returns what an uploaded document is, or why it is refused: a stable code, and for a person what is wrong and what to do.
 * Only the kinds of `media-type.ts`; PDF and images are read by qpdf and sharp in processes of their own with hard limits of
 * memory and time, the others by small readers that walk the bytes once.
 * Throws InspectionUnavailable (503) where a tool is missing or the machine is too busy: then nothing may be accepted.
 */
export function inspectDocument(
  document: DocumentToInspect,
  { lane = processLane, qpdf = 'qpdf' }: InspectionSettings = {},
): Promise<InspectedDocument | Refusal> {
  return lane(() => inspect(document, qpdf))
}

async function inspect(
  { path, declared, rules }: DocumentToInspect,
  qpdf: string,
): Promise<InspectedDocument | Refusal> {
  const named = safeFileName(declared.fileName)
  if (!named.ok) return named
  const { size: bytes } = await stat(path)
  if (bytes === 0) return refuse('empty')
  if (bytes > rules.maxBytes) return refuse('too-large', { bytes, limit: rules.maxBytes })

  const content = await readFile(path)
  const typed = await typeOf(content, declared.mediaType, extensionOf(named.name), rules.mediaTypes)
  if (!typed.ok) return typed
  const { mediaType } = typed
  const inspected = await kinds[mediaType].inspect(
    { path: resolve(path), content },
    { qpdf, maxPixels: rules.maxPixels },
  )
  return inspected.ok ? { ...inspected, mediaType, bytes, fileName: named.name } : inspected
}

/** Returns the type that content, sender, file name and the rule of the role agree on. */
async function typeOf(
  content: Buffer,
  announced: string,
  extension: string | undefined,
  allowed: readonly string[],
): Promise<{ readonly ok: true; readonly mediaType: MediaType } | Refusal> {
  const sniffed = await sniffMediaType(content)
  // Readers search the first 1,024 bytes for the header of a PDF, and file-type overlooks a byte order mark before it.
  if ((sniffed ?? 'application/pdf') === 'application/pdf' && content.subarray(0, 1024).indexOf('%PDF-') > 0)
    return refuse('pdf-header-misplaced')
  if (sniffed !== announced)
    return refuse('type-mismatch', { announced: labelOf(announced), found: labelOf(sniffed) })
  const known = mediaTypeSchema.safeParse(sniffed)
  if (!known.success || !allowed.includes(known.data))
    return refuse('type-not-allowed', { found: labelOf(sniffed), allowed: allowed.map(labelOf).join(', ') })
  const { extensions, label: found } = kinds[known.data]
  if (extension !== undefined && !extensions.includes(extension))
    return refuse('extension-mismatch', { found, extension, expected: extensions[0] })
  return { ok: true, mediaType: known.data }
}

/** Returns what a person calls this media type; a sender's text that is no media type is not repeated. */
function labelOf(mediaType: string | undefined): string {
  if (mediaType === undefined || !/^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(mediaType))
    return 'an unknown kind of file'
  const known = mediaTypeSchema.safeParse(mediaType)
  return known.success ? kinds[known.data].label : mediaType
}
