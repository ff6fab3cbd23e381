/**
 * What a journal keeps of a field's former value: all of it, or for long texts and lists only the part that changed, so
 * that a journal over 100 pages of text stays small. Pure.
 */
import type { FieldValue } from '@lodge/shared-types'

type Sequence = string | readonly string[]

/** How to get the former value from the present one: put `put` in the place of `cut` units at `at`, or take `value`. */
export type Patch =
  | { kind: 'value'; value: FieldValue | undefined }
  | { kind: 'splice'; at: number; cut: number; put: Sequence }

const isSequence = (value: FieldValue | undefined): value is Sequence =>
  typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string'))

/** Shorter ones are not worth the trouble. */
const shortest = 40

/** Returns how to get `former` from `present`. */
export function patchTo(former: FieldValue | undefined, present: FieldValue | undefined): Patch {
  if (!isSequence(former) || !isSequence(present) || typeof former !== typeof present)
    return { kind: 'value', value: former }
  if (former.length < shortest && present.length < shortest && typeof former === 'string')
    return { kind: 'value', value: former }
  const shorter = Math.min(former.length, present.length)
  let same = 0
  while (same < shorter && former[same] === present[same]) same += 1
  let sameAtEnd = 0
  while (sameAtEnd < shorter - same && former.at(-1 - sameAtEnd) === present.at(-1 - sameAtEnd))
    sameAtEnd += 1
  return {
    kind: 'splice',
    at: same,
    cut: present.length - same - sameAtEnd,
    put: former.slice(same, former.length - sameAtEnd),
  }
}

/** Returns the former value. A patch that does not fit the present value leaves it as it is. */
export function applyPatch(present: FieldValue | undefined, patch: Patch): FieldValue | undefined {
  if (patch.kind === 'value') return patch.value
  const { at, cut, put } = patch
  if (typeof present === 'string' && typeof put === 'string')
    return present.slice(0, at) + put + present.slice(at + cut)
  if (isSequence(present) && typeof present !== 'string' && typeof put !== 'string')
    return [...present.slice(0, at), ...put, ...present.slice(at + cut)]
  return present
}
