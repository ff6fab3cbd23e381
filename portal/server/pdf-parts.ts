/**
 * What pdf.js asks for by name while it shows a document: decoders for scanned pages, in plain script because our security
 * policy allows no WebAssembly; character maps of East Asian fonts; the standard fonts. Served by us, from a folder of the
 * package's version, and only when a document needs them.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'
import { z } from 'zod'

const packageFile = createRequire(import.meta.url).resolve('pdfjs-dist/package.json')
const folder = dirname(packageFile)

/** Which files of which folder. */
const parts = {
  wasm: /_nowasm_fallback\.js$/,
  cmaps: /\.bcmap$/,
  standard_fonts: /\.(?:pfb|ttf)$/,
} as const

/** Adds the files to a build: to the browser's, for the server needs none of them. */
export function pdfParts(): Plugin {
  return {
    name: 'lodge-pdf-parts',
    generateBundle() {
      const { version } = z
        .object({ version: z.string() })
        .parse(JSON.parse(readFileSync(packageFile, 'utf8')))
      for (const [part, wanted] of Object.entries(parts))
        for (const name of readdirSync(join(folder, part)).filter((one) => wanted.test(one)))
          this.emitFile({
            type: 'asset',
            fileName: `pdfjs/${version}/${part}/${name}`,
            source: readFileSync(join(folder, part, name)),
          })
    },
  }
}
