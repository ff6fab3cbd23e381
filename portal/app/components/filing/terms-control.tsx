/** The terms of one class: found or written, each with what the office's list says of it, moved to where they belong. */
import { useMemo, useRef, useState } from 'react'
import type { TermIndex, TermVerdict } from '@lodge/shared-types'
import { useWordsOf } from '../../language.tsx'
import { termsWords } from '../../messages/terms.ts'
import { ActButton } from './act-button.tsx'
import controls from './controls.module.css'
import type { FormFieldsProps } from './form-fields.tsx'
import { goodsOf, moveTerms, placeTerms, type Change, type PlacedTerm } from './goods.ts'
import { splitTerms } from './split-terms.ts'
import { TermFinder } from './term-finder.tsx'
import styles from './terms.module.css'
import { useFiling } from './use-filing.tsx'
import { useTermIndex } from './use-term-index.ts'

/** As many as the page draws at once: ten thousand would stop a phone. */
const pageSize = 100

type Verdict = TermVerdict['verdict']
type Judged = { text: string; verdict: Verdict; moveTo: number | undefined }
const verdicts = ['validated', 'wrongly-classified', 'non-existent'] as const satisfies readonly Verdict[]

/** Returns what the list says of each term; nothing is said while there is no list. */
function judgeTerms(
  index: TermIndex | null | undefined,
  classNumber: number,
  terms: readonly string[],
): Judged[] {
  return terms.map((text) => {
    const found: TermVerdict = index?.verdict(classNumber, text) ?? { verdict: 'non-existent' }
    const moveTo = found.verdict === 'wrongly-classified' ? found.classes[0] : undefined
    return { text, verdict: found.verdict, moveTo }
  })
}

type Props = Pick<FormFieldsProps, 'page' | 'itemId' | 'values' | 'isReadOnly'> & {
  field: { maxTerms: number }
}

export default function TermsControl({ page, itemId, values, isReadOnly, field }: Props) {
  const termWords = useWordsOf(termsWords)
  const { device, editor, draft } = useFiling()
  const index = useTermIndex(device.officeId, draft.termsVersion)
  const [said, setSaid] = useState('')
  const listPath = page.list?.path ?? ''
  const items = useMemo(() => goodsOf(values, listPath), [values, listPath])
  const item = items.find((one) => one.itemId === itemId)
  const classNumber = item?.classNumber
  const judged = useMemo(
    () => (classNumber === undefined ? [] : judgeTerms(index, classNumber, item?.terms ?? [])),
    [index, classNumber, item?.terms],
  )
  if (!item || itemId === undefined) return null
  if (classNumber === undefined) return <p className={styles.hint}>{termWords.classFirst}</p>

  const how = { path: listPath, max: field.maxTerms, newId: () => crypto.randomUUID() }
  const path = `${listPath}.${itemId}.terms`
  const isTaken = ({ text, classNumber: of }: PlacedTerm): boolean =>
    items.some((one) => one.classNumber === of && one.terms.includes(text))

  // Told by the state on screen, and tried again by the editor.
  const write = (changes: readonly Change[]): void => void editor.setAll(changes).catch(() => undefined)
  function add(terms: readonly PlacedTerm[]): void {
    const { changes, added, repeated, tooMany } = placeTerms(editor.state().values, terms, how)
    setSaid(tooMany > 0 ? termWords.tooMany(field.maxTerms) : termWords.pasted(added, repeated))
    write(changes)
  }
  function move(terms: readonly Judged[]): void {
    const moved = terms.flatMap(({ text, moveTo }) =>
      moveTo === undefined ? [] : [{ text, classNumber: moveTo }],
    )
    setSaid(termWords.moved(moved.length))
    if (itemId !== undefined) write(moveTerms(editor.state().values, itemId, moved, how))
  }
  const keep = (terms: readonly string[]): void => editor.set(path, terms.length === 0 ? undefined : terms)

  const misplaced = judged.filter(({ moveTo }) => moveTo !== undefined)
  return (
    <div className={styles.finder}>
      {!isReadOnly && (
        <>
          <TermFinder
            index={index}
            label={termWords.find}
            classNumber={classNumber}
            isTaken={isTaken}
            onAdd={add}
          />
          <PasteBox onPaste={(terms) => add(terms.map((text) => ({ text, classNumber })))} />
        </>
      )}
      <p className={styles.said} role="status">
        {said}
      </p>
      {misplaced.length > 0 && !isReadOnly && (
        <div>
          <ActButton look="quiet" onAct={() => move(misplaced)}>
            {termWords.moveAll(misplaced.length)}
          </ActButton>
        </div>
      )}
      <TermPages
        judged={judged}
        isReadOnly={isReadOnly}
        onMove={(term) => move([term])}
        onRemove={(text) => keep(item.terms.filter((one) => one !== text))}
      />
    </div>
  )
}

function PasteBox({ onPaste }: { onPaste: (terms: string[]) => void }) {
  const words = useWordsOf(termsWords)
  const text = useRef<HTMLTextAreaElement>(null)
  return (
    <details className={styles.paste}>
      <summary>{words.paste}</summary>
      <div className={styles.pasteBody}>
        <textarea
          ref={text}
          className={controls.input}
          aria-label={words.pasteLabel}
          placeholder={words.pasteLabel}
          dir="auto"
          rows={5}
        />
        <ActButton
          look="quiet"
          onAct={() => {
            onPaste(splitTerms(text.current?.value ?? ''))
            if (text.current) text.current.value = ''
          }}
        >
          {words.pasteAdd}
        </ActButton>
      </div>
    </details>
  )
}

type PagesProps = {
  judged: readonly Judged[]
  isReadOnly: boolean
  onMove: (term: Judged) => void
  onRemove: (text: string) => void
}

function TermPages({ judged, isReadOnly, onMove, onRemove }: PagesProps) {
  const words = useWordsOf(termsWords)
  const [only, setOnly] = useState<Verdict | undefined>(undefined)
  const [page, setPage] = useState(0)
  const counts = useMemo(() => Map.groupBy(judged, ({ verdict }) => verdict), [judged])
  const shown = only === undefined ? judged : (counts.get(only) ?? [])
  const first = Math.min(page, Math.max(0, Math.ceil(shown.length / pageSize) - 1)) * pageSize
  if (judged.length === 0) return <p className={styles.hint}>{words.empty}</p>
  const filter = (verdict: Verdict | undefined, label: string) => (
    <button
      key={label}
      type="button"
      className={styles.filter}
      aria-pressed={only === verdict}
      onClick={() => {
        setOnly(verdict)
        setPage(0)
      }}
    >
      {label}
    </button>
  )
  return (
    <>
      <div className={styles.filters} role="group" aria-label={words.filter}>
        {filter(undefined, words.all(judged.length))}
        {verdicts.map((verdict) => {
          const count = counts.get(verdict)?.length ?? 0
          return count === 0 ? null : filter(verdict, words.only(words.verdicts[verdict], count))
        })}
      </div>
      <ul className={styles.terms} aria-label={words.title}>
        {shown.slice(first, first + pageSize).map((term) => (
          <li key={term.text} className={styles.term}>
            <span className={styles.found}>
              <bdi>{term.text}</bdi>
              <span
                className={styles.verdict}
                data-verdict={term.verdict}
                title={words.verdictHints[term.verdict]}
              >
                {words.verdicts[term.verdict]}
              </span>
            </span>
            {!isReadOnly && (
              <span className={styles.acts}>
                {term.moveTo !== undefined && (
                  <ActButton
                    look="link"
                    name={words.moveOf(term.text, term.moveTo)}
                    onAct={() => onMove(term)}
                  >
                    {words.move(term.moveTo)}
                  </ActButton>
                )}
                <ActButton look="danger" name={words.removeOf(term.text)} onAct={() => onRemove(term.text)}>
                  {words.remove}
                </ActButton>
              </span>
            )}
          </li>
        ))}
      </ul>
      {shown.length > pageSize && (
        <nav className={styles.pages} aria-label={words.pages}>
          <ActButton look="quiet" isDisabled={first === 0} onAct={() => setPage(first / pageSize - 1)}>
            {words.earlier}
          </ActButton>
          <span className="number">
            {words.shown(first + 1, Math.min(first + pageSize, shown.length), shown.length)}
          </span>
          <ActButton
            look="quiet"
            isDisabled={first + pageSize >= shown.length}
            onAct={() => setPage(first / pageSize + 1)}
          >
            {words.later}
          </ActButton>
        </nav>
      )}
    </>
  )
}
