/** The kinds of requests and of rights, apart from the schemas: what only needs to tell them apart does not load those. */
import type { Request, RequestKind } from './submission.ts'

/** Requests that make a file, and so have a right of their own. */
export const applicationKinds = [
  'trademark-application',
  'patent-application',
  'utility-model-application',
  'design-application',
] as const satisfies readonly RequestKind[]
export type ApplicationKind = (typeof applicationKinds)[number]
export type ApplicationRequest = Extract<Request, { kind: ApplicationKind }>

export const isApplication = (request: Request): request is ApplicationRequest =>
  applicationKinds.some((kind) => kind === request.kind)

export const rights = ['TM', 'PT', 'UM', 'DS'] as const
export type Right = (typeof rights)[number]

/** The right that each kind of application is for. */
export const rightOf = {
  'trademark-application': 'TM',
  'patent-application': 'PT',
  'utility-model-application': 'UM',
  'design-application': 'DS',
} as const satisfies Record<ApplicationKind, Right>

/** Returns what tariffs, tasks and lists call a request: its kind, or the type of a post-filing request. */
export const subjectOf = (request: Pick<Request, 'kind'> & { type?: string }): string =>
  request.kind === 'post-filing' ? (request.type ?? '') : request.kind

export const isApplicationKind = (kind: unknown): kind is ApplicationKind =>
  typeof kind === 'string' && Object.hasOwn(rightOf, kind)
