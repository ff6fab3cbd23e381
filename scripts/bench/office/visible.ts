/** From an officer's act to the applicant's page: how soon an owner with the secret address sees what was decided. */
import { setTimeout as pause } from 'node:timers/promises'
import { randomUUID } from 'node:crypto'
import { idOfStream, textIn, type Actor } from '@lodge/shared-types'
import { timed, type Figure } from '../figures.ts'
import { officeId, type Stand } from './stand.ts'

const acts = 40

export async function measureVisible({ office, staff, origin }: Stand): Promise<Figure[]> {
  const { store, profiles } = office.office
  const action = profiles.of(officeId).workflow.actions.find(({ code }) => code === 'published')
  const visitor = staff[0]
  if (!action || !visitor) throw new Error('The office publishes nothing.')
  const actor: Actor = {
    officeId,
    accountId: undefined,
    who: { kind: 'user', id: visitor.userId },
    roles: ['registrar'],
  }
  const plain = textIn(action.plain, 'en')
  const tasks = await store.tasks.many(
    { officeId, kind: 'publication', state: 'open' },
    { sort: { _id: 1 }, limit: acts },
  )
  const visible: number[] = []
  const bare: number[] = []
  for (const { stream } of tasks) {
    const fileId = stream === null ? '' : idOfStream(stream)
    const file = await store.files.one({ _id: fileId, officeId })
    if (file?.followCode == null) continue
    const address = `${origin}/o/${officeId}/follow/${file.followCode}`
    const { seq } = await office.services.decisions(actor, fileId)
    const startedAt = performance.now()
    await office.services.takeAction(actor, { key: randomUUID(), fileId, action: 'published', seenSeq: seq })
    for (;;) {
      const page = await fetch(address, { headers: { 'accept-language': 'en' } })
      if ((await page.text()).includes(plain)) break
      if (performance.now() - startedAt > 20_000) throw new Error(`${address} does not show the act.`)
      await pause(20)
    }
    visible.push(performance.now() - startedAt)
    const readAt = performance.now()
    await store.events.collection.find({ officeId, stream }).sort({ seq: 1 }).toArray()
    bare.push(performance.now() - readAt)
  }
  return [timed('act → on the applicant’s page', visible, { goalMs: 2_000, baseline: bare })]
}
