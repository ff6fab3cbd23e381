/** The people of a filing: applicants and agents. */
import { z } from 'zod'
import { emailSchema, plainLine, plainText } from './plain-text.ts'
import { says } from './says.ts'
import { isCountryCode, isPhone } from './value-rules.ts'

/** ISO 3166 or WIPO ST.3 two-letter code of a country or organisation. */
export const countrySchema = z.string().refine(isCountryCode, says('country'))

export const addressSchema = z.strictObject({
  lines: z.array(plainLine(200)).min(1, 'Give at least one address line.').max(5),
  city: plainLine(100),
  postalCode: plainLine(20).optional(),
  country: countrySchema,
})
export type Address = z.infer<typeof addressSchema>

const contact = {
  address: addressSchema,
  email: emailSchema,
  phone: z.string().refine(isPhone, says('phone')).optional(),
}

export const naturalPersonSchema = z.strictObject({
  kind: z.literal('natural'),
  givenName: plainLine(200),
  familyName: plainLine(200),
  nationality: countrySchema.optional(),
  ...contact,
})
export const legalPersonSchema = z.strictObject({
  kind: z.literal('legal'),
  name: plainLine(500),
  legalForm: plainLine(100).optional(),
  registrationNumber: plainLine(60).optional(),
  incorporatedIn: countrySchema.optional(),
  ...contact,
})
export const personSchema = z.discriminatedUnion('kind', [naturalPersonSchema, legalPersonSchema])
export type Person = z.infer<typeof personSchema>

export const applicantSchema = personSchema
export type Applicant = Person

export const agentSchema = z.strictObject({
  person: personSchema,
  /** The code under which the office keeps the agent. */
  agentCode: plainLine(40).optional(),
  /** How the agent is empowered: a document of the dossier, a power on file, or to follow. */
  power: z.enum(['attached', 'on-file', 'to-follow']),
  note: plainText(1000).optional(),
})
export type Agent = z.infer<typeof agentSchema>

/** Returns a person's name as one line. */
export const nameOf = (person: Person): string =>
  person.kind === 'natural' ? `${person.givenName} ${person.familyName}` : person.name
