/** What a newer edition of a list adds, takes out and changes, told in lines that a person reads before writing it. */

/** One entry of a list: what it is known by, and everything else that it says. */
export type Known = { key: string; says: string }

type Difference = {
  added: Known[]
  removed: Known[]
  changed: { key: string; from: string; to: string }[]
}

/** Returns the difference between two lists, each in its own order. A key that a list has several times is one entry. */
export function differenceOf(base: readonly Known[], next: readonly Known[]): Difference {
  const gathered = (entries: readonly Known[]): Map<string, string> => {
    const says = new Map<string, string[]>()
    for (const entry of entries) says.set(entry.key, [...(says.get(entry.key) ?? []), entry.says])
    return new Map([...says].map(([key, all]) => [key, all.toSorted().join(' and ')]))
  }
  const [before, after] = [gathered(base), gathered(next)]
  const only = (from: Map<string, string>, other: Map<string, string>): Known[] =>
    [...from].flatMap(([key, says]) => (other.has(key) ? [] : [{ key, says }]))
  return {
    added: only(after, before),
    removed: only(before, after),
    changed: [...after].flatMap(([key, to]) => {
      const from = before.get(key)
      return from === undefined || from === to ? [] : [{ key, from, to }]
    }),
  }
}

const mostShown = 20

/** Returns the lines that tell a difference to the list `base`: how many, and the first of each kind. */
export function linesOfDifference(base: string, { added, removed, changed }: Difference): string[] {
  const part = (sign: string, title: string, lines: readonly string[]): string[] => [
    `${title}: ${lines.length}`,
    ...lines.slice(0, mostShown).map((line) => `  ${sign} ${line}`),
    ...(lines.length > mostShown ? [`  … and ${lines.length - mostShown} more`] : []),
  ]
  const entry = ({ key, says }: Known): string => `${key}: ${says}`
  return [
    `Beside ${base}:`,
    ...part('+', 'added', added.map(entry)),
    ...part('-', 'removed', removed.map(entry)),
    ...part(
      '~',
      'changed',
      changed.map(({ key, from, to }) => `${key}: ${from} → ${to}`),
    ),
  ]
}
