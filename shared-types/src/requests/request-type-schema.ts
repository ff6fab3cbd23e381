/** The schema of post-filing requests as data, with what must fit together inside one. */
import { z } from 'zod'
import { codeSchema } from '../code.ts'
import { documentRoleSchema } from '../documents-schema.ts'
import { formSectionSchema, wordsSchema, conditionSchema } from '../forms/form-schema.ts'
import { fileStatusSchema } from '../legal-status.ts'
import { staffRoles } from '../roles.ts'
import { dateNames } from './file-facts.ts'
import { requestFamilies, type RequestType } from './request-type.ts'

const spanSchema = z.union([
  z.strictObject({ count: z.number().int().positive().max(1000), unit: z.enum(['days', 'months', 'years']) }),
  z.strictObject({ period: codeSchema }),
])
const dateNameSchema = z.enum(dateNames)
const boundSchema = z.strictObject({
  date: dateNameSchema,
  plus: spanSchema.exactOptional(),
  back: spanSchema.exactOptional(),
})

const gateSchema = z.strictObject({
  statuses: z.union([
    z.array(fileStatusSchema).min(1),
    z.enum(['any', 'any-published']),
    z.strictObject({ order: z.array(codeSchema).min(1) }),
    z.strictObject({ attempt: z.array(codeSchema).min(1) }),
  ]),
  windows: z
    .array(
      z.strictObject({
        of: z.enum(['national', 'international']).exactOptional(),
        from: boundSchema.exactOptional(),
        to: boundSchema.exactOptional(),
        ifUnknown: z.literal('open').exactOptional(),
      }),
    )
    .min(1)
    .exactOptional(),
  by: z.enum(['party', 'either-party', 'opponent', 'anyone']),
  notWhile: z.array(codeSchema).min(1).exactOptional(),
})

export const registerListSchema = z.enum([
  'licences',
  'rights-in-rem',
  'security-measures',
  'bankruptcies',
  'oppositions',
  'observations',
  'invalidity-actions',
  'revocation-actions',
  'appeals',
  'extensions',
  'exhibitions',
  'designations',
  'transfers',
  'corrections',
  'annuities',
  'renewals',
  'copies',
  'inspections',
  'requests',
])
const pathSchema = z
  .string()
  .regex(/^(?:data|documents|right|fileNumber|noticeId)(?:\.[A-Za-z][A-Za-z0-9]*|\.\d{1,4})*$/)
const when = {
  when: conditionSchema.exactOptional(),
  inStatuses: z.array(fileStatusSchema).min(1).exactOptional(),
  unlessInForce: registerListSchema.exactOptional(),
}

const effectSchema = z.discriminatedUnion(
  'do',
  [
    z.strictObject({
      ...when,
      do: z.literal('set'),
      member: z.enum([
        'applicants',
        'agent',
        'correspondence',
        'goodsAndServices',
        'mark.imageSha256',
        'inventors',
        'designers',
        'claims',
        'independentClaims',
        'pages',
        'documents',
      ]),
      from: pathSchema.exactOptional(),
    }),
    z.strictObject({
      ...when,
      do: z.literal('replace-person'),
      among: z.enum(['applicants', 'inventors', 'designers']),
      which: pathSchema,
      from: pathSchema,
    }),
    z.strictObject({
      ...when,
      do: z.literal('change-people'),
      among: z.enum(['applicants', 'creators']),
      change: z.enum(['add', 'replace', 'remove', 'waive']),
      which: pathSchema.exactOptional(),
      from: pathSchema.exactOptional(),
    }),
    z.strictObject({
      ...when,
      do: z.literal('replace-documents'),
      roles: z.array(documentRoleSchema).min(1),
    }),
    z.strictObject({ ...when, do: z.literal('record'), list: registerListSchema, from: pathSchema }),
    z.strictObject({
      ...when,
      do: z.literal('amend'),
      list: registerListSchema,
      entry: pathSchema,
      from: pathSchema,
    }),
    z.strictObject({ ...when, do: z.literal('end'), list: registerListSchema, entry: pathSchema }),
    z.strictObject({
      ...when,
      do: z.literal('narrow'),
      what: z.enum(['goods', 'designs']),
      to: pathSchema.exactOptional(),
      by: pathSchema.exactOptional(),
    }),
    z.strictObject({
      ...when,
      do: z.literal('move-date'),
      date: dateNameSchema,
      plus: spanSchema.exactOptional(),
      times: pathSchema.exactOptional(),
      to: pathSchema.exactOptional(),
      notAfter: boundSchema.exactOptional(),
      earliest: z
        .string()
        .regex(/^data(?:\.(?:\*|[A-Za-z][A-Za-z0-9]*))+$/)
        .exactOptional(),
    }),
    z.strictObject({ ...when, do: z.literal('defer-designs'), designs: pathSchema, is: z.boolean() }),
    z.strictObject({ ...when, do: z.literal('add-priority'), from: pathSchema }),
    z.strictObject({ ...when, do: z.literal('correct'), path: pathSchema, to: pathSchema }),
    z.strictObject({ ...when, do: z.literal('correct-each'), from: pathSchema }),
    z.strictObject({ ...when, do: z.literal('flag'), flag: codeSchema, is: z.boolean() }),
    z.strictObject({ ...when, do: z.literal('act'), action: codeSchema }),
    z.strictObject({ ...when, do: z.literal('extend-limit'), plus: spanSchema }),
    z.strictObject({
      ...when,
      do: z.literal('split'),
      what: z.enum(['goods', 'designs', 'invention']),
      part: pathSchema,
      to: pathSchema.exactOptional(),
    }),
    z.strictObject({
      ...when,
      do: z.literal('task'),
      task: z.enum([
        'copy',
        'inspection',
        'refund',
        'proof-of-payment',
        'examination',
        'designation',
        'vienna-coding',
        'publication',
      ]),
    }),
  ],
  'No effect is called so; docs/requests.md lists those that there are.',
)

export const requestTypeSchema: z.ZodType<RequestType> = z.strictObject({
  type: codeSchema,
  id: z.string().regex(/^R\d{2,3}$/, 'Number it as R49.'),
  formVersion: z.string().regex(/^[\w.-]{1,60}$/),
  rights: z.array(z.enum(['TM', 'PT', 'UM', 'DS'])).min(1),
  family: z.enum(requestFamilies),
  title: wordsSchema,
  lead: wordsSchema,
  about: z.enum(['file', 'notice', 'order', 'attempt']),
  gate: gateSchema,
  sections: z.array(formSectionSchema),
  effects: z.array(effectSchema),
  grantedBy: z.union([z.literal('rule'), z.array(z.enum(staffRoles)).min(1)]),
  approvedBy: z.array(z.enum(staffRoles)).max(3),
  plain: wordsSchema,
})
