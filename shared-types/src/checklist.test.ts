import { describe, expect, test } from 'vitest'
import { outcomeOf, type ChecklistAnswer } from './checklist.ts'

const text = { en: 'Text' }
const question = (code: string) => ({
  code,
  question: text,
  fields: ['mark'],
  legalBasis: text,
  overcome: text,
  deficiency: text,
})
const outcome = (answers: Readonly<Record<string, ChecklistAnswer | null>>) =>
  outcomeOf(
    { questions: [question('a'), question('b')] },
    Object.entries(answers).map(([code, answer]) => ({ code, answer })),
  )

describe('a checklist', () => {
  test.each<[string, Record<string, ChecklistAnswer | null>, ReturnType<typeof outcome>]>([
    ['without answers is incomplete', {}, 'incomplete'],
    ['with a question left is incomplete, even after a "no"', { a: 'no' }, 'incomplete'],
    ['with an answer taken back is incomplete', { a: 'yes', b: null }, 'incomplete'],
    ['of "yes" and "not applicable" is met', { a: 'yes', b: 'not-applicable' }, 'met'],
    ['with one "no" is not met', { a: 'yes', b: 'no' }, 'not-met'],
    ['takes no account of a question that it has no longer', { a: 'yes', b: 'yes', gone: 'no' }, 'met'],
    ['that has a new question since is incomplete', { a: 'yes', gone: 'yes' }, 'incomplete'],
  ])('%s', (_, answers, expected) => expect(outcome(answers)).toBe(expected))
})
