/**
 * A file as its applicant understands it: where it stands, what is next, who must act and by when, and what happened so far.
 * Folded from the history, so that what has just happened is seen; it names nobody, and holds nothing of the office's own.
 */
import {
  daysBetween,
  foldFile,
  outlookOf,
  ProblemError,
  streamOf,
  textIn,
  type DomainEvent,
  type EventOf,
  type FileState,
  type FileStatus,
  type Language,
  type OfficeProfile,
  type PlainDate,
} from '@lodge/shared-types'
import type { Office } from '../office.ts'
import { plainDateIn } from '../receipts/document-dates.ts'
import { readStream } from '../store/streams.ts'
import { applicantWords, documentsInWords, type ApplicantWords } from './applicant-words.ts'
import { deadlinesOfFiles, todayAt, type Deadline } from './deadlines.ts'
import { processSteps, type ProcessStep } from './process-steps.ts'

/** One thing that happened, in a plain sentence. */
export type PlainStep = { at: Date; text: string }

export type NextStep = {
  text: string
  /** Who must act now. */
  who: 'office' | 'party' | 'nobody'
  /** The last day for it, by the office's calendar; null where there is none. */
  by: PlainDate | null
  /** From the office's today; negative once the day is over, null where there is none. */
  daysLeft: number | null
}

/** What whoever may follow a file sees of it. All texts are in one language. */
export type ApplicantView = {
  fileNumber: string
  /** The mark as it reads; empty for a figure without words. */
  mark: string
  filingDate: PlainDate | null
  status: FileStatus
  process: ProcessStep[]
  /** Where the file stands, in a sentence. */
  headline: string
  next: NextStep
  /** The latest first. */
  happened: PlainStep[]
  deadlines: Deadline[]
  /** Of the last event: the view as of this place in the history. */
  seq: number
}

type Parts = Pick<Office, 'store' | 'clock' | 'profiles'>

/** What the sentences need. */
export type Telling = {
  profile: OfficeProfile
  language: Language
  words: ApplicantWords
  /** The templates of the file's notices, by notice id. */
  templates: ReadonlyMap<string, string>
}

/** Documents that the office makes by itself. */
const madeByOffice: readonly string[] = ['filing-receipt', 'request-as-filed']

type Added = EventOf<'file.document-added'>
const isAdded = (event: DomainEvent): event is Added => event.type === 'file.document-added'

/** Returns what documents that came together are told as. */
function documentsTold(added: readonly Added[], receivedAt: Date | undefined, words: ApplicantWords): string {
  const [first] = added
  const roles = documentsInWords(
    added.map(({ data }) => data.role),
    words,
  )
  if (added.every(({ data }) => madeByOffice.includes(data.role))) return words.made(roles)
  return first?.at.getTime() === receivedAt?.getTime() ? words.filed(roles) : words.handedIn(roles)
}

function noticeTold(
  { noticeId, answerBy }: EventOf<'file.notice-issued'>['data'],
  { profile, language, words, templates }: Telling,
): string {
  const template = profile.notices.find(({ code }) => code === templates.get(noticeId))
  const title = template ? textIn(template.title, language) : words.noticeDocument
  return answerBy === null
    ? words.notice(title)
    : words.noticeToAnswer(title, plainDateIn(answerBy, language))
}

/** Returns the sentence of one event other than added documents; undefined for what is told elsewhere. */
function sentenceOf(
  event: DomainEvent,
  before: readonly DomainEvent[],
  telling: Telling,
): string | undefined {
  const { profile, language, words } = telling
  if (event.type === 'file.received') return words.received(event.data.fileNumber)
  if (event.type === 'file.date-accorded') {
    const date = plainDateIn(event.data.filingDate, language)
    return before.some(({ type }) => type === 'file.date-accorded')
      ? words.dateMoved(date)
      : words.dateAccorded(date)
  }
  if (event.type === 'file.acted') {
    const action = profile.workflow.actions.find(({ code }) => code === event.data.action)
    // The party's own answer has been told when it came.
    if (action?.takenOn === 'answer') return undefined
    return action ? textIn(action.plain, language) : words.acted
  }
  if (event.type === 'file.notice-issued') return noticeTold(event.data, telling)
  if (event.type === 'request.attached') {
    const isAnswer = event.data.kind === 'response-to-office-action'
    return isAnswer && event.data.about === foldFile(before).openNotice ? words.answered : words.attached
  }
  if (event.type === 'request.decided') {
    const { type: name, outcome } = event.data
    const type = profile.requestTypes.find(({ type: one }) => one === name)
    return words[outcome](type ? textIn(type.title, language) : name)
  }
  if (event.type === 'file.notice-extended') return words.extended(plainDateIn(event.data.answerBy, language))
  if (event.type === 'file.changed') {
    const holder = event.data.fields.findLast(({ name }) => name === 'accountId')
    if (!holder) return words.changed
    return holder.before === null ? words.takenOver : words.handedOver
  }
  return undefined
}

/** Returns what happened, the latest first; documents that came at the same moment are one step. */
export function stepsOf(history: readonly DomainEvent[], telling: Telling): PlainStep[] {
  const receivedAt = history.find(({ type }) => type === 'file.received')?.at
  const steps: PlainStep[] = []
  for (let at = 0; at < history.length; at += 1) {
    const event = history[at]
    if (!event) break
    if (!isAdded(event)) {
      const text = sentenceOf(event, history.slice(0, at), telling)
      if (text !== undefined) steps.push({ at: event.at, text })
      continue
    }
    const together = [event]
    for (let next = history[at + 1]; next && isAdded(next) && next.at.getTime() === event.at.getTime();) {
      together.push(next)
      at += 1
      next = history[at + 1]
    }
    steps.push({ at: event.at, text: documentsTold(together, receivedAt, telling.words) })
  }
  return steps.reverse()
}

/** Whether the party has answered since the office last acted: the workflow follows a moment later. */
function isAnswered(history: readonly DomainEvent[]): boolean {
  const acted = history.findLastIndex(({ type }) => type === 'file.acted')
  const asked = foldFile(
    history.slice(
      0,
      history.findLastIndex(({ type }) => type === 'request.attached'),
    ),
  )
  return history
    .slice(acted + 1)
    .some((event) => event.type === 'request.attached' && event.data.about === asked.openNotice)
}

/** Returns what is next, who must act, and by when. */
export function nextOf(
  history: readonly DomainEvent[],
  state: FileState,
  today: PlainDate,
  { profile, language, words }: Telling,
): NextStep {
  const outlook = state.status && outlookOf(profile.workflow, state.status)
  const nothingDue = { by: null, daysLeft: null }
  if (state.openNotice !== undefined) {
    const by = state.answerBy ?? null
    const due = { by, daysLeft: by === null ? null : daysBetween(today, by) }
    // Nothing that the party sends is taken as an answer any more.
    if (by !== null && today > by) return { text: words.nextLate, who: 'office', ...due }
    const text = outlook?.who === 'party' ? textIn(outlook.next, language) : words.nextParty
    return { text, who: 'party', ...due }
  }
  if (outlook?.who === 'party' && isAnswered(history))
    return { text: words.nextAnswered, who: 'office', ...nothingDue }
  if (!outlook) return { text: words.nextOffice, who: 'office', ...nothingDue }
  return { text: textIn(outlook.next, language), who: outlook.who, ...nothingDue }
}

/**
 * Returns a file as its applicant sees it, whoever asks: the caller has checked that they may.
 * @throws ProblemError `not-found` for a file that the office does not have.
 */
export async function applicantView(
  office: Parts,
  officeId: string,
  fileId: string,
  language: Language,
): Promise<ApplicantView> {
  const { store } = office
  const profile = office.profiles.of(officeId)
  const [history, listed, notices, deadlines] = await Promise.all([
    readStream(store, officeId, streamOf('file', fileId)),
    store.views.one({ officeId, kind: 'file', id: fileId }),
    store.notices.many({ officeId, fileId }),
    deadlinesOfFiles(office, officeId, [fileId]),
  ])
  const state = foldFile(history)
  const { received, status } = state
  if (!received || !status) throw new ProblemError('not-found')
  const words = applicantWords[language]
  const templates = new Map(notices.map(({ _id, template }) => [_id, template]))
  const telling = { profile, language, words, templates }
  const outlook = outlookOf(profile.workflow, status)
  return {
    fileNumber: received.fileNumber,
    mark: listed?.kind === 'file' ? (listed.listing?.summary ?? '') : '',
    filingDate: state.filingDate ?? null,
    status,
    process: processSteps(history, profile.timeZone),
    headline: outlook ? textIn(outlook.plain, language) : words.here,
    next: nextOf(history, state, todayAt(office, profile), telling),
    happened: stepsOf(history, telling),
    deadlines: deadlines.filter(({ noticeId }) => noticeId === state.openNotice),
    seq: history.at(-1)?.seq ?? 0,
  }
}
