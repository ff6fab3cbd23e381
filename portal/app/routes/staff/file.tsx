/** One file at the desk: where it stands, what can be done now, and all that the office knows of it, part by part. */
import { useActionData, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { idempotencyKeySchema } from '@lodge/shared-types'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { useChrome } from '../../chrome.ts'
import { Decisions, isOfDecision } from '../../components/desk/decisions.tsx'
import { DocumentsPart } from '../../components/desk/file/documents-part.tsx'
import { ApplicantHead, FileHead } from '../../components/desk/file/file-head.tsx'
import { FileTabs } from '../../components/desk/file/file-tabs.tsx'
import { FilingFactsView } from '../../components/desk/file/filing-facts.tsx'
import { HistoryPart } from '../../components/desk/file/history-part.tsx'
import { MessagesPart } from '../../components/desk/file/messages-part.tsx'
import { NextAct, useWhoActs } from '../../components/desk/file/next-act.tsx'
import { NotesPart } from '../../components/desk/file/notes-part.tsx'
import { PaymentsPart } from '../../components/desk/file/payments-part.tsx'
import { RecordPart } from '../../components/desk/file/record-part.tsx'
import { RegisterPart } from '../../components/desk/file/register-part.tsx'
import { RequestsPart } from '../../components/desk/file/requests-part.tsx'
import { useApplicantKey } from '../../components/desk/file/use-applicant-key.ts'
import { WorkPart } from '../../components/desk/file/work-part.tsx'
import { useKeysChoice } from '../../components/desk/keys-help.tsx'
import { useSettling } from '../../components/desk/use-settling.ts'
import { ProcessBar } from '../../components/desk/process-bar.tsx'
import { PlainTimeline } from '../../components/follow/plain-timeline.tsx'
import { Notice } from '../../components/notice.tsx'
import { Refusal } from '../../components/problem-page.tsx'
import { actorOf, form, page, parameter } from '../../edge/answers.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { useWordsOf } from '../../language.tsx'
import { staffFileWords } from '../../messages/staff-file.ts'
import { titleOf } from '../../page-title.ts'
import styles from '../../components/desk/file/file.module.css'
import { decide, decisionFields } from './desk-decisions.server.ts'
import { shownFile } from './shown-file.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.file.fileNumber)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => ({
    ...(await shownFile(args)),
    noteKey: randomUUID(),
    isNoteAdded: new URL(args.request.url).searchParams.has('noted'),
  }))

const taskId = z.string().max(64)
const fieldsSchema = z.discriminatedUnion('act', [
  ...decisionFields,
  z.strictObject({ act: z.literal('take-task'), taskId }),
  z.strictObject({ act: z.literal('return-task'), taskId }),
  z.strictObject({ act: z.literal('add-note'), key: idempotencyKeySchema, text: z.string().max(10_000) }),
])

export const action = (args: ActionFunctionArgs) =>
  form(args, async (typed) => {
    const actor = actorOf(args)
    const fileId = parameter(args, 'fileId')
    const { services } = args.context
    const fields = await formFields(args.request, fieldsSchema)
    const to = (query: string) =>
      redirect(`/o/${actor.officeId}/desk/files/${fileId}?${query}`, { status: 303 })
    switch (fields.act) {
      case 'take-action':
      case 'write-notice':
        return decide(args, fileId, fields, typed)
      // Neither act on a task harms when it is repeated, so neither needs a key.
      case 'take-task':
        await services.claimTask(actor, fields.taskId)
        return to('tab=work')
      case 'return-task':
        await services.returnTask(actor, fields.taskId)
        return to('tab=work')
      case 'add-note': {
        typed['text'] = fields.text
        await services.addNote(actor, { key: fields.key, fileId, text: fields.text })
        return to('tab=notes&noted')
      }
    }
  })

type Loaded = Awaited<ReturnType<typeof loader>>

function Part({ loaded, base, timeZone }: { loaded: Loaded; base: string; timeZone: string }) {
  const refused = useActionData<typeof action>()
  const { part, file } = loaded
  switch (part.tab) {
    case 'record':
      return (
        <RecordPart
          record={part.record}
          countries={part.countries}
          branch={part.branch}
          timeZone={timeZone}
          facts={<FilingFactsView file={file} />}
        />
      )
    case 'register':
      return (
        <RegisterPart
          register={part.register}
          countries={part.countries}
          branch={part.branch}
          base={base}
          timeZone={timeZone}
        />
      )
    case 'requests':
      return <RequestsPart requests={part.requests} base={base} timeZone={timeZone} />
    case 'documents': {
      const find = (id: string | null) => part.documents.find(({ documentId }) => documentId === id)
      return (
        <DocumentsPart
          documents={part.documents}
          chosen={find(part.chosen)}
          compared={find(part.compared)}
          base={base}
          timeZone={timeZone}
        />
      )
    }
    case 'history':
      return <HistoryPart lines={part.history} base={base} timeZone={timeZone} />
    case 'payments':
      return <PaymentsPart payments={part.payments} timeZone={timeZone} />
    case 'work':
      return <WorkPart {...part} base={base} timeZone={timeZone} />
    case 'notes':
      return (
        <NotesPart
          notes={part.notes}
          noteKey={loaded.noteKey}
          isAdded={loaded.isNoteAdded}
          refused={
            refused?.typed['text'] === undefined
              ? undefined
              : { problem: refused.problem, text: refused.typed['text'] }
          }
          timeZone={timeZone}
        />
      )
    case 'messages':
      return <MessagesPart messages={part.messages} base={base} timeZone={timeZone} />
  }
}

export default function StaffFilePage() {
  const words = useWordsOf(staffFileWords)
  const { office } = useChrome()
  const loaded = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { file, part, counts, decisions, applicant, openTasks } = loaded
  const base = `/o/${office?.id ?? ''}`
  const timeZone = office?.timeZone ?? 'UTC'
  const [hasKeys] = useKeysChoice()
  useApplicantKey(applicant ? '.' : '?as=applicant', hasKeys)
  useSettling(decisions?.done != null)
  const acts = useWhoActs(file.next)
  const isWide = part.tab === 'documents'
  const aside = (
    <div className={styles.aside}>
      <NextAct next={file.next} tasks={openTasks} />
      {decisions && <Decisions decisions={decisions} refused={refused} />}
    </div>
  )
  if (applicant)
    return (
      <>
        <ApplicantHead view={applicant} />
        <Notice meaning="info" title={words.asApplicantTitle}>
          <p>{words.asApplicantLead}</p>
        </Notice>
        <PlainTimeline view={applicant} timeZone={timeZone} />
      </>
    )
  return (
    <>
      {refused && !isOfDecision(refused) && <Refusal problem={refused.problem} />}
      <FileHead file={file} base={base} />
      <ProcessBar steps={file.steps} />
      <div className={isWide ? `${styles.body} ${styles.wide}` : styles.body}>
        {isWide ? (
          <details className={`${styles.folded} screen-only`} open={refused !== undefined}>
            <summary>{words.folded(acts)}</summary>
            {aside}
          </details>
        ) : (
          aside
        )}
        <FileTabs tab={part.tab} counts={counts} />
        <div className={styles.part}>
          <Part {...{ loaded, base, timeZone }} />
        </div>
      </div>
    </>
  )
}
