/** Examining one file: the answer to a notice on top, the checklist, the application beside it, and the decision at its end. */
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { textIn } from '@lodge/shared-types'
import { z } from 'zod'
import { useChrome } from '../../chrome.ts'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Checklist } from '../../components/desk/checklist.tsx'
import { Decisions, isOfDecision } from '../../components/desk/decisions.tsx'
import { Difference } from '../../components/desk/difference.tsx'
import { FileDocuments } from '../../components/desk/file-documents.tsx'
import { DeskRefusal } from '../../components/desk/refused-form.tsx'
import { RequestPanel } from '../../components/desk/request-panel.tsx'
import screen from '../../components/desk/screen.module.css'
import { Notice } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { SecureForm } from '../../components/secure-form.tsx'
import { actorOf, form, officeOf, page, parameter, sessionOf, type Args } from '../../edge/answers.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { withCountryNames } from '../../edge/request-in-words.server.ts'
import { useLanguage, useWordsOf } from '../../language.tsx'
import { examinationWords } from '../../messages/examination.ts'
import { titleOf } from '../../page-title.ts'
import { decide, decisionFields, decisionsOf } from './desk-decisions.server.ts'
import styles from './examination.module.css'
import { answerOf, holderOf, recordOf, shownExamination } from './shown-examination.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor, userId } = sessionOf(args)
    const { services, language } = args.context
    const [fileId, checklist] = [parameter(args, 'fileId'), parameter(args, 'checklist')]
    const [view, examined, record] = await Promise.all([
      services.staffFileView(actor, fileId),
      services.examination(actor, { fileId, checklist }),
      recordOf(services, actor, fileId),
    ])
    const [decisions, { answer, asked }] = await Promise.all([
      decisionsOf(args, fileId, view.history),
      answerOf(services, actor, view),
    ])
    const begun = view.notices.find(({ state }) => state === 'draft' || state === 'waiting')
    const { fileNumber, documents, markImage, summary, owners } = view
    return {
      ...{ fileId, fileNumber, documents, summary, owners, decisions, answer, asked },
      title: `${textIn(examined.checklist.label, language)} · ${fileNumber}`,
      label: examined.checklist.label,
      examination: shownExamination(fileId, examined),
      holder: holderOf(officeOf(args), view, checklist, userId),
      request: record?.shown ? withCountryNames(record.shown.request, language, officeOf(args)) : null,
      markImageId: markImage?.documentId ?? null,
      noticeId: begun?.noticeId ?? null,
    }
  })

const short = z.string().max(64)
const revision = z.coerce.number().int().nonnegative()
const fieldsSchema = z.discriminatedUnion('act', [
  ...decisionFields,
  z.strictObject({ act: z.literal('take-task'), taskId: short }),
  z
    .object({
      act: z.literal('answer'),
      code: short,
      seenRev: revision,
      answer: z.enum(['yes', 'no', 'not-applicable']).optional(),
    })
    .catchall(z.string().max(200)),
  z.strictObject({ act: z.literal('comment'), code: short, text: z.string().max(10_000) }),
  z
    .object({ act: z.literal('decide-answer'), noticeId: short, seenRev: revision })
    .catchall(z.string().max(200)),
])
type Fields = z.infer<typeof fieldsSchema>

/** Returns the paths that fields named `<prefix><path>` stand for, where they have the value that counts. */
const pathsIn = (fields: object, prefix: string, counts: (value: unknown) => boolean): string[] =>
  Object.entries(fields).flatMap(([name, value]) =>
    name.startsWith(prefix) && counts(value) ? [name.slice(prefix.length)] : [],
  )

async function act(args: Args, fields: Fields, typed: Record<string, string>): Promise<string> {
  const actor = actorOf(args)
  const { services } = args.context
  const which = { fileId: parameter(args, 'fileId'), checklist: parameter(args, 'checklist') }
  switch (fields.act) {
    case 'take-task':
      await services.claimTask(actor, fields.taskId)
      return ''
    case 'answer': {
      const { code, seenRev, answer = null } = fields
      const chosen = answer === 'no' ? pathsIn(fields, 'field:', () => true) : []
      await services.answerQuestion(actor, { ...which, code, seenRev, answer, fields: chosen })
      return `#q-${code}`
    }
    case 'comment': {
      const { code, text } = fields
      await services.commentQuestion(actor, { ...which, code, text })
      return `#q-${code}`
    }
    case 'decide-answer': {
      const { noticeId, seenRev } = fields
      for (const [name, value] of Object.entries(fields))
        if (name.startsWith('change:')) typed[name] = String(value)
      const accepted = pathsIn(fields, 'change:', (value) => value === 'accept')
      await services.decideAnswer(actor, { noticeId, seenRev, accepted })
      return '#checklist'
    }
    case 'take-action':
    case 'write-notice':
      throw new Error('Decisions are taken by `decide`')
  }
}

export const action = (args: ActionFunctionArgs) =>
  form(args, async (typed) => {
    const fields = await formFields(args.request, fieldsSchema)
    if (fields.act === 'take-action' || fields.act === 'write-notice')
      return decide(args, parameter(args, 'fileId'), fields, typed)
    const place = await act(args, fields, typed)
    const { pathname } = new URL(args.request.url)
    return redirect(`${pathname.replace(/\.data$/, '')}${place}`, { status: 303 })
  })

export default function Examination() {
  const words = useWordsOf(examinationWords).examination
  const language = useLanguage()
  const base = `/o/${useChrome().office?.id ?? ''}`
  const loaded = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { fileId, fileNumber, examination, answer, asked, decisions, noticeId, request, markImageId } = loaded
  const mustDecide = answer !== null && answer.decidedAt === null
  return (
    <div className={screen.screen}>
      {refused && !isOfDecision(refused) && <DeskRefusal problem={refused.problem} />}
      <PageHeader
        over={<Link to={`${base}/desk/files/${fileId}`}>{words.back}</Link>}
        title={
          <>
            {textIn(loaded.label, language)} <bdi className={screen.number}>{fileNumber}</bdi>
          </>
        }
        lead={<bdi>{[loaded.summary, ...loaded.owners].filter((text) => text !== '').join(' · ')}</bdi>}
      />
      <WhoHasIt />
      {answer && (
        <Difference
          answer={answer}
          canDecide={examination.isMine}
          {...(refused ? { typed: refused.typed } : {})}
        />
      )}
      <div className={screen.columns}>
        <div className={styles.work}>
          <Checklist examination={examination} asked={asked}>
            {mustDecide && <p>{examinationWords[language].answer.decideFirst}</p>}
            {noticeId !== null && (
              <p>
                {words.draftWaits} <Link to={`${base}/desk/notices/${noticeId}`}>{words.openNotice}</Link>
              </p>
            )}
            <Decisions decisions={decisions} refused={refused} />
            <div>
              <ButtonLink to={`${base}/desk/tasks`} look="quiet">
                {words.tasks}
              </ButtonLink>
            </div>
          </Checklist>
        </div>
        <aside className={styles.beside}>
          {request && (
            <RequestPanel
              request={request}
              markImage={markImageId === null ? null : `${base}/api/documents/${markImageId}`}
            />
          )}
          <FileDocuments documents={loaded.documents} base={base} />
        </aside>
      </div>
    </div>
  )
}

/** Says who examines the file, where it is not the person who looks, and lets them take it where nobody does. */
function WhoHasIt() {
  const words = useWordsOf(examinationWords).examination
  const { holder } = useLoaderData<typeof loader>()
  if (holder.kind === 'mine') return null
  const title =
    holder.kind === 'someone' ? words.readOnlyTitle.someone(holder.name) : words.readOnlyTitle[holder.kind]
  return (
    <Notice meaning={holder.kind === 'nobody' ? 'attention' : 'info'} title={title}>
      <p>{words.readOnlyLead[holder.kind]}</p>
      {holder.kind === 'nobody' && (
        <SecureForm fields={{ act: 'take-task', taskId: holder.taskId }} isInline>
          <Button>{words.takeTask}</Button>
        </SecureForm>
      )}
    </Notice>
  )
}
