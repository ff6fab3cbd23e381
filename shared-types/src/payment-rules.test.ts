/** How an office is paid: what contradicts is refused with its path. */
import { describe, expect, test } from 'vitest'
import { officeProfileData } from './an-office-profile.ts'
import { officeProfileSchema } from './office-profile.ts'

const faults = (given: Readonly<Record<string, unknown>>): string[] => {
  const parsed = officeProfileSchema.safeParse({ ...officeProfileData, ...given })
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'))
}
const card = { drivers: ['card-gateway'] }
const later = { days: 14, remindDays: 3 }

describe('how an office is paid', () => {
  test('is by every driver that it names, unless it says otherwise', () => {
    const { payments } = officeProfileSchema.parse(officeProfileData)
    expect(payments).toEqual({ ...card, mode: 'both', payWithin: null })
  })
  test.each<[string, Readonly<Record<string, unknown>>, string[]]>([
    ['a driver twice', { payments: { drivers: ['counter', 'counter'] } }, ['payments.drivers.1']],
    [
      'paying later where only what is paid is lodged',
      { payments: { ...card, payWithin: later } },
      ['payments.payWithin'],
    ],
    [
      'a reminder before there is anything to pay',
      { releasedBy: 'submission', payments: { ...card, payWithin: { days: 3, remindDays: 3 } } },
      ['payments.payWithin.remindDays'],
    ],
    [
      'a number that makes no creditor reference',
      { numbering: { ...officeProfileData.numbering, order: 'A-VERY-LONG-INVOICE-NUMBER-{year}-{seq}' } },
      ['numbering.order'],
    ],
    ['a mode that nobody knows', { payments: { ...card, mode: 'sometimes' } }, ['payments.mode']],
  ])('refuses %s', (_, given, paths) => expect(faults(given)).toEqual(paths))
  test('is within some days where the submission releases', () =>
    expect(faults({ releasedBy: 'submission', payments: { ...card, payWithin: later } })).toEqual([]))
})
