/** Answers of a checklist as they are given: kept at once, one after the other, each on what the one before it has left. */
import { useRevalidator } from '@remix-run/react'
import { isProblem, type ChecklistAnswer, type Problem } from '@lodge/shared-types'
import { useCallback, useRef, useState } from 'react'

export type Given = { answer: ChecklistAnswer | null; fields: readonly string[] }
/** unfinished: a "no" that does not yet point anywhere stays on this page. */
export type Keeping = 'kept' | 'keeping' | 'unfinished' | 'failed'

/** Returns the entries at which a "no" points: a single one needs no choosing. */
export const fieldsFor = (
  chosen: readonly string[],
  possible: readonly { path: string }[] = [],
): readonly string[] => (possible.length === 1 ? possible.map(({ path }) => path) : chosen)

type Wish = {
  /** Where answers are sent: `/o/<office>/api/examinations/<file>/<checklist>`. */
  address: string
  csrfToken: string | undefined
  /** Of the checklist as the page was loaded. */
  rev: number
}

const unreachable: Problem = {
  type: 'urn:lodge:problem:unavailable',
  title: 'The service is not available for a moment',
  code: 'unavailable',
  status: 503,
}

/** Returns the checklist's new revision, or why the office did not take the answer. */
async function send({ address, csrfToken }: Wish, body: object): Promise<number | Problem> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-csrf-token': csrfToken ?? '' },
      body: JSON.stringify(body),
    })
    const said: unknown = await response.json()
    if (response.ok && typeof said === 'object' && said && 'rev' in said && typeof said.rev === 'number')
      return said.rev
    return isProblem(said) ? said : unreachable
  } catch {
    return unreachable
  }
}

/** Returns what has been given on this page, question by question, how far the office has it, and how to give more. */
export function useAnswers(wish: Wish) {
  const [given, setGiven] = useState<Readonly<Record<string, Given & { keeping: Keeping }>>>({})
  const [problem, setProblem] = useState<Problem>()
  const { revalidate } = useRevalidator()
  // What was kept on this page is newer than what the page was loaded with.
  const keptRev = useRef(wish.rev)
  keptRev.current = Math.max(keptRev.current, wish.rev)
  const line = useRef(Promise.resolve())
  const waiting = useRef(0)

  const mark = useCallback((code: string, value: Given, keeping: Keeping) => {
    setGiven((before) => ({ ...before, [code]: { ...value, keeping } }))
  }, [])

  const give = (code: string, value: Given, possible: number): void => {
    if (value.answer === 'no' && value.fields.length === 0 && possible !== 1) {
      mark(code, value, 'unfinished')
      return
    }
    mark(code, value, 'keeping')
    setProblem(undefined)
    waiting.current += 1
    line.current = line.current.then(async () => {
      const outcome = await send(wish, { code, ...value, seenRev: keptRev.current })
      waiting.current -= 1
      if (typeof outcome === 'number') {
        keptRev.current = outcome
        mark(code, value, 'kept')
        if (waiting.current === 0) revalidate()
      } else {
        mark(code, value, 'failed')
        setProblem(outcome)
      }
    })
  }

  return { given, problem, give }
}
