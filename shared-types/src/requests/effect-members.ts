/** Members of the register that a request replaces: people, addresses, goods, the image, claims and documents. Pure. */
import { z } from 'zod'
import { isRecord } from '../forms/read-path.ts'
import type { DocumentRole } from '../documents.ts'
import { sha256Schema } from '../ids.ts'
import { agentSchema, personSchema, type Agent, type Person } from '../parties.ts'
import type { ApplicationRequest } from '../request-kinds.ts'
import { goodsIn, type FileRecord } from './effect-scope.ts'
import { EffectRefusal, effectSaying } from './effect-words.ts'
import type { PostFilingRequest } from './post-filing-request.ts'
import type { JsonValue } from './register.ts'
import { correspondenceSchema } from './register-schema.ts'
import type { Effect, RegisterMember } from './request-type.ts'

const missing = (path: string): EffectRefusal => new EffectRefusal(effectSaying('effect-missing', { path }))
const foreign = (member: string): EffectRefusal =>
  new EffectRefusal(effectSaying('effect-wrong-right', { member }))

function parsed<S extends z.ZodType>(schema: S, value: unknown, path: string): z.infer<S> {
  const read = schema.safeParse(value)
  if (!read.success) throw missing(path)
  return read.data
}

/** A list of people, or one person. @throws EffectRefusal where nobody is named whole */
export const peopleIn = (value: JsonValue | undefined, path: string): Person[] =>
  parsed(z.array(personSchema).min(1).max(50), Array.isArray(value) ? value : [value], path)

const yesNo = z.enum(['yes', 'no'])
const creatorSchema = z.union([
  z.strictObject({ person: personSchema, waiver: yesNo.optional() }),
  personSchema.transform((person) => ({ person })),
])
type Creator = z.infer<typeof creatorSchema>

/** An agent as applications have one, or a person alone, whose power comes with the request. */
const newAgentSchema = z.union([
  agentSchema,
  personSchema.transform((person): Agent => ({ person, power: 'attached' })),
])

const countSchema = z.coerce.number().int().nonnegative()

/** How many claims there are, and how many of them are independent where it is said. */
const claimsSchema = z.union([
  countSchema.transform((claims) => ({ claims })),
  z.object({
    claims: z.number().int().nonnegative(),
    independentClaims: z.number().int().nonnegative().optional(),
  }),
])

/** Returns an application whose documents of these roles give way to the request's, role by role; what it does not bring stays. */
export function withDocuments(
  application: ApplicationRequest,
  { documents }: PostFilingRequest,
  roles: readonly DocumentRole[],
): ApplicationRequest {
  const brought = documents.filter(({ role }) => roles.includes(role))
  const kept = application.documents.filter(({ role }) => !brought.some((one) => one.role === role))
  return { ...application, documents: [...kept, ...brought] }
}

function withImage(
  application: ApplicationRequest,
  imageSha256: string,
  { documents }: PostFilingRequest,
): ApplicationRequest {
  if (application.kind !== 'trademark-application' || !('imageSha256' in application.mark))
    throw foreign('mark.imageSha256')
  const others = application.documents.filter(({ role }) => role !== 'mark-image')
  const image = documents.filter(({ role, sha256 }) => role === 'mark-image' && sha256 === imageSha256)
  if (image.length === 0) throw missing('documents.mark-image')
  return { ...application, mark: { ...application.mark, imageSha256 }, documents: [...others, ...image] }
}

const withCreators = (
  application: ApplicationRequest,
  among: 'inventors' | 'designers',
  people: Creator[],
): ApplicationRequest => {
  if (among === 'inventors' && 'inventors' in application) return { ...application, inventors: people }
  if (among === 'designers' && 'designers' in application) return { ...application, designers: people }
  throw foreign(among)
}

/**
 * Returns a record with a member replaced; without a value it is removed, where it can be.
 * @throws EffectRefusal for a value that is no such member, and for a member that the right does not have
 */
export function withMember(
  { application, rest }: FileRecord,
  member: RegisterMember,
  { value, path, request }: { value: JsonValue | undefined; path: string; request: PostFilingRequest },
): FileRecord {
  const entered = (changed: ApplicationRequest): FileRecord => ({ application: changed, rest })
  switch (member) {
    case 'applicants':
      return entered({ ...application, applicants: peopleIn(value, path) })
    case 'agent': {
      const { agent: _before, ...withoutAgent } = application
      return entered(
        value === undefined ? withoutAgent : { ...application, agent: parsed(newAgentSchema, value, path) },
      )
    }
    case 'correspondence':
      return {
        application,
        rest: {
          ...rest,
          correspondence: value === undefined ? null : parsed(correspondenceSchema, value, path),
        },
      }
    case 'goodsAndServices': {
      if (application.kind !== 'trademark-application') throw foreign(member)
      const goodsAndServices = goodsIn(value, path).map(({ classNumber, terms }) => ({
        classNumber,
        terms: terms ?? [],
      }))
      return entered({ ...application, goodsAndServices })
    }
    case 'mark.imageSha256':
      return entered(withImage(application, parsed(sha256Schema, value, path), request))
    case 'inventors':
    case 'designers':
      return entered(
        withCreators(
          application,
          member,
          value === undefined ? [] : parsed(z.array(creatorSchema), value, path),
        ),
      )
    case 'claims': {
      if (!('invention' in application)) throw foreign(member)
      const { claims, independentClaims } = {
        independentClaims: undefined,
        ...parsed(claimsSchema, value, path),
      }
      const { invention } = application
      return entered({
        ...application,
        invention: {
          ...invention,
          claims,
          independentClaims: independentClaims ?? Math.min(invention.independentClaims, claims),
        },
      })
    }
    case 'independentClaims':
    case 'pages': {
      if (!('invention' in application)) throw foreign(member)
      const invention = { ...application.invention, [member]: parsed(countSchema, value, path) }
      return entered({ ...application, invention })
    }
    case 'documents':
      return entered(
        withDocuments(
          application,
          request,
          request.documents.map(({ role }) => role),
        ),
      )
  }
}

/** A whole person, or members of one that replace those of who was there: a new address is a person's alone. */
function personAfter(before: Person, value: JsonValue | undefined, path: string): Person {
  const whole = personSchema.safeParse(value)
  if (whole.success) return whole.data
  return parsed(personSchema, { ...before, ...(isRecord(value) ? value : {}) }, path)
}

type Among = Extract<Effect, { do: 'change-people' | 'replace-person' }>['among']
type Change = Extract<Effect, { do: 'change-people' }>['change']

const numberSchema = z.coerce.number().int().positive()

/** Returns a list without, or with another at, the place of a number from 1; without a number the only one is meant. */
function at<T>(list: readonly T[], which: JsonValue | undefined, next: (before: T) => T[]): T[] {
  const no = numberSchema.safeParse(which ?? (list.length === 1 ? 1 : undefined)).data ?? 0
  const place = no - 1
  const before = list[place]
  if (before === undefined) throw new EffectRefusal(effectSaying('effect-no-person', { no }))
  return list.flatMap((one, index) => (index === place ? next(before) : [one]))
}

function changedCreators(
  creators: readonly Creator[],
  change: Change,
  which: JsonValue | undefined,
  { value, path }: { value: JsonValue | undefined; path: string },
): Creator[] {
  switch (change) {
    case 'add':
      return [...creators, parsed(creatorSchema, value, path)]
    case 'remove':
      return at(creators, which, () => [])
    case 'waive':
      return at(creators, which, (before) => [{ ...before, waiver: 'yes' }])
    case 'replace':
      return at(creators, which, (before) => {
        const whole = creatorSchema.safeParse(value)
        if (whole.success) return [{ ...before, ...whole.data }]
        return [{ ...before, person: personAfter(before.person, value, path) }]
      })
  }
}

function changedApplicants(
  applicants: readonly Person[],
  change: Change,
  which: JsonValue | undefined,
  { value, path }: { value: JsonValue | undefined; path: string },
): Person[] {
  switch (change) {
    case 'add':
      return [...applicants, parsed(personSchema, value, path)]
    case 'remove':
      return at(applicants, which, () => [])
    case 'replace':
      return at(applicants, which, (before) => [personAfter(before, value, path)])
    case 'waive':
      throw foreign('waiver')
  }
}

/**
 * Returns an application with one of its people added, replaced, taken away or, of inventors and designers, no longer named.
 * @throws EffectRefusal for somebody who is not there, or a person who is not whole
 */
export function withPerson(
  application: ApplicationRequest,
  { among, change }: { among: Among; change: Change },
  which: JsonValue | undefined,
  given: { value: JsonValue | undefined; path: string },
): ApplicationRequest {
  if (among === 'applicants')
    return { ...application, applicants: changedApplicants(application.applicants, change, which, given) }
  if ('inventors' in application && among !== 'designers')
    return { ...application, inventors: changedCreators(application.inventors, change, which, given) }
  if ('designers' in application && among !== 'inventors')
    return { ...application, designers: changedCreators(application.designers, change, which, given) }
  throw foreign(among)
}
