/** Makes a PDF file from a document model: pages, fonts, images and the facts that readers and programs look for. */
import { drawBlock, type ImageBook } from './blocks.ts'
import type { Block, DocumentModel, DrawingWarning, RenderedDocument } from './document.ts'
import { startFlow, type Flow } from './flow.ts'
import { prepareImage, writeImage, type PreparedImage } from './images.ts'
import { drawFeet, drawFirstHead, drawLaterHead } from './letterhead.ts'
import { pageSize } from './page-canvas.ts'
import { fontBook, type FontBook } from './pdf-fonts.ts'
import { pdfDate, pdfText, pdfWriter, type ObjectNumber, type PdfWriter } from './pdf-writer.ts'

/**
 * Renders a document. In: plain data (fit for `postMessage`). Out: an unsigned PDF, the number of its pages, and what
 * could not be drawn as written. The same model gives the same bytes.
 */
export async function renderDocument(model: DocumentModel): Promise<RenderedDocument> {
  const images = await prepareImages(model.blocks)
  const fonts = fontBook()
  const warnings: DrawingWarning[] = []
  const flow = startFlow(model, fonts, warnings, (later) => drawLaterHead(later, model))
  drawFirstHead(flow, model)
  for (const block of model.blocks) drawBlock(flow, block, images)
  drawFeet(flow, model)
  return { bytes: writeFile(model, flow, fonts, images), pages: flow.pages.length, warnings }
}

async function prepareImages(blocks: readonly Block[]): Promise<ImageBook> {
  const book = new Map<Block, { name: string; image: PreparedImage }>()
  for (const block of blocks) {
    const image = block.kind === 'image' ? await prepareImage(block.bytes) : undefined
    if (image) book.set(block, { name: `Image${book.size + 1}`, image })
  }
  return book
}

function writeFile(
  model: DocumentModel,
  flow: Flow,
  fonts: FontBook,
  images: ImageBook,
): Uint8Array<ArrayBuffer> {
  const writer = pdfWriter()
  const pages = writer.reserve()
  const resources = writer.reserve()
  const kids = flow.pages.map((page) => {
    const content = writer.addStream('', Buffer.from(page.content(), 'latin1'))
    const links = page.links().map((link) => `${writeLink(writer, link.url, link.rectangle)} 0 R`)
    const annotations = links.length > 0 ? ` /Annots [${links.join(' ')}]` : ''
    return writer.add(
      `<< /Type /Page /Parent ${pages} 0 R /MediaBox [0 0 ${pageSize.width} ${pageSize.height}] ` +
        `/Resources ${resources} 0 R /Contents ${content} 0 R${annotations} >>`,
    )
  })
  const pictures = [...images.values()].map(({ name, image }) => `/${name} ${writeImage(writer, image)} 0 R`)
  writer.add(`<< /Font << ${fonts.write(writer)} >> /XObject << ${pictures.join(' ')} >> >>`, resources)
  writer.add(
    `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`,
    pages,
  )

  const direction = model.direction === 'rtl' ? ' /Direction /R2L' : ''
  const root = writer.add(
    `<< /Type /Catalog /Pages ${pages} 0 R /Lang ${pdfText(model.language)} ` +
      `/ViewerPreferences << /DisplayDocTitle true${direction} >> >>`,
  )
  const info = writer.add(
    `<< /Title ${pdfText(model.title)} /Author ${pdfText(model.office.name)} /Producer (Lodge) ` +
      `/CreationDate ${pdfDate(model.createdAt)} /ModDate ${pdfDate(model.createdAt)} >>`,
  )
  return writer.finish(root, info)
}

function writeLink(writer: PdfWriter, url: string, rectangle: string): ObjectNumber {
  const address = Buffer.from(new URL(url).href, 'latin1').toString('hex')
  return writer.add(
    `<< /Type /Annot /Subtype /Link /Rect ${rectangle} /Border [0 0 0] /F 4 ` +
      `/A << /S /URI /URI <${address}> >> >>`,
  )
}
