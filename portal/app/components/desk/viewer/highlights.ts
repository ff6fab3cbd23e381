/** Marks hits on a page by the browser's own highlights: the text is not touched. Where it has none, hits are only counted and turned to. */

const names = { hit: 'viewer-hit', current: 'viewer-current-hit' } as const

function highlightOf(name: keyof typeof names): Highlight | undefined {
  if (typeof Highlight === 'undefined') return undefined
  const known = CSS.highlights.get(names[name])
  if (known) return known
  const made = new Highlight()
  // The hit that the reader is at lies over the others.
  made.priority = name === 'current' ? 1 : 0
  CSS.highlights.set(names[name], made)
  return made
}

/** Shows ranges as hits, one of them as the current one. Returns how to take them away again. */
export function showHits(hits: readonly Range[], current: Range | undefined): () => void {
  const all = highlightOf('hit')
  const one = highlightOf('current')
  for (const range of hits) all?.add(range)
  if (current) one?.add(current)
  return () => {
    for (const range of hits) all?.delete(range)
    if (current) one?.delete(current)
  }
}
