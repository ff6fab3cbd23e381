/** Checklists: the questions by which an officer examines a file, as office data, and what the answers come to. Pure. */
import { z } from 'zod'
import { codeSchema } from './code.ts'
import { localizedSchema } from './localized.ts'

export const checklistSchema = z.strictObject({
  code: codeSchema,
  version: z.string().regex(/^[\w.-]{1,40}$/),
  label: localizedSchema,
  questions: z
    .array(
      z.strictObject({
        code: codeSchema,
        /** Answered "yes" where all is well. */
        question: localizedSchema,
        /**
         * Where in the request a "no" points: dotted paths of a request, with `*` for any item of a list, such as
         * `applicants.*.address`; `documents.power-of-attorney` stands for a document of this role.
         */
        fields: z.array(z.string().regex(/^[a-z][A-Za-z0-9.*-]{0,99}$/)).min(1),
        legalBasis: localizedSchema,
        /** How the party can put it right. */
        overcome: localizedSchema,
        /** What the notice says where the answer is "no". */
        deficiency: localizedSchema,
      }),
    )
    .min(1),
})
export type Checklist = z.infer<typeof checklistSchema>
export type ChecklistQuestion = Checklist['questions'][number]
export type ChecklistAnswer = 'yes' | 'no' | 'not-applicable'
export type ChecklistOutcome = 'incomplete' | 'met' | 'not-met'

/** Returns what answers come to: complete only when every question of the checklist as it is now has one. */
export function outcomeOf(
  { questions }: Pick<Checklist, 'questions'>,
  answers: readonly { code: string; answer: ChecklistAnswer | null }[],
): ChecklistOutcome {
  const given = questions.map(({ code }) => answers.find((one) => one.code === code)?.answer ?? null)
  if (given.includes(null)) return 'incomplete'
  return given.includes('no') ? 'not-met' : 'met'
}
