/** Reading a file of a bank: what came of it is said at once; the same file again changes nothing. */
import { Link, useActionData } from '@remix-run/react'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { ProblemError } from '@lodge/shared-types'
import { useChrome } from '../../../chrome.ts'
import { StatementUpload } from '../../../components/desk/money/statement-upload.tsx'
import screen from '../../../components/desk/screen.module.css'
import { DeskRefusal } from '../../../components/desk/refused-form.tsx'
import { Notice } from '../../../components/notice.tsx'
import { PageHeader } from '../../../components/page-header.tsx'
import { form, page } from '../../../edge/answers.server.ts'
import { financeOf } from '../../../edge/money.server.ts'
import { useWordsOf } from '../../../language.tsx'
import { statementsWords } from '../../../messages/statements.ts'
import type { ImportedFile } from '../../../money-shapes.ts'
import { titleOf } from '../../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, () => {
    financeOf(args)
    return Promise.resolve({ title: statementsWords[args.context.language].upload.title })
  })

export const action = (args: ActionFunctionArgs) =>
  form(args, async () => {
    const { actor } = financeOf(args)
    const file = (await args.request.formData()).get('file')
    if (!(file instanceof File) || file.size === 0)
      throw new ProblemError('invalid', statementsWords[args.context.language].upload.empty)
    const bytes = new Uint8Array(await file.arrayBuffer())
    return { imported: await args.context.services.importStatement(actor, { name: file.name, bytes }) }
  })

/** What came of the file, and of each statement in it. */
function Imported({ imported }: { imported: ImportedFile }) {
  const words = useWordsOf(statementsWords)
  const { isRepeat, state, format, reasons, warnings, statementIds } = imported
  const title = isRepeat ? words.read.repeat : words.read[state]
  return (
    <Notice meaning={state === 'refused' ? 'wrong' : isRepeat ? 'info' : 'good'} title={title} alert>
      {[...reasons, ...warnings].map((sentence) => (
        <p key={sentence}>
          <bdi>{sentence}</bdi>
        </p>
      ))}
      {state === 'refused' && <p>{words.read.notFor}</p>}
      <p>
        {words.format}: <bdi>{format}</bdi> · {words.tabs.statements}:{' '}
        <bdi className="number">{statementIds.length}</bdi>
      </p>
    </Notice>
  )
}

export default function UploadPage() {
  const words = useWordsOf(statementsWords)
  const base = `/o/${useChrome().office?.id ?? ''}/desk/money`
  const answer = useActionData<typeof action>()
  return (
    <div className={screen.screen}>
      {answer && 'problem' in answer && <DeskRefusal problem={answer.problem} />}
      <PageHeader over={<Link to={`${base}/statements`}>{words.back}</Link>} title={words.upload.title} />
      {answer && 'imported' in answer && (
        <>
          <Imported imported={answer.imported} />
          <p>
            <Link to={`${base}/statements`}>{words.tabs.statements}</Link> ·{' '}
            <Link to={`${base}/matching`}>{words.matching.title}</Link>
          </p>
        </>
      )}
      <StatementUpload />
    </div>
  )
}
