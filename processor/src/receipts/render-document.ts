/** Makes a PDF file from a document model: pages, fonts, images and the facts that readers and programs look for. */
import { createHash } from 'node:crypto'
import { PDFDocument, PDFHexString, PDFName, ReadingDirection } from '@cantoo/pdf-lib'
import type { Block, DocumentModel, DrawingWarning, RenderedDocument } from './document.ts'
import { drawBlock, type ImageBook } from './layout/blocks.ts'
import { startFlow } from './layout/flow.ts'
import { drawFeet, drawFirstHead, drawLaterHead, drawStamps } from './layout/letterhead.ts'
import { embedImage, prepareImage, type PreparedImage } from './pdf/images.ts'
import { multiply, pageCanvas, pageSize } from './pdf/page-canvas.ts'
import { fontBook } from './pdf/pdf-fonts.ts'

/**
 * Renders a document. In: plain data (fit for `postMessage`). Out: an unsigned PDF, the number of its pages, and what
 * could not be drawn as written. The same model gives the same bytes.
 */
export async function renderDocument(model: DocumentModel): Promise<RenderedDocument> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  const images = await prepareImages(model.blocks)
  const fonts = fontBook()
  const warnings: DrawingWarning[] = []
  const addPage = () => pageCanvas(pdf.addPage([pageSize.width, pageSize.height]), fonts)
  const flow = startFlow(model, addPage, warnings, (later) => drawLaterHead(later, model))
  drawFirstHead(flow, model)
  for (const block of model.blocks) drawBlock(flow, block, images)
  drawFeet(flow, model)
  drawStamps(flow, model)

  const { context } = pdf
  const pictures = [...images.values()].map(({ name, image }) => [name, embedImage(context, image)] as const)
  const resources = context.obj({
    Font: fonts.embed(context),
    XObject: Object.fromEntries(pictures),
    ...(model.stamp === undefined ? {} : { ExtGState: { [multiply.name]: multiply.state } }),
  })
  const shared = context.register(resources)
  for (const page of pdf.getPages()) page.node.set(PDFName.Resources, shared)
  describe(pdf, model)
  return { bytes: await save(pdf), pages: flow.pages.length, warnings }
}

async function prepareImages(blocks: readonly Block[]): Promise<ImageBook> {
  const book = new Map<Block, { name: string; image: PreparedImage }>()
  for (const block of blocks) {
    const image = block.kind === 'image' ? await prepareImage(block.bytes) : undefined
    if (image) book.set(block, { name: `Image${book.size + 1}`, image })
  }
  return book
}

/** Language, direction and title for screen readers and window titles; author and times for archives. */
function describe(pdf: PDFDocument, model: DocumentModel): void {
  const language = Buffer.from(`\ufeff${model.language}`, 'utf16le').swap16()
  pdf.catalog.set(PDFName.of('Lang'), PDFHexString.fromBytes(language))
  pdf.setTitle(model.title, { showInWindowTitleBar: true })
  if (model.direction === 'rtl') {
    pdf.catalog.getOrCreateViewerPreferences().setReadingDirection(ReadingDirection.R2L)
  }
  pdf.setAuthor(model.office.name)
  pdf.setProducer('Lodge')
  pdf.setCreationDate(model.createdAt)
  pdf.setModificationDate(model.createdAt)
}

/** The file's /ID is the hash of all the rest, so that equal input gives equal bytes; hence the file is written twice. */
async function save(pdf: PDFDocument): Promise<Uint8Array<ArrayBuffer>> {
  const options = { useObjectStreams: false, objectsPerTick: Infinity }
  const digest = createHash('sha256')
    .update(await pdf.save(options))
    .digest()
  const id = PDFHexString.fromBytes(digest.subarray(0, 16))
  pdf.context.trailerInfo.ID = pdf.context.obj([id, id])
  return new Uint8Array(await pdf.save(options))
}
