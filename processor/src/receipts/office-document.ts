/** What every document of an office has around its content: head, title, foot and language. */
import type { Block, DocumentModel } from './document.ts'
import { documentLanguages, type DocumentLanguage } from './labels.ts'

/** Who issues a document, and in which language. */
export interface IssuedBy {
  office: { name: string; address: string; url: string; timeZone: string }
  language: DocumentLanguage
}

type Content = {
  title: string
  /** What the document is about, before its number. */
  about: string
  number: string
  blocks: readonly Block[]
  createdAt: Date
}

/** Returns the model of a document: `about · number` below its title, and both at the foot of every page. */
export function officeDocument({ office, language }: IssuedBy, content: Content): DocumentModel {
  const { labels, direction } = documentLanguages[language]
  const { title, about, number, blocks, createdAt } = content
  return {
    language,
    direction,
    title,
    subtitle: [{ isolate: about }, ' · ', { isolate: number }],
    office: { name: office.name, lines: [office.address, office.url] },
    footer: {
      text: [{ isolate: office.name }, ` · ${title} · `, { isolate: number }],
      page: labels.page,
    },
    blocks,
    createdAt,
  }
}

/** Returns the name of the file in which a document is kept: what it is, and its number. */
export const fileNameOf = (role: string, number: string, ending: string): string =>
  `${role}-${number.replaceAll(/[^\w.-]/g, '-')}.${ending}`
