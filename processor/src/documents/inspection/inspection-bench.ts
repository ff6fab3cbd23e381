/** For tests: writes bytes to a temporary file, inspects them as an upload, and cleans up after itself. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { PDFDocument } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { afterAll, beforeAll, expect } from 'vitest'
import { inspectDocument, type InspectionSettings } from '../inspect.ts'

export const MB = 1024 * 1024

/** How an upload differs from the usual: announced by its extension, any type taken, up to 25 MB. */
export type UploadChanges = {
  readonly mediaType?: string
  readonly mediaTypes?: readonly string[]
  readonly maxBytes?: number
  readonly maxPixels?: number
}

const typeByExtension = new Map([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
])
const run = promisify(execFile)

/** Returns what the tests of one file share; call it once, outside of every test. */
export function inspectionBench() {
  let folder = ''
  let count = 0
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lodge-inspect-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  /** Writes the bytes to a new file without extension and returns its path. */
  const write = async (bytes: Uint8Array) => {
    const path = join(folder, `upload-${(count += 1)}`)
    await writeFile(path, bytes)
    return path
  }

  const inspect = async (
    bytes: Uint8Array,
    fileName: string,
    changes: UploadChanges = {},
    settings?: InspectionSettings,
  ) => {
    const mediaType = changes.mediaType ?? typeByExtension.get(fileName.slice(-3)) ?? 'application/pdf'
    const mediaTypes = changes.mediaTypes ?? ['application/pdf', 'image/png', 'image/jpeg']
    const rules = { maxBytes: changes.maxBytes ?? 25 * MB, mediaTypes, maxPixels: changes.maxPixels }
    const path = await write(bytes)
    return inspectDocument({ path, declared: { fileName, mediaType, role: 'other' }, rules }, settings)
  }

  /** Returns the code of the refusal, whose sentences must be whole, or "accepted". */
  const refusalOf = async (bytes: Uint8Array, fileName: string, changes: UploadChanges = {}) => {
    const outcome = await inspect(bytes, fileName, changes)
    if (outcome.ok) return 'accepted'
    expect(outcome.message).toMatch(/^[A-Z].+\.$/)
    expect(outcome.remedy).toMatch(/^[A-Z].+\.$/)
    return outcome.code
  }

  /** Returns what qpdf makes of a PDF with these options. */
  const rewritten = async (pdf: Uint8Array, options: readonly string[]) => {
    const path = await write(pdf)
    await run('qpdf', [...options, path, `${path}.out`])
    return readFile(`${path}.out`)
  }

  return { write, inspect, refusalOf, rewritten }
}

/** Returns a PDF of at least one page that pdf-lib wrote. */
export async function pdfLibPdf(
  fill: (document: PDFDocument) => unknown,
  useObjectStreams = true,
): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  document.addPage([300, 300])
  await fill(document)
  return document.save({ useObjectStreams })
}

/** Returns an image of random colours, which no compression makes smaller. */
export const noise = (side: number) =>
  sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } })
