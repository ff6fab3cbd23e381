import { aPostFilingRequest } from '@lodge/mocks'
import {
  askedPages,
  checkForm,
  deciding,
  formOfType,
  pagesOf,
  requestTypeFaults,
  requestTypeSchema,
  type OfficeProfile,
  type PostFilingRequest,
  type RequestType,
  type Right,
} from '@lodge/shared-types'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadOfficeProfile } from './load-profile.ts'
import { parseStrictJson } from './strict-json.ts'

const offices = join(import.meta.dirname, '../../offices')
const library = join(offices, 'requests')

const files = (await readdir(library)).toSorted()
const raw = new Map<string, unknown>()
for (const file of files) raw.set(file, parseStrictJson(await readFile(join(library, file), 'utf8')))
const read = (file: string): RequestType => requestTypeSchema.parse(raw.get(file))

/** R33 is the answer to a notice: a kind of request of its own. */
const numbers = Array.from({ length: 48 }, (_, index) => `R${String(index + 1).padStart(2, '0')}`).filter(
  (id) => id !== 'R33',
)

/** Every text of a type in one language, with its path. */
function textsIn(value: unknown, language: 'en' | 'ar', path = ''): { path: string; text: string }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) =>
    name === language && typeof member === 'string'
      ? [{ path, text: member }]
      : textsIn(member, language, `${path}.${name}`),
  )
}

/** Answers to every question that is asked, each by its option of the same place: what one answer opens is answered as well. */
function answersBy(place: number, type: RequestType, right: Right): Record<string, string> {
  const answers: Record<string, string> = { right }
  const rules = { agentRequired: false, priorities: true }
  for (let before = 0; before < Object.keys(answers).length;) {
    before = Object.keys(answers).length
    for (const { fields } of askedPages(formOfType(type), (path) => answers[path], rules))
      for (const field of fields)
        if (field.kind === 'choice')
          answers[field.name] ??= field.options[place % field.options.length]?.value ?? ''
  }
  return answers
}

/** A request with its documents as files of the kinds that an office takes. */
function asTaken(request: PostFilingRequest, { documents: { roles } }: OfficeProfile): PostFilingRequest {
  const documents = request.documents.map((document) => {
    const mediaType = roles[document.role]?.mediaTypes[0] ?? document.mediaType
    return { ...document, mediaType, fileName: `file.${mediaType.replace(/^.*\/|jpeg$/g, '') || 'jpg'}` }
  })
  return { ...request, documents }
}

describe('the library of request types', () => {
  test('has each of the 47 numbers once, beside the answer to a notice', () => {
    expect(files.map((file) => read(file).id).toSorted()).toEqual(numbers)
  })

  describe.each(files)('%s', (file) => {
    test('is taken by the schema and named as its type is', () => {
      const parsed = requestTypeSchema.safeParse(raw.get(file))
      expect(parsed.error?.issues ?? []).toEqual([])
      expect(`${parsed.data?.type ?? ''}.json`).toBe(basename(file))
      expect(parsed.data?.formVersion).toBe(`${parsed.data?.type ?? ''}-1`)
    })
    test('has conditions and effects that lead to what its form asks', () => {
      expect(requestTypeFaults(read(file))).toEqual([])
    })
    test('asks no two things under one name, its documents and signature included', () => {
      const pages = pagesOf(formOfType(read(file)))
      const names = pages.flatMap(({ fields, list }) => (list ? [list.path] : fields.map(({ name }) => name)))
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
      const ids = pages.map(({ id }) => id)
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    })
    test('names each role of a document once: which of two it is would not be known', () => {
      const roles = pagesOf(read(file)).flatMap(({ fields = [] }) =>
        fields.flatMap((field) => (field.kind === 'document' && 'role' in field ? [field.role] : [])),
      )
      expect(roles).toEqual([...new Set(roles)])
    })
    test('speaks Arabic in Arabic and English in English, in sentences that end', () => {
      const { ar, en } = { ar: textsIn(raw.get(file), 'ar'), en: textsIn(raw.get(file), 'en') }
      expect(ar.map(({ path }) => path)).toEqual(en.map(({ path }) => path))
      expect(ar.filter(({ text }) => !/[\u0600-\u06ff]/.test(text))).toEqual([])
      expect(en.filter(({ text }) => /[\u0600-\u06ff]/.test(text))).toEqual([])
      const sentences = [...ar, ...en].filter(({ path }) => /\.(?:missing|lead|plain|hint)$/.test(path))
      expect(sentences.filter(({ text }) => !/[.؟?!]$/.test(text))).toEqual([])
    })
  })
})

describe.each(['borovia', 'sahil'])('%s', (office) => {
  let profile: OfficeProfile
  beforeAll(async () => {
    const result = await loadOfficeProfile(join(offices, office))
    if (!result.ok)
      throw new Error(
        result.errors.map(({ file, path, message }) => `${file} ${path}: ${message}`).join('\n'),
      )
    profile = result.profile
  })

  test('takes at least 30 request types, in the order of their numbers', () => {
    const ids = profile.requestTypes.map(({ id }) => id)
    expect(ids.length).toBeGreaterThanOrEqual(30)
    expect(ids).toEqual(ids.toSorted())
  })
  test('has for every action of a request the statuses in which the request may be filed', () => {
    const stuck = profile.requestTypes.flatMap(({ type, gate, effects }) =>
      effects.flatMap((effect) => {
        if (effect.do !== 'act' || typeof gate.statuses === 'string' || !('includes' in gate.statuses))
          return []
        const from = profile.workflow.actions.find(({ code }) => code === effect.action)?.from ?? []
        const cannot = gate.statuses.filter((status) => !from.includes(status))
        // One of several actions, such as suspending and resuming, need not be for all of them.
        const isEnough = effect.when ? cannot.length < gate.statuses.length : cannot.length === 0
        return isEnough ? [] : [`${type}: ${effect.action} from ${cannot.join(', ')}`]
      }),
    )
    expect(stuck).toEqual([])
  })
  test('takes every request that its form asks for, whatever is chosen in it', () => {
    const refused = profile.requestTypes.flatMap((type) =>
      type.rights.flatMap((right) =>
        [0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap((place) => {
          const answers = answersBy(place, type, right)
          const request = asTaken(aPostFilingRequest(type, { right, answers }), profile)
          return checkForm(request, profile, '2026-11-20').map(
            ({ path, message }) => `${type.type} ${right} ${JSON.stringify(answers)}: ${path}: ${message}`,
          )
        }),
      ),
    )
    expect(refused).toEqual([])
  })
  test('lets nobody but its own rule grant a request alone that takes a right away from its owner', () => {
    const grave = [
      'transfer',
      'partial-transfer',
      'surrender',
      'partial-surrender',
      'withdrawal',
      'invalidity',
    ]
    const alone = profile.requestTypes
      .filter(({ type }) => grave.includes(type))
      .filter((type) => deciding(type, profile.postFiling).approvedBy.length === 0)
    expect(alone.map(({ type }) => type)).toEqual([])
  })
})

test('between them the offices take every request type of the library', async () => {
  const taken = await Promise.all(
    ['borovia', 'sahil'].map(async (office) => {
      const result = await loadOfficeProfile(join(offices, office))
      return result.ok ? Object.keys(result.profile.postFiling.types) : []
    }),
  )
  expect([...new Set(taken.flat())].toSorted()).toEqual(
    files.map((file) => basename(file, '.json')).toSorted(),
  )
  const [borovia = [], sahil = []] = taken
  expect(borovia.toSorted()).not.toEqual(sahil.toSorted())
})
