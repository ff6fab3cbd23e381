/** A notice as its party reads it: what the office wants, field by field, by when, and the way to answer. */
import { Link, useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { labelOfPath, textIn, valueAt } from '@lodge/shared-types'
import { useChrome } from '../../chrome.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Notice, type Meaning } from '../../components/notice.tsx'
import { Actions, PageHeader, Section } from '../../components/page-header.tsx'
import { Facts } from '../../components/table.tsx'
import { actorOf, officeOf, page, parameter } from '../../edge/answers.server.ts'
import { withCountryNames } from '../../edge/request-in-words.server.ts'
import { useLanguage, useOfficeWords, useWordsOf } from '../../language.tsx'
import { answerWords } from '../../messages/answer.ts'
import { dateInWords, instantInWords } from '../../office-time.ts'
import { titleOf } from '../../page-title.ts'
import { useKeptNotices } from '../../shell/keep-notices.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.fileNumber)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { services, language } = args.context
    const found = await services.partyNotice(actorOf(args), parameter(args, 'noticeId'))
    const { request: raw, deficiencies, ...notice } = found
    const request = raw && withCountryNames(raw, language, officeOf(args))
    return {
      ...notice,
      deficiencies: deficiencies.map(({ fields, ...told }) => ({
        ...told,
        fields: fields.map((path) => ({
          path,
          label: labelOfPath(path, language, request ?? undefined),
          now: request ? valueAt(request, path) : '',
        })),
      })),
    }
  })

type Loaded = Awaited<ReturnType<typeof loader>>

/** Where the notice stands, and what its reader can do now. */
function Standing({ notice, base, timeZone }: { notice: Loaded; base: string; timeZone: string }) {
  const all = useOfficeWords()
  const words = useWordsOf(answerWords).notice
  const { noticeId, state, answerBy, answeredAt, isAnswerable } = notice
  const date = answerBy === null ? '' : dateInWords(answerBy, all)
  const told: { meaning: Meaning; title: string; lead: string } =
    state === 'answered'
      ? {
          meaning: 'good',
          title: words.answered,
          lead: words.answeredLead(answeredAt ? instantInWords(answeredAt, timeZone, all) : ''),
        }
      : state === 'withdrawn'
        ? { meaning: 'info', title: words.withdrawn, lead: words.withdrawnLead }
        : answerBy === null
          ? { meaning: 'info', title: words.noAnswer, lead: words.noAnswerLead }
          : isAnswerable
            ? { meaning: 'attention', title: words.open(date), lead: words.openLead(date, timeZone) }
            : { meaning: 'wrong', title: words.lapsed, lead: words.lapsedLead(date) }
  return (
    <Notice meaning={told.meaning} title={told.title}>
      <p>{told.lead}</p>
      {isAnswerable && (
        <Actions>
          <ButtonLink to={`${base}/answers/${noticeId}`} isElsewhere>
            {words.answer}
          </ButtonLink>
        </Actions>
      )}
    </Notice>
  )
}

export default function PartyNotice() {
  const all = useOfficeWords()
  const words = useWordsOf(answerWords).notice
  const language = useLanguage()
  const { office } = useChrome()
  const notice = useLoaderData<typeof loader>()
  const base = `/o/${office?.id ?? ''}`
  const timeZone = office?.timeZone ?? 'UTC'
  useKeptNotices(office?.id)
  const { fileId, fileNumber, title, issuedAt, note, deficiencies, documentId } = notice
  return (
    <>
      <PageHeader
        over={
          <Link to={`${base}/files/${fileId}`}>
            {words.toFile} <bdi>{fileNumber}</bdi>
          </Link>
        }
        title={textIn(title, language)}
        lead={words.issued(instantInWords(issuedAt, timeZone, all))}
      />
      <Standing notice={notice} base={base} timeZone={timeZone} />
      {documentId !== null && (
        <p>
          <a href={`${base}/api/documents/${documentId}`}>{words.pdf}</a>
        </p>
      )}
      {note !== '' && <p dir="auto">{note}</p>}
      {deficiencies.length > 0 && <h2>{words.wanted}</h2>}
      {deficiencies.map(({ question, text, legalBasis, overcome, fields }, index) => (
        <Section key={`${question} ${index}`} title={`\u2068${text}\u2069`}>
          <Facts
            facts={[
              ...fields.map(({ path, label, now }) => ({
                name: label,
                value: now === '' ? '–' : <bdi key={path}>{now}</bdi>,
              })),
              { name: words.overcome, value: <bdi>{overcome}</bdi> },
              { name: words.legalBasis, value: <bdi>{legalBasis}</bdi> },
            ]}
          />
        </Section>
      ))}
    </>
  )
}
