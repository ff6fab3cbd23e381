/** Asking for a file that was filed on paper, by its number and a proof; and what became of what was asked before. */
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import {
  formatNumber,
  idempotencyKeySchema,
  sentenceOf,
  type FieldError,
  type Problem,
} from '@lodge/shared-types'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { useChrome } from '../../chrome.ts'
import { Button } from '../../components/button.tsx'
import { ProofDocument } from '../../components/files/proof-document.tsx'
import { Field } from '../../components/field.tsx'
import { ErrorSummary, Notice, StatusTag, type Meaning } from '../../components/notice.tsx'
import { PageHeader, Section } from '../../components/page-header.tsx'
import { Refusal, useProblemWords } from '../../components/problem-page.tsx'
import { SecureForm } from '../../components/secure-form.tsx'
import { Table } from '../../components/table.tsx'
import { actorOf, form, officeOf, page, sessionOf } from '../../edge/answers.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { useLanguage, useOfficeWords, officeWordsIn } from '../../language.tsx'
import { instantInWords } from '../../office-time.ts'
import { titleOf } from '../../page-title.ts'
import { shownClaim } from './shown-claim.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor } = sessionOf(args)
    const { services, language } = args.context
    const claims = await services.listClaims(actor)
    const { numbering, branches, st3, documents } = officeOf(args)
    const askedFor = new URL(args.request.url).searchParams.get('asked')
    return {
      title: officeWordsIn(language).claims.title,
      claims: claims.map(shownClaim),
      asked: claims.find(({ _id }) => _id === askedFor)?.fileNumber,
      example: formatNumber(numbering.file, {
        office: st3,
        branch: branches[0]?.code ?? '',
        right: 'TM',
        year: 2019,
        seq: 123,
      }),
      proofBytes: documents.roles.other?.maxBytes,
      // One key for one claim: the form sent twice is one claim.
      key: randomUUID(),
    }
  })

const fieldsSchema = z.strictObject({
  key: idempotencyKeySchema,
  fileNumber: z.string().max(200),
  proof: z.string().max(20_000),
  documentSha256: z.string().max(64).optional(),
})

export const action = (args: ActionFunctionArgs) =>
  form(args, async (typed) => {
    const actor = actorOf(args)
    const { key, fileNumber, proof, documentSha256 } = await formFields(args.request, fieldsSchema)
    Object.assign(typed, { fileNumber, proof })
    const claim = { fileNumber, proof, ...(documentSha256 ? { documentSha256 } : {}) }
    const { claimId } = await args.context.services.claimFile(actor, { key, claim })
    const { pathname } = new URL(args.request.url)
    return redirect(`${pathname.replace(/\.data$/, '')}?asked=${claimId}`, { status: 303 })
  })

const meaningOf = { asked: 'info', confirmed: 'good', refused: 'wrong' } as const satisfies Record<
  string,
  Meaning
>

/** Wrong entries lead to their fields, with the same sentence as at the field. */
function Refused({ problem, errors }: { problem: Problem; errors: readonly FieldError[] }) {
  const { title } = useProblemWords(problem)
  return errors.length === 0 ? <Refusal problem={problem} /> : <ErrorSummary title={title} errors={errors} />
}

export default function Claim() {
  const words = useOfficeWords()
  const language = useLanguage()
  const { office } = useChrome()
  const { claims, asked, example, proofBytes, key } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const errors = (refused?.problem.errors ?? []).map((error) => ({
    ...error,
    message: sentenceOf(error, language),
  }))
  const errorAt = (path: string): string | undefined => errors.find((error) => error.path === path)?.message
  const base = `/o/${office?.id ?? ''}`
  const timeZone = office?.timeZone ?? 'UTC'
  return (
    <>
      {refused && <Refused problem={refused.problem} errors={errors} />}
      {asked !== undefined && !refused && (
        <Notice meaning="good" title={words.claims.asked}>
          <p>{words.claims.askedLead(`\u2068${asked}\u2069`)}</p>
        </Notice>
      )}
      <PageHeader
        over={
          <Link to={`${base}/files`} className="screen-only">
            {words.claims.back}
          </Link>
        }
        title={words.claims.title}
        lead={words.claims.lead}
      />
      <SecureForm idempotencyKey={key}>
        <Field
          name="fileNumber"
          label={words.claims.fileNumber}
          hint={words.claims.fileNumberHint(`\u2068${example}\u2069`)}
          autoComplete="off"
          error={errorAt('fileNumber')}
          defaultValue={refused?.typed['fileNumber']}
        />
        <Field
          name="proof"
          label={words.claims.proof}
          hint={words.claims.proofHint}
          rows={4}
          error={errorAt('proof')}
          defaultValue={refused?.typed['proof']}
        />
        {proofBytes !== undefined && (
          <ProofDocument
            address={`${base}/uploads`}
            maxBytes={proofBytes}
            error={errorAt('documentSha256')}
          />
        )}
        <Button>{words.claims.submit}</Button>
      </SecureForm>
      <Section title={words.claims.listTitle}>
        {claims.length === 0 ? (
          <p>{words.claims.none}</p>
        ) : (
          <Table
            caption={words.claims.listTitle}
            rows={claims}
            keyOf={({ claimId }) => claimId}
            columns={[
              {
                head: words.claims.fileNumber,
                cell: ({ fileNumber, fileId }) =>
                  fileId === null ? (
                    <bdi>{fileNumber}</bdi>
                  ) : (
                    <Link to={`${base}/files/${fileId}`}>
                      <bdi>{fileNumber}</bdi>
                    </Link>
                  ),
              },
              {
                head: words.claims.askedAt,
                cell: ({ askedAt }) => instantInWords(askedAt, timeZone, words),
              },
              {
                head: words.claims.outcome,
                cell: ({ state }) => (
                  <StatusTag meaning={meaningOf[state]}>{words.claims.states[state]}</StatusTag>
                ),
              },
              {
                head: words.claims.reason,
                cell: ({ reason }) => <bdi>{reason}</bdi>,
                isPlain: ({ reason }) => reason === null,
              },
            ]}
          />
        )}
      </Section>
    </>
  )
}
