import {
  accordFilingDate,
  addWorkingDays,
  checkForm,
  closedReason,
  formatMoney,
  formatNumber,
  labelOfPath,
  officeProfileSchema,
  price,
  renderMessage,
  tariffOn,
  type OfficeProfile,
} from '@lodge/shared-types'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { aTrademarkRequest } from '../../../mocks/src/builders/dossier.ts'
import { loadOfficeProfile, loadOfficeProfiles } from './load-profile.ts'

const offices = join(import.meta.dirname, '../../offices')

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lodge-offices-'))
  await cp(offices, root, { recursive: true })
})
afterEach(() => rm(root, { recursive: true }))

const change = (file: string, edit: (text: string) => string): Promise<void> =>
  changeFile(join(root, 'borovia', file), edit)
const changeFile = async (path: string, edit: (text: string) => string): Promise<void> => {
  const text = await readFile(path, 'utf8')
  const edited = edit(text)
  if (edited === text) throw new Error(`the edit of ${path} changes nothing`)
  await writeFile(path, edited)
}
const complaints = async (folder = 'borovia'): Promise<string[]> => {
  const result = await loadOfficeProfile(join(root, folder))
  return result.ok ? [] : result.errors.map(({ file, path, message }) => `${file} | ${path} | ${message}`)
}
const profileOf = async (office: string): Promise<OfficeProfile> => {
  const result = await loadOfficeProfile(join(offices, office))
  if (!result.ok) throw new Error(JSON.stringify(result.errors))
  return result.profile
}

describe('the profiles of the repository', () => {
  test('are both good, in the order of their names', async () => {
    const result = await loadOfficeProfiles(offices)
    expect(result.ok && result.offices.map(({ profile }) => profile.id)).toEqual(['borovia', 'sahil'])
  })
  test.each(['borovia', 'sahil'])('%s has an Arabic text wherever it has an English one', async (office) => {
    const without: string[] = []
    const walk = (value: unknown, path: string): void => {
      if (Array.isArray(value)) value.forEach((item, index) => walk(item, `${path}.${index}`))
      else if (typeof value === 'object' && value !== null) {
        if ('en' in value && !('ar' in value)) without.push(path)
        for (const [name, member] of Object.entries(value)) walk(member, `${path}.${name}`)
      }
    }
    walk(await profileOf(office), office)
    expect(without).toEqual([])
  })
  test.each(['borovia', 'sahil'])('%s cites every fee and tax in Arabic too', async (office) => {
    const { tariffs } = await profileOf(office)
    for (const { items, taxes } of tariffs)
      for (const { code, citation } of [...items, ...taxes])
        expect(citation?.ar, code).toMatch(/\p{Script=Arabic}/u)
  })

  test.each(['borovia', 'sahil'])(
    '%s asks about entries that have a name in every language',
    async (office) => {
      const { checklists } = await profileOf(office)
      const paths = checklists
        .flatMap(({ questions }) => questions.flatMap(({ fields }) => fields))
        .map((pattern) => pattern.replaceAll('*', '0'))
      expect(paths.length).toBeGreaterThan(10)
      for (const path of paths) {
        expect(labelOfPath(path, 'en'), path).not.toBe(path)
        expect(labelOfPath(path, 'ar'), path).toMatch(/\p{Script=Arabic}/u)
      }
    },
  )

  test.each(['borovia', 'sahil'])('%s can write every message in both languages', async (office) => {
    const { messages } = await profileOf(office)
    const facts = Object.fromEntries(
      [
        'office',
        'submissionNumber',
        'orderNumber',
        'receivedAt',
        'requestCount',
        'total',
        'missing',
        'received',
        'amount',
        'fileNumbers',
        'fileNumber',
        'onlineId',
        'daysLeft',
        'payBy',
        'action',
        'plain',
        'status',
        'next',
        'title',
        'requestTitle',
        'decision',
        'answerBy',
        'portalLink',
        'followLink',
      ].map((field) => [field, '7']),
    )
    for (const template of messages)
      for (const language of ['en', 'ar'] as const)
        expect(renderMessage(template, facts, language).body).not.toMatch(/[{}]/)
    expect(messages.length).toBeGreaterThanOrEqual(16)
  })
  test('borovia: a mark in 5 classes with a priority costs 600.00 BGN, and 570.00 BGN in 2025', async () => {
    const { tariffs } = await profileOf('borovia')
    const request = aTrademarkRequest({
      classes: 5,
      priorities: [{ country: 'DE', number: '1', date: '2026-06-01' }],
    })
    const on = (day: string): string => {
      const tariff = tariffOn(tariffs, day)
      return tariff ? formatMoney(price(tariff, [request], { on: day }).total) : 'no tariff'
    }
    expect([on('2026-11-20'), on('2025-12-31'), on('2020-01-01')]).toEqual([
      '600.00 BGN',
      '570.00 BGN',
      'no tariff',
    ])
  })
  test('sahil: the service tax of 5.25 % on 23.250 KWD is 1.221 KWD, rounded up from 1.220625', async () => {
    const { tariffs } = await profileOf('sahil')
    const [tariff] = tariffs
    const { lines, total } = price(tariff ?? expect.unreachable(), [aTrademarkRequest({ office: 'sahil' })], {
      on: '2026-11-20',
    })
    expect(lines.at(-1)).toMatchObject({ code: 'service-tax', amountMinor: 1221n })
    expect(formatMoney(total)).toBe('24.471 KWD')
  })
  test.each(['borovia', 'sahil'] as const)(
    '%s takes the requests that the builders make for it',
    async (office) => {
      const profile = await profileOf(office)
      for (let seed = 1; seed <= 40; seed += 1)
        expect(checkForm(aTrademarkRequest({ seed, office }), profile, '2026-11-20')).toEqual([])
    },
  )
  test('the same Friday is a working day in one office and closed in the other', async () => {
    const [borovia, sahil] = [await profileOf('borovia'), await profileOf('sahil')]
    expect([
      closedReason(borovia.calendar, '2026-11-20'),
      closedReason(sahil.calendar, '2026-11-20'),
    ]).toEqual([undefined, 'Friday'])
    const receivedAt = new Date('2026-11-20T09:00:00Z')
    const dateIn = ({ filingDate: policy, calendar, timeZone }: OfficeProfile): string =>
      accordFilingDate({ policy, calendar, timeZone, receivedAt, paidAt: receivedAt }).date
    expect([dateIn(borovia), dateIn(sahil)]).toEqual(['2026-11-20', '2026-11-22'])
    expect(addWorkingDays(borovia.calendar, '2026-11-20', 10)).toBe('2026-12-04')
  })
  test('numbers of the two offices look their own way', async () => {
    const parts = { office: 'x', branch: 'BT', right: 'TM', year: 2026, seq: 11 }
    expect(formatNumber((await profileOf('borovia')).numbering.file, parts)).toBe('BT-TM-2026-11')
    expect(formatNumber((await profileOf('sahil')).numbering.file, parts)).toBe('TM/2026/000011')
  })
})

describe('the digest of a profile', () => {
  const digest = async (): Promise<string> => {
    const result = await loadOfficeProfile(join(root, 'borovia'))
    return result.ok ? result.digest : 'not loaded'
  }
  test('stays when only the writing changes, and changes with any value', async () => {
    const before = await digest()
    expect(before).toMatch(/^[0-9a-f]{64}$/)
    await change('calendar.json', (text) => JSON.stringify(z.json().parse(JSON.parse(text))))
    expect(await digest()).toBe(before)
    await change('tariffs.json', (text) => text.replace('"52000"', '"52001"'))
    expect(await digest()).not.toBe(before)
  })
  test('belongs to a profile that reads back from JSON', async () => {
    const profile = await profileOf('sahil')
    const written = JSON.stringify(profile, (_, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    )
    expect(officeProfileSchema.parse(JSON.parse(written))).toEqual(profile)
  })
})

describe('a profile that cannot be used says where and why', () => {
  test('a missing comma by line and column', async () => {
    await change('office.json', (text) => text.replace('"id": "borovia",', '"id": "borovia"'))
    expect(await complaints()).toEqual([
      'office.json |  | This is not JSON; line 3, column 3: "," or "}" is expected, not "\\"".',
    ])
  })
  test('a missing file', async () => {
    await rm(join(root, 'borovia/tariffs.json'))
    expect(await complaints()).toEqual(['tariffs.json |  | The file is missing.'])
  })
  test('a file that is no text, and one that is too large', async () => {
    await writeFile(join(root, 'borovia/messages.json'), new Uint8Array([0x5b, 0xff, 0x5d]))
    await writeFile(join(root, 'borovia/calendar.json'), ' '.repeat(1024 * 1024 + 1))
    expect(await complaints()).toEqual([
      'calendar.json |  | The file has 1048577 bytes; at most 1048576 are read.',
      'messages.json |  | The file is not UTF-8 text.',
    ])
  })
  test('entries that nobody knows, each in its file', async () => {
    await change('office.json', (text) => text.replace('"st3"', '"st4"'))
    await change('calendar.json', (text) => text.replace('"weekend"', '"weekends"'))
    await change('workflow.json', (text) => text.replace('"tasks"', '"task"'))
    expect(await complaints()).toEqual([
      'workflow.json | task | Unknown entry; check its spelling or remove it.',
      'office.json | st3 | Invalid input: expected string, received undefined',
      'workflow.json | tasks | Invalid input: expected array, received undefined',
      'calendar.json | weekend | Invalid input: expected array, received undefined',
      'calendar.json | weekends | Unknown entry; check its spelling or remove it.',
      'office.json | st4 | Unknown entry; check its spelling or remove it.',
    ])
  })
  test('an entry in the wrong file', async () => {
    await change('office.json', (text) => text.replace('"st3"', '"calendar": {}, "st3"'))
    expect(await complaints()).toEqual(['office.json | calendar | This belongs into calendar.json.'])
  })
  test('a file that holds a list instead of an object', async () => {
    await writeFile(join(root, 'borovia/workflow.json'), '[]')
    expect((await complaints())[0]).toBe('workflow.json |  | The file holds one JSON object.')
  })
  test('an amount with decimals, and a tariff that overlaps', async () => {
    await change('tariffs.json', (text) =>
      text.replace('"52000"', '"520.00"').replace('2025-12-31', '2026-06-30'),
    )
    expect(await complaints()).toEqual([
      'tariffs.json | 1.items.0.unitMinor | Write whole minor units of the currency without a point, such as "52000" for 520.00 (with three decimals: "520000").',
    ])
    await change('tariffs.json', (text) => text.replace('"520.00"', '"52000"'))
    expect(await complaints()).toEqual([
      'tariffs.json | 1.validFrom | This tariff overlaps the one before it.',
    ])
  })
  test('a message that names what is no fact of its event', async () => {
    await change('messages.json', (text) => text.replace('{requestCount}', '{fileNumbers}'))
    expect(await complaints()).toEqual([
      'messages.json | 0.body | {fileNumbers} is not a fact of "dossier.submitted"; use {office} {submissionNumber} {portalLink} {receivedAt} {requestCount}.',
    ])
  })
  test('a task that an unknown action ends', async () => {
    await change('workflow.json', (text) =>
      text.replace('"closedBy": ["formalities-met"', '"closedBy": ["formality-met"'),
    )
    expect(await complaints()).toEqual([
      'workflow.json | tasks.0.closedBy.0 | The workflow has no action "formality-met".',
    ])
  })
  const own = (name: string, edit: (text: string) => string): Promise<void> =>
    changeFile(join(root, 'requests', `${name}.json`), edit)
  test.each<[string, () => Promise<void>, string[]]>([
    [
      'a request that there is not',
      () => change('requests.json', (text) => text.replace('"renewal"', '"renewel"')),
      [
        'requests.json | types.renewel | There is no request type "renewel": neither the office nor the library has requests/renewel.json.',
        'requests.json | types.renewel | There is no request type "renewel".',
      ],
    ],
    [
      'a request whose field has no kind that there is',
      () => own('surrender', (text) => text.replace('"kind": "declaration"', '"kind": "promise"')),
      [
        'requests/surrender.json | sections.0.pages.0.fields.0.kind | No field has this kind; docs/requests.md lists those that there are.',
      ],
    ],
    [
      'a request that takes an action which the workflow has not',
      () => own('surrender', (text) => text.replace('"surrendered"', '"given-up"')),
      ['requests/surrender.json | effects.0.action | The workflow has no action "given-up".'],
    ],
    [
      'a gate that counts by a period which the office does not set',
      () =>
        change('requests.json', (text) =>
          text.replace('"appeal": {\n      "count"', '"appeals": {\n      "count"'),
        ),
      [
        'requests/appeal.json | gate.windows.0.to.plus | The office sets no period "appeal": give it in "periods" of requests.json.',
      ],
    ],
    [
      'a request in a file of another name',
      () => own('surrender', (text) => text.replace('"type": "surrender"', '"type": "given-up"')),
      [
        'requests/surrender.json | type | A request type is named as its file is.',
        'requests.json | types.surrender | There is no request type "surrender".',
      ],
    ],
    [
      'a request of its own that it does not take',
      async () => {
        await mkdir(join(root, 'borovia/requests'))
        await cp(join(root, 'requests/surrender.json'), join(root, 'borovia/requests/sale.json'))
      },
      [
        'requests/sale.json |  | The office does not take this request: name it in requests.json, or remove the file.',
      ],
    ],
    [
      'a request about which nobody would learn',
      () =>
        change('requests.json', (text) =>
          text.replace('"refund": {', '"refund": {"grantedBy": ["administrator"],'),
        ),
      [
        'requests/refund.json | grantedBy | An administrator decides about no file; name another role.',
        'requests/refund.json | grantedBy | Nobody would learn of it: no task of workflow.json with "requests": true is for administrator.',
      ],
    ],
  ])('%s', async (_, breakIt, said) => {
    await breakIt()
    const found = await complaints()
    for (const one of said)
      expect(
        found.some((error) => error.startsWith(one)),
        `${one}\n${found.join('\n')}`,
      ).toBe(true)
  })
  test('a list of goods and services that is not there', async () => {
    await change('office.json', (text) => text.replace('"lodge-2026"', '"lodge-1926"'))
    expect((await complaints())[0]).toMatch(
      /^office\.json \| termsVersion \| There is no term list "lodge-1926"/,
    )
  })
  test('a code list that is not there', async () => {
    await change('office.json', (text) => text.replace('"locarno-15"', '"locarno-99"'))
    expect((await complaints())[0]).toMatch(
      /^office\.json \| codeLists\.locarno \| There is no code list "locarno-99"/,
    )
  })
  test('an office whose folder has another name', async () => {
    await cp(join(root, 'borovia'), join(root, 'boravia'), { recursive: true })
    expect(await complaints('boravia')).toEqual([
      'office.json | id | The office is "borovia" but its folder is "boravia"; give both the same name.',
    ])
    const all = await loadOfficeProfiles(root)
    expect(!all.ok && all.errors.map((error) => error.file)).toEqual(['boravia/office.json'])
  })
  test('a folder without offices, or that does not exist', async () => {
    expect((await loadOfficeProfiles(join(root, 'nowhere'))).ok).toBe(false)
    expect(await complaints('nowhere')).toHaveLength(8)
  })
})
