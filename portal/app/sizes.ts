/** Sizes of documents as people read them. */
import type { Words } from './messages/en.ts'

type SizeWords = Pick<Words, 'kilobytes' | 'megabytes' | 'gigabytes'>

/** Returns a size such as "84 kB", "1.2 MB" or "10.7 GB". */
export const sizeIn = (words: SizeWords, bytes: number): string => {
  if (bytes < 1_000_000) return words.kilobytes(String(Math.max(1, Math.round(bytes / 1000))))
  if (bytes < 1_000_000_000) return words.megabytes((bytes / 1_000_000).toFixed(1))
  return words.gigabytes((bytes / 1_000_000_000).toFixed(1))
}
