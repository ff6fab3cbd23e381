/** Numbers as people type them from paper. */
import { expect, test } from 'vitest'
import { fileNumberIn } from './number-form.ts'

const profile = {
  st3: 'BV',
  numbering: { file: '{branch}/{right}/{year}/{seq:5}', submission: '', online: '', order: '' },
  branches: [{ id: 'main', code: 'S', ordinal: 1, name: { en: 'Main' } }],
}
const read = (text: string) => fileNumberIn(profile, text)

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
  'X/TM/2019/00042',
  'S/TM/1019/00042',
  'S/TM/2019/00042/1',
  'S.TM.2019.00042',
  '(a+)+$',
])('%j is no number of this office', (typed) => expect(read(typed)).toBeUndefined())
