/** Checks what a post-filing request is about: its right and its file, notice, order or attempt, and where and how it is filed. */
import { saying } from '../sentences.ts'
import { normaliseText, textFault } from '../value-rules.ts'
import type { Checking } from './check-request.ts'

/** What a request has to name, by what it is about. */
const needs = {
  file: ['fileNumber'],
  notice: ['fileNumber', 'noticeId'],
  order: ['orderNumber'],
  attempt: ['attemptId'],
} as const

const carriedLines = ['fileNumber', 'noticeId', 'orderNumber', 'attemptId'] as const

/** The longest that each may be: ids of rows, and numbers as they stand on paper. */
const maxOf = { fileNumber: 60, noticeId: 64, orderNumber: 60, attemptId: 64 } as const

/** Checks what a request carries from where it was begun; entries that its type does not need are refused. */
export function checkCarried(request: Readonly<Record<string, unknown>>, checking: Checking): void {
  const { form, office, facts, add } = checking
  const type = office.requestTypes?.find((one) => one.type === form.type)
  const { right, branch, language } = request
  if (request['type'] !== form.type) add('type', saying('request-kind'))
  if (
    !type?.rights.some((one) => one === right) ||
    (facts !== undefined && type.about !== 'order' && type.about !== 'attempt' && facts.right !== right)
  )
    add('right', saying('request-right'))
  if (!office.branches.some(({ id }) => id === branch)) add('branch', saying('branch'))
  if (!office.languages.some((one) => one === language)) add('language', saying('language'))
  const needed: readonly string[] = type ? needs[type.about] : []
  for (const name of carriedLines) {
    const value = request[name]
    if (value === undefined) {
      if (needed.includes(name)) add(name, saying('missing'))
    } else if (!needed.includes(name) && !(name === 'orderNumber' && type?.about === 'attempt'))
      add(name, saying('unknown-entry'))
    else if (typeof value !== 'string') add(name, saying('wrong-type'))
    else {
      const fault = textFault(normaliseText(value), { max: maxOf[name], isLine: true })
      if (fault) add(name, fault)
    }
  }
}
