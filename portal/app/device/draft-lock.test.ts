/** One tab edits a draft, and the next one follows it. */
import { expect, test } from 'vitest'
import { makeDraftLocks } from './draft-lock.ts'

const aTab = () => makeDraftLocks({ lingerMs: 20 })

test('the second tab waits, and edits when the first is gone', async () => {
  const first = await aTab()('d-1')
  const second = await aTab()('d-1')
  expect([first.mine, second.mine]).toEqual([true, false])
  const turn = new Promise<void>((resolve) => second.onMine(resolve))
  first.release()
  await turn
  expect([first.mine, second.mine]).toEqual([false, true])
  second.release()
})

test('a tab that goes from page to page keeps its draft', async () => {
  const tab = aTab()
  const page = await tab('d-2')
  const waiting = await aTab()('d-2')
  page.release()
  const nextPage = await tab('d-2')
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect([nextPage.mine, waiting.mine]).toEqual([true, false])
  nextPage.release()
  waiting.release()
})

test('a tab that stops waiting stands in nobody’s way', async () => {
  const first = await aTab()('d-3')
  const second = await aTab()('d-3')
  second.release()
  first.release()
  const third = await aTab()('d-3')
  expect([second.mine, third.mine]).toEqual([false, true])
  third.release()
})

test('other drafts are free', async () => {
  const tab = aTab()
  const [one, other] = [await tab('d-4'), await tab('d-5')]
  expect([one.mine, other.mine]).toEqual([true, true])
  one.release()
  other.release()
})
