/** What a notice says of a request that is not in order: taken over from the examination, and checked against the request. Pure. */
import type { Checklist, ChecklistAnswer, ChecklistQuestion } from './checklist.ts'
import { labelOfPath } from './forms/label-of-path.ts'
import { atPath, fieldsMatching, roleInPath } from './forms/paths-of-request.ts'
import { textIn, type Language } from './languages.ts'
import type { Deficiency } from './notice-schema.ts'

type Answered = { code: string; answer: ChecklistAnswer | null; fields: readonly string[] }

const textsOf = (question: ChecklistQuestion, language: Language) => ({
  text: textIn(question.deficiency, language),
  legalBasis: textIn(question.legalBasis, language),
  overcome: textIn(question.overcome, language),
})

/**
 * Returns one deficiency for each question that was answered with "no", in the checklist's order and the notice's language,
 * with the very fields that the officer chose; with all fields of the question where they chose none.
 */
export const deficienciesFound = (
  { questions }: Pick<Checklist, 'questions'>,
  answers: readonly Answered[],
  request: unknown,
  language: Language,
): Deficiency[] =>
  questions.flatMap((question) => {
    const given = answers.find(({ code }) => code === question.code)
    if (given?.answer !== 'no') return []
    const all = question.fields.flatMap((pattern) => fieldsMatching(pattern, request))
    const fields = given.fields.length > 0 ? [...given.fields] : [...new Set(all)]
    return [{ question: question.code, fields, ...textsOf(question, language) }]
  })

/** Returns deficiencies in another language: what still stands as the checklist says it; an officer's own words stay. */
export const translated = (
  { questions }: Pick<Checklist, 'questions'>,
  deficiencies: readonly Deficiency[],
  from: Language,
  to: Language,
): Deficiency[] =>
  deficiencies.map((one) => {
    const question = questions.find(({ code }) => code === one.question)
    if (!question) return one
    const [before, after] = [textsOf(question, from), textsOf(question, to)]
    const inTurn = (name: keyof typeof before): string =>
      one[name] === before[name] ? after[name] : one[name]
    return { ...one, text: inTurn('text'), legalBasis: inTurn('legalBasis'), overcome: inTurn('overcome') }
  })

/**
 * Returns whether a notice can point at `field`: it is what a checklist asks about, a document of a known role, or an entry
 * that the request has and that its form names.
 */
export function isFieldOf(
  request: unknown,
  field: string,
  known: { checklists: readonly Pick<Checklist, 'questions'>[]; documentRoles: readonly string[] },
): boolean {
  const role = roleInPath(field)
  if (role !== undefined) return known.documentRoles.includes(role)
  const patterns = known.checklists.flatMap(({ questions }) => questions.flatMap(({ fields }) => fields))
  if (patterns.some((pattern) => fieldsMatching(pattern, request).includes(field))) return true
  return atPath(request, field) !== undefined && labelOfPath(field, 'en') !== field
}
