/** The page behind the secret address below a courtesy message: no mail, or mail again; without signing in or scripts. */
import { useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { textIn } from '@lodge/shared-types'
import { z } from 'zod'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageHeader, Section } from '../../components/page-header.tsx'
import { SecureForm } from '../../components/secure-form.tsx'
import { Facts } from '../../components/table.tsx'
import { officeOf, page, parameter } from '../../edge/answers.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { useLanguage, useWordsOf } from '../../language.tsx'
import { mailPreferenceWords } from '../../messages/mail-preference.ts'
import { titleOf } from '../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  ...titleOf(data?.title),
  { name: 'robots', content: 'noindex' },
]

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const office = officeOf(args)
    const { services, language } = args.context
    const { maskedAddress, wants } = await services.mailPreference(office.id, parameter(args, 'code'))
    const isJustChosen = new URL(args.request.url).searchParams.has('chosen')
    const { title } = mailPreferenceWords[language]
    return { title, office: office.name, maskedAddress, wants, isJustChosen }
  })

const fieldsSchema = z.strictObject({ wants: z.enum(['email', 'none']) })

export const action = (args: ActionFunctionArgs) =>
  page(args, async () => {
    const { id } = officeOf(args)
    const { wants } = await formFields(args.request, fieldsSchema)
    await args.context.services.setMailPreference(id, parameter(args, 'code'), wants)
    const { pathname } = new URL(args.request.url)
    return redirect(`${pathname.replace(/\.data$/, '')}?chosen`, { status: 303 })
  })

export default function MailPreference() {
  const words = useWordsOf(mailPreferenceWords)
  const language = useLanguage()
  const { office, maskedAddress, wants, isJustChosen } = useLoaderData<typeof loader>()
  const isStopped = wants === 'none'
  return (
    <>
      {isJustChosen && (
        <Notice meaning="good" title={isStopped ? words.stopped : words.resumed}>
          <p>{isStopped ? words.stoppedLead : words.resumedLead}</p>
        </Notice>
      )}
      <PageHeader title={words.title} over={<bdi>{textIn(office, language)}</bdi>} lead={words.lead} />
      <Facts
        facts={[
          { name: words.address, value: <bdi dir="ltr">{maskedAddress}</bdi> },
          { name: words.now, value: words.choices[wants] },
        ]}
      />
      <SecureForm fields={{ wants: isStopped ? 'email' : 'none' }}>
        <Button>{isStopped ? words.resume : words.stop}</Button>
      </SecureForm>
      <Section title={words.alwaysTitle}>
        <p>{words.alwaysLead}</p>
      </Section>
    </>
  )
}
