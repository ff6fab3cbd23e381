/** The language of the document: chosen by the server once for each document, and read from it by the browser. */
import { createContext, useContext, type ReactNode } from 'react'
import type { Language } from '@lodge/shared-types'
import { ar } from './messages/ar.ts'
import { en, type Words } from './messages/en.ts'

const catalogue = { en, ar } satisfies Record<Language, Words>

type DocumentFacts = { language: Language; nonce: string | undefined }
const DocumentContext = createContext<DocumentFacts>({ language: 'en', nonce: undefined })

/** Tells everything below the language, and the nonce with which its scripts may run (server only). */
export const DocumentProvider = ({ children, ...facts }: DocumentFacts & { children: ReactNode }) => (
  <DocumentContext.Provider value={facts}>{children}</DocumentContext.Provider>
)

export const useLanguage = (): Language => useContext(DocumentContext).language
export const useNonce = (): string | undefined => useContext(DocumentContext).nonce

/** Returns the words on screen in the language of the document. */
export const useWords = (): Words => catalogue[useLanguage()]

/** Returns the words of one language, for what is made outside a component, such as a page's title. */
export const wordsIn = (language: Language): Words => catalogue[language]
