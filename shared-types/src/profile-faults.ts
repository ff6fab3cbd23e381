/** What does not fit together in an office's workflow, tasks, checklists and notices. Pure. */
import type { z } from 'zod'
import type { Checklist } from './checklist.ts'
import type { DocumentRole } from './documents.ts'
import type { noticeTemplateSchema } from './notice-schema.ts'
import { isFieldOfRequest } from './request-fields.ts'
import type { PostFilingRules } from './requests/post-filing-rules.ts'
import { faultsOfRequests } from './requests/request-faults.ts'
import type { RequestType } from './requests/request-type.ts'
import type { TaskRule } from './task-rule-schema.ts'
import type { Workflow, WorkflowAction } from './workflow-schema.ts'

export type Fault = { path: (string | number)[]; message: string }
type Parts = {
  workflow: Workflow
  checklists: readonly Checklist[]
  notices: readonly z.infer<typeof noticeTemplateSchema>[]
  tasks: readonly TaskRule[]
  postFiling: PostFilingRules
  requestTypes: readonly RequestType[]
  documents: { roles: Readonly<Partial<Record<DocumentRole, unknown>>> }
}

/** Names every entry of a list that has the same key as an earlier one. */
export const repeats = (keys: readonly string[]): { index: number; key: string }[] =>
  keys.flatMap((key, index) => (keys.indexOf(key) === index ? [] : [{ index, key }]))

const codesOf = (list: readonly { code: string }[]): string[] => list.map(({ code }) => code)

/** Kinds of tasks that the system opens itself: no profile can take them. */
const ownKinds = [
  'alarm',
  'confirm-claim',
  'approval',
  'limit-passed',
  'notice-returned',
  'payment-review',
  'refund-payout',
  'order-overdue',
  'statement-refused',
  'statement-gap',
  'suspense-old',
  'day-red',
]

function twice({ workflow, checklists, notices, tasks }: Parts): Fault[] {
  const lists: readonly [path: (string | number)[], member: string, what: string, keys: string[]][] = [
    [['workflow', 'actions'], 'code', 'action', codesOf(workflow.actions)],
    [['workflow', 'statuses'], 'status', 'status', workflow.statuses.map(({ status }) => status)],
    [['tasks'], 'kind', 'task', tasks.map(({ kind }) => kind)],
    [['checklists'], 'code', 'checklist', codesOf(checklists)],
    [['notices'], 'code', 'notice', codesOf(notices)],
    ...checklists.map(({ questions }, index): [(string | number)[], string, string, string[]] => [
      ['checklists', index, 'questions'],
      'code',
      'question',
      codesOf(questions),
    ]),
  ]
  return lists.flatMap(([path, member, what, keys]) =>
    repeats(keys).map(({ index, key }) => ({
      path: [...path, index, member],
      message: `The ${what} "${key}" is there twice.`,
    })),
  )
}

/** Every status is told to the file's owner, so each that a file can have needs its words. */
function untold({ workflow }: Parts): Fault[] {
  const { received, statuses, actions } = workflow
  const told = statuses.map(({ status }) => status)
  const named: [(string | number)[], string][] = [
    [['workflow', 'received', 'status'], received.status],
    ...actions.flatMap(({ from, status }, index): [(string | number)[], string][] => [
      ...from.map((one, place): [(string | number)[], string] => [
        ['workflow', 'actions', index, 'from', place],
        one,
      ]),
      [['workflow', 'actions', index, 'status'], status],
    ]),
  ]
  return named
    .filter(([, status]) => !told.some((one) => one === status))
    .map(([path, status]) => ({
      path,
      message: `Nothing in "statuses" tells a file's owner what "${status}" means.`,
    }))
}

/** Returns the actions that no file can come to, following the workflow from reception. */
function unreachable({ workflow: { received, actions } }: Parts): Fault[] {
  const reached = new Set([received.status])
  const isReached = ({ from }: WorkflowAction): boolean => from.some((status) => reached.has(status))
  for (let before = 0; before < reached.size;) {
    before = reached.size
    for (const action of actions.filter(isReached)) reached.add(action.status)
  }
  return actions.flatMap((action, index) =>
    isReached(action)
      ? []
      : [
          {
            path: ['workflow', 'actions', index, 'from'],
            message: `No file comes to where "${action.code}" can be taken.`,
          },
        ],
  )
}

/** What is wrong with one action, by the member that is to be put right. */
function faultsOfAction(
  action: WorkflowAction,
  { workflow, checklists, notices }: Parts,
): [string, string][] {
  const { roles, approvedBy, takenOn, checklist, notice } = action
  const template = notices.find(({ code }) => code === notice)
  const faults: [boolean, string, string][] = [
    [
      checklist !== undefined && !codesOf(checklists).includes(checklist.code),
      'checklist',
      `There is no checklist "${checklist?.code ?? ''}".`,
    ],
    [notice !== undefined && !template, 'notice', `There is no notice "${notice ?? ''}".`],
    [
      checklist?.outcome === 'not-met' && notice === undefined,
      'notice',
      'A party must be told what is not met: name a notice.',
    ],
    [
      checklist?.outcome === 'not-met' && template !== undefined && template.checklist !== checklist.code,
      'notice',
      `The notice "${notice ?? ''}" does not list what the checklist "${checklist?.code ?? ''}" finds.`,
    ],
    [
      template?.answerWithin !== undefined &&
        !workflow.actions.some((one) => one.takenOn === 'answer' && one.from.includes(action.status)),
      'notice',
      `Nothing follows when the party answers: no action is taken on "answer" from "${action.status}".`,
    ],
    [
      roles.length === 0 && takenOn === undefined,
      'roles',
      'Nobody can take this action: name a role, or what the office takes it on.',
    ],
    [
      roles.length > 0 && takenOn !== undefined,
      'roles',
      'The office takes this action by itself; leave its roles empty.',
    ],
    [
      takenOn !== undefined && approvedBy.length > 0,
      'approvedBy',
      'The office takes this action by itself; nobody approves it.',
    ],
    [
      takenOn !== undefined && (checklist !== undefined || notice !== undefined),
      'takenOn',
      'An action that the office takes by itself has neither checklist nor notice.',
    ],
    [roles.includes('administrator'), 'roles', 'An administrator decides about no file; name another role.'],
    [
      approvedBy.includes('administrator'),
      'approvedBy',
      'An administrator decides about no file; name another role.',
    ],
  ]
  return faults.flatMap(([isFault, member, message]) => (isFault ? [[member, message]] : []))
}

/** What is wrong with one task, by the member that is to be put right. */
function faultsOfTask(task: TaskRule, { workflow, checklists }: Parts): [(string | number)[], string][] {
  const actions = codesOf(workflow.actions)
  const faults: [boolean, string, string][] = [
    [ownKinds.includes(task.kind), 'kind', `The system opens tasks "${task.kind}" itself; use another name.`],
    [
      (task.opensOn === 'file.acted') !== (task.action !== undefined),
      'action',
      'A task that opens on "file.acted" names its action; no other does.',
    ],
    [
      task.action !== undefined && !actions.includes(task.action),
      'action',
      `The workflow has no action "${task.action ?? ''}".`,
    ],
    [
      task.checklist !== undefined && !codesOf(checklists).includes(task.checklist),
      'checklist',
      `There is no checklist "${task.checklist ?? ''}".`,
    ],
    [
      task.goesTo === 'notice-maker' && task.opensOn !== 'request.attached',
      'goesTo',
      'Only a task that opens on "request.attached" can go to the officer whose notice was answered.',
    ],
    [
      task.requests === true && (task.opensOn !== 'request.attached' || task.goesTo !== 'role'),
      'requests',
      'A task about requests opens on "request.attached", for anyone of its role.',
    ],
    [
      (task.opensOn === 'request.decided') !== (task.task !== undefined),
      'task',
      'A task that opens on "request.decided" names the work that it is for; no other does.',
    ],
  ]
  return [
    ...faults.flatMap(([isFault, member, message]): [(string | number)[], string][] =>
      isFault ? [[[member], message]] : [],
    ),
    ...task.closedBy.flatMap((code, place): [(string | number)[], string][] =>
      actions.includes(code) ? [] : [[['closedBy', place], `The workflow has no action "${code}".`]],
    ),
  ]
}

function foreignFields({ checklists }: Parts): Fault[] {
  return checklists.flatMap(({ questions }, index) =>
    questions.flatMap(({ fields }, place) =>
      fields.flatMap((pattern, at) =>
        isFieldOfRequest(pattern)
          ? []
          : [
              {
                path: ['checklists', index, 'questions', place, 'fields', at],
                message: `No request has an entry "${pattern}".`,
              },
            ],
      ),
    ),
  )
}

/** Returns everything that does not fit together, each with its path in the profile. */
export const profileFaults = (parts: Parts): Fault[] => [
  ...twice(parts),
  ...untold(parts),
  ...unreachable(parts),
  ...parts.workflow.actions.flatMap((action, index) =>
    faultsOfAction(action, parts).map(([member, message]) => ({
      path: ['workflow', 'actions', index, member],
      message,
    })),
  ),
  ...parts.tasks.flatMap((task, index) =>
    faultsOfTask(task, parts).map(([path, message]) => ({ path: ['tasks', index, ...path], message })),
  ),
  ...parts.notices.flatMap(({ checklist }, index) =>
    checklist === undefined || codesOf(parts.checklists).includes(checklist)
      ? []
      : [{ path: ['notices', index, 'checklist'], message: `There is no checklist "${checklist}".` }],
  ),
  ...foreignFields(parts),
  ...faultsOfRequests(parts),
]
