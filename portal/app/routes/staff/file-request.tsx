/** One post-filing request at the desk: what is asked, what granting it would do to the register, and the decision. */
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { idempotencyKeySchema, textIn } from '@lodge/shared-types'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { useChrome } from '../../chrome.ts'
import { GateWarnings, RequestAsked, RequestDocuments } from '../../components/desk/file/request-asked.tsx'
import { RequestDecision } from '../../components/desk/file/request-decision.tsx'
import { RequestPlan } from '../../components/desk/file/request-plan.tsx'
import { meaningOfRequest } from '../../components/desk/file/requests-part.tsx'
import { DeskRefusal } from '../../components/desk/refused-form.tsx'
import screen from '../../components/desk/screen.module.css'
import { Notice, StatusTag } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { form, page, parameter } from '../../edge/answers.server.ts'
import { staffOf } from '../../edge/desk.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { useLanguage, useOfficeWords, useWordsOf } from '../../language.tsx'
import { feesWords } from '../../messages/fees.ts'
import { registerWords } from '../../messages/register.ts'
import { instantInWords } from '../../office-time.ts'
import { titleOf } from '../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.pageTitle)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor } = staffOf(args)
    const { services, language } = args.context
    const request = await services.fileRequest(actor, parameter(args, 'requestId'))
    return {
      request,
      pageTitle: `${textIn(request.title, language)} · ${request.subject}`,
      keys: { grant: randomUUID(), refuse: randomUUID() },
      looksAtFees: actor.roles.some((role) => ['finance', 'registrar', 'administrator'].includes(role)),
      chosen: new URL(args.request.url).searchParams.get('doc'),
    }
  })

const fieldsSchema = z.strictObject({
  key: idempotencyKeySchema,
  outcome: z.enum(['granted', 'refused']),
  reason: z.string().max(10_000),
  seenSeq: z.coerce.number().int().nonnegative(),
})

export const action = (args: ActionFunctionArgs) =>
  form(args, async (typed) => {
    const { actor } = staffOf(args)
    const requestId = parameter(args, 'requestId')
    const fields = await formFields(args.request, fieldsSchema)
    const reason = fields.reason.replaceAll('\r\n', '\n').trim()
    Object.assign(typed, { outcome: fields.outcome, reason })
    const decided = await args.context.services.decideFileRequest(actor, { ...fields, requestId, reason })
    const desk = `/o/${actor.officeId}/desk`
    return redirect(
      decided.outcome === 'awaits-approval'
        ? `${desk}/approvals/${decided.approvalId}`
        : `${desk}/requests/${requestId}`,
      { status: 303 },
    )
  })

/** What became of a request that is decided, and when. */
function Decided() {
  const words = useWordsOf(registerWords).requests
  const office = useOfficeWords()
  const chrome = useChrome().office
  const { state, decidedAt, reason, newFileId } = useLoaderData<typeof loader>().request
  if (decidedAt === null) return null
  const isGranted = state === 'granted'
  return (
    <Notice meaning={isGranted ? 'good' : 'wrong'} title={isGranted ? words.granted : words.refused}>
      <p>{words.decidedAt(instantInWords(decidedAt, chrome?.timeZone ?? 'UTC', office))}</p>
      {reason !== null && (
        <p>
          <bdi>{reason}</bdi>
        </p>
      )}
      {newFileId !== null && (
        <p>
          <Link to={`/o/${chrome?.id ?? ''}/desk/files/${newFileId}`}>{words.newFile}</Link>
        </p>
      )}
    </Notice>
  )
}

export default function FileRequestPage() {
  const words = useWordsOf(registerWords).requests
  const { toFees } = useWordsOf(feesWords)
  const office = useOfficeWords()
  const language = useLanguage()
  const chrome = useChrome().office
  const base = `/o/${chrome?.id ?? ''}`
  const { request, keys, chosen, looksAtFees } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { title, typeId, subject, onlineId, receivedAt, state, fileId, dossierId, deciding } = request
  const isReasonMissing = (refused?.problem.errors ?? []).some(({ path }) => path === 'reason')
  return (
    <div className={screen.screen}>
      {refused && !isReasonMissing && <DeskRefusal problem={refused.problem} />}
      <PageHeader
        over={
          fileId === null ? (
            <bdi>{subject}</bdi>
          ) : (
            <Link to={`${base}/desk/files/${fileId}?tab=requests`}>{words.toFile(subject)}</Link>
          )
        }
        title={
          <>
            {textIn(title, language)} <bdi className={screen.number}>{onlineId}</bdi>
          </>
        }
        tag={<StatusTag meaning={meaningOfRequest[state]}>{words.states[state]}</StatusTag>}
        lead={
          <>
            <span className="number">{typeId}</span> ·{' '}
            {words.receivedAt(instantInWords(receivedAt, chrome?.timeZone ?? 'UTC', office))}
            {looksAtFees && (
              <>
                {' · '}
                <Link to={`${base}/desk/fees/${dossierId}`}>{toFees}</Link>
              </>
            )}
          </>
        }
      />
      <Decided />
      <GateWarnings warnings={request.warnings} />
      <div className={screen.columns}>
        <div className={screen.screen}>
          <RequestAsked {...request} />
          <RequestDocuments documents={request.documents} chosen={chosen} base={base} />
        </div>
        {deciding && state === 'waiting' && (
          <div className={screen.screen}>
            <RequestPlan deciding={deciding} />
            <RequestDecision {...{ deciding, keys, refused, base }} />
          </div>
        )}
      </div>
    </div>
  )
}
