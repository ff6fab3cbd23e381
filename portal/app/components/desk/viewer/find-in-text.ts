/** Finds words in the text of a document, as people look for them: case, accents, Arabic letter forms and punctuation set aside. */
import { foldText } from '@lodge/shared-types'

/** A run of text as the page holds it; `endsLine` where the next run begins another line. */
export type TextRun = { readonly text: string; readonly endsLine: boolean }

/** A place before a UTF-16 unit of a run. */
type Place = { readonly run: number; readonly offset: number }

/** A stretch of a page's text: from a place up to, and without, another one. */
export type Hit = { readonly page: number; readonly from: Place; readonly to: Place }

/** A page's text folded, and where in its runs each unit of it stands; kept, because a person searches more than once. */
export type FoldedPage = {
  readonly text: string
  readonly from: readonly Place[]
  readonly to: readonly Place[]
}

/** Returns the text of a page made ready to be searched. */
export function foldPage(runs: readonly TextRun[]): FoldedPage {
  let text = ''
  const from: Place[] = []
  const to: Place[] = []
  const put = (folded: string, start: Place, end: Place): void => {
    // One space between words, however the page parts them.
    if (folded === ' ' && (text === '' || text.endsWith(' '))) return
    text += folded
    for (let unit = 0; unit < folded.length; unit += 1) {
      from.push(start)
      to.push(end)
    }
  }
  runs.forEach((one, run) => {
    let offset = 0
    for (const sign of one.text) {
      const end = offset + sign.length
      const folded = foldText(sign)
      // What folds to nothing is a space, unless it only marks the letter before it.
      const isMark = folded === '' && /^[\p{M}\p{Cf}\u0640]$/u.test(sign)
      if (!isMark) put(folded === '' ? ' ' : folded, { run, offset }, { run, offset: end })
      offset = end
    }
    if (one.endsLine) put(' ', { run, offset }, { run, offset })
  })
  return { text, from, to }
}

/** Returns where `wish` stands on the pages, in their order, `limit` hits at most; none for a wish without letters or digits. */
export function findHits(pages: readonly FoldedPage[], wish: string, limit: number): Hit[] {
  const sought = foldPage([{ text: wish, endsLine: false }]).text.trim()
  const hits: Hit[] = []
  if (sought === '') return hits
  for (const [index, { text, from, to }] of pages.entries()) {
    for (let at = text.indexOf(sought); at !== -1; at = text.indexOf(sought, at + sought.length)) {
      const start = from[at]
      const end = to[at + sought.length - 1]
      if (start && end) hits.push({ page: index + 1, from: start, to: end })
      if (hits.length >= limit) return hits
    }
  }
  return hits
}
