/** Fifty officers reach for one task in the same moment: one has it, and the others are told who. */
import { ProblemError, type Actor } from '@lodge/shared-types'
import { timed, type Figure } from '../figures.ts'
import { officeId, type Stand } from './stand.ts'

const officers = 50
const tasks = 10

const officer = (id: string): Actor => ({
  officeId,
  accountId: undefined,
  who: { kind: 'user', id },
  roles: ['formality-examiner'],
})

export async function measureClaims({ office }: Stand): Promise<Figure[]> {
  const { store } = office.office
  const open = await store.tasks.many(
    { officeId, role: 'formality-examiner', state: 'open' },
    { sort: { due: 1, _id: 1 }, limit: tasks },
  )
  const times: number[] = []
  let winners = 0
  let told = 0
  for (const { _id } of open) {
    const outcomes = await Promise.all(
      Array.from({ length: officers }, async (_, index) => {
        const startedAt = performance.now()
        const outcome = await office.services.claimTask(officer(`staff-${index}`), _id).then(
          () => 'won' as const,
          (error: unknown) => {
            if (error instanceof ProblemError && error.code === 'task-taken') return 'told' as const
            throw error
          },
        )
        times.push(performance.now() - startedAt)
        return { outcome, index }
      }),
    )
    winners += outcomes.filter(({ outcome }) => outcome === 'won').length
    told += outcomes.filter(({ outcome }) => outcome === 'told').length
    // As it was before: the data set is used again.
    const winner = outcomes.find(({ outcome }) => outcome === 'won')
    if (winner) await office.services.returnTask(officer(`staff-${winner.index}`), _id)
  }
  return [
    {
      what: `${officers} claims at once, ${tasks} tasks`,
      measured: `${winners} winners, ${told} told who`,
      goal: `${tasks} winners`,
      isMet: winners === tasks && told === tasks * (officers - 1),
    },
    timed('a claim among fifty', times, {}),
  ]
}
