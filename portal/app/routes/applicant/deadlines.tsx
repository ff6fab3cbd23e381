/** All deadlines of an account, and the address under which its calendar program finds them. */
import { useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { z } from 'zod'
import { Button } from '../../components/button.tsx'
import { DeadlineList } from '../../components/follow/deadline-list.tsx'
import { SecretAddress } from '../../components/follow/secret-address.tsx'
import styles from '../../components/follow/follow.module.css'
import { Notice } from '../../components/notice.tsx'
import { PageHeader, Section } from '../../components/page-header.tsx'
import { SecureForm } from '../../components/secure-form.tsx'
import { actorOf, form, page } from '../../edge/answers.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { useWordsOf } from '../../language.tsx'
import { followWords } from '../../messages/follow.ts'
import { titleOf } from '../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const actor = actorOf(args)
    const { services, language } = args.context
    const [deadlines, code] = [await services.deadlinesOf(actor), await services.feedCodeOf(actor)]
    const base = `/o/${actor.officeId}`
    return {
      title: followWords[language].deadlines.pageTitle,
      base,
      deadlines,
      feed: `${new URL(args.request.url).origin}${base}/feeds/${code}.ics`,
    }
  })

export const action = (args: ActionFunctionArgs) =>
  form(args, async () => {
    const actor = actorOf(args)
    await formFields(args.request, z.strictObject({}))
    await args.context.services.renewFeedCode(actor)
    return redirect(`/o/${actor.officeId}/deadlines`, { status: 303 })
  })

export default function Deadlines() {
  const words = useWordsOf(followWords)
  const { title, base, deadlines, feed } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title={title} {...(deadlines.length === 0 ? {} : { lead: words.deadlines.lead })} />
      {deadlines.length === 0 ? (
        <Notice meaning="good" title={words.deadlines.none}>
          <p>{words.deadlines.noneLead}</p>
        </Notice>
      ) : (
        <DeadlineList deadlines={deadlines} base={base} />
      )}
      <Section title={words.feed.title}>
        <p>{words.feed.lead}</p>
        <SecretAddress label={words.feed.address} address={feed} />
        <p className={styles.small}>{words.feed.secret}</p>
        <SecureForm isInline>
          <Button look="small">{words.feed.renew}</Button>
        </SecureForm>
        <p className={styles.small}>{words.feed.renewHint}</p>
      </Section>
    </>
  )
}
