/** How long the term search takes for a keystroke, in Chromium over 9,115 terms, beside a filter that looks into every text. */
import { z } from 'zod'
import { timed, type Figure } from '../figures.ts'
import { startBareSite } from './bare-site.ts'
import { manyTerms, termCount } from './many-terms.ts'
import { slowCpu } from './slow-cpu.ts'
import type { Stand } from './stand.ts'

/** What people type; each beginning of each is one keystroke. */
const queries = [
  'running shoes',
  'paint for ships',
  'computer software',
  'legal advice',
  'beer',
  'medical apparatus for children',
  'industrial oils',
  'acide à usage',
  'véhicules automobiles',
  'مواد لاصقة',
  'أصباغ للسفن',
  'x-ray apparatus',
  'coffee, tea and cocoa',
  'a',
] as const

const resultSchema = z.object({
  makeMs: z.number(),
  search: z.array(z.number()),
  naive: z.array(z.number()),
  found: z.number(),
})

export async function measureTermSearch({ open }: Stand): Promise<Figure[]> {
  const site = await startBareSite()
  const browser = await open()
  try {
    const figures: Figure[] = []
    for (const times of [1, 4]) {
      const page = await browser.context.newPage()
      await page.goto(site.origin)
      await slowCpu(page, times)
      const found = await page.evaluate(
        async ({ list, asked, address }) => {
          const module: unknown = await import(address)
          const make: unknown = Reflect.get(Object(module), 'makeTermIndex')
          if (typeof make !== 'function') throw new Error('There is no term index')
          const makingAt = performance.now()
          const index: unknown = Reflect.apply(make, undefined, [list])
          const makeMs = performance.now() - makingAt
          const find: unknown = Reflect.get(Object(index), 'search')
          if (typeof find !== 'function') throw new Error('The term index has no search')
          const texts = list.terms.map(({ en, fr, ar }) => [en, fr, ar].join('\n').toLowerCase())
          const [search, naive]: [number[], number[]] = [[], []]
          let hits = 0
          for (const query of asked) {
            const language = /[\u0600-\u06ff]/.test(query) ? 'ar' : 'en'
            for (let length = 1; length <= query.length; length += 1) {
              const typed = query.slice(0, length)
              const startedAt = performance.now()
              const answer: unknown = Reflect.apply(find, index, [typed, { language, limit: 20 }])
              const betweenAt = performance.now()
              const kept = texts.filter((text) => text.includes(typed.toLowerCase())).slice(0, 20)
              search.push(betweenAt - startedAt)
              naive.push(performance.now() - betweenAt)
              hits += (Array.isArray(answer) && answer.length > 0 ? 1 : 0) + kept.length * 0
            }
          }
          return { makeMs, search, naive, found: hits }
        },
        { list: manyTerms(), asked: queries, address: `${site.origin}/shared-types/nice/term-index.ts` },
      )
      await page.close()
      const { makeMs, search, naive, found: answered } = resultSchema.parse(found)
      if (answered < search.length / 2) throw new Error('The term search finds next to nothing.')
      const at = times === 1 ? '' : `, ${times}× slower CPU`
      figures.push(
        timed(`term search a keystroke, ${termCount} terms${at}`, search, { goalMs: 30, baseline: naive }),
        { what: `making that index once${at}`, measured: `${makeMs.toFixed(0)} ms` },
      )
    }
    return figures
  } finally {
    await browser.close()
    await site.stop()
  }
}
