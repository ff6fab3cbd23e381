/** Every query that Lodge sends, explained by the real MongoDB: each is answered by an index, and sorts few rows where it sorts at all. */
import type { CommandStartedEvent, Document } from 'mongodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { fillBigOffice } from '../../test-support/big-office/fill.ts'
import { aKey, file, payWith, start } from '../../test-support/filing.ts'
import { decide, filedRequest } from '../../test-support/post-filing.ts'
import { startTestOffice, until, type TestOffice } from '../../test-support/test-office.ts'
import { openOffice, type OpenOffice } from '../open-office.ts'
import {
  idOfStream,
  plainFileList,
  plainTaskList,
  taskSorts,
  fileColumns,
  streamOf,
} from '@lodge/shared-types'

/** Collections that hold a handful of rows for a whole system, and are read whole. */
const small = ['offices', 'jobHolds']
/** What may be sorted in memory: the rows of one file, or of one person. */
const fewRows = 60

let bench: TestOffice
let watched: OpenOffice
const sent = new Map<string, Document>()

/** The members of a command that decide how it is answered. */
const asked = {
  find: ['find', 'filter', 'sort', 'projection', 'skip', 'limit', 'hint'],
  aggregate: ['aggregate', 'pipeline', 'cursor', 'hint', 'allowDiskUse'],
  count: ['count', 'query', 'limit', 'hint'],
  distinct: ['distinct', 'key', 'query'],
  findAndModify: ['findAndModify', 'query', 'sort', 'update', 'remove', 'new', 'upsert'],
  update: ['update', 'updates'],
  delete: ['delete', 'deletes'],
} as const satisfies Record<string, readonly string[]>
const isAsked = (name: string): name is keyof typeof asked => Object.hasOwn(asked, name)

/** A command's shape: what differs only by its values is explained once. */
const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return [...new Set(value.map((one) => JSON.stringify(shapeOf(one))))]
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof RegExp)
    return typeof value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shapeOf(one)]))
}

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'bigint' || one instanceof RegExp ? String(one) : one,
  )

function note({ commandName, command }: CommandStartedEvent): void {
  if (!isAsked(commandName)) return
  const members: readonly string[] = asked[commandName]
  const kept = Object.fromEntries(Object.entries(command).filter(([name]) => members.includes(name)))
  if (textOf(kept).includes('$changeStream')) return
  const first: unknown = Object.values(kept)[0]
  sent.set(JSON.stringify([commandName, first, shapeOf({ ...kept, [commandName]: 0 })]), kept)
}

beforeAll(async () => {
  bench = await startTestOffice({ run: false })
  const profile = bench.services.profile('borovia')
  if (!profile) throw new Error('no profile')
  await fillBigOffice(bench.office.store, profile, { dossiers: 150, openTasks: 120 }, () => undefined)
  watched = await openOffice(bench.env, 'every-query', bench.office.log, { onCommand: note })
  await watched.run()
})
afterAll(async () => {
  await watched.close(3_000)
  await bench.end()
})

const stages = (plan: unknown): string[] => {
  if (Array.isArray(plan)) return plan.flatMap(stages)
  if (typeof plan !== 'object' || plan === null) return []
  return Object.entries(plan).flatMap(([name, value]) =>
    name === 'rejectedPlans' ? [] : name === 'stage' ? [String(value)] : stages(value),
  )
}
/** Sums of a member over an explanation, wherever it stands in its statistics. */
const most = (plan: unknown, member: string): number => {
  if (typeof plan !== 'object' || plan === null) return 0
  return Object.entries(plan).reduce(
    (max, [name, value]) => Math.max(max, name === member ? Number(value) : most(value, member)),
    0,
  )
}

async function faultOf(command: Document): Promise<string | undefined> {
  const collection = String(Object.values(command)[0])
  if (small.includes(collection)) return undefined
  // The driver looks once whether GridFS holds anything at all.
  if (command['limit'] === 1 && textOf(command['filter']) === '{}') return undefined
  const plan: unknown = await bench.office.store.db.command({ explain: command, verbosity: 'executionStats' })
  const found = stages(plan)
  const examined = most(plan, 'totalDocsExamined')
  const returned = most(plan, 'nReturned')
  const what = textOf(command).slice(0, 600)
  if (found.includes('COLLSCAN')) return `no index: ${what}`
  if (found.includes('SORT') && examined > fewRows) return `sorts ${examined} rows: ${what}`
  if (examined > 10 * returned + fewRows) return `reads ${examined} rows for ${returned}: ${what}`
  return undefined
}

test('every query of a whole filing, of the desk, of agents, applicants and administrators uses an index', async () => {
  const { services, office } = watched
  const { store } = office
  // A whole filing: accept, payment, callback, reception, receipts, tasks, mails.
  const filed = await file(bench, { process: watched })
  const { attemptId } = await start(watched, filed)
  await payWith(bench, attemptId, 'approve')
  const view = await until('the file', () =>
    store.views.one({ officeId: 'borovia', kind: 'file', dossierId: filed.dossierId }),
  )
  const fileId = view.id
  await until('its receipt', () =>
    store.documents.one({ officeId: 'borovia', fileId, role: 'filing-receipt' }),
  )
  const task = await until('its task', () =>
    store.tasks.one({ officeId: 'borovia', stream: streamOf('file', fileId) }),
  )

  const examiner = {
    ...bench.staff(['formality-examiner', 'registrar', 'receptionist']),
    who: { kind: 'user' as const, id: 'staff-1' },
  }
  const admin = bench.staff(['administrator'])
  const applicant = { ...filed.actor, accountId: 'somebody', roles: ['applicant' as const] }
  const old = await store.tasks.one(
    { officeId: 'borovia', kind: 'formality-examination' },
    { sort: { _id: 1 } },
  )
  const oldFile = idOfStream(old?.stream ?? streamOf('file', ''))
  const code = (await store.files.one({ _id: fileId, officeId: 'borovia' }))?.followCode ?? ''

  // The desk.
  for (const sort of taskSorts)
    for (const isDescending of [false, true])
      await services.listTasks(examiner, { ...plainTaskList, sort, isDescending })
  const narrowed = [
    { holder: 'mine' as const },
    { holder: 'nobody' as const },
    { due: 'late' as const },
    { due: 'week' as const },
    { kinds: ['publication'] },
    { branch: 'main' },
    { olderThan: 5 },
    { isNew: true },
    { search: 'BT-TM' },
  ]
  for (const filter of narrowed)
    for (const sort of ['due', 'opened'] as const)
      await services.listTasks(examiner, { ...plainTaskList, ...filter, sort })
  await services.listTasks(admin, plainTaskList)
  await services.taskCounts(examiner)
  await services.deskCounts(admin)
  await services.deskHome(examiner)
  await services.colleagues(examiner, 'formality-examiner')
  await services.claimTask(examiner, task._id)
  await services.staffFileView(examiner, fileId)
  await services.staffFileView(examiner, oldFile)
  await services.filePayments(examiner, fileId)
  await services.listNotes(examiner, fileId)
  await services.addNote(examiner, { key: aKey(), fileId, text: 'seen' })
  const { checklist, answers } = await services.examination(examiner, { fileId, checklist: 'formality' })
  expect(answers.length + checklist.questions.length).toBeGreaterThan(0)
  await services.decisions(examiner, fileId)
  await services.listTaskViews(examiner)
  await services.officeClaims(examiner, { state: 'asked', page: 1 })
  for (const state of ['waiting', 'mine', 'closed'] as const)
    await services.listApprovals(examiner, { state, page: 1 })
  for (const state of ['queued', 'sent', 'refused'] as const)
    await services.listMessages(examiner, { state, find: '', page: 1 })
  await services.messageCounts(examiner)
  await services.messagesAbout(examiner, streamOf('file', fileId))
  const publication = await store.tasks.one(
    { officeId: 'borovia', kind: 'publication' },
    { sort: { _id: 1 } },
  )
  const toPublish = idOfStream(publication?.stream ?? streamOf('file', ''))
  const { seq } = await services.decisions(examiner, toPublish)
  await services.takeAction(examiner, { key: aKey(), fileId: toPublish, action: 'published', seenSeq: seq })

  // Requests about files: filed, decided, and read by each side.
  const { accountId = '' } = filed.actor
  const fileNumber = (await store.files.one({ _id: fileId }))?.fileNumber ?? ''
  const aFile = { officeId: 'borovia' as const, accountId, fileId, fileNumber }
  const both = { ...bench, ...watched }
  const requestId = await filedRequest(both, aFile, 'agent-removal')
  await decide(both, examiner, requestId)
  await services.fileRequest(filed.actor, requestId)
  await services.fileRequests(examiner, fileId)
  await services.fileRequests(filed.actor, fileId)
  await services.ownRequests(filed.actor)
  await services.registerOfFile(filed.actor, { fileId })
  await services.myFiles(filed.actor)

  // Lists of files, in every order, of an account and of the office.
  for (const actor of [filed.actor, examiner])
    for (const sort of fileColumns) await services.listFiles(actor, { ...plainFileList, sort })
  await services.listFiles(examiner, { ...plainFileList, search: 'nord' })
  await services.listFiles(examiner, { ...plainFileList, statuses: ['Registered'] })

  // Agents and applicants.
  await services.listDossiers(filed.actor, { page: 1 })
  await services.dossierView(filed.actor, filed.dossierId)
  await services.fileView(filed.actor, fileId)
  await services.partyNotices(filed.actor)
  await services.deadlinesOf(filed.actor)
  await services.listClaims(filed.actor)
  await services.followedByCode('borovia', code, 'en')
  await services.followFile(applicant, code)
  await services.followedFiles(applicant, 'en')
  await services.deadlinesOf(applicant)
  await services.verifyReceipt('borovia', 'no such code')

  // Administrators.
  await services.operations(admin)
  await services.jobKinds(admin)
  for (const filter of [
    {},
    { day: '2026-11-20' },
    { what: 'claimed-task' },
    { who: 'user:x' },
    { subject: 'task:x' },
  ])
    await services.auditLog(admin, { ...filter, page: 1 })
  await services.checkAuditDay(admin, '2026-11-20')

  expect(sent.size).toBeGreaterThan(80)
  const commands = z.array(z.record(z.string(), z.unknown())).parse([...sent.values()])
  const faults: string[] = []
  for (const command of commands) {
    const fault = await faultOf(command)
    if (fault !== undefined) faults.push(fault)
  }
  expect(faults).toEqual([])
}, 90_000)
