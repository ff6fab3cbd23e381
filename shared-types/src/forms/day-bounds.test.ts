import { describe, expect, test } from 'vitest'
import { anOfficeProfile } from '../an-office-profile.ts'
import type { FileFacts } from '../requests/file-facts.ts'
import { dayFault } from './day-bounds.ts'

const office = anOfficeProfile()
const on = '2026-11-20'
const facts: FileFacts = {
  fileId: 'f',
  fileNumber: 'TL-TM-2026-1',
  right: 'TM',
  status: 'Filed',
  branch: 'main',
  language: 'en',
  isInternational: false,
  isPublished: false,
  dates: { filing: '2026-10-01' },
  title: 'NORDWELL',
  owners: [],
  flags: [],
  entries: [],
  notices: [],
  classes: [],
  designs: [],
}
type Field = Parameters<typeof dayFault>[0]
const codeOf = (bounds: Omit<Field, 'kind'>, day: string, known: FileFacts | undefined = facts) =>
  dayFault({ kind: 'date', ...bounds }, day, { office, on, facts: known })?.code

describe('a day of a form', () => {
  test('without bounds may be any', () => {
    expect([codeOf({}, '1900-01-01'), codeOf({}, '2100-01-01')]).toEqual([undefined, undefined])
  })
  test('that may not be in the future may be today', () => {
    expect(codeOf({ notAfter: 'today' }, on)).toBeUndefined()
    expect(codeOf({ notAfter: 'today' }, '2026-11-21')).toBe('date-future')
  })
  test('that may not be over may be today', () => {
    expect(codeOf({ notBefore: 'today' }, on)).toBeUndefined()
    expect(codeOf({ notBefore: 'today' }, '2026-11-19')).toBe('date-past')
  })
  test('is held against the filing date of the file, which it may be', () => {
    expect(codeOf({ notAfter: 'filing' }, '2026-10-01')).toBeUndefined()
    expect(codeOf({ notAfter: 'filing' }, '2026-10-02')).toBe('date-after-filing')
    expect(codeOf({ notBefore: 'filing' }, '2026-10-01')).toBeUndefined()
    expect(codeOf({ notBefore: 'filing' }, '2026-09-30')).toBe('date-before-filing')
  })
  test('of a file that is not known is held against today at least', () => {
    expect(
      dayFault({ kind: 'date', notAfter: 'filing' }, '2026-10-02', { office, on, facts: undefined }),
    ).toBe(undefined)
    expect(
      dayFault({ kind: 'date', notAfter: 'filing', notBefore: 'priority' }, '2026-11-21', {
        office,
        on,
        facts: undefined,
      })?.code,
    ).toBe('date-future')
  })
  test('whose priority is claimed is at most six months before the filing of a mark, and twelve of an invention', () => {
    const claimed = (day: string, right: FileFacts['right']) =>
      codeOf({ notAfter: 'filing', notBefore: 'priority' }, day, { ...facts, right })
    expect([claimed('2026-04-01', 'TM'), claimed('2026-03-31', 'TM')]).toEqual([
      undefined,
      'date-before-priority',
    ])
    expect([claimed('2026-03-31', 'PT'), claimed('2025-10-01', 'UM'), claimed('2025-09-30', 'PT')]).toEqual([
      undefined,
      undefined,
      'date-before-priority',
    ])
  })
  test('counts the months to the next open day, as every period', () => {
    // Six months from 4 April 2026 end on Sunday 4 October; a filing on the Monday is still in time.
    const filedOnMonday = { ...facts, dates: { filing: '2026-10-05' } }
    expect(codeOf({ notBefore: 'priority' }, '2026-04-04', filedOnMonday)).toBeUndefined()
    expect(codeOf({ notBefore: 'priority' }, '2026-04-02', filedOnMonday)).toBe('date-before-priority')
  })
})
