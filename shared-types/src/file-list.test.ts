/** The list of files in an address: what goes in comes out, and what is not understood harms nothing. */
import { expect, test } from 'vitest'
import { addressOfFileList, fileListIn, plainFileList, sortedBy, type FileList } from './file-list.ts'

const asked = (address: string): FileList => fileListIn(new URLSearchParams(address))

test('the plain list has an empty address', () => {
  expect(addressOfFileList(plainFileList)).toBe('')
  expect(asked('')).toEqual(plainFileList)
})

test('what an address asks for is what its list writes into an address again', () => {
  const list: FileList = {
    search: 'Ivanova & sons',
    statuses: ['Filed', 'Awaiting court action'],
    sort: 'owner',
    isDescending: true,
    columns: ['fileNumber', 'owner', 'summary'],
    page: 3,
  }
  expect(asked(addressOfFileList(list))).toEqual(list)
})

test('words that this release does not know are left out, and the rest still counts', () =>
  expect(asked('sort=-weight&status=Praised&status=Filed&col=weight&page=0&q=%20lion%20')).toEqual({
    ...plainFileList,
    statuses: ['Filed'],
    search: 'lion',
  }))

test('the file number is on screen whatever columns are chosen', () =>
  expect(asked('col=owner').columns).toEqual(['fileNumber', 'owner']))

test('a column sorts from A, a day from the latest, and a second click turns it round, from the first page', () => {
  const byOwner = sortedBy({ ...plainFileList, page: 4 }, 'owner')
  expect(byOwner).toMatchObject({ sort: 'owner', isDescending: false, page: 1 })
  expect(sortedBy(byOwner, 'owner').isDescending).toBe(true)
  expect(sortedBy(byOwner, 'filingDate').isDescending).toBe(true)
})

test('a search as long as a book is cut', () =>
  expect(asked(`q=${'x'.repeat(100_000)}`).search).toHaveLength(200))
