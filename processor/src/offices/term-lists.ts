/** The lists of goods and services that the office offers. */
import { termListSchema, type TermList } from '@lodge/shared-types'
import { loadList, openLists, type ListBody, type ListKind, type LoadedList } from './versioned-lists.ts'

/** The folder beside the office profiles that holds term lists; no office can have this id. */
export const termsFolder = 'terms'

const termLists: ListKind<TermList> = {
  folder: termsFolder,
  name: 'term list',
  command: 'npm run terms:import',
  schema: termListSchema,
  toWire: ({ version, edition, terms }) => ({
    version,
    edition,
    terms: terms.map(({ id, classNumber, en, fr, ar }) => [
      id,
      classNumber,
      en,
      ...(ar === undefined ? (fr === undefined ? [] : [fr]) : [fr ?? null, ar]),
    ]),
  }),
}

/** Loads the term list `version` from `folder`, else of those that come with Lodge. See `loadList`. */
export const loadTermList = (version: string, folder: string): Promise<LoadedList<TermList>> =>
  loadList(termLists, version, folder)

/** Returns what gives the body of a term list by its version. See `openLists`. */
export const openTermLists = (officesFolder: string): ((version: string) => Promise<ListBody | undefined>) =>
  openLists(termLists, officesFolder)
