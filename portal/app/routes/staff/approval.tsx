/** One approval: what is to be approved in full, who proposed it and why, the verdicts, and the reader's own. */
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
import { Button } from '../../components/button.tsx'
import { meaningOfApproval } from '../../components/desk/approval-state.ts'
import screen from '../../components/desk/screen.module.css'
import { ApprovalSubject } from '../../components/desk/approval-subject.tsx'
import { DeskRefusal } from '../../components/desk/refused-form.tsx'
import { VerdictForm } from '../../components/desk/verdict-form.tsx'
import { StatusTag } from '../../components/notice.tsx'
import { PageHeader, Section } from '../../components/page-header.tsx'
import { SecureForm } from '../../components/secure-form.tsx'
import { useSettling } from '../../components/desk/use-settling.ts'
import { Facts } from '../../components/table.tsx'
import { form, officeOf, page, parameter } from '../../edge/answers.server.ts'
import { staffOf } from '../../edge/desk.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { looksAtMoney } from '../../edge/money.server.ts'
import { useLanguage, useOfficeWords, useWordsOf } from '../../language.tsx'
import { examinationWords } from '../../messages/examination.ts'
import { feesWords } from '../../messages/fees.ts'
import { instantInWords } from '../../office-time.ts'
import { titleOf } from '../../page-title.ts'
import styles from './approval.module.css'
import { subjectOf } from './shown-subject.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.pageTitle)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor } = staffOf(args)
    const { services, language } = args.context
    const approval = await services.approval(actor, parameter(args, 'approvalId'))
    const { title, label, kind, fileId, makerName, makerNote, openedAt, closedAt, state, digest } = approval
    return {
      ...{ title, label, kind, fileId, makerName, makerNote, openedAt, closedAt, state, digest },
      pageTitle: `${label ? textIn(label, language) : title} · ${title}`,
      checkers: approval.checkers,
      canDecide: approval.canDecide,
      canWithdraw: approval.canWithdraw,
      verdicts: approval.verdicts.map(({ userId, verdict, reason, at }) => ({
        ...{ verdict, reason, at },
        name: approval.people[userId] ?? userId,
      })),
      subject: await subjectOf(services, actor, officeOf(args), approval),
      seesMoney: looksAtMoney(actor.roles),
    }
  })

const fieldsSchema = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.enum(['approve', 'refuse']),
    digest: z.string().max(200),
    reason: z.string().max(10_000).optional(),
  }),
  z.strictObject({ act: z.literal('withdraw') }),
])

export const action = (args: ActionFunctionArgs) =>
  form(args, async (typed) => {
    const { actor } = staffOf(args)
    const { services } = args.context
    const approvalId = parameter(args, 'approvalId')
    const fields = await formFields(args.request, fieldsSchema)
    if (fields.act === 'withdraw') await services.withdrawApproval(actor, approvalId)
    else {
      const reason = (fields.reason ?? '').replaceAll('\r\n', '\n').trim()
      typed['reason'] = reason
      const { act: verdict, digest } = fields
      // A verdict that is sent twice is refused by the first.
      await services.decideApproval(actor, approvalId, {
        verdict,
        digest,
        ...(reason === '' ? {} : { reason }),
      })
    }
    return redirect(new URL(args.request.url).pathname.replace(/\.data$/, ''), { status: 303 })
  })

export default function ApprovalPage() {
  const words = useWordsOf(examinationWords)
  const language = useLanguage()
  const base = `/o/${useChrome().office?.id ?? ''}`
  const loaded = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { title, label, state, subject, digest, canDecide } = loaded
  useSettling(state === 'approved' && subject.kind === 'notice' && subject.letter?.isSigned !== true)
  const isReasonMissing = (refused?.problem.errors ?? []).some(({ path }) => path === 'reason')
  return (
    <div className={screen.screen}>
      {refused && !isReasonMissing && <DeskRefusal problem={refused.problem} />}
      <PageHeader
        over={<Link to={`${base}/desk/approvals`}>{words.approvals.back}</Link>}
        title={
          <>
            <bdi>{label ? textIn(label, language) : words.approvals.kinds[loaded.kind]}</bdi>{' '}
            <bdi className={mayBreak.includes(loaded.kind) ? screen.aside : screen.number}>{title}</bdi>
          </>
        }
        tag={<StatusTag meaning={meaningOfApproval[state]}>{words.approvals.states[state]}</StatusTag>}
      />
      <Verdicts />
      <Proposal />
      <VerdictForm digest={digest} cannot={canDecide} refused={refused} />
      {loaded.canWithdraw && (
        <SecureForm fields={{ act: 'withdraw' }} isInline>
          <Button look="small">{words.approvals.withdraw}</Button>
        </SecureForm>
      )}
      <ApprovalSubject subject={subject} base={base} seesMoney={loaded.seesMoney} />
    </div>
  )
}

/** What these are about is no file: their title names the sum, and what it is for. */
const aboutMoney: readonly string[] = ['refund', 'payment-review', 'cash-void', 'match']
/** Titles that are no number alone. */
const mayBreak: readonly string[] = [...aboutMoney, 'request']

/** Who proposed it, when, with which words, and who decides. */
function Proposal() {
  const words = useWordsOf(examinationWords)
  const fees = useWordsOf(feesWords)
  const office = useOfficeWords()
  const chrome = useChrome().office
  const { makerName, makerNote, openedAt, checkers, fileId, title, kind } = useLoaderData<typeof loader>()
  return (
    <Facts
      facts={[
        { name: words.approvals.maker, value: <bdi>{makerName}</bdi> },
        {
          name: words.approvals.openedAt,
          value: (
            <time dateTime={openedAt.toISOString()}>
              {instantInWords(openedAt, chrome?.timeZone ?? 'UTC', office)}
            </time>
          ),
        },
        {
          name: aboutMoney.includes(kind)
            ? words.approvals.what
            : kind === 'fee-override'
              ? fees.order
              : words.approvals.file,
          value:
            fileId === null ? (
              <bdi>{title}</bdi>
            ) : (
              <Link to={`/o/${chrome?.id ?? ''}/desk/files/${fileId}`}>
                <bdi>{title}</bdi>
              </Link>
            ),
        },
        { name: words.approvals.note, value: <bdi>{makerNote ?? words.approvals.noNote}</bdi> },
        {
          name: words.approvals.decidedBy,
          value: words.approvals.order(checkers.map((role) => words.roles[role])),
        },
      ]}
    />
  )
}

/** What others have said of it; of two who decide at once the second finds here what the first did. */
function Verdicts() {
  const words = useWordsOf(examinationWords).approvals
  const office = useOfficeWords()
  const timeZone = useChrome().office?.timeZone ?? 'UTC'
  const { verdicts, state, closedAt } = useLoaderData<typeof loader>()
  if (verdicts.length === 0 && state !== 'withdrawn') return null
  return (
    <Section title={words.verdictsTitle}>
      <ul className={styles.verdicts}>
        {verdicts.map(({ name, verdict, reason, at }) => (
          <li key={at.getTime()}>
            <StatusTag meaning={verdict === 'approve' ? 'good' : 'wrong'}>
              {words.verdict(name, verdict)}
            </StatusTag>{' '}
            <time className={screen.soft} dateTime={at.toISOString()}>
              {instantInWords(at, timeZone, office)}
            </time>
            {reason !== null && <p dir="auto">{reason}</p>}
          </li>
        ))}
        {state === 'withdrawn' && (
          <li>
            {words.withdrawn}
            {closedAt && (
              <time className={screen.soft} dateTime={closedAt.toISOString()}>
                {' · '}
                {instantInWords(closedAt, timeZone, office)}
              </time>
            )}
          </li>
        )}
      </ul>
    </Section>
  )
}
