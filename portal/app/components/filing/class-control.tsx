/** One of the 45 classes, found by its number or its title in any language. */
import { useState } from 'react'
import { niceClasses, type NiceClass } from '@lodge/shared-types'
import { useLanguage, useWords } from '../../language.tsx'
import { ActButton } from './act-button.tsx'
import controls from './controls.module.css'
import type { ControlNames } from './field-frame.tsx'
import styles from './terms.module.css'

type Props = {
  names: ControlNames
  /** The number as text; empty while none is chosen. */
  value: string
  isReadOnly: boolean
  onChange: (classNumber: number | undefined) => void
}

const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** Returns the classes that fit: by number, or by all words of the query in one of the titles. */
export function classesFor(query: string): readonly NiceClass[] {
  const words = folded(query)
    .split(/\s+/)
    .filter((word) => word !== '')
  return niceClasses.filter(({ number, title }) => {
    const texts = Object.values(title).map(folded)
    return words.every((word) => String(number) === word || texts.some((text) => text.includes(word)))
  })
}

export default function ClassControl({ names, value, isReadOnly, onChange }: Props) {
  const words = useWords().drafting.classes
  const language = useLanguage()
  const [isChanging, setIsChanging] = useState(false)
  const [query, setQuery] = useState('')
  const chosen = niceClasses.find(({ number }) => String(number) === value)
  if (chosen && !isChanging)
    return (
      <div className={styles.chosen} id={names.id} tabIndex={-1}>
        <span>
          {words.classTag(chosen.number)} · {chosen.title[language]}
        </span>
        {!isReadOnly && (
          <ActButton look="link" onAct={() => setIsChanging(true)}>
            {words.changeClass}
          </ActButton>
        )}
      </div>
    )
  if (isReadOnly) return null
  const found = classesFor(query)
  return (
    <div className={styles.finder}>
      <input
        {...names}
        type="search"
        className={controls.input}
        aria-label={words.searchClasses}
        placeholder={words.searchClasses}
        dir="auto"
        autoComplete="off"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <ul className={styles.classes} aria-label={words.chooseClass}>
        {found.map(({ number, kind, title }) => (
          <li key={number}>
            <button
              type="button"
              className={styles.class}
              onClick={() => {
                onChange(number)
                setIsChanging(false)
                setQuery('')
              }}
            >
              <span className={styles.number}>{number}</span>
              <span>{title[language]}</span>
              <span className={styles.kind}>{words[kind]}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className={styles.hint}>{words.noClass}</p>}
    </div>
  )
}
