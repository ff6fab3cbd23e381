/** The documents of a file, and one of them beside the list, or two to be compared. */
import { Link } from '@remix-run/react'
import type { StaffDocument } from '@lodge/processor'
import { useOfficeWords, useWordsOf } from '../../../language.tsx'
import type { OfficeWords } from '../../../messages/en.ts'
import { staffFileWords } from '../../../messages/staff-file.ts'
import { roleIn } from '../../../messages/words-for.ts'
import { instantInWords } from '../../../office-time.ts'
import { sizeIn } from '../../../sizes.ts'
import { DocumentViewer } from '../document-viewer.tsx'
import viewer from '../viewer/viewer.module.css'
import styles from './file.module.css'

type Props = {
  documents: readonly StaffDocument[]
  /** The document beside the list, and the one that it is compared with. */
  chosen: StaffDocument | undefined
  compared: StaffDocument | undefined
  base: string
  timeZone: string
}

const addressOf = (doc: StaffDocument, compared?: StaffDocument): string =>
  `?tab=documents&doc=${doc.documentId}${compared ? `&with=${compared.documentId}` : ''}`

/** What a document is; its own name beside it where the agent gave it one. */
const nameIn = (words: OfficeWords, { role, fileName }: StaffDocument): string =>
  `${roleIn(words, role)} · ${fileName}`

/** An image stands for itself, a PDF for its kind: pages are drawn only for whoever opens it. */
function Thumbnail({ document: { documentId, mediaType }, base }: { document: StaffDocument; base: string }) {
  return mediaType.startsWith('image/') ? (
    <img className={styles.thumb} src={`${base}/api/documents/${documentId}`} alt="" loading="lazy" />
  ) : (
    <span className={styles.thumb} aria-hidden="true">
      {mediaType === 'application/pdf' ? 'PDF' : '…'}
    </span>
  )
}

function DocumentLine({ document, props }: { document: StaffDocument; props: Props }) {
  const words = useWordsOf(staffFileWords).documents
  const office = useOfficeWords()
  const { chosen, compared, base, timeZone } = props
  const { role, fileName, bytes, sha256, createdAt } = document
  const isChosen = document === chosen || document === compared
  const name = nameIn(office, document)
  return (
    <li className={isChosen ? `${styles.doc} ${styles.docChosen}` : styles.doc}>
      <Thumbnail document={document} base={base} />
      <div className={styles.docText}>
        <Link
          to={addressOf(document)}
          className={styles.docName}
          preventScrollReset
          {...(isChosen ? { 'aria-current': 'true' as const } : {})}
        >
          {roleIn(office, role)}
        </Link>
        <bdi className={styles.docFile} title={fileName}>
          {fileName}
        </bdi>
        <span className={styles.soft}>
          <bdi className="number">{sizeIn(office, bytes)}</bdi> ·{' '}
          <code dir="ltr" title={sha256}>
            {sha256.slice(0, 12)}
          </code>
        </span>
        <time className={styles.soft} dateTime={createdAt.toISOString()}>
          {instantInWords(createdAt, timeZone, office)}
        </time>
        {chosen && !isChosen && (
          <Link to={addressOf(chosen, document)} preventScrollReset aria-label={words.compareWith(name)}>
            {words.compare}
          </Link>
        )}
      </div>
    </li>
  )
}

export function DocumentsPart(props: Props) {
  const words = useWordsOf(staffFileWords).documents
  const office = useOfficeWords()
  const { documents, chosen, compared, base } = props
  if (documents.length === 0) return <p className={styles.soft}>{words.empty}</p>
  const show = (document: StaffDocument) => (
    <DocumentViewer
      address={`${base}/api/documents/${document.documentId}`}
      mediaType={document.mediaType}
      name={nameIn(office, document)}
    />
  )
  return (
    <div className={styles.documents}>
      <ul className={styles.docs} aria-label={words.list}>
        {documents.map((document) => (
          <DocumentLine key={document.documentId} document={document} props={props} />
        ))}
      </ul>
      <div className={styles.stageColumn}>
        {!chosen && <p className={styles.soft}>{words.choose}</p>}
        {chosen && !compared && show(chosen)}
        {chosen && compared && (
          <>
            <p>
              <Link to={addressOf(chosen)} preventScrollReset>
                {words.endCompare}
              </Link>
            </p>
            <div className={viewer.pair}>
              {show(chosen)}
              {show(compared)}
            </div>
          </>
        )}
      </div>
    </div>
  )
}
