/** One message of the office: what it says, what became of it, and sending it again, also to a corrected address. */
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { idempotencyKeySchema, languages, officeSentenceOf } from '@lodge/shared-types'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { useChrome } from '../../chrome.ts'
import { Button } from '../../components/button.tsx'
import { AboutLink, MessageState, topicIn } from '../../components/desk/message-list.tsx'
import styles from '../../components/desk/messages.module.css'
import { Field } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageHeader, Section } from '../../components/page-header.tsx'
import { Refusal } from '../../components/problem-page.tsx'
import { SecureForm } from '../../components/secure-form.tsx'
import { Facts, Table } from '../../components/table.tsx'
import { form, page, parameter } from '../../edge/answers.server.ts'
import { staffOf } from '../../edge/desk.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { useLanguage, useOfficeWords, useWordsOf } from '../../language.tsx'
import { deskMessagesWords } from '../../messages/desk-messages.ts'
import { instantInWords } from '../../office-time.ts'
import { titleOf } from '../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor } = staffOf(args)
    const { services, language } = args.context
    const message = await services.staffMessage(actor, parameter(args, 'messageId'))
    return {
      title: `${deskMessagesWords[language].one}: ${message.subject}`,
      message,
      isResent: new URL(args.request.url).searchParams.has('resent'),
      // One key for one act: the form sent twice sends one message.
      key: randomUUID(),
    }
  })

const fieldsSchema = z.strictObject({
  key: idempotencyKeySchema,
  to: z.string().max(400).optional(),
  reason: z.string().max(2_000).optional(),
})

export const action = (args: ActionFunctionArgs) =>
  form(args, async (typed) => {
    const { actor, officeId } = staffOf(args)
    const { key, to, reason } = await formFields(args.request, fieldsSchema)
    Object.assign(typed, { ...(to === undefined ? {} : { to }), ...(reason === undefined ? {} : { reason }) })
    const wish = { key, ...(to === undefined ? {} : { to }), ...(reason === undefined ? {} : { reason }) }
    const sent = await args.context.services.resendMessage(actor, parameter(args, 'messageId'), wish)
    return redirect(`/o/${officeId}/desk/messages/${sent.messageId}?resent`, { status: 303 })
  })

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

/** What became of a message that did not reach its recipient, and what to do now. */
function Outcome({ message }: Pick<Loaded, 'message'>) {
  const words = useWordsOf(deskMessagesWords)
  if (message.state === 'refused')
    return (
      <Notice meaning="wrong" title={words.refusedTitle}>
        <p>{words.refusedLead}</p>
      </Notice>
    )
  if (message.state === 'unwanted')
    return (
      <Notice
        meaning="attention"
        title={message.unwantedBecause === 'overtaken' ? words.overtakenTitle : words.unwantedTitle}
      >
        <p>{message.unwantedBecause === 'overtaken' ? words.overtakenLead : words.unwantedLead}</p>
      </Notice>
    )
  return message.hasGivenUp ? (
    <Notice meaning="wrong" title={words.givenUp}>
      <p>{words.givenUpLead}</p>
    </Notice>
  ) : null
}

/** Sending again: to the same address at once, to another with a reason. */
function Resend({ message, idempotencyKey }: Pick<Loaded, 'message'> & { idempotencyKey: string }) {
  const words = useWordsOf(deskMessagesWords)
  const language = useLanguage()
  const refused = useActionData<typeof action>()
  const errorAt = (path: string): string | undefined => {
    const error = refused?.problem.errors?.find((one) => one.path === path)
    return error && officeSentenceOf(error, language)
  }
  if (message.resendRefusal !== null) return <p>{words.noResend[message.resendRefusal]}</p>
  return (
    <>
      <p>{words.resendLead}</p>
      <SecureForm idempotencyKey={idempotencyKey}>
        <Button>{words.resendSame}</Button>
      </SecureForm>
      <details className={styles.correct} open={refused?.typed['to'] !== undefined}>
        <summary>{words.correct}</summary>
        <SecureForm idempotencyKey={idempotencyKey}>
          <Field
            name="to"
            type="email"
            label={words.newAddress}
            autoComplete="off"
            error={errorAt('to')}
            defaultValue={refused?.typed['to']}
          />
          <Field
            name="reason"
            label={words.reason}
            hint={words.reasonHint}
            rows={2}
            error={errorAt('reason')}
            defaultValue={refused?.typed['reason']}
          />
          <Button look="quiet">{words.resendCorrected}</Button>
        </SecureForm>
      </details>
    </>
  )
}

/** The first message and everything that was sent again of it. */
function Chain({ message, timeZone, base }: Pick<Loaded, 'message'> & { timeZone: string; base: string }) {
  const words = useWordsOf(deskMessagesWords)
  const everywhere = useOfficeWords()
  return (
    <Section title={words.chain}>
      <Table
        caption={words.chain}
        isDense
        rows={message.chain}
        keyOf={({ messageId }) => messageId}
        columns={[
          {
            head: words.one,
            cell: ({ messageId, isResend }) => {
              const name = isResend ? words.chainAgain : words.chainFirst
              return messageId === message.messageId ? (
                `${name} (${words.this})`
              ) : (
                <Link to={`${base}/desk/messages/${messageId}`}>{name}</Link>
              )
            },
          },
          { head: words.when, cell: ({ createdAt }) => instantInWords(createdAt, timeZone, everywhere) },
          { head: words.to, cell: ({ to }) => <bdi dir="ltr">{to}</bdi> },
          { head: words.state, cell: ({ state }) => <MessageState state={state} /> },
        ]}
      />
    </Section>
  )
}

export default function Message() {
  const words = useWordsOf(deskMessagesWords)
  const everywhere = useOfficeWords()
  const { office } = useChrome()
  const { message, isResent, key } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const base = `/o/${office?.id ?? ''}`
  const timeZone = office?.timeZone ?? 'UTC'
  const instant = (at: Date): string => instantInWords(at, timeZone, everywhere)
  const { subject, body, language, state, sentAt, nextTryAt, lastError, to } = message
  return (
    <>
      {refused && <Refusal problem={refused.problem} />}
      {isResent && !refused && <Notice meaning="good" title={words.resent} />}
      <PageHeader
        over={<Link to={`${base}/desk/messages`}>{words.allMessages}</Link>}
        title={<bdi lang={language}>{subject}</bdi>}
        tag={<MessageState state={state} />}
      />
      <Outcome message={message} />
      <div className={styles.columns}>
        <Section title={words.content}>
          <article className={styles.letter} lang={language} dir={languages[language].direction}>
            <p className={styles.text}>{body}</p>
          </article>
        </Section>
        <div className={styles.side}>
          <Facts
            facts={[
              { name: words.what, value: topicIn(words, message.eventType) },
              { name: words.about, value: <AboutLink {...message} base={base} /> },
              { name: words.to, value: <bdi dir="ltr">{to}</bdi> },
              { name: words.audience, value: words.audiences[message.audience] },
              { name: words.language, value: languages[language].name },
              { name: words.when, value: instant(message.createdAt) },
              {
                name: words.sentAt,
                value: sentAt ? instant(sentAt) : state === 'queued' ? words.notSent : '–',
              },
              { name: words.tries, value: message.tries },
              ...(nextTryAt === null ? [] : [{ name: words.nextTry, value: instant(nextTryAt) }]),
              ...(lastError === null
                ? []
                : [{ name: words.lastError, value: <bdi dir="ltr">{lastError}</bdi> }]),
            ]}
          />
          <Section title={words.resend}>
            <Resend message={message} idempotencyKey={key} />
          </Section>
        </div>
      </div>
      {message.chain.length > 1 && <Chain message={message} timeZone={timeZone} base={base} />}
    </>
  )
}
