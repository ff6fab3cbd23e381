/** How long a keystroke of the term search and of the class search takes, without a browser, beside a scan of every text. */
import { findCodes, foldText, makeTermIndex, type TermList } from '@lodge/shared-types'
import { join } from 'node:path'
import { loadCodeList } from '../../processor/src/offices/code-lists.ts'
import { root } from '../local/places.ts'
import { printFigures, timed, type Figure } from './figures.ts'
import { manyTerms } from './portal/many-terms.ts'

/** What people type; each beginning of each is one keystroke. */
const typedTerms = [
  'running shoes',
  'paint for ships',
  'computer software',
  'medical apparatus for children',
  'coffee, tea and cocoa',
  'véhicules automobiles',
  'مواد لاصقة',
  'x-ray apparatus',
]
const typedClasses = ['footwear', 'lighting apparatus', '14-04', 'graphical user interfaces', 'الأحذية']

const keystrokes = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => Array.from(text, (_, at) => text.slice(0, at + 1)))

/** Every keystroke is typed so often; the first round warms the machine and does not count. */
const rounds = 5

function timesOf(asked: readonly string[], search: (typed: string) => readonly unknown[]): number[] {
  const times: number[] = []
  let found = 0
  for (let round = 0; round <= rounds; round += 1)
    for (const typed of asked) {
      const startedAt = performance.now()
      found += search(typed).length
      if (round > 0) times.push(performance.now() - startedAt)
    }
  if (found < asked.length) throw new Error('The search finds next to nothing.')
  return times
}

/** Returns the search that an index is to beat: every text, folded before, is looked into; the earliest place comes first. */
function plainScan({ terms }: TermList): (typed: string) => readonly string[] {
  const texts = terms.flatMap(({ en, fr = '', ar = '' }) => [en, fr, ar].map(foldText))
  return (typed) => {
    const query = foldText(typed)
    return texts
      .filter((text) => text.includes(query))
      .toSorted((a, b) => a.indexOf(query) - b.indexOf(query))
      .slice(0, 20)
  }
}

export async function benchTerms(): Promise<void> {
  const list = manyTerms()
  const makingAt = performance.now()
  const index = makeTermIndex(list)
  const makeMs = performance.now() - makingAt
  const codes = await loadCodeList('locarno-15', join(root, 'processor', 'offices', 'lists'))
  if (!codes.ok) throw new Error(codes.message)
  const terms = keystrokes(typedTerms)
  const figures: Figure[] = [
    timed(
      `term search a keystroke, ${list.terms.length} terms`,
      timesOf(terms, (typed) => index.search(typed, { language: 'en', limit: 20 })),
      { goalMs: 30, baseline: timesOf(terms, plainScan(list)) },
    ),
    { what: 'making that index once', measured: `${makeMs.toFixed(0)} ms` },
    timed(
      `class search a keystroke, ${codes.list.entries.length} codes of the Locarno Classification`,
      timesOf(keystrokes(typedClasses), (typed) =>
        findCodes(codes.list, typed, { language: 'en', limit: 12 }),
      ),
      { goalMs: 30 },
    ),
  ]
  printFigures(figures)
}
