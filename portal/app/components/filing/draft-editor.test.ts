/** What is typed is shown at once, committed a moment later, and never lost or taken back by a late answer. */
import type { FieldValue, FormValues } from '@lodge/shared-types'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DeviceError } from '../../device/device-error.ts'
import type { Draft, Written } from '../../device/drafts.ts'
import { makeDraftEditor } from './draft-editor.ts'

const aDraft = (values: [string, FieldValue][], revs: [string, number][] = []): Draft => ({
  id: 'd1',
  formVersion: 'tm-1',
  requestKind: 'trademark-application',
  updatedAt: 0,
  state: 'draft',
  profileVersion: '1',
  tariffVersion: '1',
  termsVersion: '1',
  requestId: 'r1',
  values: new Map(values),
  revs: new Map(revs),
  stamp: 1,
  undoCount: 0,
  redoCount: 0,
})

/** A device that remembers what it was given, and answers when it is told to. */
function aDevice() {
  const written: [string, FieldValue | undefined][] = []
  const answers: ((written: Written | Error) => void)[] = []
  return {
    written,
    answer: (what: Written | Error) => answers.shift()?.(what),
    drafts: {
      setAll: (_: string, values: Iterable<readonly [string, FieldValue | undefined]>) =>
        new Promise<ReadonlyMap<string, number>>((resolve, reject) => {
          const changes = [...values]
          written.push(...changes.map(([path, value]): [string, FieldValue | undefined] => [path, value]))
          answers.push((what) =>
            what instanceof Error
              ? reject(what)
              : resolve(new Map(changes.map(([path]) => [path, what.rev]))),
          )
        }),
      set: (_: string, path: string, value: FieldValue | undefined) =>
        new Promise<Written>((resolve, reject) => {
          written.push([path, value])
          answers.push((what) => (what instanceof Error ? reject(what) : resolve(what)))
        }),
      undo: () => Promise.resolve(undefined),
      redo: () => Promise.resolve(undefined),
    },
  }
}
const shown = (values: FormValues): Record<string, FieldValue> => Object.fromEntries(values)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a person who never stops typing is committed every 150 ms all the same', async () => {
  const device = aDevice()
  const editor = makeDraftEditor({ drafts: device.drafts, draftId: 'd1' })
  editor.receive(aDraft([]))
  for (const text of ['N', 'No', 'Nor', 'Nord']) {
    editor.set('mark.text', text)
    await vi.advanceTimersByTimeAsync(50)
  }
  expect(device.written).toEqual([['mark.text', 'Nor']])
  expect(shown(editor.state().values)).toEqual({ 'mark.text': 'Nord' })
  device.answer({ rev: 1 })
  await vi.advanceTimersByTimeAsync(150)
  expect(device.written.at(-1)).toEqual(['mark.text', 'Nord'])
  expect(editor.state().saving).toBe('saving')
  device.answer({ rev: 2 })
  await vi.advanceTimersByTimeAsync(0)
  expect(editor.state().saving).toBe('saved')
})

test('an old reading of the device does not take back what was typed since', async () => {
  const device = aDevice()
  const editor = makeDraftEditor({ drafts: device.drafts, draftId: 'd1' })
  editor.receive(aDraft([['mark.text', 'Old']], [['mark.text', 1]]))
  editor.set('mark.text', 'New')
  await vi.advanceTimersByTimeAsync(150)
  device.answer({ rev: 2 })
  await vi.advanceTimersByTimeAsync(0)
  editor.receive(aDraft([['mark.text', 'Old']], [['mark.text', 1]]))
  expect(shown(editor.state().values)).toEqual({ 'mark.text': 'New' })
  // From its revision on, the device's word counts: here the undo of another change.
  editor.receive(aDraft([['mark.text', 'Older still']], [['mark.text', 3]]))
  expect(shown(editor.state().values)).toEqual({ 'mark.text': 'Older still' })
})

test('a device that refuses to write is told of, asked again, and nothing that was typed goes', async () => {
  const device = aDevice()
  const unsaved: boolean[] = []
  const editor = makeDraftEditor({
    drafts: device.drafts,
    draftId: 'd1',
    onUnsaved: (_, isUnsaved) => unsaved.push(isUnsaved),
  })
  editor.receive(aDraft([]))
  editor.set('mark.text', 'Nord')
  await vi.advanceTimersByTimeAsync(150)
  device.answer(new Error('no-space'))
  await vi.advanceTimersByTimeAsync(0)
  expect([editor.state().saving, shown(editor.state().values)]).toEqual(['failed', { 'mark.text': 'Nord' }])
  await vi.advanceTimersByTimeAsync(2_000)
  device.answer({ rev: 1 })
  await vi.advanceTimersByTimeAsync(0)
  expect([editor.state().saving, device.written.length, unsaved]).toEqual(['saved', 2, [true, false]])
})

test('leaving a page waits for the commit of everything typed', async () => {
  const device = aDevice()
  const editor = makeDraftEditor({ drafts: device.drafts, draftId: 'd1' })
  editor.receive(aDraft([]))
  editor.set('mark.text', 'Nord')
  editor.set('ownReference', 'X 1')
  let isDone = false
  const leaving = editor.flush().then(() => (isDone = true))
  expect(device.written).toHaveLength(2)
  device.answer({ rev: 1 })
  await vi.advanceTimersByTimeAsync(0)
  expect(isDone).toBe(false)
  device.answer({ rev: 1 })
  await leaving
  expect(isDone).toBe(true)
})

test('a cleared field is gone on the screen at once', () => {
  const device = aDevice()
  const editor = makeDraftEditor({ drafts: device.drafts, draftId: 'd1' })
  editor.receive(aDraft([['mark.text', 'Nord']]))
  editor.set('mark.text', undefined)
  expect(editor.state().values.has('mark.text')).toBe(false)
})

test('several fields written as one step are seen by the next change before the device answers', async () => {
  const device = aDevice()
  const editor = makeDraftEditor({ drafts: device.drafts, draftId: 'd1' })
  editor.receive(aDraft([['count', 0]]))
  const countUp = (): void => {
    const count = editor.state().values.get('count')
    void editor.setAll([['count', typeof count === 'number' ? count + 1 : undefined]])
  }
  countUp()
  countUp()
  expect(device.written).toEqual([
    ['count', 1],
    ['count', 2],
  ])
  device.answer({ rev: 1 })
  await vi.advanceTimersByTimeAsync(0)
  expect(editor.state().values.get('count')).toBe(2)
  device.answer({ rev: 2 })
  await vi.advanceTimersByTimeAsync(150)
  expect([device.written.length, editor.state().saving]).toEqual([2, 'saved'])
})

test('what was typed before several fields are written is written before them', () => {
  const device = aDevice()
  const editor = makeDraftEditor({ drafts: device.drafts, draftId: 'd1' })
  editor.receive(aDraft([]))
  editor.set('mark.text', 'Nord')
  void editor.setAll([['applicant.name', 'Elena']])
  expect(device.written).toEqual([
    ['mark.text', 'Nord'],
    ['applicant.name', 'Elena'],
  ])
})

test('a draft that another tab has submitted shows what was submitted, and nothing waits to be saved', async () => {
  const device = aDevice()
  const unsaved = new Set<string>()
  const editor = makeDraftEditor({
    drafts: device.drafts,
    draftId: 'd1',
    onUnsaved(path, isUnsaved) {
      if (isUnsaved) unsaved.add(path)
      else unsaved.delete(path)
    },
  })
  editor.receive(aDraft([['mark.text', 'Nord']]))
  editor.set('mark.text', 'Nordic')
  await vi.advanceTimersByTimeAsync(150)
  device.answer(new DeviceError('frozen', 'The draft is in a dossier.'))
  await vi.advanceTimersByTimeAsync(10_000)
  expect([editor.state().saving, shown(editor.state().values)]).toEqual(['saved', { 'mark.text': 'Nord' }])
  expect([device.written.length, unsaved.size]).toEqual([1, 0])
})
