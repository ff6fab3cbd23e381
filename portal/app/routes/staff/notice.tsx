/** One notice: where it stands, its editor while it is a draft, how it reads afterwards, and the letter itself beside it. */
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { parseAtDoor, textIn } from '@lodge/shared-types'
import { z } from 'zod'
import { useChrome } from '../../chrome.ts'
import { Button } from '../../components/button.tsx'
import { LetterOfNotice } from '../../components/desk/letter.tsx'
import { LimitShown } from '../../components/desk/limit-shown.tsx'
import { NoticeEditor } from '../../components/desk/notice-editor.tsx'
import { NoticeLine } from '../../components/desk/notice-line.tsx'
import { NoticeNews } from '../../components/desk/notice-standing.tsx'
import { NoticeText } from '../../components/desk/notice-text.tsx'
import screen from '../../components/desk/screen.module.css'
import { DeskRefusal } from '../../components/desk/refused-form.tsx'
import { useSettling } from '../../components/desk/use-settling.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { SecureForm } from '../../components/secure-form.tsx'
import { form, page, parameter } from '../../edge/answers.server.ts'
import { staffOf } from '../../edge/desk.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { useLanguage, useOfficeWords, useWordsOf } from '../../language.tsx'
import { examinationWords } from '../../messages/examination.ts'
import { instantInWords } from '../../office-time.ts'
import { titleOf } from '../../page-title.ts'
import { changeIn, noteForChecker } from './notice-form.server.ts'
import { letterOf } from './notice-letter.server.ts'
import styles from './notice.module.css'
import { shownNotice } from './shown-notice.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.pageTitle)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor, officeId } = staffOf(args)
    const { services, language } = args.context
    const view = await services.staffNotice(actor, parameter(args, 'noticeId'))
    const { notice, template, fileNumber, readOnly, makerName, refusal, action } = view
    const { _id: noticeId, fileId, state, returned, issuedAt, answerBy, approvalId } = notice
    const desk = `/o/${officeId}/desk`
    const title = textIn(template.title, language)
    return {
      ...{ noticeId, fileId, fileNumber, makerName, updatedAt: notice.updatedAt },
      pageTitle: `${title} · ${fileNumber}`,
      title: template.title,
      canWrite: readOnly === null,
      canWithdraw: readOnly === null || (state === 'waiting' && notice.makerId === actor.who.id),
      needsApproval: action.approvedBy.length > 0,
      asksForAnswer: notice.limit.kind !== 'none',
      standing: {
        ...{ state, returned, refusal, issuedAt, answerBy },
        approvalAddress:
          state === 'waiting' && approvalId !== null ? `${desk}/approvals/${approvalId}` : null,
        answerAddress:
          state === 'answered' && template.checklist !== undefined
            ? `${desk}/files/${fileId}/examination/${template.checklist}`
            : null,
        isReadOnlyByRole: readOnly === 'role',
      },
      notice: await shownNotice(services, actor, view),
      letter: letterOf(`/o/${officeId}`, notice),
      isSaved: new URL(args.request.url).searchParams.has('saved'),
    }
  })

const fieldsSchema = z.record(z.string().max(300), z.string().max(20_000))
const actSchema = z.enum(['save', 'ask', 'withdraw'])

export const action = (args: ActionFunctionArgs) =>
  form(args, async (typed) => {
    const { actor } = staffOf(args)
    const { services } = args.context
    const noticeId = parameter(args, 'noticeId')
    const fields = await formFields(args.request, fieldsSchema)
    const act = parseAtDoor(actSchema, fields['act'])
    const { pathname } = new URL(args.request.url)
    const here = pathname.replace(/\.data$/, '')
    if (act === 'withdraw') {
      await services.withdrawNotice(actor, noticeId, { seenRev: Number(fields['seenRev']) })
      return redirect(here, { status: 303 })
    }
    Object.assign(typed, fields)
    const { rev } = await services.updateNotice(actor, noticeId, changeIn(fields))
    if (act === 'save') return redirect(`${here}?saved`, { status: 303 })
    const note = noteForChecker(fields)
    await services.askApproval(actor, noticeId, { seenRev: rev, ...(note === '' ? {} : { note }) })
    return redirect(here, { status: 303 })
  })

export default function NoticePage() {
  const words = useWordsOf(examinationWords).notice
  const office = useOfficeWords()
  const language = useLanguage()
  const { office: chrome } = useChrome()
  const loaded = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { fileId, fileNumber, title, standing, notice, letter, canWrite, makerName, updatedAt } = loaded
  useSettling(standing.state === 'approved')
  const hasErrorsAtEntries =
    canWrite && (refused?.problem.errors ?? []).some(({ path }) => path !== 'seenRev')
  return (
    <div className={screen.screen}>
      {refused && !hasErrorsAtEntries && <DeskRefusal problem={refused.problem} />}
      <PageHeader
        over={<Link to={`/o/${chrome?.id ?? ''}/desk/files/${fileId}`}>{words.back}</Link>}
        title={
          <>
            <bdi>{textIn(title, language)}</bdi> <bdi className={screen.number}>{fileNumber}</bdi>
          </>
        }
      />
      <NoticeLine
        state={standing.state}
        needsApproval={loaded.needsApproval}
        asksForAnswer={loaded.asksForAnswer}
      />
      <NoticeNews standing={standing} />
      <div className={screen.columns}>
        <div className={styles.work}>
          {canWrite ? (
            <NoticeEditor key={notice.rev} notice={notice} refused={refused} />
          ) : (
            <>
              <NoticeText notice={notice} />
              {standing.state === 'draft' || standing.state === 'waiting' ? (
                <LimitShown limit={notice.limit} today={notice.today} />
              ) : null}
            </>
          )}
          <p className={screen.soft}>
            {loaded.isSaved && !refused && <strong role="status">{words.saved} · </strong>}
            <bdi>{words.by(makerName, instantInWords(updatedAt, chrome?.timeZone ?? 'UTC', office))}</bdi>
          </p>
          {loaded.canWithdraw && (
            <details className={styles.withdraw}>
              <summary>{words.withdraw}</summary>
              <p>{words.withdrawLead}</p>
              <SecureForm fields={{ act: 'withdraw', seenRev: String(notice.rev) }} isInline>
                <Button look="small">{words.withdrawNow}</Button>
              </SecureForm>
            </details>
          )}
        </div>
        {letter && <LetterOfNotice letter={letter} name={textIn(title, language)} />}
      </div>
    </div>
  )
}
