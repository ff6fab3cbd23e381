/** Signing in at one office. Unknown addresses and wrong passwords get the same answer. */
import { useActionData, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { staffRoles, textIn, type Problem } from '@lodge/shared-types'
import type { Session } from '@lodge/processor'
import { z } from 'zod'
import { sessionCookie } from '../../../server/cookies.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { ErrorSummary } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Refusal, useProblemWords } from '../../components/problem-page.tsx'
import { SecureForm } from '../../components/secure-form.tsx'
import { form, officeOf, page } from '../../edge/answers.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { useLanguage, useOfficeWords, officeWordsIn } from '../../language.tsx'
import { titleOf } from '../../page-title.ts'

const fieldsSchema = z.strictObject({
  email: z.string().max(254),
  password: z.string().max(1024),
  to: z.string().max(300),
})

/** Returns the page of the same office that was asked for, or undefined. */
function pageAskedFor(to: string | null, officeId: string): string | undefined {
  return to !== null && /^\/[\w\-/]+$/.test(to) && to.startsWith(`/o/${officeId}/`) ? to : undefined
}

/** Returns where a person works who asked for no page: staff at the desk, applicants at what they follow, agents at their files. */
function deskOf({ officeId, roles }: Session): string {
  if (roles.some((role) => staffRoles.some((staff) => staff === role))) return `/o/${officeId}/desk`
  return `/o/${officeId}/${roles.includes('agent') ? 'files' : 'following'}`
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => titleOf(loaded?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, () => {
    const { id, name } = officeOf(args)
    const to = pageAskedFor(new URL(args.request.url).searchParams.get('to'), id) ?? ''
    return Promise.resolve({ name, to, title: officeWordsIn(args.context.language).signIn.title })
  })

export const action = (args: ActionFunctionArgs) =>
  form(args, async (typed) => {
    const { id: officeId } = officeOf(args)
    const { email, password, to } = await formFields(args.request, fieldsSchema)
    typed['email'] = email
    const { token, expiresAt, session } = await args.context.services.signIn({ officeId, email, password })
    return redirect(pageAskedFor(to, officeId) ?? deskOf(session), {
      status: 303,
      headers: { 'set-cookie': sessionCookie(token, expiresAt) },
    })
  })

/** Wrong entries lead to the first of them; anything else is no fault of theirs. */
function Refused({ problem }: { problem: Problem }) {
  const { title, advice } = useProblemWords(problem)
  if (problem.code !== 'bad-credentials') return <Refusal problem={problem} />
  return <ErrorSummary title={title} errors={[{ path: 'email', code: problem.code, message: advice }]} />
}

export default function SignIn() {
  const words = useOfficeWords()
  const language = useLanguage()
  const { name, to } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <>
      {refused && <Refused problem={refused.problem} />}
      <PageHeader title={words.signIn.title} over={<bdi>{textIn(name, language)}</bdi>} />
      <SecureForm fields={{ to }}>
        <Field
          name="email"
          type="email"
          label={words.signIn.email}
          autoComplete="username"
          defaultValue={refused?.typed['email']}
        />
        <Field
          name="password"
          type="password"
          label={words.signIn.password}
          autoComplete="current-password"
        />
        <Button>{words.signIn.submit}</Button>
      </SecureForm>
    </>
  )
}
