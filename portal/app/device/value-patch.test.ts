/** Patches of the journal: whatever was there before comes back. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyPatch, patchTo } from './value-patch.ts'

const words = fc.array(fc.constantFrom('a', 'b', 'c'))
const aValue = fc.oneof(
  fc.string({ unit: 'binary' }),
  words,
  words.map((list) => list.join('').repeat(20)),
  fc.integer(),
  fc.constant(null),
  fc.constant(undefined),
)

test('a patch brings back the former value, whatever it was and became', () =>
  fc.assert(
    fc.property(aValue, aValue, (former, present) => {
      expect(applyPatch(present, patchTo(former, present))).toEqual(former)
    }),
  ))

test('a letter more in a long text costs no second copy of it', () => {
  const text = 'x'.repeat(100_000)
  expect(patchTo(text, `${text}y`)).toEqual({ kind: 'splice', at: 100_000, cut: 1, put: '' })
})
