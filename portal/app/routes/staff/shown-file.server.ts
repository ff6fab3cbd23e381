/** What the desk's page of one file shows: its head, what can be decided, and the one part that the address asks for. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import {
  countryName,
  streamOf,
  textIn,
  type ApplicationRequest,
  type OfficeProfile,
} from '@lodge/shared-types'
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
function countriesOf(profile: OfficeProfile, request: ApplicationRequest, language: 'en' | 'ar') {
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

function branchIn({ branches }: OfficeProfile, branch: string, language: 'en' | 'ar'): string {
  const name = branches.find(({ id }) => id === branch)?.name
  return name ? textIn(name, language) : branch
}

async function recordOf(args: LoaderFunctionArgs, fileId: string, reading: Promise<StaffFile>) {
  const { actor } = staffOf(args)
  const { services, language } = args.context
  const profile = officeOf(args)
  const version = versionIn(new URL(args.request.url).searchParams)
  const [record, view] = await Promise.all([services.fileRecord(actor, { fileId, version }), reading])
  return {
    tab: 'record' as const,
    record,
    countries: record.shown ? countriesOf(profile, record.shown.request, language) : {},
    branch: branchIn(profile, view.branch, language),
  }
}

/** Returns the day that the address names as `name`; undefined for none, as an empty entry of a form sends it. */
const dayIn = (query: URLSearchParams, name: 'on' | 'since'): string | undefined =>
  query.get(name)?.trim() || undefined

async function registerOf(args: LoaderFunctionArgs, fileId: string, reading: Promise<StaffFile>) {
  const { actor } = staffOf(args)
  const { services, language } = args.context
  const profile = officeOf(args)
  const query = new URL(args.request.url).searchParams
  const wish = { fileId, on: dayIn(query, 'on'), since: dayIn(query, 'since') }
  const [register, view] = await Promise.all([services.staffRegister(actor, wish), reading])
  const application = register.shown?.record?.application
  return {
    tab: 'register' as const,
    register,
    countries: application ? countriesOf(profile, application, language) : {},
    branch: branchIn(profile, view.branch, language),
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

/** Reads the part of the file that a tab shows, beside its head; what the head reads is not read again. */
async function partOf(args: LoaderFunctionArgs, tab: FileTab, reading: Promise<StaffFile>) {
  const { actor } = staffOf(args)
  const { services } = args.context
  const fileId = parameter(args, 'fileId')
  const query = new URL(args.request.url).searchParams
  switch (tab) {
    case 'record':
      return recordOf(args, fileId, reading)
    case 'register':
      return registerOf(args, fileId, reading)
    case 'requests':
      return { tab, requests: await services.fileRequests(actor, fileId) }
    case 'documents': {
      const { documents } = await reading
      const chosen = query.get('doc') ?? documents.at(-1)?.documentId ?? null
      return { tab, documents, chosen, compared: query.get('with') }
    }
    case 'history':
      return { tab, history: (await reading).history }
    case 'payments':
      return { tab, payments: await services.filePayments(actor, fileId) }
    case 'work': {
      const view = await reading
      return { tab, tasks: tasksOf(args, view), notices: view.notices, approvals: view.approvals }
    }
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
  const reading = services.staffFileView(actor, fileId)
  const [view, part, decisions, applicant] = await Promise.all([
    reading,
    isAsApplicant ? { tab: 'history' as const, history: [] } : partOf(args, tab, reading),
    isAsApplicant
      ? null
      : decisionsOf(
          args,
          fileId,
          reading.then(({ history }) => history),
        ),
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
