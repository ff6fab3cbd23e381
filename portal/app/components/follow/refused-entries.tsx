/** Why a form of a follower was refused: what is to be put right, in the person's language, above the form and at each entry. */
import { officeSentenceOf, type Problem } from '@lodge/shared-types'
import { useLanguage } from '../../language.tsx'
import { ErrorSummary } from '../notice.tsx'
import { Refusal, useProblemWords } from '../problem-page.tsx'

/** Returns what says what is wrong with an entry, by its name; nothing where it is well. */
export function useErrorAt(problem: Problem | undefined): (name: string) => string | undefined {
  const language = useLanguage()
  return (name) => {
    const error = problem?.errors?.find(({ path }) => path === name)
    return error && officeSentenceOf(error, language)
  }
}

export function RefusedEntries({ problem }: { problem: Problem }) {
  const { title } = useProblemWords(problem)
  const language = useLanguage()
  if (!problem.errors) return <Refusal problem={problem} />
  const errors = problem.errors.map((error) => ({ ...error, message: officeSentenceOf(error, language) }))
  return <ErrorSummary title={title} errors={errors} />
}
