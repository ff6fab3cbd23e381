import { describe, expect, test } from 'vitest'
import type { FileStatus } from './legal-status.ts'
import type { Role } from './roles.ts'
import {
  actedBy,
  actionOf,
  isChecker,
  offeredActions,
  outlookOf,
  refusalOfAction,
  type Standing,
} from './workflow.ts'
import { workflowSchema } from './workflow-schema.ts'

const text = (en: string) => ({ en })
const result = (status: FileStatus) => ({ status, process: 'capture-and-formality', st27: 'D00' })
const action = (code: string, given: Readonly<Record<string, unknown>>) => ({
  code,
  label: text(code),
  plain: text(`${code}.`),
  nationalCode: `N-${code}`,
  roles: ['formality-examiner'],
  approvedBy: [],
  ...given,
})
const workflow = workflowSchema.parse({
  received: result('Filed'),
  statuses: [{ status: 'Pending', who: 'party', plain: text('Waits.'), next: text('Answer.') }],
  actions: [
    action('met', { from: ['Filed'], ...result('Examined'), checklist: { code: 'form', outcome: 'met' } }),
    action('deficient', {
      from: ['Filed'],
      ...result('Pending'),
      checklist: { code: 'form', outcome: 'not-met' },
      notice: 'deficiency',
    }),
    action('answered', { from: ['Pending'], ...result('Filed'), roles: [], takenOn: 'answer' }),
    action('withdrawn', {
      from: ['Filed', 'Pending'],
      ...result('Withdrawn'),
      roles: ['registrar'],
      whileAwaited: true,
    }),
    action('abandoned', { from: ['Pending'], ...result('Abandoned') }),
  ],
})

const standing = (given: Partial<Standing> = {}): Standing => ({
  status: 'Filed',
  checklists: {},
  isAnswerAwaited: false,
  isAnswerUndecided: false,
  isApprovalAwaited: false,
  ...given,
})
const refusal = (code: string, given: Partial<Standing>, ...roles: Role[]) =>
  refusalOfAction(
    actionOf(workflow, code),
    standing(given),
    roles.length > 0 ? roles : ['formality-examiner'],
  )

describe('an action', () => {
  test.each<[string, string, Partial<Standing>, Role[], ReturnType<typeof refusal>]>([
    ['that nobody knows is refused', 'fly', {}, [], 'unknown-action'],
    ['is refused where the file stands elsewhere', 'met', { status: 'Published' }, [], 'wrong-status'],
    ['is refused to another role', 'met', {}, ['registrar'], 'wrong-role'],
    ['is refused to an administrator, who only looks', 'met', {}, ['administrator'], 'wrong-role'],
    [
      'of the office’s own rule is nobody’s to take',
      'answered',
      { status: 'Pending' },
      ['administrator', 'registrar'],
      'wrong-role',
    ],
    ['is refused before its checklist is begun', 'met', {}, [], 'checklist-incomplete'],
    [
      'is refused while its checklist is open',
      'met',
      { checklists: { form: 'incomplete' } },
      [],
      'checklist-incomplete',
    ],
    [
      'that asks for all well is refused after a "no"',
      'met',
      { checklists: { form: 'not-met' } },
      [],
      'checklist-not-met',
    ],
    [
      'that asks for a "no" is refused when all is well',
      'deficient',
      { checklists: { form: 'met' } },
      [],
      'checklist-met',
    ],
    ['may be taken once its checklist is as it asks', 'met', { checklists: { form: 'met' } }, [], undefined],
    [
      'may be taken by one of several roles of a person',
      'met',
      { checklists: { form: 'met' } },
      ['registrar', 'formality-examiner'],
      undefined,
    ],
    [
      'is refused while the party’s answer is awaited',
      'abandoned',
      { status: 'Pending', isAnswerAwaited: true },
      [],
      'answer-awaited',
    ],
    [
      'may be taken when nobody waits for the answer any more',
      'abandoned',
      { status: 'Pending' },
      [],
      undefined,
    ],
    [
      'that is the party’s own wish may be taken all the same',
      'withdrawn',
      { status: 'Pending', isAnswerAwaited: true },
      ['registrar'],
      undefined,
    ],
    [
      'is refused while an answer is undecided',
      'met',
      { checklists: { form: 'met' }, isAnswerUndecided: true },
      [],
      'answer-undecided',
    ],
    [
      'is refused while another decision waits for approval',
      'met',
      { checklists: { form: 'met' }, isApprovalAwaited: true },
      [],
      'approval-awaited',
    ],
  ])('%s', (_, code, given, roles, expected) => expect(refusal(code, given, ...roles)).toBe(expected))
})

test('only what this person could take in this status is offered, with what is still in the way', () => {
  const offered = (given: Partial<Standing>, ...roles: Role[]) =>
    offeredActions(workflow, standing(given), roles).map((one) => [one.action.code, one.refusal])
  expect(offered({ checklists: { form: 'met' } }, 'formality-examiner')).toEqual([
    ['met', undefined],
    ['deficient', 'checklist-met'],
  ])
  expect(offered({}, 'registrar')).toEqual([['withdrawn', undefined]])
  expect(offered({}, 'administrator')).toEqual([])
  expect(offered({ status: 'Registered' }, 'formality-examiner', 'registrar')).toEqual([])
})

test('whoever approves what others do is a checker; whoever only acts, or looks, is none', () => {
  const registrar: Role = 'registrar'
  const { actions } = workflow
  const [first] = actions
  if (!first) throw new Error('no action')
  const checked = { actions: [...actions, { ...first, code: 'checked', approvedBy: [registrar] }] }
  expect(isChecker(checked, ['finance', 'registrar'])).toBe(true)
  expect(isChecker(checked, ['formality-examiner', 'receptionist'])).toBe(false)
  expect(isChecker(workflow, ['registrar'])).toBe(false)
})

test('an action that is taken becomes an event with where the file then stands', () => {
  const met = actionOf(workflow, 'met')
  expect(met && actedBy(met, 'Filed')).toEqual({
    type: 'file.acted',
    v: 1,
    data: {
      action: 'met',
      status: 'Examined',
      process: 'capture-and-formality',
      st27: 'D00',
      nationalCode: 'N-met',
    },
  })
})

test('a status is told in plain words, and one without words is told by nothing', () => {
  expect(outlookOf(workflow, 'Pending')).toMatchObject({ who: 'party', next: { en: 'Answer.' } })
  expect(outlookOf(workflow, 'Expired')).toBeUndefined()
})
