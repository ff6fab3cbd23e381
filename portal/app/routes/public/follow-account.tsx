/** From a secret address to an account: follow with the one that is signed in, sign in, or ask for one. */
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { officeSentenceOf, staffRoles } from '@lodge/shared-types'
import { z } from 'zod'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { DeadLink } from '../../components/follow/dead-link.tsx'
import { ErrorSummary, Notice } from '../../components/notice.tsx'
import { Actions, PageHeader, Section } from '../../components/page-header.tsx'
import { Refusal, useProblemWords } from '../../components/problem-page.tsx'
import { SecureForm } from '../../components/secure-form.tsx'
import { actorOf, form, officeOf, page, parameter } from '../../edge/answers.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { useLanguage, useWordsOf } from '../../language.tsx'
import { followWords } from '../../messages/follow.ts'
import { titleOf } from '../../page-title.ts'
import type { Problem } from '@lodge/shared-types'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => titleOf(loaded?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { id, name, email } = officeOf(args)
    const { services, language, session } = args.context
    const code = parameter(args, 'code')
    const view = await services.followedByCode(id, code, language)
    const words = followWords[language]
    const here = session?.officeId === id ? session : undefined
    const isStaff = here?.roles.some((role) => staffRoles.some((one) => one === role)) ?? false
    const loaded = {
      title: view ? words.account.title : words.link.deadTitle,
      office: { name, email },
      fileNumber: view?.fileNumber ?? null,
      who: !here ? ('nobody' as const) : isStaff ? ('staff' as const) : ('account' as const),
      isFollowing: view !== undefined && here !== undefined && (await services.isFollowing(here.actor, code)),
      isSent: new URL(args.request.url).searchParams.get('sent') === 'yes',
      base: `/o/${id}`,
      code,
    }
    return data(loaded, { status: view ? 200 : 404 })
  })

const fieldsSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('follow') }),
  z.strictObject({
    act: z.literal('ask'),
    email: z.string().max(254),
    password: z.string().max(1_024),
  }),
])

export const action = (args: ActionFunctionArgs) =>
  form(args, async (typed) => {
    const { id: officeId } = officeOf(args)
    const { services, language } = args.context
    const code = parameter(args, 'code')
    const fields = await formFields(args.request, fieldsSchema)
    if (fields.act === 'follow') {
      const fileId = await services.followFile(actorOf(args), code)
      return redirect(`/o/${officeId}/following/${fileId}`, { status: 303 })
    }
    typed['email'] = fields.email
    const { email, password } = fields
    await services.askForAccount(officeId, {
      email: email.trim(),
      password,
      language,
      followCode: code,
    })
    return redirect(`/o/${officeId}/follow/${code}/account?sent=yes`, { status: 303 })
  })

/** Returns what was refused, with every sentence in the person's language. */
function useRefusal() {
  const language = useLanguage()
  const refused = useActionData<typeof action>()
  if (!refused?.problem.errors) return refused
  const errors = refused.problem.errors.map((error) => ({
    ...error,
    message: officeSentenceOf(error, language),
  }))
  return { ...refused, problem: { ...refused.problem, errors } }
}

function Refused({ problem }: { problem: Problem }) {
  const { title } = useProblemWords(problem)
  return problem.errors ? (
    <ErrorSummary title={title} errors={problem.errors} />
  ) : (
    <Refusal problem={problem} />
  )
}

type Loaded = Awaited<ReturnType<typeof loader>>['data']

/** For a visitor who is not signed in: into an account, or to a new one. */
function IntoAccount({ loaded: { base, code } }: { loaded: Loaded }) {
  const words = useWordsOf(followWords).account
  const refused = useRefusal()
  const to = encodeURIComponent(`${base}/follow/${code}/account`)
  return (
    <>
      <Section title={words.signInTitle}>
        <p>{words.signInLead}</p>
        <Actions>
          <ButtonLink to={`${base}/sign-in?to=${to}`} look="quiet" isElsewhere>
            {words.signIn}
          </ButtonLink>
        </Actions>
      </Section>
      <Section title={words.newTitle}>
        <p>{words.newLead}</p>
        <SecureForm fields={{ act: 'ask' }}>
          <Field
            name="email"
            type="email"
            label={words.email}
            autoComplete="email"
            defaultValue={refused?.typed['email']}
            error={errorAt(refused?.problem, 'email')}
          />
          <Field
            name="password"
            type="password"
            label={words.password}
            autoComplete="new-password"
            hint={words.passwordHint}
            error={errorAt(refused?.problem, 'password')}
          />
          <Button>{words.ask}</Button>
        </SecureForm>
      </Section>
    </>
  )
}

const errorAt = (problem: Problem | undefined, path: string): string | undefined =>
  problem?.errors?.find((error) => error.path === path)?.message

export default function FollowAccount() {
  const words = useWordsOf(followWords)
  const loaded = useLoaderData<typeof loader>()
  const refused = useRefusal()
  const { office, fileNumber, who, isFollowing, isSent, base, code } = loaded
  if (fileNumber === null) return <DeadLink office={office} />
  const back = `${base}/follow/${code}`
  return (
    <>
      {refused && <Refused problem={refused.problem} />}
      <PageHeader
        over={
          <Link to={back} reloadDocument>
            {words.account.back}
          </Link>
        }
        title={words.account.title}
        lead={words.account.lead(fileNumber)}
      />
      {isSent && (
        <Notice meaning="good" title={words.account.sentTitle}>
          <p>{words.account.sentLead}</p>
        </Notice>
      )}
      {who === 'staff' && <p>{words.account.staff}</p>}
      {who === 'account' && !isFollowing && (
        <SecureForm fields={{ act: 'follow' }}>
          <Button>{words.account.follow}</Button>
        </SecureForm>
      )}
      {who === 'account' && isFollowing && (
        <>
          <p>{words.account.following}</p>
          <Actions>
            <ButtonLink to={`${base}/following`} look="quiet">
              {words.account.toFile}
            </ButtonLink>
          </Actions>
        </>
      )}
      {who === 'nobody' && !isSent && <IntoAccount loaded={loaded} />}
    </>
  )
}
