/** Why a form of the desk was refused, in the person's language, and what happened meanwhile; above the entries, which stay. */
import { officeSentenceOf, textIn, type Localized, type Problem } from '@lodge/shared-types'
import { useChrome } from '../../chrome.ts'
import { useLanguage, useOfficeWords, useWordsOf } from '../../language.tsx'
import { examinationWords } from '../../messages/examination.ts'
import { eventIn } from '../../messages/words-for.ts'
import { instantInWords } from '../../office-time.ts'
import { Notice } from '../notice.tsx'
import { useProblemWords } from '../problem-page.tsx'
import styles from './refused-form.module.css'

/** What a form's action came back with: the problem, and what was typed. */
export type RefusedForm = { problem: Problem; typed: Record<string, string> }

/** One thing that happened to the file, as far as a person who decides must know of it. */
export type Happening = { seq: number; type: string; at: Date; action: Localized | null; by: string | null }

type Props = {
  problem: Problem
  /** What happened since the person looked, where the refusal is about that. */
  since?: readonly Happening[]
}

export function DeskRefusal({ problem, since = [] }: Props) {
  const words = useWordsOf(examinationWords).since
  const language = useLanguage()
  const { title, advice, detail } = useProblemWords(problem)
  const sentences = [...new Set((problem.errors ?? []).map((error) => officeSentenceOf(error, language)))]
  return (
    <Notice meaning="wrong" title={title} alert>
      {sentences.map((sentence) => (
        <p key={sentence}>
          <bdi>{sentence}</bdi>
        </p>
      ))}
      {sentences.length === 0 && <p>{detail ?? advice}</p>}
      {since.length > 0 && (
        <>
          <h3>{words.title}</h3>
          <ul className={styles.since}>
            {since.map((one) => (
              <SinceLine key={one.seq} happening={one} />
            ))}
          </ul>
        </>
      )}
      {problem.code === 'stale' && <p>{words.kept}</p>}
    </Notice>
  )
}

function SinceLine({ happening: { type, at, action, by } }: { happening: Happening }) {
  const words = useOfficeWords()
  const language = useLanguage()
  const timeZone = useChrome().office?.timeZone ?? 'UTC'
  return (
    <li>
      <bdi>{action ? textIn(action, language) : eventIn(words, type)}</bdi>
      {' · '}
      <time dateTime={at.toISOString()}>{instantInWords(at, timeZone, words)}</time>
      {by !== null && (
        <>
          {' · '}
          <bdi>{by}</bdi>
        </>
      )}
    </li>
  )
}
