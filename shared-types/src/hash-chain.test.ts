import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chainStart, checkChain, linkHash } from './hash-chain.ts'

type Entry = { seq: number; prevHash: string; text: string; hash: string }

const link = (seq: number, prevHash: string, text: string): Entry => {
  const entry = { seq, prevHash, text }
  return { ...entry, hash: linkHash(entry) }
}

function aChain(length: number): Entry[] {
  const chain: Entry[] = []
  for (let seq = 1; seq <= length; seq += 1)
    chain.push(link(seq, chain.at(-1)?.hash ?? chainStart, `entry ${seq}`))
  return chain
}

const [one, two, three, four, five] = aChain(5)
if (!one || !two || !three || !four || !five) throw new Error('a chain of five has five links')

describe('a hash chain', () => {
  test('that nobody touched is whole', () => {
    expect(checkChain(aChain(50))).toEqual([])
    expect(checkChain([])).toEqual([])
  })
  test('names a changed link, even when its own hash was made to fit', () => {
    expect(checkChain([one, { ...two, text: 'forged' }, three])).toEqual([{ seq: 2, fault: 'changed' }])
    expect(checkChain([one, link(2, one.hash, 'forged'), three])).toEqual([{ seq: 3, fault: 'unlinked' }])
  })
  test('names a deleted link by its number', () => {
    expect(checkChain([one, three, four])).toEqual([{ seq: 2, fault: 'missing' }])
    expect(checkChain([two, three])).toEqual([{ seq: 1, fault: 'missing' }])
  })
  test('names where a gap of several begins', () =>
    expect(checkChain([one, four, five])).toEqual([{ seq: 2, fault: 'missing' }]))
  test('names a link that was moved', () =>
    expect(checkChain([one, three, two, four])).toEqual([
      { seq: 2, fault: 'missing' },
      { seq: 2, fault: 'out-of-order' },
    ]))
  test('names an inserted link, wherever it stands', () => {
    const forged = link(3, two.hash, 'forged')
    expect(checkChain([one, two, three, forged, four])).toEqual([{ seq: 3, fault: 'out-of-order' }])
    expect(checkChain([one, two, forged, three, four])).toEqual([
      { seq: 3, fault: 'out-of-order' },
      { seq: 4, fault: 'unlinked' },
    ])
  })
  test('names a chain that begins elsewhere', () =>
    expect(checkChain([link(1, 'f'.repeat(64), 'entry 1')])).toEqual([{ seq: 1, fault: 'unlinked' }]))
  test('the hash covers every member but itself', () => {
    expect(linkHash({ ...one, hash: 'other' })).toBe(one.hash)
    expect(linkHash({ ...one, extra: true })).not.toBe(one.hash)
  })
  test('any one change of any one link shows', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.string({ minLength: 1 }),
        fc.boolean(),
        (seq, text, refit) => {
          const chain = aChain(21).map((entry) => {
            if (entry.seq !== seq) return entry
            const changed = { ...entry, text: `${entry.text}${text}` }
            return refit ? link(changed.seq, changed.prevHash, changed.text) : changed
          })
          expect(checkChain(chain).map((fault) => fault.seq)).toEqual([refit ? seq + 1 : seq])
        },
      ),
    ))
})
