/** What is unsaved holds a new version back, in every tab, and nothing else does. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { hasUnsaved, markDirty, markSaved, onUnsavedChange, whenAllSaved } from './unsaved.ts'

afterEach(() => {
  for (const id of ['a', 'b']) markSaved(id)
})

test('work waits until the last unsaved thing is saved', async () => {
  markDirty('a')
  markDirty('b')
  let isDone = false
  const done = whenAllSaved(async () => void (isDone = true))
  markSaved('a')
  await pause(20)
  expect([isDone, hasUnsaved()]).toEqual([false, true])
  markSaved('b')
  await done
  expect([isDone, hasUnsaved()]).toEqual([true, false])
})

test('work waits for another tab as well', async () => {
  let save: () => void = () => undefined
  const saved = new Promise<void>((resolve) => (save = resolve))
  const other = navigator.locks.request('lodge-unsaved', { mode: 'shared' }, () => saved)
  let isDone = false
  const done = whenAllSaved(async () => void (isDone = true))
  await pause(20)
  expect(isDone).toBe(false)
  save()
  await Promise.all([other, done])
  expect(isDone).toBe(true)
})

test('listeners hear of each change, and no more after they have left', () => {
  let heard = 0
  const stop = onUnsavedChange(() => (heard += 1))
  markDirty('a')
  markSaved('a')
  stop()
  markDirty('a')
  expect(heard).toBe(2)
})
