/** Runs poppler's command line tools on PDF bytes, so that tests see documents as an independent reader does. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

async function withFile<Result>(
  pdf: Uint8Array,
  use: (path: string, folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'lodge-receipts-'))
  try {
    const path = join(folder, 'document.pdf')
    await writeFile(path, pdf)
    return await use(path, folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The text of a PDF in reading order, without the direction marks that pdftotext adds. */
export function textOf(pdf: Uint8Array): Promise<string> {
  return withFile(pdf, async (path) => {
    const { stdout } = await run('pdftotext', ['-enc', 'UTF-8', path, '-'], { maxBuffer: 50_000_000 })
    return stdout.replace(/[\u200e\u200f\u202a-\u202e]/g, '')
  })
}

/** What a tool such as pdfsig, pdfinfo or pdffonts prints; a signature report counts whatever the exit code. */
export function reportOf(tool: 'pdfsig' | 'pdfinfo' | 'pdffonts', pdf: Uint8Array): Promise<string> {
  return withFile(pdf, async (path) => {
    const { stdout } = await run(tool, tool === 'pdfsig' ? ['-nocert', path] : [path])
    return stdout
  })
}

/** A page as a PNG image. */
export function pictureOf(pdf: Uint8Array, options: { page: number; dotsPerInch: number }): Promise<Buffer> {
  return withFile(pdf, async (path, folder) => {
    const page = String(options.page)
    const target = join(folder, 'page')
    await run('pdftoppm', [
      '-r',
      String(options.dotsPerInch),
      '-f',
      page,
      '-l',
      page,
      '-png',
      '-singlefile',
      path,
      target,
    ])
    return readFile(`${target}.png`)
  })
}
