/** What is parked of one sort, each with its reason and the way to try it again. */
import { useWordsOf } from '../../language.tsx'
import { operationsWords } from '../../messages/operations.ts'
import { Button } from '../button.tsx'
import { SecureForm } from '../secure-form.tsx'
import { Table } from '../table.tsx'

export type Redrive = 'redrive-stream' | 'redrive-job' | 'redrive-callback'

type Props = {
  title: string
  act: Redrive
  lines: readonly { id: string; name: string; lastError: string; since: Date }[]
  total: number
  when: (at: Date) => string
}

export function ParkedThings({ title, act, lines, total, when }: Props) {
  const words = useWordsOf(operationsWords)
  if (lines.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      {total > lines.length && <p>{words.shownOf(lines.length, total)}</p>}
      <Table
        caption={title}
        isDense
        rows={lines}
        keyOf={({ id }) => id}
        columns={[
          { head: words.what, cell: ({ name }) => <bdi>{name}</bdi> },
          { head: words.reason, cell: ({ lastError }) => <bdi lang="en">{lastError}</bdi> },
          { head: words.parkedSince, cell: ({ since }) => when(since) },
          {
            head: words.act,
            cell: ({ id }) => (
              <SecureForm fields={{ act, id }} isInline>
                <Button look="small">{words.tryAgain}</Button>
              </SecureForm>
            ),
          },
        ]}
      />
    </>
  )
}
