/** What a granted request does to the register: every effect of its type, done in order on a copy. Pure. */
import { z } from 'zod'
import type { Condition } from '../forms/form.ts'
import { atPath, roleInPath } from '../forms/paths-of-request.ts'
import type { FileStatus } from '../legal-status.ts'
import type { PlainDate } from '../plain-date.ts'
import { rightOf, type ApplicationRequest } from '../request-kinds.ts'
import { applicationSchema } from './application-schema.ts'
import { corrected, correctedEach } from './effect-correction.ts'
import { changeDate, withPriorities } from './effect-dates.ts'
import { withDesignsDeferred, withInvention } from './effect-parts.ts'
import { peopleIn, withDocuments, withMember, withPerson } from './effect-members.ts'
import { designsIn, goodsIn, narrowedTo, withDesigns, without, type FileRecord } from './effect-scope.ts'
import { EffectRefusal, effectSaying } from './effect-words.ts'
import type { FileDates } from './file-dates.ts'
import { spanOf, type GateOffice } from './gate.ts'
import type { FixedSpan } from './post-filing-rules.ts'
import type { PostFilingRequest } from './post-filing-request.ts'
import type { JsonValue, RegisterRest } from './register.ts'
import { changesBetween } from './register-changes.ts'
import { withAmended, withEnded, withRecorded } from './register-entries.ts'
import type { Effect, RequestType } from './request-type.ts'

export type EffectTask = Extract<Effect, { do: 'task' }>['task']

/** What effects depend on beside the request and the register. */
export type EffectContext = {
  /** The office-local day on which the request is granted. */
  on: PlainDate
  /** Where the file stands before the request is granted. */
  status: FileStatus
  office: GateOffice
  dates: FileDates
  /** How often the time limit of the notice that the request is about has been extended. */
  extensions?: number
}

export type EffectResult = FileRecord & {
  /** Actions of the workflow, in their order. */
  actions: string[]
  tasks: EffectTask[]
  /** The part of the file that becomes one of its own: it keeps the dates, and gets its number when it is made. */
  split: FileRecord | undefined
  extendLimitBy: FixedSpan | undefined
  /** What has changed, by path: `applicants.0.name`, `entries.L-1`, `flags.licence-of-right`, `dates.expiry`. */
  changed: string[]
}

type Working = Omit<EffectResult, 'changed'>
type ReadRequest = (path: string) => JsonValue | undefined

type Applying = { request: PostFilingRequest; read: ReadRequest; context: EffectContext }

const json = z.json()

const readingOf =
  (request: PostFilingRequest): ReadRequest =>
  (path) => {
    const role = roleInPath(path)
    const value =
      role === undefined ? atPath(request, path) : request.documents.filter((one) => one.role === role)
    const parsed = json.safeParse(value)
    return parsed.success ? parsed.data : undefined
  }

/** The rules of forms say nothing about a request that is granted: a condition on one never holds. */
function holds(when: Condition | undefined, read: ReadRequest): boolean {
  if (when === undefined) return true
  if ('any' in when) return when.any.some((one) => holds(one, read))
  if ('all' in when) return when.all.every((one) => holds(one, read))
  if ('rule' in when) return false
  const value = read(when.path)
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  return isPlain && when.isOneOf.includes(String(value))
}

/** @throws EffectRefusal where nothing stands at the path */
function needed(read: ReadRequest, path: string): JsonValue {
  const value = read(path)
  if (value === undefined) throw new EffectRefusal(effectSaying('effect-missing', { path }))
  return value
}

/** A right that a measure holds in place does not change hands. */
function mustChangeHands({ rest }: FileRecord): void {
  if (rest.flags.includes('transfer-blocked'))
    throw new EffectRefusal(effectSaying('effect-transfer-blocked'))
}

/** @throws EffectRefusal for an application that its own schema would not take */
function checked(application: unknown): ApplicationRequest {
  const parsed = applicationSchema.safeParse(application)
  if (parsed.success) return parsed.data
  const path = parsed.error.issues[0]?.path.map(String).join('.') ?? ''
  throw new EffectRefusal(effectSaying('effect-invalid', { path }))
}

type Named = { by: string | undefined; to: string | undefined }

function narrowed(
  record: FileRecord,
  what: 'goods' | 'designs',
  { by, to }: Named,
  read: ReadRequest,
): FileRecord {
  const path = to ?? by ?? ''
  const value = read(path)
  if (what === 'designs') {
    const named = designsIn(value, path)
    return withDesigns(record, (no) => named.includes(no) === (to !== undefined), named)
  }
  const { application, rest } = record
  if (application.kind !== 'trademark-application')
    throw new EffectRefusal(effectSaying('effect-wrong-right', { member: 'goodsAndServices' }))
  const part = goodsIn(value, path)
  const { goodsAndServices } = application
  const after = to === undefined ? without(goodsAndServices, part) : narrowedTo(goodsAndServices, part)
  return { application: { ...application, goodsAndServices: after }, rest }
}

/** What stays in a file and what leaves it; an invention that is divided stays as it is. */
function parted(
  record: FileRecord,
  { what, part: path }: Extract<Effect, { do: 'split' }>,
  { read, request }: Applying,
): { left: FileRecord; part: FileRecord } {
  if (what === 'invention') {
    const application = withInvention(record.application, read(path), { path, request })
    return { left: record, part: { application, rest: record.rest } }
  }
  return {
    left: narrowed(record, what, { by: path, to: undefined }, read),
    part: narrowed(record, what, { by: undefined, to: path }, read),
  }
}

/** A file that is split off keeps the dates of the file that it comes from. */
function divided(
  record: FileRecord,
  effect: Extract<Effect, { do: 'split' }>,
  applying: Applying,
  dates: FileDates,
): { left: FileRecord; split: FileRecord } {
  if (effect.to !== undefined) mustChangeHands(record)
  const { left, part } = parted(record, effect, applying)
  const { designNumbers: _theirs, ...rest } = part.rest
  const { 'notice-limit': _limit, filing: _filing, ...kept } = dates
  const split = { application: part.application, rest: { ...rest, dates: kept } }
  if (effect.to === undefined) return { left, split }
  const { agent: _agent, ...unrepresented } = split.application
  const applicants = peopleIn(applying.read(effect.to), effect.to)
  return {
    left,
    split: { application: { ...unrepresented, applicants }, rest: { ...split.rest, correspondence: null } },
  }
}

const withRest = (working: Working, rest: Partial<RegisterRest>): Working => ({
  ...working,
  rest: { ...working.rest, ...rest },
})

/** Whether an effect is to be done, as the file stood before the request and as the effects before it have left it. */
function isDone({ when, inStatuses, unlessInForce }: Effect, { rest }: Working, applying: Applying): boolean {
  if (!holds(when, applying.read)) return false
  if (inStatuses && !inStatuses.includes(applying.context.status)) return false
  return !rest.entries.some(({ list, state }) => list === unlessInForce && state === 'in-force')
}

function apply(working: Working, effect: Effect, applying: Applying): Working {
  if (!isDone(effect, working, applying)) return working
  const { request, read, context } = applying
  const { application, rest } = working
  const { periods, maxExtensions } = context.office.postFiling
  const dates = { ...context.dates, ...rest.dates }
  const made = { requestId: request.requestId, on: context.on }
  switch (effect.do) {
    case 'set': {
      const path = effect.from ?? ''
      if (effect.member === 'applicants') mustChangeHands(working)
      const value = effect.from === undefined ? undefined : needed(read, path)
      return { ...working, ...withMember(working, effect.member, { value, path, request }) }
    }
    case 'replace-person': {
      const { among, which, from } = effect
      const given = { value: read(from), path: from }
      return {
        ...working,
        application: withPerson(application, { among, change: 'replace' }, read(which), given),
      }
    }
    case 'change-people': {
      const { which, from = '' } = effect
      const given = { value: read(from), path: from }
      const number = which === undefined ? undefined : read(which)
      return { ...working, application: withPerson(application, effect, number, given) }
    }
    case 'replace-documents':
      return { ...working, application: withDocuments(application, request, effect.roles) }
    case 'record':
      if (effect.list === 'transfers') mustChangeHands(working)
      return withRest(working, {
        entries: withRecorded(rest.entries, effect.list, needed(read, effect.from), made),
      })
    case 'amend': {
      const members = needed(read, effect.from)
      return withRest(working, {
        entries: withAmended(rest.entries, effect.list, read(effect.entry), members, made),
      })
    }
    case 'end':
      return withRest(working, { entries: withEnded(rest.entries, effect.list, read(effect.entry), made) })
    case 'narrow':
      return { ...working, ...narrowed(working, effect.what, { by: effect.by, to: effect.to }, read) }
    case 'move-date': {
      const within = { dates, office: context.office, right: rightOf[application.kind] }
      return withRest(working, {
        dates: { ...rest.dates, [effect.date]: changeDate(effect, request, within) },
      })
    }
    case 'defer-designs':
      return {
        ...working,
        application: withDesignsDeferred(working, read(effect.designs), effect.designs, effect.is),
      }
    case 'add-priority':
      return { ...working, application: withPriorities(application, read(effect.from), effect.from, dates) }
    case 'correct': {
      const after = corrected(application, read(effect.path), needed(read, effect.to))
      return { ...working, application: checked(after) }
    }
    case 'correct-each': {
      const after = correctedEach(application, read(effect.from), effect.from)
      return { ...working, application: checked(after) }
    }
    case 'flag': {
      const others = rest.flags.filter((flag) => flag !== effect.flag)
      return withRest(working, { flags: effect.is ? [...others, effect.flag] : others })
    }
    case 'act':
      return { ...working, actions: [...working.actions, effect.action] }
    case 'extend-limit': {
      const extendLimitBy = spanOf(effect.plus, periods)
      if (!extendLimitBy) throw new EffectRefusal(effectSaying('effect-no-date', { date: 'notice-limit' }))
      if ((context.extensions ?? 0) >= maxExtensions)
        throw new EffectRefusal(effectSaying('effect-extensions', { max: maxExtensions }))
      return { ...working, extendLimitBy }
    }
    case 'split': {
      if (working.split) throw new EffectRefusal(effectSaying('effect-twice', { what: 'split' }))
      const { left, split } = divided(working, effect, applying, dates)
      return { ...working, ...left, split }
    }
    case 'task':
      return { ...working, tasks: [...working.tasks, effect.task] }
  }
}

/**
 * Returns what a request does to the register of its file when it is granted on a day, with the paths of all that changes;
 * nothing is changed in place.
 * @throws EffectRefusal for a request that cannot be granted as the register stands, such as one that amends an entry that is
 * not there
 */
export function applyEffects(
  type: RequestType,
  request: PostFilingRequest,
  record: FileRecord,
  context: EffectContext,
): EffectResult {
  const begun: Working = { ...record, actions: [], tasks: [], split: undefined, extendLimitBy: undefined }
  const applying = { request, read: readingOf(request), context }
  const done = type.effects.reduce<Working>((working, effect) => apply(working, effect, applying), begun)
  const application = checked(done.application)
  const split = done.split && { ...done.split, application: checked(done.split.application) }
  return { ...done, application, split, changed: changesBetween(record, { application, rest: done.rest }) }
}
