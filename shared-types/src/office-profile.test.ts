import { describe, expect, test } from 'vitest'
import { anOfficeProfile, officeProfileData as data } from './an-office-profile.ts'
import { canonicalJson, sha256Hex } from './canonical-json.ts'
import {
  officeProfileSchema,
  publicProfileOf,
  publicProfileSchema,
  requestTypesJson,
} from './office-profile.ts'

const pathsOf = (changed: Record<string, unknown>): string[] =>
  officeProfileSchema.safeParse({ ...data, ...changed }).error?.issues.map((issue) => issue.path.join('.')) ??
  []
const [task] = data.tasks
const [action] = data.workflow.actions
const [branch] = data.branches
const [tariff] = data.tariffs

describe('an office profile', () => {
  test('that is whole has no complaint', () => expect(pathsOf({})).toEqual([]))
  test('that was stored as canonical JSON reads back the same', () => {
    const profile = anOfficeProfile()
    expect(officeProfileSchema.parse(JSON.parse(canonicalJson(profile)))).toEqual(profile)
  })

  test.each<[string, Record<string, unknown>, string[]]>([
    ['a member that nobody knows', { colour: 'red' }, ['']],
    ['a time zone that does not exist', { timeZone: 'Europe/Borograd' }, ['timeZone']],
    ['a currency that does not exist', { currency: 'EURO' }, ['currency']],
    ['a tariff in another currency', { currency: 'KWD' }, ['tariffs.0.currency']],
    ['tariffs that overlap', { tariffs: [tariff, { ...tariff, version: 't-2' }] }, ['tariffs.1.validFrom']],
    ['a language twice', { languages: ['en', 'en'] }, ['languages.1']],
    [
      'two branches that are the same',
      { branches: [branch, branch] },
      ['branches.1.id', 'branches.1.code', 'branches.1.ordinal'],
    ],
    [
      'branches that would give the same number',
      {
        branches: [branch, { ...branch, id: 'two', code: 'TW', ordinal: 2 }],
        numbering: { ...data.numbering, file: '{right}-{year}-{seq}' },
      },
      ['numbering.file'],
    ],
    [
      'rights that would give the same number',
      { numbering: { ...data.numbering, file: '{branch}-{year}-{seq}' } },
      ['numbering.file'],
    ],
    [
      'numbers of the whole office that name a branch',
      { numbering: { ...data.numbering, online: 'E-{branch}-{year}-{seq}', order: '{branch}-{year}-{seq}' } },
      ['numbering.online', 'numbering.order'],
    ],
    [
      'a submission number that names a right',
      { numbering: { ...data.numbering, submission: '{right}-{year}-{seq}' } },
      ['numbering.submission'],
    ],
    [
      'an action twice',
      { workflow: { ...data.workflow, actions: [action, action] } },
      ['workflow.actions.1.code'],
    ],
    ['a task twice', { tasks: [task, task] }, ['tasks.1.kind']],
    [
      'a task that an unknown action ends',
      { tasks: [{ ...task, closedBy: ['publishd'] }] },
      ['tasks.0.closedBy.0'],
    ],
    [
      'a task that opens on an unknown action',
      { tasks: [{ ...task, opensOn: 'file.acted', action: 'publishd' }] },
      ['tasks.0.action'],
    ],
    ['a task that opens on no action', { tasks: [{ ...task, opensOn: 'file.acted' }] }, ['tasks.0.action']],
    [
      'a task with an action that never opens it',
      { tasks: [{ ...task, action: 'published' }] },
      ['tasks.0.action'],
    ],
    ['a task for somebody who is no staff', { tasks: [{ ...task, role: 'agent' }] }, ['tasks.0.role']],
    ['a message twice', { messages: [data.messages[0], data.messages[0]] }, ['messages.1']],
    [
      'an invented ST.27 code',
      { workflow: { ...data.workflow, received: { ...data.workflow.received, st27: 'I00' } } },
      ['workflow.received.st27'],
    ],
    [
      'a document role that does not exist',
      { documents: { ...data.documents, roles: { 'mark-imgae': data.documents.roles['mark-image'] } } },
      ['documents.roles'],
    ],
  ])('is refused with %s', (_, changed, paths) => expect(pathsOf(changed)).toEqual(paths))
})

describe('the public profile', () => {
  const profile = anOfficeProfile()
  test('is the profile without how the office works inside, and reads back the same from JSON', () => {
    const open = publicProfileOf(profile)
    const {
      messages: _m,
      workflow: _w,
      tasks: _t,
      checklists: _c,
      notices: _n,
      requestTypes,
      listedCodes: _l,
      reconciliation: _b,
      ...rest
    } = profile
    expect(open).toEqual({ ...rest, requestTypesDigest: sha256Hex(requestTypesJson(requestTypes)) })
    expect(publicProfileSchema.parse(JSON.parse(canonicalJson(open)))).toEqual(open)
  })
  test('of a newer server, with a member that this device does not know, is read', () =>
    expect(publicProfileSchema.parse({ ...publicProfileOf(profile), tomorrow: 1 })).toEqual(
      publicProfileOf(profile),
    ))
})
