/** QR codes as one path of an inline picture: no script, no image file, sharp on paper. */
import qrcode from 'qrcode'

/** `size` modules a side, without the quiet zone; `path` is SVG, a unit a module. */
export type QrCode = { size: number; path: string }

/** Returns the QR code of a text, at the error correction level that bank codes ask for (M; EPC069-12, 3.1). */
export function qrCodeOf(text: string): QrCode {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  const runs: string[] = []
  for (let row = 0; row < size; row++) {
    let start = 0
    while (start < size) {
      let end = start
      while (end < size && modules.get(row, end)) end++
      if (end > start) runs.push(`M${start} ${row}h${end - start}v1h-${end - start}z`)
      start = end + 1
    }
  }
  return { size, path: runs.join('') }
}
