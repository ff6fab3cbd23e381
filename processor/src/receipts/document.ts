/** What the office's PDF documents are made of: plain data without fonts, positions or rules of law. */
import type { Phrase } from './text/paragraph.ts'

/** A label and what it says; each value stands on lines of its own. */
export interface Fact {
  label: string
  /** The first value is a name and stands out. */
  named?: boolean
  values: readonly Phrase[]
}

export interface TableColumn {
  title: string
  /** Share of the width; only the proportions matter. */
  share: number
  /** Figures and money line up by their last digit. */
  content: 'words' | 'figures'
}

/** A document that was filed, identified by its content. */
export interface ListedDocument {
  role: string
  name: string
  /** Size in bytes. */
  bytes: number
  /** 64 hexadecimal digits. */
  sha256: string
}

export type Block =
  /** The two to four facts that a reader looks for first, large, side by side. */
  | { kind: 'summary'; items: readonly { label: string; value: Phrase; note?: Phrase }[] }
  /** A heading; `roomFor` is the height in points that must follow it on the same page. */
  | { kind: 'section'; title: string; roomFor?: number }
  | { kind: 'facts'; rows: readonly Fact[] }
  | {
      kind: 'table'
      columns: readonly TableColumn[]
      rows: readonly (readonly Phrase[])[]
      total?: readonly Phrase[]
    }
  | { kind: 'paragraph'; text: Phrase; tone: 'body' | 'note' | 'display' }
  /** A PNG or JPEG image, framed. */
  | { kind: 'image'; bytes: Uint8Array; description: string; unreadable: string }
  | { kind: 'documents'; items: readonly ListedDocument[]; sizeOf: readonly string[]; digestLabel: string }
  /** A QR code of the address beside what it is good for. */
  | { kind: 'verification'; title: string; url: string; paragraphs: readonly Phrase[] }

export interface DocumentModel {
  /** BCP 47; set in the file and used for shaping. */
  language: string
  direction: 'ltr' | 'rtl'
  title: string
  subtitle: Phrase
  office: { name: string; lines: readonly Phrase[] }
  /** Stands at the foot of every page, with the page number: `{page}` and `{pages}` are filled in. */
  footer: { text: Phrase; page: string }
  blocks: readonly Block[]
  /** Large and pale across every page, beneath the text: what the document is not, such as issued. */
  stamp?: string
  /** Becomes the file's creation date; nothing else in the file depends on time. */
  createdAt: Date
}

/** What could not be drawn as it was written; the document says the rest, and a person should look. */
export interface DrawingWarning {
  kind: 'missing-character' | 'fallback-shaping' | 'control-character-dropped' | 'unreadable-image'
  text: string
}

export interface RenderedDocument {
  bytes: Uint8Array<ArrayBuffer>
  pages: number
  warnings: DrawingWarning[]
}
