/** The files that a person follows, what is next in each, and how they want to be told. */
import { Link, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { z } from 'zod'
import { FollowList } from '../../components/follow/follow-list.tsx'
import { MailChoice } from '../../components/follow/mail-choice.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageHeader, Section } from '../../components/page-header.tsx'
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
    const files = await services.followedFiles(actor, language)
    const mail = await services.ownMailChoice(actor)
    return { title: followWords[language].following.title, base: `/o/${actor.officeId}`, files, mail }
  })

export const action = (args: ActionFunctionArgs) =>
  form(args, async () => {
    const actor = actorOf(args)
    const { fileId } = await formFields(args.request, z.strictObject({ fileId: z.string().max(64) }))
    await args.context.services.unfollowFile(actor, fileId)
    return redirect(`/o/${actor.officeId}/following`, { status: 303 })
  })

export default function Following() {
  const words = useWordsOf(followWords)
  const { title, base, files, mail } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title={title} {...(files.length === 0 ? {} : { lead: words.following.lead })} />
      {files.length === 0 ? (
        <Notice meaning="info" title={words.following.empty}>
          <p>{words.following.emptyLead}</p>
        </Notice>
      ) : (
        <FollowList files={files} base={base} />
      )}
      <Section title={words.following.settings}>
        <MailChoice {...mail} base={base} />
        <p>
          <Link to={`${base}/deadlines`}>{words.deadlines.all}</Link>
        </p>
      </Section>
    </>
  )
}
