/** The schema of forms that come as data: sections, pages, fields and conditions (`form.ts` says what each means). */
import { z } from 'zod'
import { documentRoleSchema } from '../documents-schema.ts'
import type { Condition, FormSection } from './form.ts'

export const wordsSchema = z.strictObject({ en: z.string().min(1).max(600), ar: z.string().min(1).max(600) })

const path = z.string().regex(/^[a-z][A-Za-z0-9]*(?:\.[A-Za-z][A-Za-z0-9]*)*$/)

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ path, isOneOf: z.array(z.string()).min(1) }),
    z.strictObject({ rule: z.enum(['agentRequired', 'priorities']), is: z.boolean() }),
    z.strictObject({ any: z.array(conditionSchema).min(1) }),
    z.strictObject({ all: z.array(conditionSchema).min(1) }),
  ]),
)

const choice = z.strictObject({
  value: z.string().min(1).max(60),
  label: wordsSchema,
  hint: wordsSchema.exactOptional(),
})

const common = {
  name: z.union([z.literal(''), path]),
  label: wordsSchema,
  hint: wordsSchema.exactOptional(),
  autoComplete: z.string().exactOptional(),
  when: conditionSchema.exactOptional(),
}
/** M and F say what to do when the entry is missing; O never does. */
const withLevel = <S extends z.ZodRawShape>(shape: S) =>
  z.discriminatedUnion('level', [
    z.strictObject({ ...common, ...shape, level: z.enum(['M', 'F']), missing: wordsSchema }),
    z.strictObject({ ...common, ...shape, level: z.literal('O') }),
  ])

const max = z.number().int().positive().max(20_000)

const fieldSchema = z.discriminatedUnion(
  'kind',
  [
    withLevel({ kind: z.enum(['line', 'text']), max }),
    withLevel({
      kind: z.enum([
        'email',
        'phone',
        'country',
        'branch',
        'language',
        'class-number',
        'amount',
        'declaration',
        'locarno',
        'designs',
        'person',
      ]),
    }),
    withLevel({
      kind: z.literal('date'),
      notAfter: z.enum(['today', 'filing']).exactOptional(),
      notBefore: z.enum(['today', 'filing', 'priority']).exactOptional(),
    }),
    withLevel({ kind: z.literal('lines'), max, maxLines: max }),
    withLevel({ kind: z.literal('choice'), options: z.array(choice).min(2), decides: path.exactOptional() }),
    withLevel({ kind: z.literal('terms'), max, maxTerms: max }),
    withLevel({ kind: z.literal('number'), min: z.number().int(), max: z.number().int() }),
    withLevel({ kind: z.literal('entry'), lists: z.array(z.string()).min(1) }),
    withLevel({
      kind: z.literal('person-number'),
      among: z.enum(['applicants', 'inventors', 'designers', 'creators']),
    }),
    withLevel({
      kind: z.literal('document'),
      role: documentRoleSchema,
      at: path.exactOptional(),
      writesSha256: z.boolean().exactOptional(),
    }),
  ],
  'No field has this kind; docs/requests.md lists those that there are.',
)

const listMembers = {
  path,
  max: z.number().int().positive().max(1000),
  itemName: wordsSchema,
  addLabel: wordsSchema,
  startsFrom: z.literal('classes').exactOptional(),
  titleOf: z.array(z.string()),
  fields: z.array(fieldSchema).min(1),
}
const listSchema = z.discriminatedUnion('level', [
  z.strictObject({ ...listMembers, level: z.enum(['M', 'F']), missing: wordsSchema }),
  z.strictObject({ ...listMembers, level: z.literal('O') }),
])

const pageMembers = {
  id: z.string().regex(/^[a-z][a-z0-9-]{1,60}$/),
  title: wordsSchema,
  lead: wordsSchema.exactOptional(),
  when: conditionSchema.exactOptional(),
}

export const formSectionSchema: z.ZodType<FormSection> = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,60}$/),
  title: wordsSchema,
  pages: z
    .array(
      z.union([
        z.strictObject({ ...pageMembers, fields: z.array(fieldSchema).min(1) }),
        z.strictObject({ ...pageMembers, list: listSchema }),
      ]),
    )
    .min(1),
})
