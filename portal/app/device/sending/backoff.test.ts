import { expect, test } from 'vitest'
import { dossierPace, waitMs } from './backoff.ts'

test('waits one second after the first failure, twice as long after each further one, and five minutes at most', () => {
  const waits = [1, 2, 3, 4, 9, 10, 1_000].map((tries) => waitMs(dossierPace, tries, 0))
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 256_000, 300_000, 300_000])
})

test('chance takes up to half of a wait off, so that devices do not all come back at once', () => {
  expect(waitMs(dossierPace, 4, 1)).toBe(4_000)
  expect(waitMs(dossierPace, 4, 0.5)).toBe(6_000)
})
