/** Inspects a PDF: whole, nothing before or behind it, and without encryption, scripts, attachments or other active content. */
import { refuseHiddenArchive, refuseTrailingData } from './foreign-data.ts'
import { InspectionUnavailable, runLimited, type ProcessLimits } from './limited-process.ts'
import { readPdfJson } from './pdf-names.ts'
import { refuse, type Refusal } from './refusals.ts'
import type { StoredDocument } from './stored-document.ts'

const MB = 1024 * 1024

/** What qpdf may spend on one PDF; a 2 MB scan takes a small part of a second and 30 MB of memory. */
const limits = { memoryBytes: 512 * MB, cpuS: 10, wallMs: 30_000 }

/** Unpacked bytes that a PDF of this size may have: generous to text and to scans, and deadly to bombs. */
const unpackedBytesAllowed = (bytes: number) => Math.min(64 * MB + 50 * bytes, 256 * MB)

const firstQpdfWithJson2 = 11
const qpdfArgs = [
  // A file that must be repaired is read differently by different programs. A warning refuses it, so no time goes into repairs.
  '--suppress-recovery',
  '--json=2',
  '--json-key=pages',
  '--json-key=encrypt',
  '--json-key=qpdf',
  // Unpacks every stream, so that bombs show and broken streams are found.
  '--json-stream-data=inline',
  '--decode-level=generalized',
]

/** Returns the number of pages, or why the PDF is refused. `qpdf` is the program to run; throws InspectionUnavailable without it. */
export async function inspectPdf(
  { path, content }: StoredDocument,
  { qpdf }: { readonly qpdf: string },
): Promise<{ readonly ok: true; readonly pages: number } | Refusal> {
  await ensureQpdf(qpdf)
  return (
    refuseCutPdf(content) ??
    refuseHiddenArchive(content) ??
    (await inspectObjects(path, content.length, qpdf))
  )
}

/** Refuses a PDF without its end mark, or with more than padding behind it (ISO 32000-2, 7.5.5). */
function refuseCutPdf(content: Buffer): Refusal | undefined {
  const mark = content.lastIndexOf('%%EOF')
  if (mark === -1) return refuse('truncated')
  // A linearized PDF has an end mark near its start too, and says how long it is (ISO 32000-2, annex F.3.3).
  const head = content.subarray(0, 1024).toString('latin1')
  const announced = head.includes('/Linearized') ? /\/L\s+(\d+)/.exec(head)?.[1] : undefined
  if (announced !== undefined && Number(announced) > content.length) return refuse('truncated')
  return refuseTrailingData(content, mark + '%%EOF'.length)
}

async function inspectObjects(path: string, bytes: number, qpdf: string) {
  const limit = unpackedBytesAllowed(bytes)
  const json = readPdfJson()
  // Streams arrive in base64; the syntax around them gets as much room as the file itself could fill, and some.
  const outputBytes = Math.ceil((limit * 4) / 3) + 16 * MB
  const run = await runLimited(qpdf, [...qpdfArgs, path], { ...limits, outputBytes }, json.take)
  if (run.ended === 'output-limit') return refuse('unpacks-too-large', { bytes, limit })
  if (run.ended === 'resource-limit') return refuse('too-costly')
  const { pages, isEncrypted, forbidden } = json.contents()
  const complaint = run.complaint.replaceAll(path, '')
  if (isEncrypted || /invalid password|encrypt/i.test(complaint)) return refuse('pdf-encrypted')
  if (forbidden !== undefined) return refuse(forbidden)
  // qpdf ends with 0 (good), 3 (good with warnings) or 2 (unreadable); "bad_alloc" is its word for the memory limit.
  if (run.exitCode !== 0 && run.exitCode !== 2 && run.exitCode !== 3)
    throw new InspectionUnavailable(`${qpdf} ended with the unknown exit code ${run.exitCode}.`)
  if (complaint.includes('bad_alloc')) return refuse('too-costly')
  if (run.exitCode !== 0 || pages === 0) return refuse('damaged')
  return { ok: true as const, pages }
}

const checked = new Set<string>()

/** Makes sure, once per process, that qpdf is there and new enough; throws InspectionUnavailable with the command that helps. */
export async function ensureQpdf(qpdf: string): Promise<void> {
  if (checked.has(qpdf)) return
  const install = `Install qpdf ${firstQpdfWithJson2} or later (Debian: apt-get install qpdf).`
  let answer = ''
  const versionLimits: ProcessLimits = { ...limits, outputBytes: MB }
  const run = await runLimited(
    qpdf,
    ['--version'],
    versionLimits,
    (piece) => (answer += piece.toString('latin1')),
  ).catch((error: unknown) => {
    throw new InspectionUnavailable(install, error)
  })
  const version = /^qpdf version (\d+)\./.exec(answer)?.[1]
  if (run.ended !== 'exited' || run.exitCode !== 0 || Number(version ?? 0) < firstQpdfWithJson2)
    throw new InspectionUnavailable(`${qpdf} is not usable (version ${version ?? 'unknown'}). ${install}`)
  checked.add(qpdf)
}
