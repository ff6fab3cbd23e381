/** The work list in an address: whatever is asked for comes back, and what is not understood is left out. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addressOfTaskList,
  fixedTaskColumns,
  narrowsTasks,
  plainTaskList,
  taskColumns,
  taskDues,
  taskListIn,
  taskSorts,
  tasksSortedBy,
  type TaskList,
} from './task-list.ts'

const listIn = (address: string): TaskList => taskListIn(new URLSearchParams(address))

const anyList: fc.Arbitrary<TaskList> = fc.record({
  search: fc.string({ maxLength: 100 }).map((text) => text.trim()),
  kinds: fc
    .subarray(['alarm', 'answer-to-notice', 'formality-examination', 'publication'])
    .map((kinds) => kinds.sort()),
  holder: fc.constantFrom('anyone', 'nobody', 'mine', 'user:0190-ab'),
  due: fc.constantFrom(...taskDues),
  branch: fc.constantFrom(null, 'main', 'verna'),
  isNew: fc.boolean(),
  olderThan: fc.option(fc.integer({ min: 0, max: 999 })),
  sort: fc.constantFrom(...taskSorts),
  isDescending: fc.boolean(),
  columns: fc
    .subarray([...taskColumns])
    .map((some) => taskColumns.filter((one) => fixedTaskColumns.includes(one) || some.includes(one))),
  page: fc.integer({ min: 1, max: 100_000 }),
})

const name = fc.constantFrom(
  'q',
  'kind',
  'holder',
  'due',
  'branch',
  'new',
  'older',
  'sort',
  'col',
  'page',
  'x',
)

describe('the work list in an address', () => {
  test('is empty for the plain list', () => expect(addressOfTaskList(plainTaskList)).toBe(''))

  test('comes back as it was asked for', () =>
    fc.assert(
      fc.property(anyList, (list) => {
        expect(listIn(addressOfTaskList(list))).toEqual(list)
      }),
    ))

  test('never fails, whatever stands in it, and has one shortest form', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string())), (pairs) => {
        const address = addressOfTaskList(taskListIn(new URLSearchParams(pairs)))
        expect(addressOfTaskList(listIn(address))).toBe(address)
      }),
    ))

  test.each([
    'holder=user:%24ne',
    'holder=somebody',
    'due=soon',
    'branch=%7B%7D',
    'older=-1',
    'older=1e3',
    'kind=__proto__',
    'kind=Alarm',
    'sort=rev',
    'page=0',
    'col=secret',
    'new=yes',
  ])('leaves out what it does not understand: %s', (query) => expect(listIn(query)).toEqual(plainTaskList))

  test('always shows the task and its file', () =>
    expect(listIn('col=due').columns).toEqual(['kind', 'file', 'due']))
})

test('a click on a head sorts by it from the beginning, and a second one turns it round', () => {
  const once = tasksSortedBy({ ...plainTaskList, page: 3 }, 'opened')
  expect(once).toMatchObject({ sort: 'opened', isDescending: false, page: 1 })
  expect(tasksSortedBy(once, 'opened')).toMatchObject({ sort: 'opened', isDescending: true })
})

test('order, columns and page leave no task out; every filter does', () => {
  expect(
    narrowsTasks({ ...plainTaskList, sort: 'kind', isDescending: true, page: 2, columns: ['kind', 'file'] }),
  ).toBe(false)
  for (const query of ['q=1', 'kind=alarm', 'holder=mine', 'due=late', 'branch=main', 'older=3', 'new=today'])
    expect(narrowsTasks(listIn(query)), query).toBe(true)
})
