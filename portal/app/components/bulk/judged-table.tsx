/** What becomes of each row, and the two ways on: drafts of the good ones, a table of those to correct. */
import { Link } from '@remix-run/react'
import { useState } from 'react'
import { useDevice } from '../../device/use-device.tsx'
import { useLanguage, useWords, useWordsOf } from '../../language.tsx'
import { bulkWords } from '../../messages/bulk.ts'
import { ButtonLink } from '../button.tsx'
import { ActButton } from '../filing/act-button.tsx'
import filing from '../filing/filing.module.css'
import { Notice, StatusTag, type Meaning } from '../notice.tsx'
import { reasonInWords } from '../requests/reason-in-words.ts'
import styles from './bulk.module.css'
import type { JudgedRow, RowFault } from './judge-rows.ts'
import type { Judged } from './make-drafts.ts'
import { saveTable } from './save-table.ts'
import { tableToCorrect } from './write-table.ts'

/** As many as are drawn at once. */
const firstShown = 50

const verdicts = ['good', 'wrong', 'here', 'repeated'] as const
const meaningOf = {
  good: 'good',
  wrong: 'wrong',
  here: 'info',
  repeated: 'attention',
} as const satisfies Record<JudgedRow['verdict'], Meaning>

/** Returns how to say what is wrong with a row. */
function useFaultWords(): (fault: RowFault) => string {
  const all = useWords()
  const words = useWordsOf(bulkWords)
  const language = useLanguage()
  return (fault) => {
    if ('sentence' in fault) return fault.sentence
    return 'code' in fault ? words.rowFaults[fault.code] : reasonInWords(fault.gate, all, language)
  }
}

type Props = {
  judged: Judged
  /** How many drafts were just made. */
  made: number | undefined
  /** Why they could not be. */
  failure: string | undefined
  isMaking: boolean
  /** What the table is of, for names of files. */
  name: string
  onMake: () => void
}

export function JudgedTable({ judged: { table, rows }, made, failure, isMaking, name, onMake }: Props) {
  const words = useWordsOf(bulkWords)
  const device = useDevice()
  const saidOf = useFaultWords()
  const [isOnlyWrong, setIsOnlyWrong] = useState(false)
  const [shown, setShown] = useState(firstShown)
  const countOf = (verdict: JudgedRow['verdict']): number =>
    rows.filter((row) => row.verdict === verdict).length
  const [good, wrong] = [countOf('good'), countOf('wrong')]
  const listed = isOnlyWrong ? rows.filter(({ verdict }) => verdict === 'wrong') : rows

  const reasonOf = (fault: RowFault): string =>
    fault.column === '' ? saidOf(fault) : `${fault.column}: ${saidOf(fault)}`

  function saveWrong(): void {
    const byNumber = new Map(table.rows.map((row) => [row.number, row]))
    const toCorrect = rows.flatMap((judged) => {
      const row = byNumber.get(judged.number)
      if (judged.verdict !== 'wrong' || !row) return []
      return [{ row, reasons: judged.faults.map(reasonOf) }]
    })
    saveTable(`${name}-${words.correctFile}.csv`, tableToCorrect(table.columns, toCorrect))
  }

  return (
    <section className={filing.section}>
      <h2>{words.rows}</h2>
      <div className={styles.counts} role="status">
        <strong>{words.summary(rows.length)}</strong>
        {verdicts.map((verdict) => {
          const count = countOf(verdict)
          return count === 0 ? null : (
            <StatusTag key={verdict} meaning={meaningOf[verdict]}>
              {words[verdict](count)}
            </StatusTag>
          )
        })}
      </div>
      {failure !== undefined && (
        <Notice meaning="wrong" title={words.failed} alert>
          <p>{failure}</p>
        </Notice>
      )}
      {made !== undefined && made > 0 && (
        <Notice meaning="good" title={words.made(made)}>
          <p>{words.madeLead}</p>
          <div>
            <ButtonLink to={`/o/${device.officeId}/drafts`}>{words.toDrafts}</ButtonLink>
          </div>
        </Notice>
      )}
      {made === undefined && good === 0 && wrong > 0 && <p>{words.nothing}</p>}
      <div className={filing.go}>
        {good > 0 && (
          <ActButton isDisabled={isMaking} onAct={onMake}>
            {words.make(good)}
          </ActButton>
        )}
        {wrong > 0 && (
          <ActButton look="quiet" onAct={saveWrong}>
            {words.correct(wrong)}
          </ActButton>
        )}
      </div>
      {wrong > 0 && <p className={filing.soft}>{words.correctLead}</p>}
      {wrong > 0 && wrong < rows.length && (
        <label className={styles.only}>
          <input
            type="checkbox"
            checked={isOnlyWrong}
            onChange={(event) => setIsOnlyWrong(event.target.checked)}
          />
          {words.onlyWrong}
        </label>
      )}
      <ol className={styles.rows}>
        {listed.slice(0, shown).map((row) => (
          <Row key={row.number} row={row} saidOf={saidOf} base={`/o/${device.officeId}`} />
        ))}
      </ol>
      {listed.length > shown && (
        <div>
          <ActButton look="quiet" onAct={() => setShown(shown + firstShown * 2)}>
            {words.showMore(Math.min(firstShown * 2, listed.length - shown))}
          </ActButton>
        </div>
      )}
    </section>
  )
}

type RowProps = { row: JudgedRow; saidOf: (fault: RowFault) => string; base: string }

function Row({ row, saidOf, base }: RowProps) {
  const words = useWordsOf(bulkWords)
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <span className={styles.number}>{words.row(row.number)}</span>
        <StatusTag meaning={meaningOf[row.verdict]}>{words.verdicts[row.verdict]}</StatusTag>
        {row.title !== '' && <bdi className={filing.cardTitle}>{row.title}</bdi>}
        {row.ownReference !== '' && <bdi className={filing.soft}>{row.ownReference}</bdi>}
      </div>
      {row.verdict === 'wrong' && (
        <ul className={styles.faults}>
          {row.faults.map((fault) => (
            <li key={`${fault.column} ${saidOf(fault)}`}>
              {fault.column === '' ? <span>{words.wholeRow}</span> : <code dir="ltr">{fault.column}</code>}:{' '}
              <span dir="auto">{saidOf(fault)}</span>
            </li>
          ))}
        </ul>
      )}
      {row.verdict === 'good' && row.toAdd.length > 0 && (
        <div className={filing.soft}>
          <span>{words.toAdd}</span>
          <ul className={styles.faults}>
            {[...new Set(row.toAdd)].map((sentence) => (
              <li key={sentence} dir="auto">
                {sentence}
              </li>
            ))}
          </ul>
        </div>
      )}
      {row.verdict === 'here' && <Link to={`${base}/drafts/${row.draftId}`}>{words.openDraft}</Link>}
      {row.verdict === 'repeated' && <p className={filing.soft}>{words.sameAs(row.earlier)}</p>}
    </li>
  )
}
