/** The shape of a patent or utility model application as it is submitted; the form's checker holds it against an office's rules. */
import { z } from 'zod'
import { countrySchema, personSchema } from './parties.ts'
import { plainDateSchema } from './plain-date-schema.ts'
import { plainLine, plainText } from './plain-text.ts'
import { ofEveryApplication } from './request-members.ts'
import { prioritySchema } from './trademark-request.ts'

const count = z.number().int().nonnegative().max(10_000)
const yesNo = z.enum(['yes', 'no'])

export const patentRequestSchema = z.strictObject({
  ...ofEveryApplication,
  kind: z.enum(['patent-application', 'utility-model-application']),
  invention: z.strictObject({
    title: plainLine(500),
    /** What looks like a description is filed, or a reference to an earlier filing stands for it (PLT Article 5(7)). */
    describedBy: z.enum(['documents', 'earlier-filing']),
    earlierFiling: z
      .strictObject({ country: countrySchema, number: plainLine(60), date: plainDateSchema })
      .optional(),
    abstract: plainText(3000).optional(),
    claims: count,
    independentClaims: count,
    pages: count,
    drawings: count,
    /** WIPO ST.26 sequence listing. */
    sequenceListing: yesNo.optional(),
    /** How the applicant comes to the right, where the applicant is not the inventor. */
    entitlement: z.enum(['inventor', 'employer', 'assignment', 'succession', 'other']).optional(),
  }),
  inventors: z.array(z.strictObject({ person: personSchema, waiver: yesNo.optional() })).max(50),
  priorities: z.array(prioritySchema).max(20),
  /** Of an application that enters from the PCT. */
  pct: z
    .strictObject({
      number: plainLine(30),
      filingDate: plainDateSchema,
      publication: plainLine(30).optional(),
    })
    .optional(),
  /** Of a divisional application: the file that it is divided from. */
  parent: z.strictObject({ fileNumber: plainLine(60) }).optional(),
  examinationRequested: yesNo.optional(),
  earlyPublication: yesNo.optional(),
  smallEntity: yesNo.optional(),
  licenceOfRight: yesNo.optional(),
})
export type PatentRequest = z.infer<typeof patentRequestSchema>
