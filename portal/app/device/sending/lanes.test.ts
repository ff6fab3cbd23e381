import { expect, test } from 'vitest'
import type { DocumentReference } from '@lodge/shared-types'
import { bytesLeft, nextToSend } from './lanes.ts'
import { aDocument, aProgress } from './test-stand.ts'

const load = (name: string, ...sizes: number[]) => ({
  name,
  documents: sizes.map((bytes, index): DocumentReference => aDocument({ bytes, index })),
  progress: aProgress(),
})
const mega = 1_048_576

test('the dossier with the fewest bytes left goes first', () => {
  const waiting = [load('large', 9 * mega), load('small', 10), load('middle', 1_000)]
  expect(nextToSend(waiting, [])?.name).toBe('small')
})

test('what has arrived of a document is not counted again', () => {
  const half = load('half', 4 * mega)
  const sha256 = half.documents[0]?.sha256 ?? ''
  half.progress = aProgress({ uploaded: { [sha256]: 3 * mega } })
  expect(bytesLeft(half)).toBe(mega)
  expect(nextToSend([load('whole', 2 * mega), half], [])?.name).toBe('half')
})

test('of dossiers that are equally large the first submitted goes first', () => {
  expect(nextToSend([load('first'), load('second')], [])?.name).toBe('first')
})

test('three are under way at most', () => {
  expect(nextToSend([load('small')], [load('a'), load('b'), load('c')])).toBeUndefined()
})

test('large dossiers leave a lane free, so that a small one never waits behind them', () => {
  const underWay = [load('a', 50 * mega), load('b', 60 * mega)]
  expect(nextToSend([load('large', 40 * mega)], underWay)).toBeUndefined()
  expect(nextToSend([load('large', 40 * mega), load('small', 10)], underWay)?.name).toBe('small')
})
