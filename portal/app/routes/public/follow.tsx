/** A file behind the secret address of its receipt: whoever has it sees what the applicant sees, and nothing else. */
import { useLoaderData } from '@remix-run/react'
import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { ButtonLink } from '../../components/button.tsx'
import { DeadLink } from '../../components/follow/dead-link.tsx'
import { MarkName, PlainTimeline } from '../../components/follow/plain-timeline.tsx'
import styles from '../../components/follow/follow.module.css'
import { Actions, PageHeader } from '../../components/page-header.tsx'
import { officeOf, page, parameter } from '../../edge/answers.server.ts'
import { useWordsOf } from '../../language.tsx'
import { followWords } from '../../messages/follow.ts'
import { titleOf } from '../../page-title.ts'
import { plainPage } from '../../plain-page.ts'

/**
 * Without scripts: the page tells its address to nobody (`no-referrer`), and a document that does so can send no form of ours.
 * So each way on from here is a document of its own.
 */
export const handle = plainPage

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => titleOf(loaded?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { id, name, email, timeZone } = officeOf(args)
    const { services, language } = args.context
    const code = parameter(args, 'code')
    const view = await services.followedByCode(id, code, language)
    const title = view ? view.fileNumber : followWords[language].link.deadTitle
    const loaded = { title, office: { name, email }, timeZone, base: `/o/${id}/follow/${code}` }
    return data({ ...loaded, view: view ?? null }, { status: view ? 200 : 404 })
  })

export default function Follow() {
  const words = useWordsOf(followWords)
  const { office, timeZone, base, view } = useLoaderData<typeof loader>()
  if (!view) return <DeadLink office={office} />
  return (
    <>
      <PageHeader
        over={
          <>
            {words.view.over} <bdi>{view.fileNumber}</bdi>
          </>
        }
        title={<MarkName mark={view.mark} />}
      />
      <PlainTimeline view={view} timeZone={timeZone} />
      <Actions>
        <ButtonLink to={`${base}/account`} isElsewhere>
          {words.link.account}
        </ButtonLink>
        {view.deadlines.length > 0 && (
          <ButtonLink to={`${base}/deadlines.ics`} look="quiet" isElsewhere>
            {words.link.calendar}
          </ButtonLink>
        )}
      </Actions>
      <div className={styles.notes}>
        <p>{words.link.accountLead}</p>
        <p>{words.link.secret}</p>
      </div>
    </>
  )
}
