/** Takes out of a page what React puts between its characters by mistake, and passes it on in few pieces. */
import { Transform } from 'node:stream'

/**
 * Returns the stream into which React writes a page. React 18 fills the end of a chunk with zero bytes where a character of
 * several bytes no longer fits (facebook/react#26228, mended in 19), and browsers show a replacement character there, in Arabic
 * pages now and then. No page holds a zero byte of its own, and no character of UTF-8 holds one.
 *
 * React writes 2 KiB at a time. What it writes in one go is passed on in one piece: each piece is compressed, flushed and sent
 * for itself, and a long list would wait for that some sixty times.
 */
export function withoutPadding(): Transform {
  let held: Uint8Array[] = []
  let isDue = false
  const pass = (): void => {
    isDue = false
    if (held.length > 0 && !page.destroyed) page.push(Buffer.concat(held))
    held = []
  }
  const page = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      held.push(chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk)
      if (!isDue) setImmediate(pass)
      isDue = true
      done()
    },
    flush(done) {
      pass()
      done()
    },
  })
  return page
}
