/** What is to be put right, above the page: each entry leads to its field, on this page or another one. */
import { Link } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import type { DraftError } from '@lodge/shared-types'
import { useWords } from '../../language.tsx'
import notices from '../notice.module.css'
import styles from './filing.module.css'
import type { ToldError } from './judge.ts'

/** Returns the address of the field that an error is about. */
export const addressOf = (home: string, { pageId, itemId, path }: DraftError): string =>
  `${home}/${pageId}${itemId === undefined ? '' : `/${itemId}`}#${path}`

type Props = {
  home: string
  errors: readonly ToldError[]
  title: string
  lead?: string
  /** The page that shows it: its fields are focused without leaving it. */
  at?: { pageId: string; itemId?: string | undefined }
  /** Grows each time that the person asks to go on: the list takes the focus. */
  asked?: number
}

export function ErrorList({ home, errors, title, lead, at, asked = 0 }: Props) {
  const box = useRef<HTMLElement>(null)
  const [isFirstOnly, setIsFirstOnly] = useState(false)
  useEffect(() => {
    if (asked > 0) box.current?.focus()
  }, [asked])
  return (
    <section
      ref={box}
      tabIndex={-1}
      role="group"
      aria-label={title}
      className={`${notices.notice} ${notices.wrong}`}
    >
      <h2 className={notices.title}>{title}</h2>
      {lead !== undefined && <p>{lead}</p>}
      {errors.length > 1 && (
        <HowMany count={errors.length} isFirstOnly={isFirstOnly} onChoose={setIsFirstOnly} />
      )}
      <ul className={styles.errorList}>
        {(isFirstOnly ? errors.slice(0, 1) : errors).map((error, index) => {
          const isHere = at !== undefined && at.pageId === error.pageId && at.itemId === error.itemId
          return (
            <li key={`${index} ${error.path}`}>
              <Link
                to={addressOf(home, error)}
                onClick={(event) => {
                  if (!isHere || !focusField(error.path)) return
                  event.preventDefault()
                }}
              >
                {error.sentence}
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

type HowManyProps = { count: number; isFirstOnly: boolean; onChoose: (isFirstOnly: boolean) => void }

/** All at once, or one after the other. */
function HowMany({ count, isFirstOnly, onChoose }: HowManyProps) {
  const words = useWords().drafting.page
  return (
    <div className={styles.howMany}>
      {[false, true].map((first) => (
        <button
          key={String(first)}
          type="button"
          className={styles.tool}
          aria-pressed={isFirstOnly === first}
          onClick={() => onChoose(first)}
        >
          {first ? words.showFirst : words.showAll(count)}
        </button>
      ))}
    </div>
  )
}

/** Moves to a field by its path, or to the field that holds it; returns whether it is on this page. */
export function focusField(path: string): boolean {
  for (let name = path; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
    const field = document.getElementById(name)
    if (!field) continue
    field.focus()
    field.scrollIntoView({ block: 'center' })
    return true
  }
  return false
}

/** The title above a list of errors. */
export const useErrorsTitle = (count: number): string => useWords().drafting.page.errorsTitle(count)
