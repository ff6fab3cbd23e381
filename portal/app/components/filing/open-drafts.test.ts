/** A draft that a tab has open is one and the same to all its pages, until everything typed into it is saved. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DeviceError } from '../../device/device-error.ts'
import type { FieldValue } from '@lodge/shared-types'
import { openDraft } from './open-drafts.ts'

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A device that is full until it is told otherwise. */
function aFullDevice() {
  const written: (FieldValue | undefined)[] = []
  let isFull = true
  return {
    written,
    makeRoom: () => (isFull = false),
    drafts: {
      set(_: string, __: string, value: FieldValue | undefined) {
        if (isFull) return Promise.reject(new DeviceError('no-space', 'The disk is full.'))
        written.push(value)
        return Promise.resolve({ rev: written.length })
      },
      setAll: () => Promise.resolve(new Map<string, number>()),
      undo: () => Promise.resolve(undefined),
      redo: () => Promise.resolve(undefined),
    },
  }
}

test('what a full device could not save is still there on the next page, and never overwrites what comes later', async () => {
  const device = aFullDevice()
  const first = openDraft(device, 'd1')
  const leave = first.hold()
  first.editor.set('mark.text', 'OLD')
  await vi.advanceTimersByTimeAsync(200)
  leave()
  await vi.advanceTimersByTimeAsync(5_000)

  const again = openDraft(device, 'd1')
  const leaveAgain = again.hold()
  expect(again.editor.state().values.get('mark.text')).toBe('OLD')
  again.editor.set('mark.text', 'NEW')
  device.makeRoom()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(device.written).toEqual(['NEW'])

  leaveAgain()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(openDraft(device, 'd1')).not.toBe(again)
})
