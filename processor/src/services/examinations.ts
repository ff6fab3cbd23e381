/** Examination by a checklist: an officer answers its questions for a file, and points at the very entries that are wrong. */
import {
  fieldsMatching,
  nameOfActor,
  outcomeOf,
  parseAtDoor,
  plainText,
  ProblemError,
  streamOf,
  type Actor,
  type Checklist,
  type ChecklistOutcome,
  type ChecklistQuestion,
  type OfficeProfile,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { z } from 'zod'
import { writeAudit, type AuditDeed } from '../audit.ts'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import { examinationId, holdersOf, type Held } from './examinations/held-examination.ts'
import { requestWithDocuments } from './file-request.ts'
import { entryShown, type EntryShown } from './notices/entry-in-words.ts'
import { personNames } from './person-names.ts'
import { refused } from './refusals.ts'
import { standingOf } from './standing.ts'
import { isStaff } from './views.ts'

type ExaminationAnswer = Row<'examinations'>['answers'][number]

export type ExaminationView = {
  checklist: Checklist
  /** One for each question of the checklist, in its order. */
  answers: readonly ExaminationAnswer[]
  rev: number
  outcome: ChecklistOutcome
  /** The place in the file's history that this is true of: what a decision names as seen. */
  seq: number
  /** The actor holds the examination, and may answer now. */
  isMine: boolean
  /** Where each question points, by its code. */
  fields: Readonly<Record<string, readonly EntryShown[]>>
  /** Names of those who answered or commented, by user. */
  people: Readonly<Record<string, string>>
}

const blank = (code: string): ExaminationAnswer => ({
  code,
  answer: null,
  fields: [],
  comments: [],
  userId: null,
  at: null,
})

function mustBeStaff(actor: Actor): void {
  if (!isStaff(actor)) throw new ProblemError('not-allowed', 'Only staff of the office examine files.')
}

function checklistOf(profile: OfficeProfile, code: string): Checklist {
  const checklist = profile.checklists.find((one) => one.code === code)
  if (!checklist) throw new ProblemError('not-found')
  return checklist
}

/** A file that was filed on paper has no entries here: a question then points at what its pattern names. */
const pathsOf = ({ fields }: ChecklistQuestion, request: unknown): string[] => [
  ...new Set(fields.flatMap((pattern) => fieldsMatching(pattern, request))),
]

/**
 * Returns a checklist as it is filled in for a file, with the entries of the request that each question is about. Staff only.
 * @throws ProblemError `not-found` for a file or a checklist that the office does not have
 */
export async function examination(office: Office, actor: Actor, held: Held): Promise<ExaminationView> {
  mustBeStaff(actor)
  const { store, profiles } = office
  const { officeId, who } = actor
  const profile = profiles.of(officeId)
  const checklist = checklistOf(profile, held.checklist)
  const { seq, standing } = await standingOf(store, profile, held.fileId)
  const row = await store.examinations.one({ _id: examinationId(held), officeId })
  const request = await requestWithDocuments(store, officeId, held.fileId)
  const holders = await holdersOf(store, profile, held)
  const answers = checklist.questions.map(
    ({ code }) => row?.answers.find((one) => one.code === code) ?? blank(code),
  )
  const names = await personNames(
    store,
    officeId,
    answers.flatMap(({ userId, comments }) => [
      ...(userId === null ? [] : [userId]),
      ...comments.map((one) => one.userId),
    ]),
  )
  return {
    checklist,
    answers,
    rev: row?.rev ?? 0,
    outcome: outcomeOf(checklist, answers),
    seq,
    isMine: holders.includes(who.id) && !standing.isApprovalAwaited,
    fields: Object.fromEntries(
      checklist.questions.map((question) => [
        question.code,
        pathsOf(question, request).map((path) => entryShown(profile, request, path)),
      ]),
    ),
    people: Object.fromEntries([...names].map(([userId, { name }]) => [userId, name])),
  }
}

const fileAndChecklist = {
  fileId: z.string().max(64),
  checklist: z.string().max(60),
  code: z.string().max(60),
}

const answerSchema = z.strictObject({
  ...fileAndChecklist,
  answer: z.enum(['yes', 'no', 'not-applicable']).nullable(),
  fields: z.array(z.string().max(200)).max(500).default([]),
  seenRev: z.number().int().nonnegative(),
})
const commentSchema = z.strictObject({ ...fileAndChecklist, text: plainText(2_000) })

type Examined = {
  question: ChecklistQuestion
  row: Row<'examinations'>
  isNew: boolean
}

/** Reads what the actor fills in, and refuses everybody who does not hold it. */
async function held(
  { store, profiles, clock }: Office,
  session: ClientSession,
  actor: Actor,
  { code, ...which }: Held & { code: string },
): Promise<Examined> {
  const { officeId } = actor
  const profile = profiles.of(officeId)
  const checklist = checklistOf(profile, which.checklist)
  const question = checklist.questions.find((one) => one.code === code)
  if (!question) throw refused('unknown-question', 'code')
  const { standing } = await standingOf(store, profile, which.fileId, session)
  if (!(await holdersOf(store, profile, which, session)).includes(actor.who.id))
    throw refused('not-your-examination', 'checklist')
  if (standing.isApprovalAwaited) throw refused('approval-awaited', 'checklist')
  const _id = examinationId(which)
  const row = await store.examinations.one({ _id, officeId }, { session })
  const at = clock.now()
  const fresh = { _id, officeId, ...which, version: checklist.version, answers: [], rev: 0, updatedAt: at }
  return { question, row: row ?? fresh, isNew: !row }
}

/** Stores the row with another answer to one question. Of two at once the second runs again and sees the first. */
async function keep(
  office: Office,
  session: ClientSession,
  actor: Actor,
  { row, isNew }: Examined,
  changed: ExaminationAnswer,
  audit: { what: AuditDeed; detail: string },
): Promise<number> {
  const { store, clock, profiles } = office
  const { officeId } = actor
  const { version } = checklistOf(profiles.of(officeId), row.checklist)
  const answers = [...row.answers.filter(({ code }) => code !== changed.code), changed]
  const next = { ...row, answers, version, rev: row.rev + 1, updatedAt: clock.now() }
  if (isNew) await store.examinations.insert([next], { session })
  else await store.examinations.replace({ _id: row._id, officeId }, next, { session })
  const entry = { officeId, who: nameOfActor(actor), subject: streamOf('file', row.fileId), ...audit }
  await writeAudit(office, entry, session)
  return next.rev
}

/** Returns the entries that a "no" points at: those that were named, or the only one there is. */
function pointedAt(named: readonly string[], possible: readonly string[]): string[] {
  const foreign = named.find((path) => !possible.includes(path))
  if (foreign !== undefined) throw refused('field-foreign', 'fields')
  const fields = named.length === 0 && possible.length === 1 ? possible : named
  if (fields.length === 0) throw refused('fields-missing', 'fields')
  return [...new Set(fields)]
}

/**
 * Answers one question, or takes the answer back with null; a "no" names the entries that are wrong. Returns the new revision.
 * `raw`: { fileId, checklist, code, answer, fields, seenRev }
 * @throws ProblemError `not-your-examination` for all but the officer who holds it, `examination-changed` (stale),
 * `approval-awaited`, `fields-missing`, `field-foreign`, `unknown-question`
 */
export async function answerQuestion(office: Office, actor: Actor, raw: unknown): Promise<{ rev: number }> {
  mustBeStaff(actor)
  const { answer, fields, seenRev, ...which } = parseAtDoor(answerSchema, raw, 'invalid')
  const { store, clock } = office
  const rev = await store.transaction(async (session) => {
    const examined = await held(office, session, actor, which)
    const { question, row } = examined
    if (row.rev !== seenRev) throw refused('examination-changed', 'seenRev')
    const request = await requestWithDocuments(store, actor.officeId, which.fileId, session)
    const before = row.answers.find(({ code }) => code === which.code) ?? blank(which.code)
    const changed: ExaminationAnswer = {
      ...before,
      answer,
      fields: answer === 'no' ? pointedAt(fields, pathsOf(question, request)) : [],
      userId: actor.who.id,
      at: clock.now(),
    }
    const detail = `${which.checklist}/${which.code}: ${answer ?? 'none'}`
    return keep(office, session, actor, examined, changed, { what: 'answered-question', detail })
  })
  return { rev }
}

/**
 * Adds a comment to a question, with who and when. Returns the new revision. `raw`: { fileId, checklist, code, text }
 * @throws ProblemError `not-your-examination` for all but the officer who holds it, `approval-awaited`, `unknown-question`
 */
export async function commentQuestion(office: Office, actor: Actor, raw: unknown): Promise<{ rev: number }> {
  mustBeStaff(actor)
  const { text, ...which } = parseAtDoor(commentSchema, raw, 'invalid')
  const { store, clock } = office
  const rev = await store.transaction(async (session) => {
    const examined = await held(office, session, actor, which)
    const before = examined.row.answers.find(({ code }) => code === which.code) ?? blank(which.code)
    const comments = [...before.comments, { text, userId: actor.who.id, at: clock.now() }]
    const detail = `${which.checklist}/${which.code}`
    const audit = { what: 'commented-question' as const, detail }
    return keep(office, session, actor, examined, { ...before, comments }, audit)
  })
  return { rev }
}
