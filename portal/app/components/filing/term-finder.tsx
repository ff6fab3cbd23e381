/** Finds goods and services as a person types, without a network, and takes their own words where nothing fits. */
import { useDeferredValue, useId, useMemo, useState } from 'react'
import type { Language, TermHit, TermIndex, TextSpan } from '@lodge/shared-types'
import { useLanguage, useWords, useWordsOf } from '../../language.tsx'
import { termsWords } from '../../messages/terms.ts'
import { ActButton } from './act-button.tsx'
import controls from './controls.module.css'
import type { PlacedTerm } from './goods.ts'
import { hasManyTerms, splitTerms } from './split-terms.ts'
import styles from './terms.module.css'

/** As many as a person reads through. */
const mostHits = 20

/** Returns what fits, the class that the person is in first. */
function findHits(
  index: TermIndex,
  query: string,
  language: Language,
  classNumber: number | undefined,
): TermHit[] {
  const all = index.search(query, { language, limit: mostHits })
  if (classNumber === undefined) return all
  const own = index.search(query, { language, classNumber, limit: mostHits / 2 })
  return [...own, ...all.filter((hit) => hit.classNumber !== classNumber)].slice(0, mostHits)
}

type Props = {
  index: TermIndex | null | undefined
  label: string
  hint?: string
  /** The class to which own words go; without it only terms of the list can be chosen. */
  classNumber?: number | undefined
  /** Whether the draft has the term already. */
  isTaken: (term: PlacedTerm) => boolean
  onAdd: (terms: readonly PlacedTerm[]) => void
}

export function TermFinder({ index, label, hint, classNumber, isTaken, onAdd }: Props) {
  const words = useWords().drafting
  const termWords = useWordsOf(termsWords)
  const language = useLanguage()
  const id = useId()
  const [query, setQuery] = useState('')
  const asked = useDeferredValue(query)
  const hits = useMemo(
    () => (index && asked.trim() !== '' ? findHits(index, asked, language, classNumber) : []),
    [index, asked, language, classNumber],
  )
  const hasQuery = asked.trim() !== ''
  const shownHint =
    index === null ? words.classes.listAway : index === undefined ? words.classes.listLoading : hint
  const addOwn = (text: string): void => {
    const terms = splitTerms(text)
    if (classNumber === undefined || terms.length === 0) return
    onAdd(terms.map((term) => ({ text: term, classNumber })))
    setQuery('')
  }
  return (
    <div className={styles.finder}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {shownHint !== undefined && (
        <p className={styles.hint} id={`${id}-hint`}>
          {shownHint}
        </p>
      )}
      <input
        type="search"
        id={id}
        className={controls.input}
        {...(shownHint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
        dir="auto"
        autoComplete="off"
        enterKeyHint={classNumber === undefined ? 'search' : 'enter'}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          event.preventDefault()
          addOwn(query)
        }}
        onPaste={(event) => {
          const text = event.clipboardData.getData('text')
          if (classNumber === undefined || !hasManyTerms(text)) return
          event.preventDefault()
          addOwn(text)
        }}
      />
      <p className="unseen" role="status">
        {hasQuery && index ? words.classes.results(hits.length) : ''}
      </p>
      {hits.length > 0 && (
        <ul className={styles.results}>
          {hits.map((hit) => (
            <Hit key={hit.term.id} hit={hit} isTaken={isTaken(hit)} onAdd={() => onAdd([hit])} />
          ))}
        </ul>
      )}
      {hasQuery && index && hits.length === 0 && <p className={styles.hint}>{words.classes.none}</p>}
      {hasQuery && classNumber !== undefined && (
        <div>
          <ActButton look="link" onAct={() => addOwn(query)}>
            {termWords.addFree(query.trim())}
          </ActButton>
        </div>
      )}
    </div>
  )
}

function Hit({ hit, isTaken, onAdd }: { hit: TermHit; isTaken: boolean; onAdd: () => void }) {
  const words = useWords().drafting.classes
  return (
    <li className={styles.result}>
      <span className={styles.found}>
        <bdi lang={hit.language}>
          <Marked text={hit.text} marks={hit.marks} />
        </bdi>
        <span className={styles.other}>
          {words.classTag(hit.classNumber)}
          {hit.foundIn && (
            <>
              {' · '}
              <bdi lang={hit.foundIn.language}>
                <Marked text={hit.foundIn.text} marks={hit.foundIn.marks} />
              </bdi>
            </>
          )}
        </span>
      </span>
      {isTaken ? (
        <span className={styles.other}>{words.isTaken}</span>
      ) : (
        <ActButton look="link" name={words.addTo(hit.text, hit.classNumber)} onAct={onAdd}>
          {words.add}
        </ActButton>
      )}
    </li>
  )
}

/** A text with what was asked for marked in it. */
function Marked({ text, marks }: { text: string; marks: readonly TextSpan[] }) {
  const parts: { text: string; isMarked: boolean }[] = []
  let at = 0
  for (const { from, to } of marks) {
    parts.push(
      { text: text.slice(at, from), isMarked: false },
      { text: text.slice(from, to), isMarked: true },
    )
    at = to
  }
  parts.push({ text: text.slice(at), isMarked: false })
  return <>{parts.map((part, index) => (part.isMarked ? <mark key={index}>{part.text}</mark> : part.text))}</>
}
