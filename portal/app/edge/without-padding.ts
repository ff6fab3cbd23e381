/** Takes out of a page what React puts between its characters by mistake. */
import { Transform } from 'node:stream'

/**
 * Returns the stream into which React writes a page. React 18 fills the end of a chunk with zero bytes where a character of
 * several bytes no longer fits (facebook/react#26228, mended in 19), and browsers show a replacement character there, in Arabic
 * pages now and then. No page holds a zero byte of its own, and no character of UTF-8 holds one.
 */
export const withoutPadding = (): Transform =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk)
    },
  })
