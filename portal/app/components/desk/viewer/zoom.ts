/** How large a page is shown: fitted to the width that there is, or at a size that the reader has chosen. Pure. */

/** Times the natural size, or as wide as the place for it. */
export type Zoom = 'fit' | number

const smallest = 0.25
const largest = 5
const step = 1.25
/** A page that fits is not blown up beyond this. */
const largestFit = 2

const within = (scale: number, most = largest): number => Math.min(most, Math.max(smallest, scale))

/** Returns the scale at which something of a natural width stands in a place of another. */
export const scaleOf = (zoom: Zoom, naturalWidth: number, place: number): number =>
  zoom === 'fit' ? within(place / Math.max(1, naturalWidth), largestFit) : within(zoom)

export const larger = (scale: number): number => within(scale * step)
export const smaller = (scale: number): number => within(scale / step)
