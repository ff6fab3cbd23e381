/**
 * What a newcomer finds on the desk of a demo office: a notice that waits for its answer, one that waits for approval, an
 * examination begun, an application that is to be published, and a claim of a file from paper. Real services do all of it,
 * for the people who can sign in.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { makeLog, officeEnvSchema, openOffice, parseEnv, type OfficeServices } from '@lodge/processor'
import { plainTaskList, type Actor, type Role } from '@lodge/shared-types'
import type { DemoSignIn } from './summary.ts'

/** How long the processor may take to open the tasks of what was just filed. */
const patienceMs = 20_000

const checklist = 'formality'
/** The question that finds something to put right, in the checklists of both demo offices. */
const found = 'applicant-address'

const claims: Readonly<Record<string, { fileNumber: string; proof: string }>> = {
  borovia: {
    fileNumber: 'BT-TM-2019-123',
    proof: 'Receipt 1234 of 5 May 2019, stamped by the branch in Verna',
  },
  sahil: { fileNumber: 'TM/2019/000123', proof: 'إيصال رقم 1234 بتاريخ 5 مايو 2019' },
}

type Work = { services: OfficeServices; examiner: Actor }
type Task = { taskId: string; fileId: string }

/** Returns formality examinations that nobody has taken, as soon as there are `count`, or those there are when patience ends. */
async function openTasks({ services, examiner }: Work, count: number, signal: AbortSignal): Promise<Task[]> {
  const until = Date.now() + patienceMs
  for (;;) {
    const { rows } = await services.listTasks(examiner, {
      ...plainTaskList,
      kinds: ['formality-examination'],
      holder: 'nobody',
      sort: 'file',
    })
    if (rows.length >= count || Date.now() > until)
      return rows.flatMap(({ taskId, fileId }) => (fileId === null ? [] : [{ taskId, fileId }]))
    await pause(250, undefined, { signal })
  }
}

/** Takes a task and answers its questions: all of them, or the first `count`; the address is in order, or not. */
async function examine(
  { services, examiner }: Work,
  { taskId, fileId }: Task,
  { count = Infinity, isInOrder }: { count?: number; isInOrder: boolean },
): Promise<void> {
  await services.claimTask(examiner, taskId)
  const view = await services.examination(examiner, { fileId, checklist })
  let seenRev = view.rev
  for (const { code } of view.checklist.questions.slice(0, count)) {
    const isWrong = code === found && !isInOrder
    const fields = isWrong ? (view.fields[code] ?? []).slice(0, 1).map(({ path }) => path) : []
    const answer = isWrong ? 'no' : 'yes'
    const told = await services.answerQuestion(examiner, { fileId, checklist, code, answer, fields, seenRev })
    seenRev = told.rev
  }
}

/** Writes the notice of what was found and asks for its approval. Returns the approval's id. */
async function writeNotice({ services, examiner }: Work, { fileId }: Task): Promise<string | null> {
  const { noticeId } = await services.draftNotice(examiner, {
    key: `demo-notice-${fileId}`,
    fileId,
    action: 'deficiency-found',
  })
  const { notice } = await services.staffNotice(examiner, noticeId)
  return (await services.askApproval(examiner, noticeId, { seenRev: notice.rev })).approvalId
}

async function fillDesk(
  services: OfficeServices,
  officeId: string,
  signIns: readonly DemoSignIn[],
  signal: AbortSignal,
): Promise<void> {
  const actorOf = async (role: Role, at: 0 | -1 = 0): Promise<Actor> => {
    const signIn = signIns.filter((one) => one.office === officeId && one.role === role).at(at)
    if (!signIn) throw new Error(`The demo office ${officeId} has nobody who is ${role}.`)
    const { session } = await services.signIn({ officeId, email: signIn.email, password: signIn.password })
    return session.actor
  }
  const [examiner, registrar, agent] = [
    await actorOf('formality-examiner'),
    await actorOf('registrar'),
    await actorOf('agent', -1),
  ]
  const work = { services, examiner }
  const [toPublish, toAnswer, toApprove, begun] = await openTasks(work, 5, signal)
  if (toAnswer) {
    await examine(work, toAnswer, { isInOrder: false })
    const approvalId = await writeNotice(work, toAnswer)
    if (approvalId !== null) {
      const { digest } = await services.approval(registrar, approvalId)
      await services.decideApproval(registrar, approvalId, { verdict: 'approve', digest })
    }
  }
  if (toApprove) {
    await examine(work, toApprove, { isInOrder: false })
    await writeNotice(work, toApprove)
  }
  if (toPublish) {
    await examine(work, toPublish, { isInOrder: true })
    const { fileId } = toPublish
    const { seq } = await services.decisions(examiner, fileId)
    const key = `demo-formalities-${fileId}`
    await services.takeAction(examiner, { key, fileId, action: 'formalities-met', seenSeq: seq })
  }
  if (begun) await examine(work, begun, { isInOrder: true, count: 4 })
  const claim = claims[officeId]
  if (claim) await services.claimFile(agent, { key: `demo-claim-of-paper-${officeId}`, claim })
}

/** Fills the desks of the offices; only for those whose dossiers have just been filed, since it takes their open tasks. */
export async function fillDemoDesks(
  variables: Readonly<Record<string, string>>,
  { offices, signIns }: { offices: readonly string[]; signIns: readonly DemoSignIn[] },
  signal: AbortSignal,
): Promise<void> {
  if (offices.length === 0) return
  const env = parseEnv(officeEnvSchema, { ...variables, AMQP_URL: 'in-process', LOG_LEVEL: 'error' })
  const open = await openOffice(env, 'lodge-demo-loader', makeLog('error'))
  try {
    for (const officeId of offices) await fillDesk(open.services, officeId, signIns, signal)
  } finally {
    await open.close()
  }
}
