/** A problem as a page: what happened, what it means, what to do now. The same facts as the problem JSON. */
import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { isProblem, problemCatalogue, type Problem, type ProblemCode } from '@lodge/shared-types'
import { useLanguage, useWords } from '../language.tsx'
import { ButtonLink } from './button.tsx'
import { Notice } from './notice.tsx'
import { Actions, PageHeader } from './page-header.tsx'

const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(problemCatalogue, code)

const codeByStatus: Readonly<Record<number, ProblemCode>> = {
  400: 'malformed-request',
  404: 'not-found',
  405: 'method-not-allowed',
}

/** Whether the browser could not ask the office: what each of them says when a fetch fails. */
const isNoAnswer = (error: unknown): boolean =>
  error instanceof TypeError && /failed to fetch|networkerror|load failed/i.test(error.message)

/** Returns the problem behind what a route threw. */
function problemOf(error: unknown): Problem {
  if (isRouteErrorResponse(error) && isProblem(error.data)) return error.data
  const code = isRouteErrorResponse(error)
    ? (codeByStatus[error.status] ?? 'internal')
    : isNoAnswer(error)
      ? 'unavailable'
      : 'internal'
  const { status, title } = problemCatalogue[code]
  return { type: `urn:lodge:problem:${code}`, code, status, title }
}

/** The words for a problem in the language of the page, and the office's own sentence about this case. */
export function useProblemWords(problem: Problem): {
  title: string
  advice: string
  detail: string | undefined
} {
  const words = useWords()
  const language = useLanguage()
  const { title, advice } = words.problems[isProblemCode(problem.code) ? problem.code : 'internal']
  const wait = problem.retryAfterS === undefined ? undefined : words.errors.retryAfter(problem.retryAfterS)
  // Details are written in English; elsewhere the catalogue's own advice says enough.
  return { title, advice: wait ?? advice, detail: language === 'en' ? problem.detail : undefined }
}

export function ProblemPage() {
  const words = useWords()
  const problem = problemOf(useRouteError())
  const { title, advice, detail } = useProblemWords(problem)
  return (
    <>
      <PageHeader over={<span className="number">{problem.status}</span>} title={title} lead={advice} />
      {detail !== undefined && <p>{detail}</p>}
      {problem.errors && (
        <ul>
          {problem.errors.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              <code dir="ltr">{path}</code> <bdi>{message}</bdi>
            </li>
          ))}
        </ul>
      )}
      <Actions>
        <ButtonLink to="/" look="quiet" isElsewhere>
          {words.errors.home}
        </ButtonLink>
      </Actions>
    </>
  )
}

/** A refusal above the page that it came back to. */
export function Refusal({ problem }: { problem: Problem }) {
  const { title, advice, detail } = useProblemWords(problem)
  return (
    <Notice meaning="wrong" title={title} alert>
      {detail !== undefined && <p>{detail}</p>}
      {(detail === undefined || problem.retryAfterS !== undefined) && <p>{advice}</p>}
    </Notice>
  )
}
