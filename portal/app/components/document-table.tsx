/** Documents to keep: what each is, how large, its SHA-256, and where to download it. */
import { useWords } from '../language.tsx'
import { roleIn, type Words } from '../messages/en.ts'
import { Table } from './table.tsx'

export type ListedDocument = {
  documentId: string
  role: string
  sha256: string
  bytes: number
  mediaType: string
}

/** Returns a size such as "84 kB" or "1.2 MB". */
const sizeIn = (words: Words, bytes: number): string =>
  bytes < 1_000_000
    ? words.kilobytes(String(Math.max(1, Math.round(bytes / 1000))))
    : words.megabytes((bytes / 1_000_000).toFixed(1))

/** `base` is the office's address, such as `/o/borovia`. */
export function DocumentTable({ documents, base }: { documents: readonly ListedDocument[]; base: string }) {
  const words = useWords()
  return (
    <Table
      caption={words.dossier.documentsTitle}
      rows={documents}
      keyOf={(row) => row.documentId}
      columns={[
        {
          head: words.dossier.document,
          cell: (row) => (
            <a href={`${base}/api/documents/${row.documentId}`} download>
              {roleIn(words, row.role)}
            </a>
          ),
        },
        {
          head: words.dossier.fingerprint,
          cell: (row) => (
            <code dir="ltr" title={row.sha256}>
              {row.sha256.slice(0, 12)}…
            </code>
          ),
        },
        {
          head: words.dossier.size,
          cell: (row) => <bdi className="number">{sizeIn(words, row.bytes)}</bdi>,
          isNumber: true,
        },
      ]}
    />
  )
}
