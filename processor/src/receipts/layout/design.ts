/** The look of the office's documents: colours, sizes and spacing in one place. Lengths in points. */
import { pageSize, type Colour } from '../pdf/page-canvas.ts'

export const colours = {
  ink: [0.1, 0.11, 0.13],
  quiet: [0.36, 0.4, 0.45],
  brand: [0.09, 0.19, 0.34],
  gilt: [0.7, 0.55, 0.24],
  rule: [0.83, 0.85, 0.88],
  stamp: [0.93, 0.9, 0.82],
  panel: [0.956, 0.965, 0.978],
  paper: [1, 1, 1],
} as const satisfies Record<string, Colour>

export const margins = { side: 56, top: 50, bottom: 66 } as const
export const contentWidth = pageSize.width - 2 * margins.side
export const contentBottom = pageSize.height - margins.bottom

/** Font sizes. */
export const sizes = {
  office: 14,
  title: 23,
  subtitle: 11,
  section: 11.5,
  body: 9.5,
  label: 8.5,
  small: 7.5,
  display: 24,
  summary: 13.5,
  stamp: 44,
} as const

/** Distance between baselines as a multiple of the font size; Arabic letters reach higher and lower. */
export const leading = { ltr: 1.42, rtl: 1.6 } as const
