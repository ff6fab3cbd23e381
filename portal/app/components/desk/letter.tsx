/** The letter of a notice in the viewer: the signed one, or how it would look today. */
import { useWordsOf } from '../../language.tsx'
import { examinationWords } from '../../messages/examination.ts'
import { DocumentViewer } from './document-viewer.tsx'
import styles from './letter.module.css'

type Props = { letter: { address: string; isSigned: boolean }; name: string }

export function LetterOfNotice({ letter: { address, isSigned }, name }: Props) {
  const words = useWordsOf(examinationWords).notice
  return (
    <aside className={styles.letter} aria-label={isSigned ? words.signed : words.preview}>
      <h2>{isSigned ? words.signed : words.preview}</h2>
      {!isSigned && <p className={styles.soft}>{words.previewHint}</p>}
      <DocumentViewer address={address} mediaType="application/pdf" name={name} />
    </aside>
  )
}
