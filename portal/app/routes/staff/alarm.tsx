/** One alarm in full: what happened, and closing it with a note on what was done. */
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { officeSentenceOf } from '@lodge/shared-types'
import { z } from 'zod'
import { useChrome } from '../../chrome.ts'
import { Button } from '../../components/button.tsx'
import { deskWords, useDeskWords } from '../../components/desk/desk-words.ts'
import { Field } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Refusal } from '../../components/problem-page.tsx'
import { SecureForm } from '../../components/secure-form.tsx'
import { form, page, parameter } from '../../edge/answers.server.ts'
import { staffOf } from '../../edge/desk.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { useLanguage, useOfficeWords } from '../../language.tsx'
import { instantInWords } from '../../office-time.ts'
import { titleOf } from '../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor, officeId } = staffOf(args)
    const { services, language } = args.context
    return {
      title: deskWords[language].alarm.title,
      base: `/o/${officeId}/desk`,
      alarm: await services.alarm(actor, parameter(args, 'taskId')),
    }
  })

const fieldsSchema = z.strictObject({ note: z.string().max(10_000) })

export const action = (args: ActionFunctionArgs) =>
  form(args, async (typed) => {
    const { actor } = staffOf(args)
    const { note } = await formFields(args.request, fieldsSchema)
    typed['note'] = note
    await args.context.services.closeAlarm(actor, parameter(args, 'taskId'), note)
    return redirect(new URL(args.request.url).pathname.replace(/\.data$/, ''), { status: 303 })
  })

export default function Alarm() {
  const words = useOfficeWords()
  const language = useLanguage()
  const { alarm: said } = useDeskWords()
  const { office } = useChrome()
  const { base, alarm } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const wrong = refused?.problem.errors?.find(({ path }) => path === 'note')
  return (
    <>
      {refused && !wrong && <Refusal problem={refused.problem} />}
      <PageHeader over={<Link to={`${base}/tasks?kind=alarm`}>{said.back}</Link>} title={said.title} />
      <Notice meaning={alarm.isOpen ? 'wrong' : 'good'} title={alarm.isOpen ? said.what : said.closed}>
        <p>
          <bdi>{alarm.what}</bdi>
        </p>
        <p>
          {said.since} {instantInWords(alarm.openedAt, office?.timeZone ?? 'UTC', words)}
        </p>
      </Notice>
      {alarm.mayClose && (
        <SecureForm>
          <Field
            name="note"
            label={said.note}
            hint={said.noteHint}
            rows={3}
            error={wrong && officeSentenceOf(wrong, language)}
            defaultValue={refused?.typed['note']}
          />
          <Button>{said.close}</Button>
        </SecureForm>
      )}
    </>
  )
}
