/** The facts of messages: every one that the catalogue lets a template name, in words, and nothing made up. */
import { messageCatalogue, streamOf, textIn, type DomainEvent, type NewEvent } from '@lodge/shared-types'
import { describe, expect, test } from 'vitest'
import { append } from '../../../shared-types/src/a-history.ts'
import { anOfficeProfile } from '../../../shared-types/src/an-office-profile.ts'
import { factsOf, type FactSource } from './facts.ts'

const id = '0198f0f0-0000-7000-8000-000000000001'
const [action] = anOfficeProfile().workflow.actions
if (!action) throw new Error('no action')
const acted: NewEvent = {
  type: 'file.acted',
  v: 1,
  data: {
    action: action.code,
    status: action.status,
    process: action.process,
    st27: action.st27,
    nationalCode: action.nationalCode,
  },
}
const history = append([], [acted], streamOf('file', id))
const source = (given: Partial<FactSource> = {}): FactSource => ({
  profile: anOfficeProfile(),
  origin: 'https://portal.example',
  history,
  event: history[0],
  notice: undefined,
  followCode: 'secret',
  daysLeft: undefined,
  ...given,
})

describe('the facts of a message', () => {
  test('are all that templates may name', () => {
    const names = Object.values(messageCatalogue).flatMap(({ facts }) =>
      Object.values<readonly string[]>(facts).flat(),
    )
    const facts = factsOf(source(), 'en')
    expect([...new Set(names)].filter((name) => facts[name] === undefined)).toEqual([])
  })

  test.each(['en', 'ar'] as const)('say in words of the workflow what was done (%s)', (language) => {
    const facts = factsOf(source(), language)
    expect([facts['action'], facts['plain']]).toEqual([
      textIn(action.label, language),
      textIn(action.plain, language),
    ])
  })

  test('name an action that the workflow no longer has by its code, and make nothing up', () => {
    const gone: NewEvent = { ...acted, data: { ...acted.data, action: 'of-old', nationalCode: 'XB-7' } }
    const [event]: DomainEvent[] = append([], [gone], streamOf('file', id))
    expect(factsOf(source({ event }), 'en')).toMatchObject({ action: 'XB-7', plain: '' })
  })

  test('lead to the notice where there is one, else to the file', () => {
    const at = `https://portal.example/o/${source().profile.id}`
    expect(factsOf(source(), 'en')['portalLink']).toBe(`${at}/files/${id}`)
    const notice = { noticeId: 'n-1', template: 'of-old', answerBy: '2027-03-05' }
    expect(factsOf(source({ notice }), 'en')).toMatchObject({
      portalLink: `${at}/notices/n-1`,
      answerBy: '5 March 2027',
      title: 'of-old',
    })
    expect(factsOf(source({ notice: { ...notice, answerBy: null } }), 'en')['answerBy']).toBe(
      'no answer is asked for',
    )
  })

  test('lead an applicant by the secret address, and to the front page where there is none', () => {
    expect(factsOf(source(), 'en')['followLink']).toMatch(/\/follow\/secret$/)
    expect(factsOf(source({ followCode: null }), 'en')['followLink']).not.toContain('follow')
  })
})
