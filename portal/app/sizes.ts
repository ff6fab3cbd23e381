/** Sizes of documents as people read them. */
import type { Words } from './messages/en.ts'

/** Returns a size such as "84 kB" or "1.2 MB". */
export const sizeIn = (words: Pick<Words, 'kilobytes' | 'megabytes'>, bytes: number): string =>
  bytes < 1_000_000
    ? words.kilobytes(String(Math.max(1, Math.round(bytes / 1000))))
    : words.megabytes((bytes / 1_000_000).toFixed(1))
