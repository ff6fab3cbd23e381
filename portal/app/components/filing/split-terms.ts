/** Reads many goods and services out of a text that a person pastes. */

/** Between terms: line ends, and semicolons of Latin, Arabic and full-width script. Commas stand inside terms. */
const separators = /[\n\r;\u061b\uff1b\u2028\u2029]+/u

/** Returns the terms of `text`: trimmed, spaces made one, without empty ones, a full stop at the end taken away. */
export const splitTerms = (text: string): string[] =>
  text
    .split(separators)
    .map((term) =>
      term
        .replaceAll(/[\s\u00a0]+/gu, ' ')
        .trim()
        .replace(/\.$/u, '')
        .trim(),
    )
    .filter((term) => term !== '')

/** Whether a text that is pasted holds more than one term. */
export const hasManyTerms = (text: string): boolean => splitTerms(text).length > 1

/** How two texts count as the same term: case and width of letters make no difference. */
const sameness = (term: string): string => term.normalize('NFKC').toLowerCase()

/**
 * Returns `terms` with those of `more` behind them that are not there yet, and how many were.
 * At most `max` are kept in all; `tooMany` counts the rest.
 */
export function addTerms(
  terms: readonly string[],
  more: readonly string[],
  max: number,
): { terms: string[]; added: number; repeated: number; tooMany: number } {
  const known = new Set(terms.map(sameness))
  const fresh: string[] = []
  for (const term of more) {
    const key = sameness(term)
    if (known.has(key)) continue
    known.add(key)
    fresh.push(term)
  }
  const kept = fresh.slice(0, Math.max(0, max - terms.length))
  return {
    terms: [...terms, ...kept],
    added: kept.length,
    repeated: more.length - fresh.length,
    tooMany: fresh.length - kept.length,
  }
}
