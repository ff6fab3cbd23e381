/** Live reading: whoever reads hears of changes, also where one read follows another. */
import { liveQuery } from 'dexie'
import { test } from 'vitest'
import { aDossier } from './test-support/a-dossier.ts'
import { aNewDraft, anotherTab, cleanAfterEach, signedIn } from './test-support/a-device.ts'

cleanAfterEach()

/** Subscribes to `read`, and returns how to wait for a value that fits. */
function live<T>(read: () => Promise<T>) {
  const seen: T[] = []
  let wake: () => void = () => undefined
  const subscription = liveQuery(read).subscribe((value) => {
    seen.push(value)
    wake()
  })
  return {
    async until(fits: (value: T) => boolean): Promise<void> {
      while (!seen.some(fits)) await new Promise<void>((resolve) => (wake = resolve))
      subscription.unsubscribe()
    },
  }
}

test('a draft that another tab changes is seen here', async () => {
  const { drafts } = await signedIn()
  const other = await anotherTab()
  const id = await drafts.create(aNewDraft())
  const reading = live(() => drafts.read(id))
  await other.drafts.set(id, 'mark.text', 'KAROO')
  await reading.until((draft) => draft?.values.get('mark.text') === 'KAROO')
})

test('the second of two reads one after the other is heard as well', async () => {
  const { drafts, outbox } = await signedIn()
  const id = await drafts.create(aNewDraft({ a: 1, b: 2 }))
  await drafts.set(id, 'c', 3)
  const reading = live(async () => {
    const draft = await drafts.read(id)
    const list = await drafts.list()
    return { draft, list, entries: await outbox.list() }
  })
  await new Promise((resolve) => setTimeout(resolve, 100))
  await outbox.freeze(aDossier())
  await reading.until(({ entries }) => entries.length === 1)
})
