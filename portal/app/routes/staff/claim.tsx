/** One claim of a paper file: what the agent says beside the file as the office has it, and the decision. */
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import type { OfficeClaim } from '@lodge/processor'
import { officeSentenceOf } from '@lodge/shared-types'
import { z } from 'zod'
import { useChrome } from '../../chrome.ts'
import { Button } from '../../components/button.tsx'
import { claimMeaning } from '../../components/desk/claim-meaning.ts'
import styles from '../../components/desk/claim.module.css'
import { deskWords, useDeskWords } from '../../components/desk/desk-words.ts'
import { Field } from '../../components/field.tsx'
import { meaningOfStatus } from '../../components/files/file-status.ts'
import { Notice, StatusTag } from '../../components/notice.tsx'
import { PageHeader, Section } from '../../components/page-header.tsx'
import { Refusal } from '../../components/problem-page.tsx'
import { SecureForm } from '../../components/secure-form.tsx'
import { Facts } from '../../components/table.tsx'
import { form, page, parameter } from '../../edge/answers.server.ts'
import { staffOf } from '../../edge/desk.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { useLanguage, useOfficeWords } from '../../language.tsx'
import { dateInWords, instantInWords } from '../../office-time.ts'
import { titleOf } from '../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor } = staffOf(args)
    const { services, language } = args.context
    const claim = await services.officeClaim(actor, parameter(args, 'claimId'))
    return { title: `${deskWords[language].claim.title} ${claim.fileNumber}`, claim }
  })

const fieldsSchema = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.literal('confirm') }),
  z.strictObject({ verdict: z.literal('refuse'), reason: z.string().max(10_000) }),
])

export const action = (args: ActionFunctionArgs) =>
  form(args, async (typed) => {
    const { actor } = staffOf(args)
    const verdict = await formFields(args.request, fieldsSchema)
    if (verdict.verdict === 'refuse') typed['reason'] = verdict.reason
    // A claim is decided once: sent again, the second is told so.
    await args.context.services.decideClaim(actor, parameter(args, 'claimId'), verdict)
    return redirect(new URL(args.request.url).pathname.replace(/\.data$/, ''), { status: 303 })
  })

type Loaded = Awaited<ReturnType<typeof loader>>['claim']

function AgentSays({ claim, office }: { claim: Loaded; office: string }) {
  const { claim: said, claims, tasks } = useDeskWords()
  const words = useOfficeWords()
  const timeZone = useChrome().office?.timeZone ?? 'UTC'
  const { document } = claim
  return (
    <Section title={said.says}>
      <Facts
        facts={[
          { name: said.agent, value: <bdi>{claim.askedBy === '' ? tasks.someone : claim.askedBy}</bdi> },
          // Someone who has left the office's records since has no address any more.
          ...(claim.email === ''
            ? []
            : [
                {
                  name: said.email,
                  value: (
                    <a href={`mailto:${claim.email}`}>
                      <bdi>{claim.email}</bdi>
                    </a>
                  ),
                },
              ]),
          { name: said.account, value: <bdi>{claim.accountId}</bdi> },
          { name: said.filesOfAccount, value: <span className="number">{claim.filesOfAccount}</span> },
          { name: claims.askedAt, value: instantInWords(claim.askedAt, timeZone, words) },
          { name: said.proof, value: <bdi className={styles.proof}>{claim.proof}</bdi> },
          {
            name: said.document,
            value: document ? (
              <a href={`${office}/api/documents/${document.documentId}`} download>
                {said.openDocument(`\u2068${document.fileName}\u2069`)}
              </a>
            ) : (
              said.noDocument
            ),
          },
        ]}
      />
    </Section>
  )
}

/** In whose account the file is now, in words. */
function useHolderWords(holder: NonNullable<OfficeClaim['file']>['holder']): string {
  const { claim: said } = useDeskWords()
  return holder === 'nobody' || holder === 'asker'
    ? said.holders[holder]
    : said.otherHolder(`\u2068${holder.name}\u2069`)
}

function KnownFile({ file, office }: { file: NonNullable<Loaded['file']>; office: string }) {
  const { claim: said, tasks } = useDeskWords()
  const words = useOfficeWords()
  const holder = useHolderWords(file.holder)
  return (
    <>
      <Facts
        facts={[
          { name: said.mark, value: file.mark === '' ? tasks.noText : <bdi>{file.mark}</bdi> },
          { name: said.owners, value: <bdi>{file.owners.join('\n')}</bdi> },
          {
            name: said.status,
            value: (
              <StatusTag meaning={meaningOfStatus[file.status]}>{words.fileStatuses[file.status]}</StatusTag>
            ),
          },
          {
            name: said.filingDate,
            value: file.filingDate === null ? tasks.notYet : dateInWords(file.filingDate, words),
          },
          { name: said.holder, value: holder },
        ]}
      />
      <p>
        <Link to={`${office}/desk/files/${file.fileId}`}>{said.openFile}</Link>
      </p>
    </>
  )
}

function Decision({
  claim,
  wrong,
  typed,
}: {
  claim: Loaded
  wrong: string | undefined
  typed: string | undefined
}) {
  const { claim: said } = useDeskWords()
  const canConfirm = claim.file !== null && typeof claim.file.holder === 'string'
  return (
    <Section title={said.decide}>
      <div className={styles.verdicts}>
        {canConfirm && (
          <SecureForm fields={{ verdict: 'confirm' }}>
            <p>{said.confirmLead}</p>
            <Button>{said.confirm}</Button>
          </SecureForm>
        )}
        <SecureForm fields={{ verdict: 'refuse' }}>
          <Field
            name="reason"
            label={said.reason}
            hint={said.reasonHint}
            rows={3}
            error={wrong}
            defaultValue={typed}
          />
          <Button look="quiet">{said.refuse}</Button>
        </SecureForm>
      </div>
    </Section>
  )
}

export default function Claim() {
  const words = useOfficeWords()
  const language = useLanguage()
  const { claim: said, claims, tasks } = useDeskWords()
  const { office } = useChrome()
  const { claim } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const base = `/o/${office?.id ?? ''}`
  const wrong = refused?.problem.errors?.find(({ path }) => path === 'reason')
  return (
    <>
      {refused && !wrong && <Refusal problem={refused.problem} />}
      <PageHeader
        over={<Link to={`${base}/desk/claims`}>{said.back}</Link>}
        title={
          <>
            {said.title} <bdi>{claim.fileNumber}</bdi>
          </>
        }
        tag={<StatusTag meaning={claimMeaning[claim.state]}>{claims.states[claim.state]}</StatusTag>}
      />
      {claim.decidedAt !== null && (
        <Notice
          meaning={claimMeaning[claim.state]}
          title={claim.state === 'confirmed' ? said.confirmed : said.refused}
        >
          {claim.reason !== null && (
            <p>
              <bdi>{claim.reason}</bdi>
            </p>
          )}
          <p>
            {said.decidedBy(
              `\u2068${claim.decidedBy ?? tasks.someone}\u2069`,
              instantInWords(claim.decidedAt, office?.timeZone ?? 'UTC', words),
            )}
          </p>
        </Notice>
      )}
      <div className={styles.sides}>
        <AgentSays claim={claim} office={base} />
        <Section title={said.record}>
          {claim.file ? (
            <KnownFile file={claim.file} office={base} />
          ) : (
            <Notice meaning="attention" title={said.noFile}>
              <p>{said.noFileLead}</p>
            </Notice>
          )}
        </Section>
      </div>
      {claim.mayDecide && (
        <Decision
          claim={claim}
          wrong={wrong && officeSentenceOf(wrong, language)}
          typed={refused?.typed['reason']}
        />
      )}
    </>
  )
}
