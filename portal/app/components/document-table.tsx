/** Documents to keep: what each is, how large, its SHA-256, and where to download it. */
import { useOfficeWords } from '../language.tsx'
import type { OfficeWords } from '../messages/en.ts'
import { roleIn } from '../messages/words-for.ts'
import { sizeIn } from '../sizes.ts'
import { Table } from './table.tsx'
import styles from './table.module.css'

export type ListedDocument = {
  documentId: string
  role: string
  sha256: string
  bytes: number
  mediaType: string
}

/** Something to download; without `kept` it is made when it is opened, and has no fingerprint before. */
export type Paper = {
  key: string
  name: string
  /** What it is about, such as a file's number. */
  about?: string
  address: string
  kept?: { sha256: string; bytes: number }
}

/** Returns a stored document as something to download. `base` is the office's address, such as `/o/borovia`. */
export const paperOf = (
  words: OfficeWords,
  base: string,
  document: ListedDocument,
  about?: string,
): Paper => ({
  key: document.documentId,
  name: roleIn(words, document.role),
  address: `${base}/api/documents/${document.documentId}`,
  kept: document,
  ...(about === undefined ? {} : { about }),
})

export function Papers({ papers }: { papers: readonly Paper[] }) {
  const words = useOfficeWords()
  const isMade = ({ kept }: Paper): boolean => kept === undefined
  return (
    <Table
      caption={words.dossier.documentsTitle}
      rows={papers}
      keyOf={(row) => row.key}
      columns={[
        {
          head: words.dossier.document,
          cell: ({ name, about, address }) => (
            <>
              <a href={address} download>
                {name}
              </a>
              {about !== undefined && (
                <>
                  {' '}
                  <bdi className={styles.about}>{about}</bdi>
                </>
              )}
            </>
          ),
        },
        {
          head: words.dossier.fingerprint,
          cell: ({ kept }) =>
            kept ? (
              <code dir="ltr" title={kept.sha256}>
                {kept.sha256.slice(0, 12)}…
              </code>
            ) : (
              <span className={styles.about}>{words.papers.madeWhenOpened}</span>
            ),
        },
        {
          head: words.dossier.size,
          cell: ({ kept }) => kept && <bdi className="number">{sizeIn(words, kept.bytes)}</bdi>,
          isNumber: true,
          isPlain: isMade,
        },
      ]}
    />
  )
}

/** Stored documents alone. */
export function DocumentTable({ documents, base }: { documents: readonly ListedDocument[]; base: string }) {
  const words = useOfficeWords()
  return <Papers papers={documents.map((document) => paperOf(words, base, document))} />
}
