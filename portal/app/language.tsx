/** The language of the document: chosen once for each document, and read from it by the browser. */
import { createContext, useContext, type ReactNode } from 'react'
import type { Language } from '@lodge/shared-types'
import type { Words } from './messages/en.ts'

const catalogue = new Map<Language, Words>()

/** Gives the words of a language to all pages: the server has every language, a browser that of its document. */
export const addWords = (language: Language, words: Words): void => void catalogue.set(language, words)

type DocumentFacts = { language: Language; nonce: string | undefined }
const DocumentContext = createContext<DocumentFacts>({ language: 'en', nonce: undefined })

/** Tells everything below the language, and the nonce with which its scripts may run (server only). */
export const DocumentProvider = ({ children, ...facts }: DocumentFacts & { children: ReactNode }) => (
  <DocumentContext.Provider value={facts}>{children}</DocumentContext.Provider>
)

export const useLanguage = (): Language => useContext(DocumentContext).language
export const useNonce = (): string | undefined => useContext(DocumentContext).nonce

/** Returns the words on screen in the language of the document. */
export const useWords = (): Words => wordsIn(useLanguage())

/** Returns the words of one language, for what is made outside a component, such as a page's title on the server. */
export function wordsIn(language: Language): Words {
  const words = catalogue.get(language)
  if (!words)
    throw new Error(`The words of "${language}" are not loaded: a browser has those of its document alone.`)
  return words
}
