/** Inspects a PNG or JPEG: whole, nothing behind its end, not too large to show, and decodable to its last row. */
import { fileURLToPath } from 'node:url'
import { execPath } from 'node:process'
import { refuseHiddenArchive, refuseHiddenPdf, refuseTrailingData } from './foreign-data.ts'
import { imageReportSchema } from './image-report.ts'
import { InspectionUnavailable, runLimited } from './limited-process.ts'
import { refuse, type Refusal } from './refusals.ts'
import type { StoredDocument } from './stored-document.ts'

const MB = 1024 * 1024

/** What decoding one image may spend: enough for 100 million pixels, interlaced, which cannot be read row by row. */
const limits = { memoryBytes: 1536 * MB, cpuS: 15, wallMs: 45_000, outputBytes: 4096 }

/** Pixels of an image where the rule of the office says nothing: A3 at 600 dpi has 70 million. */
const defaultMaxPixels = 100_000_000

const decoder = fileURLToPath(new URL('./decode-image.ts', import.meta.url))

/**
 * Returns width and height in pixels as shown, or why the image is refused. `endOf` finds the end of an image of this type.
 * Throws InspectionUnavailable where the decoding process cannot work.
 */
export async function inspectImage(
  { path, content }: StoredDocument,
  endOf: (content: Buffer) => number | undefined,
  maxPixels: number = defaultMaxPixels,
): Promise<{ readonly ok: true; readonly widthPx: number; readonly heightPx: number } | Refusal> {
  const end = endOf(content)
  if (end === undefined) return refuse('truncated')
  return (
    refuseTrailingData(content, end) ??
    refuseHiddenArchive(content) ??
    refuseHiddenPdf(content) ??
    (await decode(path, maxPixels))
  )
}

async function decode(path: string, maxPixels: number) {
  let answer = ''
  const args = ['--max-old-space-size=64', decoder, path, String(maxPixels)]
  const run = await runLimited(execPath, args, limits, (piece) => (answer += piece.toString('utf8')))
  if (run.ended === 'resource-limit') return refuse('too-costly')
  if (run.ended === 'output-limit' || run.exitCode !== 0)
    throw new InspectionUnavailable(
      `The image decoder ${decoder} did not run: ${run.ended === 'exited' ? run.complaint : 'it wrote too much'}`,
    )
  const { widthPx, heightPx, verdict } = imageReportSchema.parse(JSON.parse(answer))
  switch (verdict) {
    case 'good':
      return { ok: true as const, widthPx, heightPx }
    case 'damaged':
      return refuse('damaged')
    case 'too-many-pixels':
      return refuse('too-many-pixels', { widthPx, heightPx, limit: maxPixels })
  }
}
