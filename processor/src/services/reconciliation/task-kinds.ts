/** The job that applies files, and the kinds of tasks that statements open for finance; no office's profile can take them. */

/** Takes a file's statements and applies their lines; its subject is the file's SHA-256. */
export const applyStatementsJob = 'apply-statements'

/** A file, or a statement of it, was refused; its `about` is the file. */
export const statementRefusedTask = 'statement-refused'
/** A statement between two others is missing; its `about` is the later one. */
export const statementGapTask = 'statement-gap'
/** Money that nobody has explained for too long; its `about` is the line. */
export const suspenseOldTask = 'suspense-old'
/** A day that was closed and does not balance; its `about` is the day. */
export const dayRedTask = 'day-red'
