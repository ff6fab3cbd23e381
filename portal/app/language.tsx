/** The language of the document: chosen once for each document, and read from it by the browser. */
import { createContext, useContext, type ReactNode } from 'react'
import type { Language } from '@lodge/shared-types'
import type { OfficeWords, Words } from './messages/en.ts'

const catalogue = new Map<Language, Words>()
const officeCatalogue = new Map<Language, OfficeWords>()

/** Gives the words of a language to drafting pages, which do without those of the office's pages. */
export const addWords = (language: Language, words: Words): void => void catalogue.set(language, words)

/** Gives all words of a language to all pages. */
export function addOfficeWords(language: Language, words: OfficeWords): void {
  addWords(language, words)
  officeCatalogue.set(language, words)
}

type DocumentFacts = { language: Language; nonce: string | undefined }
const DocumentContext = createContext<DocumentFacts>({ language: 'en', nonce: undefined })

/** Tells everything below the language, and the nonce with which its scripts may run (server only). */
export const DocumentProvider = ({ children, ...facts }: DocumentFacts & { children: ReactNode }) => (
  <DocumentContext.Provider value={facts}>{children}</DocumentContext.Provider>
)

export const useLanguage = (): Language => useContext(DocumentContext).language
export const useNonce = (): string | undefined => useContext(DocumentContext).nonce

/**
 * Returns the words of one part of the portal, in the language of the document: for parts whose pages bring their own words in
 * both languages, as the desk of the office's staff does, so that nobody else loads them.
 */
export const useWordsOf = <Part,>(part: Readonly<Record<Language, Part>>): Part => part[useLanguage()]

/** Returns the words that every page has, in the language of the document. */
export const useWords = (): Words => wordsOf(catalogue, useLanguage())

/**
 * Returns all words, in the language of the document; for pages that come from the office's server, and what only these
 * show. A drafting document has not loaded them: links from there load a new one.
 */
export const useOfficeWords = (): OfficeWords => officeWordsIn(useLanguage())

/** Returns all words of one language, for what is made outside a component, such as a page's title on the server. */
export const officeWordsIn = (language: Language): OfficeWords => wordsOf(officeCatalogue, language)

function wordsOf<Known>(words: ReadonlyMap<Language, Known>, language: Language): Known {
  const known = words.get(language)
  if (!known)
    throw new Error(`The words of "${language}" are not loaded: a browser has those of its document alone.`)
  return known
}
