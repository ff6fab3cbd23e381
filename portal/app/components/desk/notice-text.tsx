/** A notice as it reads: its points in its own language and direction, the entries they point at, and the officer's words. */
import { languages } from '@lodge/shared-types'
import { useLanguage, useWordsOf } from '../../language.tsx'
import { examinationWords } from '../../messages/examination.ts'
import type { EditedNotice } from './notice-editor.tsx'
import styles from './notice-editor.module.css'

export function NoticeText({
  notice,
}: {
  notice: Pick<EditedNotice, 'deficiencies' | 'choices' | 'note' | 'language'>
}) {
  const words = useWordsOf(examinationWords).notice
  const shown = useLanguage()
  const { deficiencies, choices, note, language } = notice
  const { direction } = languages[language]
  return (
    <div className={styles.text}>
      <p className={styles.hint}>
        {words.language}: {languages[language].name}
      </p>
      <ol className={styles.read}>
        {deficiencies.map(({ question, text, overcome, legalBasis, fields }, at) => (
          <li key={`${at} ${question}`}>
            <div lang={language} dir={direction}>
              <p className={styles.first}>{text}</p>
              {legalBasis !== '' && <p className={styles.hint}>{legalBasis}</p>}
              {overcome !== '' && <p>{overcome}</p>}
            </div>
            <ul className={styles.pointed} aria-label={words.fields}>
              {fields.map((path) => (
                <li key={path}>
                  <bdi>
                    {(choices[question] ?? []).find((choice) => choice.path === path)?.label[shown] ?? path}
                  </bdi>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {note !== '' && (
        <p lang={language} dir={direction} className={styles.note}>
          {note}
        </p>
      )}
    </div>
  )
}
