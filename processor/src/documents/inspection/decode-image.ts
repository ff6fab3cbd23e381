/** A program of its own: decodes one PNG or JPEG completely and reports its size; whatever goes wrong stays in this process. */
import { argv, stdout } from 'node:process'
import sharp from 'sharp'
import type { ImageReport } from './image-report.ts'

const [path = '', maxPixels = '0'] = argv.slice(2)

// Only these two loaders exist in this process: no SVG, no PDF, no ImageMagick, whatever the content claims to be.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadPngFile', 'VipsForeignLoadJpegFile'] })
sharp.cache(false)
sharp.concurrency(1)

const report = await decode().catch((): ImageReport => ({ widthPx: 0, heightPx: 0, verdict: 'damaged' }))
stdout.write(`${JSON.stringify(report)}\n`)

async function decode(): Promise<ImageReport> {
  const { width, height, autoOrient } = await sharp(path, { limitInputPixels: false }).metadata()
  const size = { widthPx: autoOrient.width, heightPx: autoOrient.height }
  if (width * height > Number(maxPixels)) return { ...size, verdict: 'too-many-pixels' }
  // Shrinking without shrink-on-load reads every row and keeps none.
  const verdict = await sharp(path, {
    limitInputPixels: Number(maxPixels),
    failOn: 'warning',
    sequentialRead: true,
  })
    .resize(8, 8, { fit: 'fill', fastShrinkOnLoad: false })
    .raw()
    .toBuffer()
    .then(
      () => 'good' as const,
      () => 'damaged' as const,
    )
  return { ...size, verdict }
}
