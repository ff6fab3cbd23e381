/**
 * The link in the mail that opens an account: whoever reads that mail chooses the password. A form opens it, not the link:
 * programs that check mail follow links.
 */
import { useActionData, useLoaderData } from '@remix-run/react'
import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { textIn } from '@lodge/shared-types'
import { z } from 'zod'
import { sessionCookie } from '../../../server/cookies.ts'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { RefusedEntries, useErrorAt } from '../../components/follow/refused-entries.tsx'
import { Actions, PageHeader } from '../../components/page-header.tsx'
import { SecureForm } from '../../components/secure-form.tsx'
import { form, officeOf, page, parameter } from '../../edge/answers.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { useLanguage, useWordsOf } from '../../language.tsx'
import { followWords } from '../../messages/follow.ts'
import { titleOf } from '../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => titleOf(loaded?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { id, name } = officeOf(args)
    const { services, language } = args.context
    const isOpen = await services.isAccountWish(id, parameter(args, 'token'))
    const { title, deadTitle } = followWords[language].join
    const loaded = { title: isOpen ? title : deadTitle, name, base: `/o/${id}`, isOpen }
    return data(loaded, { status: isOpen ? 200 : 404 })
  })

const fieldsSchema = z.strictObject({ password: z.string() })

export const action = (args: ActionFunctionArgs) =>
  form(args, async () => {
    const { id: officeId } = officeOf(args)
    const fields = await formFields(args.request, fieldsSchema)
    const { token, expiresAt } = await args.context.services.confirmAccount(
      officeId,
      parameter(args, 'token'),
      fields,
    )
    return redirect(`/o/${officeId}/following`, {
      status: 303,
      headers: { 'set-cookie': sessionCookie(token, expiresAt) },
    })
  })

export default function Join() {
  const words = useWordsOf(followWords).join
  const language = useLanguage()
  const { name, base, isOpen } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const errorAt = useErrorAt(refused?.problem)
  const over = <bdi>{textIn(name, language)}</bdi>
  if (!isOpen)
    return (
      <>
        <PageHeader title={words.deadTitle} lead={words.deadLead} over={over} />
        <Actions>
          <ButtonLink to={`${base}/sign-in`} look="quiet">
            {words.signIn}
          </ButtonLink>
        </Actions>
      </>
    )
  return (
    <>
      {refused && <RefusedEntries problem={refused.problem} />}
      <PageHeader title={words.title} lead={words.lead} over={over} />
      <SecureForm>
        <Field
          name="password"
          type="password"
          label={words.password}
          autoComplete="new-password"
          hint={words.passwordHint}
          error={errorAt('password')}
        />
        <Button>{words.confirm}</Button>
      </SecureForm>
    </>
  )
}
