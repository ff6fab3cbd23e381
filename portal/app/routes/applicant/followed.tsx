/** One followed file, as its applicant sees it, for a person who has kept its secret address in their account. */
import { Link, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { z } from 'zod'
import { useChrome } from '../../chrome.ts'
import { Button } from '../../components/button.tsx'
import { MailChoice } from '../../components/follow/mail-choice.tsx'
import { MarkName, PlainTimeline } from '../../components/follow/plain-timeline.tsx'
import styles from '../../components/follow/follow.module.css'
import { PageHeader, Section } from '../../components/page-header.tsx'
import { SecureForm } from '../../components/secure-form.tsx'
import { actorOf, form, page, parameter } from '../../edge/answers.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { useWordsOf } from '../../language.tsx'
import { followWords } from '../../messages/follow.ts'
import { titleOf } from '../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.view.fileNumber)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const actor = actorOf(args)
    const { services, language } = args.context
    const view = await services.followedFile(actor, parameter(args, 'fileId'), language)
    return { view, base: `/o/${actor.officeId}`, mail: await services.ownMailChoice(actor) }
  })

export const action = (args: ActionFunctionArgs) =>
  form(args, async () => {
    const actor = actorOf(args)
    await formFields(args.request, z.strictObject({}))
    await args.context.services.unfollowFile(actor, parameter(args, 'fileId'))
    return redirect(`/o/${actor.officeId}/following`, { status: 303 })
  })

export default function Followed() {
  const words = useWordsOf(followWords)
  const { office } = useChrome()
  const { view, base, mail } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        over={<Link to={`${base}/following`}>{words.following.back}</Link>}
        title={<MarkName mark={view.mark} />}
      />
      <PlainTimeline view={view} timeZone={office?.timeZone ?? 'UTC'} />
      <Section title={words.following.settings}>
        <MailChoice {...mail} base={base} />
        <p>
          <Link to={`${base}/deadlines`}>{words.deadlines.all}</Link>
        </p>
        <SecureForm isInline>
          <Button look="small">{words.following.unfollow}</Button>
        </SecureForm>
        <p className={styles.small}>{words.following.unfollowHint}</p>
      </Section>
    </>
  )
}
