/** The documents of a file beside the work on it: one is open in the viewer, the others are one click away. */
import { useId, useState } from 'react'
import { useOfficeWords, useWordsOf } from '../../language.tsx'
import { examinationWords } from '../../messages/examination.ts'
import { roleIn } from '../../messages/words-for.ts'
import { sizeIn } from '../../sizes.ts'
import { DocumentViewer } from './document-viewer.tsx'
import styles from './file-documents.module.css'

export type FileDocument = {
  documentId: string
  role: string
  fileName: string
  mediaType: string
  bytes: number
}

type Props = {
  documents: readonly FileDocument[]
  /** The office's address, such as `/o/borovia`. */
  base: string
}

export function FileDocuments({ documents, base }: Props) {
  const words = useWordsOf(examinationWords).examination
  const office = useOfficeWords()
  const id = useId()
  const [openId, setOpenId] = useState<string>()
  const open = documents.find(({ documentId }) => documentId === openId)
  const addressOf = ({ documentId }: FileDocument): string => `${base}/api/documents/${documentId}`
  return (
    <section className={styles.documents} aria-labelledby={id}>
      <h2 id={id}>{words.documents}</h2>
      {documents.length === 0 ? (
        <p className={styles.soft}>{words.noDocuments}</p>
      ) : (
        <ul className={styles.list}>
          {documents.map((document) => (
            <li key={document.documentId} data-open={document === open}>
              <a
                href={addressOf(document)}
                download
                {...(document === open ? { 'aria-current': 'true' as const } : {})}
                onClick={(event) => {
                  event.preventDefault()
                  setOpenId(document === open ? undefined : document.documentId)
                }}
              >
                {roleIn(office, document.role)}
              </a>
              <bdi className={styles.soft}>{document.fileName}</bdi>
              <bdi className={`number ${styles.soft}`}>{sizeIn(office, document.bytes)}</bdi>
            </li>
          ))}
        </ul>
      )}
      {open && (
        <DocumentViewer
          address={addressOf(open)}
          mediaType={open.mediaType}
          name={roleIn(office, open.role)}
        />
      )}
    </section>
  )
}
