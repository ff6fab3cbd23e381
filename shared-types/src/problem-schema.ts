/** Schemas of refusals, and how what zod complains of becomes one. */
import { z } from 'zod'
import { ProblemError, type FieldError, type ProblemCode } from './problem.ts'
import type { SentenceCode } from './sentences.ts'

/**
 * One entry that is wrong: where (a JSON pointer-like dotted path), a stable code, a sentence for a person in English, and
 * what that sentence says, so that `sentenceOf` can say it in another language.
 */
export const fieldErrorSchema = z.object({
  path: z.string(),
  code: z.string(),
  message: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
const sayingSchema = fieldErrorSchema.omit({ path: true })

/** RFC 9457 problem details with Lodge's members. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  errors: z.array(fieldErrorSchema).optional(),
  retryAfterS: z.int().optional(),
})

/** The sentences that zod's own complaints come to, where a schema does not say one of the catalogue. */
const codeOfIssue = {
  invalid_type: 'wrong-type',
  invalid_value: 'choice',
  invalid_format: 'wrong-type',
  invalid_union: 'wrong-type',
  invalid_key: 'unknown-entry',
  invalid_element: 'wrong-type',
  unrecognized_keys: 'unknown-entry',
  not_multiple_of: 'wrong-type',
  too_small: 'wrong-type',
  too_big: 'wrong-type',
  custom: 'wrong-type',
} as const satisfies Record<z.core.$ZodIssue['code'], SentenceCode>

/** Returns zod's complaints as field errors with dotted paths; what a schema `says` keeps its code and what it was told. */
export function fieldErrorsOf(error: z.ZodError): FieldError[] {
  return error.issues.map((issue) => {
    const path = issue.path.map(String).join('.')
    const said = issue.code === 'custom' ? sayingSchema.safeParse(issue.params?.['saying']) : undefined
    if (said?.success) return { path, ...said.data }
    return { path, code: codeOfIssue[issue.code], message: issue.message }
  })
}

/** Parses `value` at a door; throws a ProblemError that names every wrong entry. */
export function parseAtDoor<S extends z.ZodType>(
  schema: S,
  value: unknown,
  code: ProblemCode = 'malformed-request',
): z.infer<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new ProblemError(code, undefined, { errors: fieldErrorsOf(parsed.error) })
}
