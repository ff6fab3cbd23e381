/** Opens PDF documents by pdf.js, which is loaded when the first one is. Scripts and forms of a document never run. */
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import workerAddress from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import type { TextRun } from './find-in-text.ts'

export type PdfTools = typeof import('pdfjs-dist')
export type OpenPdf = {
  readonly tools: PdfTools
  readonly pageCount: number
  page(number: number): Promise<PDFPageProxy>
  /** The text of a page, run by run as its text layer lays them. */
  textOf(number: number): Promise<TextRun[]>
  close(): Promise<void>
}

/** An image within a document takes four bytes for each of these. */
const maxImagePixels = 64_000_000

let tools: Promise<PdfTools> | undefined

async function loadTools(): Promise<PdfTools> {
  const loaded = await import('pdfjs-dist')
  loaded.GlobalWorkerOptions.workerSrc = workerAddress
  return loaded
}

async function textOf(document: PDFDocumentProxy, number: number): Promise<TextRun[]> {
  const page = await document.getPage(number)
  const { items } = await page.getTextContent()
  return items.flatMap((item) => ('str' in item ? [{ text: item.str, endsLine: item.hasEOL }] : []))
}

/** Opens a document from its bytes, which it takes over. @throws what pdf.js throws for one that cannot be read, or is locked. */
export async function openPdf(bytes: Uint8Array<ArrayBuffer>): Promise<OpenPdf> {
  // A load that failed is tried again with the next document.
  tools ??= loadTools().catch((error: unknown) => {
    tools = undefined
    throw error
  })
  const loaded = await tools
  const parts = `/pdfjs/${loaded.version}`
  const task = loaded.getDocument({
    data: bytes,
    // WebAssembly would need a looser security policy; the same decoders in plain script are quick enough.
    useWasm: false,
    wasmUrl: `${parts}/wasm/`,
    cMapUrl: `${parts}/cmaps/`,
    standardFontDataUrl: `${parts}/standard_fonts/`,
    enableXfa: false,
    maxImageSize: maxImagePixels,
    verbosity: loaded.VerbosityLevel.ERRORS,
  })
  const document = await task.promise
  return {
    tools: loaded,
    pageCount: document.numPages,
    page: (number) => document.getPage(number),
    textOf: (number) => textOf(document, number),
    close: () => task.destroy(),
  }
}

/** Why a document could not be opened: it asks for a password, the viewer itself did not load, or it is not readable. */
export function whyNotOpened(error: unknown): 'locked' | 'network' | 'unreadable' {
  if (error instanceof Error && error.name === 'PasswordException') return 'locked'
  return error instanceof TypeError ? 'network' : 'unreadable'
}
