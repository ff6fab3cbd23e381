/** Which words of a text another one keeps, drops and adds, for marking them. Pure. */

export type Part = { kind: 'same' | 'removed' | 'added'; text: string }

/** Beyond this many comparisons a text counts as replaced as a whole: nobody reads such a comparison word by word. */
const mostComparisons = 250_000

const wordsOf = (text: string): string[] => text.match(/\S+\s*/g) ?? []

/** Returns how many words two lists begin with in common. */
function commonStart(one: readonly string[], other: readonly string[]): number {
  let at = 0
  while (at < one.length && at < other.length && one[at]?.trim() === other[at]?.trim()) at += 1
  return at
}

/** Returns the lengths of the longest common sequences of all ends of two lists. */
function commonLengths(one: readonly string[], other: readonly string[]): number[][] {
  const lengths = Array.from({ length: one.length + 1 }, () => new Array<number>(other.length + 1).fill(0))
  for (let row = one.length - 1; row >= 0; row -= 1)
    for (let column = other.length - 1; column >= 0; column -= 1) {
      const here = lengths[row]
      const below = lengths[row + 1]
      if (!here || !below) continue
      here[column] =
        one[row]?.trim() === other[column]?.trim()
          ? (below[column + 1] ?? 0) + 1
          : Math.max(below[column] ?? 0, here[column + 1] ?? 0)
    }
  return lengths
}

/** Puts neighbours of one kind together. */
function joined(parts: readonly Part[]): Part[] {
  const whole: Part[] = []
  for (const { kind, text } of parts) {
    const last = whole.at(-1)
    if (last?.kind === kind) last.text += text
    else if (text !== '') whole.push({ kind, text })
  }
  return whole
}

function middleParts(one: readonly string[], other: readonly string[]): Part[] {
  const dropped = one.map((text): Part => ({ kind: 'removed', text }))
  const added = other.map((text): Part => ({ kind: 'added', text }))
  if (one.length * other.length > mostComparisons) return [...dropped, ...added]
  const lengths = commonLengths(one, other)
  const parts: Part[] = []
  let row = 0
  let column = 0
  while (row < one.length && column < other.length) {
    const word = other[column] ?? ''
    if (one[row]?.trim() === word.trim()) {
      parts.push({ kind: 'same', text: word })
      row += 1
      column += 1
    } else if ((lengths[row + 1]?.[column] ?? 0) >= (lengths[row]?.[column + 1] ?? 0)) {
      parts.push({ kind: 'removed', text: one[row] ?? '' })
      row += 1
    } else {
      parts.push({ kind: 'added', text: word })
      column += 1
    }
  }
  return [...parts, ...dropped.slice(row), ...added.slice(column)]
}

/** Returns both texts in one, part by part: without the added parts it reads as `before`, without the removed ones as `after`. */
export function wordDifferences(before: string, after: string): Part[] {
  const [one, other] = [wordsOf(before), wordsOf(after)]
  const start = commonStart(one, other)
  const end = commonStart(one.slice(start).toReversed(), other.slice(start).toReversed())
  const same = (words: readonly string[]): Part[] => words.map((text) => ({ kind: 'same', text }))
  return joined([
    ...same(other.slice(0, start)),
    ...middleParts(one.slice(start, one.length - end), other.slice(start, other.length - end)),
    ...same(other.slice(other.length - end)),
  ])
}
