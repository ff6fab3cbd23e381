/** A row of the audit log as a person reads it: its codes in words, its detail as values by name. What nobody knows stays as it is. */
import type { AuditLine } from '@lodge/processor'
import { actionOf, labelOfPath, textIn, type Language, type OfficeProfile } from '@lodge/shared-types'
import { z } from 'zod'
import type { AuditDetailName, AuditWords } from '../../messages/audit.en.ts'

type Telling = { profile: OfficeProfile; language: Language; words: AuditWords }

/** What a row says besides, each by its name; one without a name is told as it is. */
export type AuditDetail = { name: string | null; value: string }

/** Returns the entry that `code` names, or the code itself. */
const wordFor = (words: Readonly<Record<string, string>>, code: string): string =>
  (Object.hasOwn(words, code) ? words[code] : undefined) ?? code

/** Returns what was done, in words. */
export const deedInWords = (what: string, { words }: Pick<Telling, 'words'>): string =>
  wordFor(words.deeds, what)

/** Returns every deed by its name, in the order of the language: here, since browsers may have another one. */
export const deedsInOrder = ({
  words,
  language,
}: Pick<Telling, 'words' | 'language'>): { code: string; name: string }[] =>
  Object.entries<string>(words.deeds)
    .map(([code, name]) => ({ code, name }))
    .toSorted((one, other) => one.name.localeCompare(other.name, language))

/** Returns who did it: a person by name, what is no person by what it is. */
export function doerInWords({ who, name }: Pick<AuditLine, 'who' | 'name'>, { words }: Telling): string {
  if (name !== null) return name
  if (who === 'recipient') return words.recipient
  return who.startsWith('processor:') ? words.system : who
}

/** Returns to what it was done: its kind in words, and what tells it from others of its kind. */
export function subjectInWords(subject: string, { words }: Pick<Telling, 'words'>): string {
  const [, kind = '', id = ''] = /^([a-z-]+):(.+)$/.exec(subject) ?? []
  if (!Object.hasOwn(words.subjects, kind)) return subject
  // Long identifiers end in what tells them apart; the whole of one is in the title and in the address.
  return `${wordFor(words.subjects, kind)} \u2068${id.replace(/^[0-9a-f-]{24}([0-9a-f]{12})$/, '…$1')}\u2069`
}

const decidedSchema = z.object({ accepted: z.array(z.string()), refused: z.array(z.string()) })
const recordSchema = z.record(z.string(), z.json())

function parsed(detail: string): unknown {
  try {
    return JSON.parse(detail)
  } catch {
    return undefined
  }
}

/** A question as `formality/mark-clear`, with its answer behind a colon where there is one. */
function ofQuestion(detail: string, { profile, language, words }: Telling): AuditDetail[] | undefined {
  const [, checklistCode, code, answer] = /^([^/]+)\/([^:]+)(?:: (.+))?$/.exec(detail) ?? []
  const checklist = profile.checklists.find((one) => one.code === checklistCode)
  const question = checklist?.questions.find((one) => one.code === code)
  if (!question) return undefined
  return [
    { name: words.details.question, value: textIn(question.question, language) },
    ...(answer === undefined
      ? []
      : [
          {
            name: words.details.answer,
            value: answer === 'none' ? words.noAnswer : wordFor(words.answers, answer),
          },
        ]),
  ]
}

function ofDecidedAnswer(detail: string, { language, words }: Telling): AuditDetail[] | undefined {
  const decided = decidedSchema.safeParse(parsed(detail)).data
  if (!decided) return undefined
  const labels = (paths: readonly string[]): string =>
    paths.map((path) => labelOfPath(path, language)).join(' · ') || words.nothing
  return [
    { name: words.details.entered, value: labels(decided.accepted) },
    { name: words.details.declined, value: labels(decided.refused) },
  ]
}

function ofResent(detail: string, { words }: Telling): AuditDetail[] | undefined {
  const [, id, reason] = /^as ([0-9a-f-]+)(?:, to a corrected address: (.*))?$/s.exec(detail) ?? []
  if (id === undefined) return undefined
  return [
    { name: words.details.newMessage, value: id },
    ...(reason === undefined ? [] : [{ name: words.details.why, value: reason }]),
  ]
}

/** Which single value the detail of a deed is. */
const single: Readonly<Record<string, AuditDetailName>> = {
  'assigned-task': 'to',
  'closed-alarm': 'note',
  'noted-file': 'noteNumber',
  'claimed-file': 'file',
  'confirmed-claim': 'file',
  'refused-claim': 'file',
  'asked-approval': 'file',
  'approved-in-part-approval': 'file',
  'approved-approval': 'file',
  'refused-approval': 'file',
  'withdrawn-approval': 'file',
  'drafted-notice': 'decision',
  'changed-notice': 'decision',
  'approved-notice': 'decision',
  'withdrew-notice': 'decision',
  'returned-notice': 'why',
  'ran-jobs-now': 'jobs',
  'redrove-stream': 'failure',
  'redrove-job': 'failure',
  'redrove-callback': 'failure',
  'redrove-parked-wake-ups': 'wakeUps',
}

function singleIn(name: AuditDetailName, detail: string, { profile, language, words }: Telling): string {
  if (name === 'decision') {
    const action = actionOf(profile.workflow, detail)
    return action ? textIn(action.label, language) : detail
  }
  if (name === 'jobs' || name === 'wakeUps') return /^\d+/.exec(detail)?.[0] ?? detail
  return name === 'why' ? wordFor(words.returns, detail) : detail
}

/** What is not known by its deed: an object by its own names, anything else as it is. */
function asItIs(detail: string): AuditDetail[] {
  const object = recordSchema.safeParse(parsed(detail)).data
  if (!object) return [{ name: null, value: detail }]
  return Object.entries(object).map(([name, value]) => ({
    name,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }))
}

/** Returns what a row says besides. */
export function detailsInWords(
  { what, detail, detailName }: Pick<AuditLine, 'what' | 'detail' | 'detailName'>,
  telling: Telling,
): AuditDetail[] {
  if (detail === '') return []
  if (what === 'answered-question' || what === 'commented-question')
    return ofQuestion(detail, telling) ?? asItIs(detail)
  if (what === 'decided-answer') return ofDecidedAnswer(detail, telling) ?? asItIs(detail)
  if (what === 'resent-message') return ofResent(detail, telling) ?? asItIs(detail)
  const name = Object.hasOwn(single, what) ? single[what] : undefined
  if (name === undefined) return asItIs(detail)
  return [{ name: telling.words.details[name], value: detailName ?? singleIn(name, detail, telling) }]
}
