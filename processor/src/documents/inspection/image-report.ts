/** What the decoding process says about an image on its standard output: one line of JSON. */
import { z } from 'zod'

export const imageReportSchema = z.strictObject({
  /** As shown: after the rotation that EXIF asks for. */
  widthPx: z.number().int().nonnegative(),
  heightPx: z.number().int().nonnegative(),
  verdict: z.enum(['good', 'damaged', 'too-many-pixels']),
})
export type ImageReport = z.infer<typeof imageReportSchema>
