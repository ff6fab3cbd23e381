/** Numbers as people type them from paper. */
import { expect, test } from 'vitest'
import { fileNumberIn } from './number-form.ts'

const profile = {
  st3: 'BV',
  numbering: { file: '{branch}/{right}/{year}/{seq:5}', submission: '', online: '', order: '' },
  branches: [{ id: 'main', code: 'S', ordinal: 1, name: { en: 'Main' } }],
}
const read = (text: string, file = profile.numbering.file) =>
  fileNumberIn({ ...profile, numbering: { ...profile.numbering, file } }, text)

test.each([
  ['S/TM/2019/00042', 'S/TM/2019/00042'],
  [' s / tm / 2019 / 00042 ', 'S/TM/2019/00042'],
  ['S/TM/٢٠١٩/٠٠٠٤٢', 'S/TM/2019/00042'],
  ['\u200fS/TM/2019/00042', 'S/TM/2019/00042'],
])('%j is the number %s', (typed, number) => expect(read(typed)).toBe(number))

test.each([
  '',
  '42',
  'S/TM/2019/42',
  'S/TM/2019/000042',
  'X/TM/2019/00042',
  'S/TM/1019/00042',
  'S/TM/2019/00042/1',
  'S.TM.2019.00042',
  '(a+)+$',
])('%j is no number of this office', (typed) => expect(read(typed)).toBeUndefined())

test('a sequence that has outgrown its zeros is taken, and one without a width has none', () => {
  expect(read('S/TM/2019/123456')).toBe('S/TM/2019/123456')
  expect(read('S/TM/2019/42', '{branch}/{right}/{year}/{seq}')).toBe('S/TM/2019/42')
  expect(read('S/TM/2019/042', '{branch}/{right}/{year}/{seq}')).toBeUndefined()
  expect(read('S/2019/123456789', '{branch}/{year}/{seq:9}')).toBe('S/2019/123456789')
})

test('small letters of the office’s own writing stay small', () =>
  expect(read('NO. S/TM/2019/00042', 'No.{branch}/{right}/{year}/{seq:5}')).toBe('No.S/TM/2019/00042'))
