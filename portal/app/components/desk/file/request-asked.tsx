/** What a request asks for, in words, who signed it, why it was outside of its window, and its documents in the viewer. */
import { Link } from '@remix-run/react'
import type { FileRequestView } from '@lodge/processor'
import { gateTextOf } from '@lodge/shared-types'
import { useLanguage, useOfficeWords, useWordsOf } from '../../../language.tsx'
import { registerWords } from '../../../messages/register.ts'
import { roleIn } from '../../../messages/words-for.ts'
import { sizeIn } from '../../../sizes.ts'
import { Notice } from '../../notice.tsx'
import { Section } from '../../page-header.tsx'
import { DocumentViewer } from '../document-viewer.tsx'
import styles from './file.module.css'
import { Lines } from './printed-sections.tsx'

type Asked = Pick<FileRequestView, 'sections' | 'signature' | 'documents' | 'warnings'>

/** Outside of its gate, and taken all the same: whoever decides must see it first. */
export function GateWarnings({ warnings }: Pick<Asked, 'warnings'>) {
  const words = useWordsOf(registerWords).requests
  const language = useLanguage()
  if (warnings.length === 0) return null
  return (
    <Notice meaning="attention" title={words.warnings}>
      <ul>
        {warnings.map((reason, at) => (
          <li key={`${at} ${reason.code}`}>
            <bdi>{gateTextOf(reason, language)}</bdi>
          </li>
        ))}
      </ul>
      <p>{words.warningsLead}</p>
    </Notice>
  )
}

export function RequestAsked({ sections, signature }: Asked) {
  const words = useWordsOf(registerWords).requests
  const language = useLanguage()
  const asked = sections[language]
  return (
    <Section title={words.asked}>
      {asked.map(({ title, rows }, at) => (
        <section key={`${at} ${title}`} className={styles.party}>
          <h3>{title}</h3>
          <Lines rows={rows} />
        </section>
      ))}
      <div className={styles.party}>
        <Lines rows={[{ label: words.signedBy, values: [`${signature.name}, ${signature.capacity}`] }]} />
      </div>
    </Section>
  )
}

type Documents = Pick<Asked, 'documents'> & {
  /** The document in the viewer; null for none. */
  chosen: string | null
  base: string
}

export function RequestDocuments({ documents, chosen, base }: Documents) {
  const words = useWordsOf(registerWords).requests
  const office = useOfficeWords()
  const shown = documents.find(({ documentId }) => documentId === chosen)
  return (
    <Section title={words.documents}>
      {documents.length === 0 ? (
        <p className={styles.soft}>{words.noDocuments}</p>
      ) : (
        <ul className={styles.what}>
          {documents.map(({ documentId, role, fileName, bytes }) => (
            <li key={documentId}>
              <Link
                to={`?doc=${documentId}`}
                preventScrollReset
                {...(documentId === chosen ? { 'aria-current': 'true' as const } : {})}
              >
                {roleIn(office, role)} · <bdi>{fileName}</bdi>
              </Link>{' '}
              <bdi className={`${styles.soft} number`}>{sizeIn(office, bytes)}</bdi>
            </li>
          ))}
        </ul>
      )}
      {shown && (
        <DocumentViewer
          address={`${base}/api/documents/${shown.documentId}`}
          mediaType={shown.mediaType}
          name={`${roleIn(office, shown.role)} · ${shown.fileName}`}
        />
      )}
    </Section>
  )
}
