/** How long the office's pages take at the server while twenty officers work, beside the bare indexed query of each. */
import { setTimeout as pause } from 'node:timers/promises'
import { timed, type Figure } from '../figures.ts'
import { officeId, type Stand, type Visitor } from './stand.ts'

const rounds = 12
/** Pages before the first that counts: a server of the morning has its code compiled. */
const warmUps = 3
/**
 * An officer reads before the next click, in the mean this long, and no two alike. With the same pause for all, one slow page puts
 * them in step for good, and the figure is that of a queue of twenty who click at the same moment.
 */
const thinkMs = 1_000

/** Returns pauses around `thinkMs`, between half and one and a half of it, the same in each run. */
function pausesFrom(seed: number): () => number {
  let state = seed
  return () => {
    // Park and Miller's generator.
    state = (state * 48_271) % 2_147_483_647
    return thinkMs * (0.5 + state / 2_147_483_647)
  }
}

/** Every officer asks for a page again and again, with a pause between, all at once. Returns the times in milliseconds. */
async function underTwenty(
  staff: readonly Visitor[],
  ask: (visitor: Visitor, round: number) => Promise<number>,
): Promise<number[]> {
  const times = await Promise.all(
    staff.map(async (visitor, index) => {
      // They do not click in step.
      await pause((thinkMs * index) / staff.length)
      const own: number[] = []
      const nextPause = pausesFrom(index + 1)
      for (let round = 0; round < rounds + warmUps; round += 1) {
        own.push(await ask(visitor, round))
        await pause(nextPause())
      }
      return own.slice(warmUps)
    }),
  )
  return times.flat()
}

async function bare(work: (round: number) => Promise<unknown>, count: number): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < count; round += 1) {
    const startedAt = performance.now()
    await work(round)
    times.push(performance.now() - startedAt)
  }
  return times
}

export async function measurePages({ office, staff }: Stand): Promise<Figure[]> {
  const { store } = office.office
  const fileIds = (
    await store.tasks.many(
      { officeId, kind: 'formality-examination', state: 'open' },
      { sort: { _id: 1 }, limit: 200 },
    )
  ).map(({ stream }) => stream?.slice('file:'.length) ?? '')
  const fileOf = (visitor: Visitor, round: number): string =>
    fileIds[(staff.indexOf(visitor) * rounds + round) % fileIds.length] ?? ''

  const page = (pathOf: (visitor: Visitor, round: number) => string) =>
    underTwenty(staff, async (visitor, round) => {
      const path = pathOf(visitor, round)
      const { status, ms } = await visitor.get(path)
      if (status !== 200) throw new Error(`${path} answered ${status}`)
      return ms
    })
  const queries = ['', '?due=late', '?holder=nobody', '?kind=publication', '?page=40', '?sort=-opened']
  const lists = await page((_, round) => `/o/${officeId}/desk/tasks${queries[round % queries.length] ?? ''}`)
  const home = await page(() => `/o/${officeId}/desk`)
  const file = await page((visitor, round) => `/o/${officeId}/desk/files/${fileOf(visitor, round)}`)

  const roles = ['formality-examiner', 'registrar']
  const open = { officeId, role: { $in: roles }, state: { $in: ['open', 'claimed'] } }
  const bareList = await bare(
    () => store.tasks.collection.find(open).sort({ due: 1, _id: 1 }).limit(50).toArray(),
    100,
  )
  const bareCount = await bare(() => store.tasks.collection.countDocuments(open), 50)
  const bareFile = await bare(async (round) => {
    const id = fileIds[round % fileIds.length] ?? ''
    await store.views.collection.findOne({ _id: `${officeId}|file|${id}` })
    await store.events.collection
      .find({ officeId, stream: `file:${id}` })
      .sort({ seq: 1 })
      .toArray()
  }, 100)
  return [
    timed('work list, 20 users', lists, { goalMs: 150, baseline: bareList }),
    timed('home with counts, 20 users', home, { goalMs: 150, baseline: bareCount }),
    timed('file view, 20 users', file, { goalMs: 150, baseline: bareFile }),
  ]
}
