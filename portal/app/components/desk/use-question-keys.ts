/** Answering a checklist from the keyboard: j and k go from question to question, one key answers. */
import { useEffect, useRef } from 'react'
import type { ChecklistAnswer } from '@lodge/shared-types'

const answerKeys: Readonly<Record<string, ChecklistAnswer>> = {
  y: 'yes',
  '1': 'yes',
  n: 'no',
  '2': 'no',
  '-': 'not-applicable',
  '3': 'not-applicable',
}

/** Where keys write text, they answer nothing. */
const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.matches('textarea, select, [contenteditable]') ||
    (target instanceof HTMLInputElement && !['radio', 'checkbox'].includes(target.type)))

export const elementOfQuestion = (code: string): HTMLElement | null => document.getElementById(`q-${code}`)

/** Goes to a question, moving the page only where it is not in sight. */
export function goToQuestion(code: string): void {
  const element = elementOfQuestion(code)
  element?.focus({ preventScroll: true })
  element?.scrollIntoView({ block: 'nearest' })
}

type Wish = {
  codes: readonly string[]
  /** The question to begin with: the first that is open. */
  firstOpen: string | undefined
  canAnswer: boolean
  onAnswer: (code: string, answer: ChecklistAnswer) => void
}

/** Returns the sign on a key; on a keyboard of another script, the one in the same place. */
const signOf = ({ key, code }: KeyboardEvent): string =>
  /^[a-z0-9-]$/i.test(key)
    ? key.toLowerCase()
    : (/^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1] ?? key).toLowerCase()

/** The question in which the focus is. */
const currentOf = (codes: readonly string[]): string | undefined =>
  codes.find((code) => elementOfQuestion(code)?.contains(document.activeElement))

export function useQuestionKeys(wish: Wish): void {
  const latest = useRef(wish)
  latest.current = wish
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isWriting(event.target))
        return
      const { codes, firstOpen, canAnswer, onAnswer } = latest.current
      const current = currentOf(codes)
      const at = current === undefined ? -1 : codes.indexOf(current)
      const first = firstOpen ?? codes[0]
      const sign = signOf(event)
      const answer = answerKeys[sign]
      if (sign === 'j' || sign === 'k') {
        const next = at < 0 ? first : codes[sign === 'j' ? at + 1 : at - 1]
        if (next !== undefined) goToQuestion(next)
      } else if (sign === 'c' && current !== undefined) {
        const comments =
          elementOfQuestion(current)?.querySelector<HTMLDetailsElement>('details[data-comments]')
        if (!comments) return
        comments.open = true
        comments.querySelector('textarea')?.focus()
      } else if (answer !== undefined && canAnswer) {
        const target = current ?? first
        if (target === undefined) return
        onAnswer(target, answer)
        // A "no" goes on with where it is wrong; everything else is done with one key.
        const next = codes[codes.indexOf(target) + 1]
        goToQuestion(answer === 'no' || next === undefined ? target : next)
      } else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
