/** Prepares PNG and JPEG images for embedding: upright, sRGB, opaque, no larger than paper can show. */
import { deflateSync } from 'node:zlib'
import type { PDFContext, PDFRef } from '@cantoo/pdf-lib'
import sharp from 'sharp'

export interface PreparedImage {
  width: number
  height: number
  filter: 'DCTDecode' | 'FlateDecode'
  data: Uint8Array
}

/** 1,500 pixels are 8 cm at 475 dots per inch. */
const longestSide = 1500
/** Larger images are refused before they are unpacked. */
const mostPixels = 100_000_000

/** Returns the image, or undefined when the bytes are no readable PNG or JPEG of a sane size. */
export async function prepareImage(bytes: Uint8Array): Promise<PreparedImage | undefined> {
  try {
    const source = sharp(bytes, { limitInputPixels: mostPixels })
    const { format } = await source.metadata()
    if (format !== 'png' && format !== 'jpeg') return undefined
    const upright = source
      .rotate()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
    if (format === 'jpeg') {
      const { data, info } = await upright.jpeg({ quality: 88 }).toBuffer({ resolveWithObject: true })
      return { width: info.width, height: info.height, filter: 'DCTDecode', data }
    }
    const { data, info } = await upright.raw().toBuffer({ resolveWithObject: true })
    return { width: info.width, height: info.height, filter: 'FlateDecode', data: deflateSync(data) }
  } catch {
    return undefined
  }
}

/** Puts an image into a file, as an XObject. */
export function embedImage(context: PDFContext, image: PreparedImage): PDFRef {
  const picture = context.stream(image.data, {
    Type: 'XObject',
    Subtype: 'Image',
    Width: image.width,
    Height: image.height,
    ColorSpace: 'DeviceRGB',
    BitsPerComponent: 8,
    Filter: image.filter,
  })
  return context.register(picture)
}
