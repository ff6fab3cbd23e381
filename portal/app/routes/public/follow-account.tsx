/** From a secret address to an account: follow with the one that is signed in, sign in, or ask for one. */
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { ProblemError, staffRoles, toProblem } from '@lodge/shared-types'
import { z } from 'zod'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { DeadLink } from '../../components/follow/dead-link.tsx'
import { RefusedEntries, useErrorAt } from '../../components/follow/refused-entries.tsx'
import { Notice } from '../../components/notice.tsx'
import { Actions, PageHeader, Section } from '../../components/page-header.tsx'
import { SecureForm } from '../../components/secure-form.tsx'
import { actorOf, form, officeOf, page, parameter } from '../../edge/answers.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { useWordsOf } from '../../language.tsx'
import { followWords } from '../../messages/follow.ts'
import { titleOf } from '../../page-title.ts'

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
  z.strictObject({ act: z.literal('ask'), email: z.string().max(254) }),
])

/** Does what the form asks; returns where to go on. */
async function taken(args: ActionFunctionArgs, typed: Record<string, string>): Promise<string> {
  const { id: officeId } = officeOf(args)
  const { services, language } = args.context
  const code = parameter(args, 'code')
  const fields = await formFields(args.request, fieldsSchema)
  if (fields.act === 'follow')
    return `/o/${officeId}/following/${await services.followFile(actorOf(args), code)}`
  typed['email'] = fields.email
  await services.askForAccount(officeId, { email: fields.email.trim(), language, followCode: code })
  return `/o/${officeId}/follow/${code}/account?sent=yes`
}

export const action = (args: ActionFunctionArgs) =>
  form(args, async (typed) => {
    try {
      return redirect(await taken(args, typed), { status: 303 })
    } catch (error) {
      // The page itself says it, as to whoever only looks: its loader finds the address dead too.
      if (error instanceof ProblemError && error.code === 'not-found')
        return data({ problem: toProblem(error), typed }, { status: 404 })
      throw error
    }
  })

type Loaded = Awaited<ReturnType<typeof loader>>['data']

/** For a visitor who is not signed in: into an account, or to a new one. */
function IntoAccount({ loaded: { base, code } }: { loaded: Loaded }) {
  const words = useWordsOf(followWords).account
  const refused = useActionData<typeof action>()
  const errorAt = useErrorAt(refused?.problem)
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
            error={errorAt('email')}
          />
          <Button>{words.ask}</Button>
        </SecureForm>
      </Section>
    </>
  )
}

export default function FollowAccount() {
  const words = useWordsOf(followWords)
  const loaded = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { office, fileNumber, who, isFollowing, isSent, base, code } = loaded
  if (fileNumber === null) return <DeadLink office={office} />
  const back = `${base}/follow/${code}`
  return (
    <>
      {refused && <RefusedEntries problem={refused.problem} />}
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
