/** What the desk's page of one file shows: its head, what can be decided, and the one part that the address asks for. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { countryName, streamOf, textIn, type OfficeProfile, type TrademarkRequest } from '@lodge/shared-types'
import type { ApplicantView, StaffFile } from '@lodge/processor'
import { deskWords } from '../../components/desk/desk-words.ts'
import { fileTabs, type FileTab } from '../../components/desk/file/file-tabs.tsx'
import type { WorkTask } from '../../components/desk/file/work-part.tsx'
import { addressOfTask, taskKindIn } from '../../components/desk/task-line.ts'
import { officeOf, parameter } from '../../edge/answers.server.ts'
import { staffOf } from '../../edge/desk.server.ts'
import { decisionsOf } from './desk-decisions.server.ts'

const isTab = (name: string | null): name is FileTab => fileTabs.some((tab) => tab === name)

/** Returns the version that the address names; undefined for the latest, and for what is no number. */
function versionIn(query: URLSearchParams): number | undefined {
  const version = query.get('version') ?? ''
  return /^[1-9]\d{0,5}$/.test(version) ? Number(version) : undefined
}

/** Returns the names of all countries that a request names, by code: server and browser may know other ones. */
function countriesOf(profile: OfficeProfile, request: TrademarkRequest, language: 'en' | 'ar') {
  const people = [...request.applicants, ...(request.agent ? [request.agent.person] : [])]
  const codes = [
    ...people.flatMap((person) => [
      person.address.country,
      person.kind === 'natural' ? person.nationality : person.incorporatedIn,
    ]),
    ...request.priorities.map(({ country }) => country),
  ]
  return Object.fromEntries(
    codes.flatMap((code) => (code === undefined ? [] : [[code, countryName(code, language, profile)]])),
  )
}

async function recordOf(args: LoaderFunctionArgs, fileId: string, view: StaffFile) {
  const { actor } = staffOf(args)
  const { services, language } = args.context
  const profile = officeOf(args)
  const version = versionIn(new URL(args.request.url).searchParams)
  const record = await services.fileRecord(actor, { fileId, version })
  const branch = profile.branches.find(({ id }) => id === view.branch)?.name
  return {
    tab: 'record' as const,
    record,
    countries: record.shown ? countriesOf(profile, record.shown.request, language) : {},
    branch: branch ? textIn(branch, language) : view.branch,
  }
}

/** Returns the tasks of the file with their names, and where each is done. */
function tasksOf(args: LoaderFunctionArgs, { fileId, tasks }: StaffFile): WorkTask[] {
  const { userId } = staffOf(args)
  const { language } = args.context
  const profile = officeOf(args)
  const base = `/o/${profile.id}/desk`
  return tasks.map((task) => {
    const { taskId, role, state, holder, openedAt, due, closedAt, mayTake, mayReturn, kind, about } = task
    return {
      ...{ taskId, role, state, holder, openedAt, due, closedAt, mayTake, mayReturn },
      label: taskKindIn(profile, kind, { language, words: deskWords[language] }),
      to: addressOfTask(base, { taskId, kind, about, fileId }, profile),
      isMine: holder?.userId === userId,
    }
  })
}

/** Reads the part of the file that a tab shows; what the head has read already is not read again. */
async function partOf(args: LoaderFunctionArgs, tab: FileTab, view: StaffFile) {
  const { actor } = staffOf(args)
  const { services } = args.context
  const { fileId } = view
  const query = new URL(args.request.url).searchParams
  switch (tab) {
    case 'record':
      return recordOf(args, fileId, view)
    case 'documents': {
      const chosen = query.get('doc') ?? view.documents.at(-1)?.documentId ?? null
      return { tab, documents: view.documents, chosen, compared: query.get('with') }
    }
    case 'history':
      return { tab, history: view.history }
    case 'payments':
      return { tab, payments: await services.filePayments(actor, fileId) }
    case 'work':
      return { tab, tasks: tasksOf(args, view), notices: view.notices, approvals: view.approvals }
    case 'notes':
      return { tab, notes: await services.listNotes(actor, fileId) }
    case 'messages':
      return { tab, messages: await services.messagesAbout(actor, streamOf('file', fileId)) }
  }
}

/** Returns what the page shows. `?as=applicant` shows exactly what the applicant sees, and nothing of the rest. */
export async function shownFile(args: LoaderFunctionArgs) {
  const { actor } = staffOf(args)
  const { services, language } = args.context
  const fileId = parameter(args, 'fileId')
  const query = new URL(args.request.url).searchParams
  const isAsApplicant = query.get('as') === 'applicant'
  const asked = query.get('tab')
  const tab = isTab(asked) ? asked : 'record'
  const view = await services.staffFileView(actor, fileId)
  const [part, decisions, applicant] = await Promise.all([
    isAsApplicant ? { tab: 'history' as const, history: [] } : partOf(args, tab, view),
    isAsApplicant ? null : decisionsOf(args, fileId, view.history),
    isAsApplicant ? services.applicantView(actor.officeId, fileId, language) : null,
  ])
  const { documents, tasks, notices, approvals, history, noteCount, messageCount, ...file } = view
  const shownApplicant: ApplicantView | null = applicant
  return {
    file,
    part,
    decisions,
    applicant: shownApplicant,
    openTasks: tasksOf(args, view)
      .filter(({ state }) => state !== 'done')
      .map(({ taskId, label, to }) => ({ taskId, label, to })),
    counts: {
      documents: documents.length,
      history: history.length,
      work: tasks.filter(({ state }) => state !== 'done').length + notices.length + approvals.length,
      notes: noteCount,
      messages: messageCount,
    },
  }
}
