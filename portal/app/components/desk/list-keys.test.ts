/** Keys of a list: the letters on any keyboard, and nothing while another key is held. */
import { expect, test } from 'vitest'
import { listKeyOf } from './use-list-keys.ts'

const press = (
  key: string,
  code: string,
  held: Partial<Record<'ctrlKey' | 'altKey' | 'metaKey', boolean>> = {},
) => listKeyOf({ key, code, ctrlKey: false, altKey: false, metaKey: false, ...held })

test.each([
  ['j', 'KeyJ', 'j'],
  ['k', 'KeyK', 'k'],
  ['x', 'KeyX', 'x'],
  ['c', 'KeyC', 'c'],
  ['?', 'Slash', '?'],
  ['؟', 'Slash', '?'],
  // Dvorak: the letter counts, wherever it lies.
  ['j', 'KeyC', 'j'],
  // An Arabic keyboard: the place counts.
  ['ت', 'KeyJ', 'j'],
  ['ن', 'KeyK', 'k'],
  ['ء', 'KeyX', 'x'],
  ['ؤ', 'KeyC', 'c'],
  ['a', 'KeyA', undefined],
  ['ش', 'KeyA', undefined],
  ['Enter', 'Enter', undefined],
  ['Process', 'KeyJ', undefined],
  ['1', 'Digit1', undefined],
])('%s at %s is %s', (key, code, expected) => expect(press(key, code)).toBe(expected))

test.each(['ctrlKey', 'altKey', 'metaKey'] as const)('with %s held it is nobody’s', (held) =>
  expect(press('c', 'KeyC', { [held]: true })).toBeUndefined(),
)
