/** Finds, in qpdf's JSON of a PDF, the names that a document for an office must not contain; counts pages and sees encryption. */
import type { RefusalCode } from './refusals.ts'

/**
 * Names (ISO 32000-2) that stand for active or foreign content, the gravest first. qpdf has undone escapes (`/Java#53cript`) and
 * opened object streams, so equality is enough.
 */
const forbidden = [
  { code: 'pdf-script', names: ['/JavaScript', '/JS'] },
  { code: 'pdf-launch', names: ['/Launch'] },
  {
    code: 'pdf-attachment',
    names: ['/EF', '/EmbeddedFile', '/EmbeddedFiles', '/FileAttachment', '/Collection'],
  },
  { code: 'pdf-xfa', names: ['/XFA'] },
  { code: 'pdf-media', names: ['/RichMedia', '/Rendition', '/Movie', '/Sound', '/3D'] },
  { code: 'pdf-form-submission', names: ['/SubmitForm', '/ImportData'] },
  { code: 'pdf-external-reference', names: ['/GoToE', '/GoToR'] },
] as const satisfies readonly { code: RefusalCode; names: readonly string[] }[]

const gravity: readonly RefusalCode[] = forbidden.map(({ code }) => code)
const codeByName = new Map<string, RefusalCode>(
  forbidden.flatMap(({ code, names }) => names.map((name) => [name, code] as const)),
)

export type PdfContents = {
  readonly pages: number
  readonly isEncrypted: boolean
  /** The gravest forbidden content, if any. */
  readonly forbidden: RefusalCode | undefined
}

// A PDF name is a JSON string that starts with a slash; PDF strings start with "u:" or "b:", and quotes inside are escaped, so no text
// of a document can look like one of these. Names count only after "qpdf": what comes before quotes outline titles.
const tokens = /"(?:(pageposfrom1)"|(encrypted)": true|(qpdf)": \[|(\/[A-Za-z0-9]{2,14})")/g
const longestToken = 24

/**
 * Returns a reader of `qpdf --json=2` for the keys pages, encrypt and qpdf. It takes the JSON in pieces as they come and keeps a few
 * bytes only, so the size of the JSON does not matter to memory, nor does its parsing to other requests.
 */
export function readPdfJson(): {
  readonly take: (piece: Buffer) => void
  readonly contents: () => PdfContents
} {
  let kept = ''
  let pages = 0
  let isEncrypted = false
  let isInObjects = false
  const found = new Set<RefusalCode>()

  const take = (piece: Buffer) => {
    const text = kept + piece.toString('latin1')
    let done = 0
    for (const match of text.matchAll(tokens)) {
      const [token, page, encrypted, objects, name] = match
      done = match.index + token.length
      if (page !== undefined) pages += 1
      if (encrypted !== undefined) isEncrypted = true
      if (objects !== undefined) isInObjects = true
      const code = isInObjects && name !== undefined ? codeByName.get(name) : undefined
      if (code !== undefined) found.add(code)
    }
    kept = text.slice(Math.max(done, text.length - longestToken))
  }
  const contents = () => ({ pages, isEncrypted, forbidden: gravity.find((code) => found.has(code)) })
  return { take, contents }
}
