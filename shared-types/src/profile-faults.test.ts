import { describe, expect, test } from 'vitest'
import { officeProfileData as data } from './an-office-profile.ts'
import { officeProfileSchema } from './office-profile.ts'
import { isFieldOfRequest } from './request-fields.ts'

const text = (en: string) => ({ en })
const [published] = data.workflow.actions
const [task] = data.tasks
const outlook = (status: string) => ({ status, who: 'office', plain: text('There.'), next: text('More.') })
const question = {
  code: 'address',
  question: text('Is it complete?'),
  fields: ['applicants.*.address'],
  legalBasis: text('Article 1'),
  overcome: text('Give it.'),
  deficiency: text('It is not complete.'),
}
const checklist = { code: 'form', version: '1', label: text('Form'), questions: [question] }
const notice = {
  code: 'deficiency',
  title: text('Notice'),
  opening: text('See.'),
  closing: text('Answer by {answerBy}.'),
  answerWithin: { count: 2, unit: 'months' },
  checklist: 'form',
  remindDaysBefore: [],
}
const found = {
  ...published,
  code: 'deficiency-found',
  roles: ['formality-examiner'],
  checklist: { code: 'form', outcome: 'not-met' },
  notice: 'deficiency',
  status: 'Pending',
}
const answered = {
  ...published,
  code: 'answered',
  from: ['Pending'],
  roles: [],
  takenOn: 'answer',
  status: 'Filed',
}

type Parts = {
  actions?: readonly object[]
  statuses?: readonly object[]
  tasks?: readonly object[]
  checklists?: readonly object[]
  notices?: readonly object[]
}
const whole = {
  actions: [published, found, answered],
  statuses: ['Filed', 'Published', 'Pending'].map(outlook),
  tasks: [{ ...task, checklist: 'form' }],
  checklists: [checklist],
  notices: [notice],
}
function faults(given: Parts): string[] {
  const { actions, statuses, ...rest } = { ...whole, ...given }
  const profile = { ...data, ...rest, workflow: { ...data.workflow, actions, statuses } }
  return (
    officeProfileSchema
      .safeParse(profile)
      .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []
  )
}

describe('a workflow', () => {
  test('whose parts fit together has no fault', () => expect(faults({})).toEqual([]))
  test.each<[string, Parts, string[]]>([
    [
      'an action on a checklist that is not there',
      { actions: [{ ...published, checklist: { code: 'from', outcome: 'met' } }, found, answered] },
      ['workflow.actions.0.checklist: There is no checklist "from".'],
    ],
    [
      'an action with a notice that is not there',
      { actions: [{ ...published, notice: 'refusal' }, found, answered] },
      ['workflow.actions.0.notice: There is no notice "refusal".'],
    ],
    [
      'a deficiency that nobody is told of',
      { actions: [published, { ...found, notice: undefined }, answered] },
      ['workflow.actions.1.notice: A party must be told what is not met: name a notice.'],
    ],
    [
      'a notice that does not list what was found',
      { notices: [{ ...notice, checklist: undefined }] },
      ['workflow.actions.1.notice: The notice "deficiency" does not list what the checklist "form" finds.'],
    ],
    [
      'an answer on which nothing follows',
      { actions: [published, found] },
      [
        'workflow.actions.1.notice: Nothing follows when the party answers: no action is taken on "answer" from "Pending".',
      ],
    ],
    [
      'an action that nobody can take',
      { actions: [{ ...published, roles: [] }, found, answered] },
      ['workflow.actions.0.roles: Nobody can take this action: name a role, or what the office takes it on.'],
    ],
    [
      'an action of a person that the office takes by itself',
      { actions: [published, found, { ...answered, roles: ['registrar'] }] },
      ['workflow.actions.2.roles: The office takes this action by itself; leave its roles empty.'],
    ],
    [
      'an action of the office itself that somebody approves',
      { actions: [published, found, { ...answered, approvedBy: ['registrar'] }] },
      ['workflow.actions.2.approvedBy: The office takes this action by itself; nobody approves it.'],
    ],
    [
      'an action of the office itself with a checklist',
      { actions: [published, found, { ...answered, checklist: { code: 'form', outcome: 'met' } }] },
      [
        'workflow.actions.2.takenOn: An action that the office takes by itself has neither checklist nor notice.',
      ],
    ],
    [
      'an administrator who decides',
      {
        actions: [{ ...published, roles: ['administrator'], approvedBy: ['administrator'] }, found, answered],
      },
      [
        'workflow.actions.0.roles: An administrator decides about no file; name another role.',
        'workflow.actions.0.approvedBy: An administrator decides about no file; name another role.',
      ],
    ],
    [
      'statuses that nothing tells about',
      { statuses: [outlook('Published'), outlook('Pending')] },
      ['received.status', 'actions.0.from.0', 'actions.1.from.0', 'actions.2.status'].map(
        (path) => `workflow.${path}: Nothing in "statuses" tells a file's owner what "Filed" means.`,
      ),
    ],
    [
      'a status that is told twice',
      { statuses: [...whole.statuses, outlook('Filed')] },
      ['workflow.statuses.3.status: The status "Filed" is there twice.'],
    ],
    [
      'an action where no file ever stands, and those that only it leads to',
      {
        actions: [
          ...whole.actions,
          { ...published, code: 'revived', from: ['Expired'], status: 'Reinstated' },
          { ...published, code: 'renewed', from: ['Reinstated'], status: 'Expired' },
        ],
        statuses: [...whole.statuses, outlook('Expired'), outlook('Reinstated')],
      },
      [
        'workflow.actions.3.from: No file comes to where "revived" can be taken.',
        'workflow.actions.4.from: No file comes to where "renewed" can be taken.',
      ],
    ],
    [
      'a task by a checklist that is not there',
      { tasks: [{ ...task, checklist: 'from' }] },
      ['tasks.0.checklist: There is no checklist "from".'],
    ],
    [
      'a task that only the system opens',
      { tasks: [{ ...task, kind: 'approval' }] },
      ['tasks.0.kind: The system opens tasks "approval" itself; use another name.'],
    ],
    [
      'a task for the maker of a notice that nobody answers',
      { tasks: [{ ...task, goesTo: 'notice-maker' }] },
      [
        'tasks.0.goesTo: Only a task that opens on "request.attached" can go to the officer whose notice was answered.',
      ],
    ],
    [
      'a notice of a checklist that is not there',
      { notices: [notice, { ...notice, code: 'other', checklist: 'from' }] },
      ['notices.1.checklist: There is no checklist "from".'],
    ],
    [
      'a checklist, a question and a notice twice',
      {
        checklists: [{ ...checklist, questions: [question, question] }, checklist],
        notices: [notice, notice],
      },
      [
        'checklists.1.code: The checklist "form" is there twice.',
        'notices.1.code: The notice "deficiency" is there twice.',
        'checklists.0.questions.1.code: The question "address" is there twice.',
      ],
    ],
    [
      'a question about what no request has',
      {
        checklists: [{ ...checklist, questions: [{ ...question, fields: ['mark', 'applicants.*.adress'] }] }],
      },
      ['checklists.0.questions.0.fields.1: No request has an entry "applicants.*.adress".'],
    ],
  ])('is refused with %s', (_, given, expected) => expect(faults(given)).toEqual(expected))
})

describe('a pattern of entries', () => {
  test.each([
    'applicants',
    'applicants.*',
    'applicants.*.address',
    'applicants.*.address.city',
    'applicants.*.familyName',
    'applicants.*.legalForm',
    'agent.power',
    'agent.person.address.lines.*',
    'mark',
    'mark.text',
    'mark.colours.*',
    'goodsAndServices.*.terms.*',
    'priorities.*.date',
    'documents',
    'documents.power-of-attorney',
    'signature.capacity',
  ])('%s is one of an application', (pattern) => expect(isFieldOfRequest(pattern)).toBe(true))
  test.each([
    'applicants.0',
    'applicants.address',
    'applicants.*.address.town',
    'mark.constructor',
    'mark.text.length',
    'documents.passport',
    'documents.power-of-attorney.sha256',
    'goodsAndServices.terms',
    'toString',
    '',
  ])('%s is none', (pattern) => expect(isFieldOfRequest(pattern)).toBe(false))
})
