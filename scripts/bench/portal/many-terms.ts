/** A term list as large as the Nice Classification's own, put together from the office's starter list: the same in every run. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { termListSchema, type Term, type TermList } from '@lodge/shared-types'
import { root } from '../../local/places.ts'
import { seeded } from '../../../portal/test-support/seeded.ts'

/** How many terms the tenth edition's alphabetical list has, about. */
export const termCount = 9_115

const uses = [
  ['for industrial purposes', 'à usage industriel', 'للأغراض الصناعية'],
  ['for household use', 'à usage domestique', 'للاستعمال المنزلي'],
  ['for medical purposes', 'à usage médical', 'للأغراض الطبية'],
  ['for motor vehicles', 'pour véhicules automobiles', 'للمركبات'],
  ['for children', 'pour enfants', 'للأطفال'],
  ['for ships', 'pour navires', 'للسفن'],
  ['for use in agriculture', 'pour l’agriculture', 'للزراعة'],
  ['[parts and fittings]', '[parties et accessoires]', '[أجزاء ولوازم]'],
] as const

/** Returns the list: each term of the starter list, and as many as are missing, each one of its terms with a use or another term. */
export function manyTerms(): TermList {
  const file = join(root, 'processor', 'offices', 'terms', 'lodge-2026.json')
  const starter = termListSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const chance = seeded(9)
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(chance() * list.length)]
  const terms: Term[] = [...starter.terms]
  const seen = new Set(terms.map(({ en }) => en))
  while (terms.length < termCount) {
    const [term, other, use] = [pick(starter.terms), pick(starter.terms), pick(uses)]
    if (!term || !other || !use) throw new Error('The starter list is empty.')
    const [en, fr, ar] = use
    const isCombined = chance() < 0.3
    const text = isCombined ? `${term.en} combined with ${other.en}` : `${term.en} ${en}`
    if (seen.has(text)) continue
    seen.add(text)
    terms.push({
      id: `x-${terms.length}`,
      classNumber: term.classNumber,
      en: text,
      ...(term.fr === undefined || isCombined ? {} : { fr: `${term.fr} ${fr}` }),
      ...(term.ar === undefined || isCombined ? {} : { ar: `${term.ar} ${ar}` }),
    })
  }
  return { ...starter, version: 'bench', terms }
}
