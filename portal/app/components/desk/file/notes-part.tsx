/** Internal notes of a file: what colleagues should know, who said it and when; nobody outside the office reads them. */
import type { ShownNote } from '@lodge/processor'
import type { Problem } from '@lodge/shared-types'
import { useOfficeWords, useWordsOf } from '../../../language.tsx'
import { staffFileWords } from '../../../messages/staff-file.ts'
import { instantInWords } from '../../../office-time.ts'
import { Button } from '../../button.tsx'
import { Notice } from '../../notice.tsx'
import { SecureForm } from '../../secure-form.tsx'
import styles from './file.module.css'

type Props = {
  notes: readonly ShownNote[]
  noteKey: string
  isAdded: boolean
  refused: { problem: Problem; text: string } | undefined
  timeZone: string
}

export function NotesPart({ notes, noteKey, isAdded, refused, timeZone }: Props) {
  const words = useWordsOf(staffFileWords).notes
  const office = useOfficeWords()
  return (
    <div className={styles.notes}>
      {isAdded && !refused && <Notice meaning="good" title={words.added} />}
      <p className={styles.soft}>{words.lead}</p>
      <SecureForm fields={{ act: 'add-note' }} idempotencyKey={noteKey}>
        <div className={styles.noteEntry}>
          <label htmlFor="note-text">{words.label}</label>
          <textarea
            id="note-text"
            name="text"
            rows={3}
            maxLength={4000}
            required
            dir="auto"
            placeholder={words.hint}
            defaultValue={refused?.text}
          />
        </div>
        <Button look="small">{words.add}</Button>
      </SecureForm>
      {notes.length === 0 ? (
        <p className={styles.soft}>{words.empty}</p>
      ) : (
        <ol className={styles.noteList} aria-label={words.list}>
          {notes.map(({ noteId, text, by, at }) => (
            <li key={noteId} className={styles.note}>
              <p className={styles.noteText} dir="auto">
                {text}
              </p>
              <p className={styles.soft}>
                <bdi>{by}</bdi> ·{' '}
                <time dateTime={at.toISOString()}>{instantInWords(at, timeZone, office)}</time>
              </p>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
