/** What does not fit together in an office's post-filing requests: types, periods, actions, tasks and conditions. Pure. */
import type { DocumentRole } from '../documents.ts'
import type { Condition } from '../forms/form.ts'
import type { Fault } from '../profile-faults.ts'
import type { TaskRule } from '../task-rule-schema.ts'
import type { Workflow } from '../workflow-schema.ts'
import type { PostFilingRules } from './post-filing-rules.ts'
import { requestTypeFaults } from './request-type-faults.ts'
import type { Effect, RequestType, Span } from './request-type.ts'

type Parts = {
  workflow: Workflow
  tasks: readonly TaskRule[]
  postFiling: PostFilingRules
  requestTypes: readonly RequestType[]
  documents: { roles: Readonly<Partial<Record<DocumentRole, unknown>>> }
}
/** A path below the request type, and what is wrong there. */
type Own = [path: (string | number)[], message: string]

/** Returns who decides about a request of this type at an office, and who approves it. */
export function deciding(
  type: RequestType,
  { types }: Pick<PostFilingRules, 'types'>,
): Pick<RequestType, 'grantedBy' | 'approvedBy'> {
  const own = Object.hasOwn(types, type.type) ? types[type.type] : undefined
  return {
    grantedBy: own?.grantedBy ?? type.grantedBy,
    approvedBy: own?.approvedBy ?? type.approvedBy,
  }
}

const asksForRule = (when: Condition): boolean => {
  if ('any' in when) return when.any.some(asksForRule)
  if ('all' in when) return when.all.some(asksForRule)
  return 'rule' in when
}

function unknownPeriods(type: RequestType, { periods, terms }: PostFilingRules): Own[] {
  const isKnown = (span: Span | undefined): boolean =>
    span === undefined || !('period' in span) || Object.hasOwn(periods, span.period)
  const fault = (path: (string | number)[], span: Span | undefined): Own[] =>
    isKnown(span) || span === undefined || !('period' in span)
      ? []
      : [[path, `The office sets no period "${span.period}": give it in "periods" of requests.json.`]]
  const ofGate = (type.gate.windows ?? []).flatMap((window, index) =>
    (['from', 'to'] as const).flatMap((end) =>
      (['plus', 'back'] as const).flatMap((member) =>
        fault(['gate', 'windows', index, end, member], window[end]?.[member]),
      ),
    ),
  )
  const ofEffects = type.effects.flatMap((effect, index): Own[] => {
    if (effect.do === 'extend-limit') return fault(['effects', index, 'plus'], effect.plus)
    if (effect.do !== 'move-date') return []
    const { plus, notAfter } = effect
    if (plus && 'period' in plus && plus.period === 'term') {
      const without = type.rights.filter((right) => !Object.hasOwn(terms, right))
      return without.length === 0
        ? []
        : [
            [
              ['effects', index, 'plus'],
              `The office sets no term for ${without.join(', ')} in requests.json.`,
            ],
          ]
    }
    return [
      ...fault(['effects', index, 'plus'], plus),
      ...fault(['effects', index, 'notAfter'], notAfter?.plus),
      ...fault(['effects', index, 'notAfter'], notAfter?.back),
    ]
  })
  return [...ofGate, ...ofEffects]
}

/** What a request that is about no file cannot do, for there is no register that it would change. */
const needsFile = (effect: Effect): boolean => effect.do !== 'task'

function faultsOfEffects(type: RequestType, { workflow, tasks }: Parts): Own[] {
  return type.effects.flatMap((effect, index): Own[] => {
    const faults: [boolean, string, string][] = [
      [
        effect.do === 'act' && !workflow.actions.some(({ code }) => code === effect.action),
        'action',
        `The workflow has no action "${effect.do === 'act' ? effect.action : ''}".`,
      ],
      [
        effect.do === 'task' &&
          !tasks.some(({ opensOn, task }) => opensOn === 'request.decided' && task === effect.task),
        'task',
        `No task of workflow.json opens on "request.decided" with "${effect.do === 'task' ? effect.task : ''}".`,
      ],
      [
        (type.about === 'order' || type.about === 'attempt') && needsFile(effect),
        'do',
        'A request about an order or an attempt has no file whose register it could change.',
      ],
      [
        type.about !== 'notice' && effect.do === 'extend-limit',
        'do',
        'Only a request about a notice can extend a time limit.',
      ],
      [
        effect.when !== undefined && asksForRule(effect.when),
        'when',
        'An effect depends on what the request says, not on the rules of its form.',
      ],
    ]
    return faults.flatMap(([isFault, member, message]): Own[] =>
      isFault ? [[['effects', index, member], message]] : [],
    )
  })
}

function faultsOfDeciding(type: RequestType, { tasks, postFiling }: Parts): Own[] {
  const { grantedBy, approvedBy } = deciding(type, postFiling)
  if (grantedBy === 'rule')
    return approvedBy.length === 0
      ? []
      : [[['approvedBy'], 'The office grants this by its own rule; nobody approves it.']]
  const administers = [...grantedBy, ...approvedBy].includes('administrator')
  const isOpened = tasks.some(({ requests, role }) => requests === true && grantedBy.includes(role))
  return [
    ...(administers
      ? [[['grantedBy'], 'An administrator decides about no file; name another role.'] satisfies Own]
      : []),
    ...(isOpened
      ? []
      : [
          [
            ['grantedBy'],
            `Nobody would learn of it: no task of workflow.json with "requests": true is for ${grantedBy.join(' or ')}.`,
          ] satisfies Own,
        ]),
  ]
}

/** A document without which a request is not complete must be one that the office takes. */
const missingDocuments = (type: RequestType, { documents: { roles } }: Parts): Own[] =>
  type.sections.flatMap(({ pages }, place) =>
    pages.flatMap(({ fields }, index) =>
      (fields ?? []).flatMap((field, nth): Own[] =>
        field.kind === 'document' && 'role' in field && field.level !== 'O' && roles[field.role] === undefined
          ? [
              [
                ['sections', place, 'pages', index, 'fields', nth, 'role'],
                `The office takes no documents "${field.role}": allow them in "documents" of office.json.`,
              ],
            ]
          : [],
      ),
    ),
  )

function twice(types: readonly RequestType[]): Fault[] {
  return (['type', 'id', 'formVersion'] as const).flatMap((member) =>
    types.flatMap((type, index) =>
      types.findIndex((one) => one[member] === type[member]) === index
        ? []
        : [
            {
              path: ['requestTypes', index, member],
              message: `Another request type has "${type[member]}" already.`,
            },
          ],
    ),
  )
}

/** Returns everything that does not fit together in the post-filing requests of an office, with its path in the profile. */
export function faultsOfRequests(parts: Parts): Fault[] {
  const { postFiling, requestTypes } = parts
  const absent = Object.keys(postFiling.types).filter(
    (name) => !requestTypes.some(({ type }) => type === name),
  )
  return [
    ...absent.map((name) => ({
      path: ['postFiling', 'types', name],
      message: `There is no request type "${name}".`,
    })),
    ...twice(requestTypes),
    ...requestTypes.flatMap((type, index) =>
      [
        ...unknownPeriods(type, postFiling),
        ...faultsOfEffects(type, parts),
        ...faultsOfDeciding(type, parts),
        ...requestTypeFaults(type).map(({ path, message }): Own => [path, message]),
        ...missingDocuments(type, parts),
      ].map(([path, message]) => ({ path: ['requestTypes', index, ...path], message })),
    ),
  ]
}

/** Returns what may well be meant, but lets a request never be filed or granted: a person should look at it. */
export function doubtsOfRequests({ workflow, requestTypes }: Parts): Fault[] {
  const reached = new Set([workflow.received.status, ...workflow.actions.map(({ status }) => status)])
  return requestTypes.flatMap((type, index) => {
    const { statuses } = type.gate
    const open: readonly string[] = Array.isArray(statuses) ? statuses : []
    const unreached = open.filter((status) => ![...reached].some((one) => one === status))
    const stuck = type.effects.flatMap((effect, place) => {
      const action =
        effect.do === 'act' ? workflow.actions.find(({ code }) => code === effect.action) : undefined
      const elsewhere = open.filter(
        (status) => action && !action.from.some((one) => one === status) && !unreached.includes(status),
      )
      return action && elsewhere.length > 0 && effect.when === undefined && effect.inStatuses === undefined
        ? [
            {
              path: ['requestTypes', index, 'effects', place, 'action'],
              message: `A request that is filed at ${elsewhere.join(', ')} cannot take "${action.code}" from there.`,
            },
          ]
        : []
    })
    return [
      ...(unreached.length === 0
        ? []
        : [
            {
              path: ['requestTypes', index, 'gate', 'statuses'],
              message: `No file comes to ${unreached.join(', ')} by this workflow.`,
            },
          ]),
      ...stuck,
    ]
  })
}
