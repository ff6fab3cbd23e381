/** What a party answered to a notice: its text, its documents, and each change that it asks for, to be accepted or declined. */
import type { Language } from '@lodge/shared-types'
import { useChrome } from '../../chrome.ts'
import { useLanguage, useOfficeWords, useWordsOf } from '../../language.tsx'
import { examinationWords } from '../../messages/examination.ts'
import { instantInWords } from '../../office-time.ts'
import { roleIn } from '../../messages/words-for.ts'
import { Button } from '../button.tsx'
import { StatusTag } from '../notice.tsx'
import { SecureForm } from '../secure-form.tsx'
import styles from './difference.module.css'
import { wordDifferences } from './word-differences.ts'

export type ShownChange = {
  path: string
  label: Readonly<Record<Language, string>>
  beforeText: Readonly<Record<Language, string>>
  afterText: Readonly<Record<Language, string>>
  /** Null while nobody has decided. */
  accepted: boolean | null
}

export type ShownAnswer = {
  noticeId: string
  text: string
  receivedAt: Date
  documents: readonly { documentId: string; role: string; fileName: string }[]
  changes: readonly ShownChange[]
  decidedAt: Date | null
  /** Of the notice, as it was seen. */
  rev: number
}

type Props = {
  answer: ShownAnswer
  /** Whether the person who looks examines this file and may decide. */
  canDecide: boolean
  /** The choices that a refused form had, by path. */
  typed?: Readonly<Record<string, string>>
}

export function Difference({ answer, canDecide, typed = {} }: Props) {
  const words = useWordsOf(examinationWords).answer
  const office = useOfficeWords()
  const timeZone = useChrome().office?.timeZone ?? 'UTC'
  const { receivedAt, decidedAt, text, changes } = answer
  const isOpen = decidedAt === null
  return (
    <section className={styles.answer} aria-labelledby="answer">
      <header className={styles.head}>
        <h2 id="answer">{words.title}</h2>
        <StatusTag meaning={isOpen ? 'attention' : 'good'}>
          {isOpen ? words.open : words.decided(instantInWords(decidedAt, timeZone, office))}
        </StatusTag>
        <time className={styles.when} dateTime={receivedAt.toISOString()}>
          {words.received(instantInWords(receivedAt, timeZone, office))}
        </time>
      </header>
      <div className={styles.said}>
        <h3>{words.text}</h3>
        {text === '' ? (
          <p className={styles.soft}>{words.noText}</p>
        ) : (
          <blockquote dir="auto">{text}</blockquote>
        )}
      </div>
      <AnswerDocuments documents={answer.documents} />
      <h3>{words.changes}</h3>
      {changes.length === 0 && <p className={styles.soft}>{words.noChanges}</p>}
      {isOpen && canDecide ? (
        <SecureForm
          fields={{ act: 'decide-answer', noticeId: answer.noticeId, seenRev: String(answer.rev) }}
          action="#answer"
        >
          <Changes changes={changes} choices={typed} isOpen />
          <div>
            <Button>{changes.length === 0 ? words.enterNone : words.enter}</Button>
          </div>
        </SecureForm>
      ) : (
        <Changes changes={changes} choices={{}} isOpen={false} />
      )}
    </section>
  )
}

function AnswerDocuments({ documents }: Pick<ShownAnswer, 'documents'>) {
  const words = useWordsOf(examinationWords).answer
  const office = useOfficeWords()
  const base = `/o/${useChrome().office?.id ?? ''}`
  if (documents.length === 0) return null
  return (
    <div className={styles.said}>
      <h3>{words.documents}</h3>
      <ul className={styles.documents}>
        {documents.map(({ documentId, role, fileName }) => (
          <li key={documentId}>
            <a href={`${base}/api/documents/${documentId}`} download>
              {roleIn(office, role)}
            </a>{' '}
            <bdi className={styles.soft}>{fileName}</bdi>
          </li>
        ))}
      </ul>
    </div>
  )
}

type ChangesProps = {
  changes: readonly ShownChange[]
  choices: Readonly<Record<string, string>>
  isOpen: boolean
}

const Changes = ({ changes, choices, isOpen }: ChangesProps) => (
  <ol className={styles.changes}>
    {changes.map((change) => (
      <Change
        key={change.path}
        change={change}
        isOpen={isOpen}
        isDeclined={choices[`change:${change.path}`] === 'decline'}
      />
    ))}
  </ol>
)

function Change({
  change,
  isOpen,
  isDeclined,
}: {
  change: ShownChange
  isOpen: boolean
  isDeclined: boolean
}) {
  const words = useWordsOf(examinationWords).answer
  const { path, label, beforeText, afterText, accepted } = change
  const language = useLanguage()
  const name = label[language]
  const parts = wordDifferences(beforeText[language], afterText[language])
  return (
    <li className={styles.change}>
      <div className={styles.texts}>
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <dl className={styles.pair}>
          <dt>{words.before}</dt>
          <dd>
            <Marked parts={parts.filter(({ kind }) => kind !== 'added')} />
          </dd>
          <dt>{words.after}</dt>
          <dd>
            <Marked parts={parts.filter(({ kind }) => kind !== 'removed')} />
          </dd>
        </dl>
      </div>
      {isOpen ? (
        <fieldset className={styles.verdict}>
          <legend className="unseen">{words.verdictOn(name)}</legend>
          {(['accept', 'decline'] as const).map((choice) => (
            <label key={choice} className={styles[choice]}>
              <input
                type="radio"
                name={`change:${path}`}
                value={choice}
                defaultChecked={(choice === 'decline') === isDeclined}
              />
              {words[choice]}
            </label>
          ))}
        </fieldset>
      ) : (
        accepted !== null && (
          <StatusTag meaning={accepted ? 'good' : 'wrong'}>
            {accepted ? words.accepted : words.declined}
          </StatusTag>
        )
      )}
    </li>
  )
}

/** A text whose changed words are marked, for eyes and for a screen reader. */
function Marked({ parts }: { parts: ReturnType<typeof wordDifferences> }) {
  const words = useWordsOf(examinationWords).answer
  if (parts.length === 0) return <span className={styles.soft}>{words.nothing}</span>
  return (
    <bdi>
      {parts.map(({ kind, text }, at) => {
        const key = `${at} ${kind}`
        if (kind === 'removed') return <del key={key}>{text}</del>
        return kind === 'added' ? <ins key={key}>{text}</ins> : <span key={key}>{text}</span>
      })}
    </bdi>
  )
}
