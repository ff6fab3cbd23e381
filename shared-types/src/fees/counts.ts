/** Counts what a fee is charged by: in the request, as far as it is written, and in what is known of its file. */
import type { FileFacts } from '../requests/file-facts.ts'
import { readPath } from '../forms/read-path.ts'
import { dayOf, spansBetween, type DayScope } from './fee-days.ts'
import type { CountName, FeeCount, FileNumber } from './fee-rules.ts'
import { isPassed, valuesAt } from './read-values.ts'

/** What each name counts. */
export const namedCounts: Readonly<Record<Exclude<CountName, 'request'>, FeeCount>> = {
  applicants: { lengthOf: 'applicants' },
  classes: { lengthOf: 'goodsAndServices' },
  priorities: { lengthOf: 'priorities' },
  claims: { numberAt: 'invention.claims' },
  'independent-claims': { numberAt: 'invention.independentClaims' },
  pages: { numberAt: 'invention.pages' },
  drawings: { numberAt: 'invention.drawings' },
  designs: { lengthOf: 'designs' },
  'deferred-designs': { lengthOf: 'designs', where: { path: 'item.deferred', isOneOf: ['yes'] } },
  views: { lengthOf: 'designs.views' },
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0
const isSpace = /\s/u

/** Returns how many words a text has: runs of what is no space. */
function wordsOf(text: string): number {
  let [words, isWord] = [0, false]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const isLetter = code > 32 && (code < 128 || !isSpace.test(text.charAt(at)))
    if (isLetter && !isWord) words += 1
    isWord = isLetter
  }
  return words
}

/** Adds up what each text at a path counts. */
function sumOfTexts(scope: DayScope, path: string, count: (text: string) => number): number {
  let total = 0
  for (const value of valuesAt(scope, path)) if (typeof value === 'string') total += count(value)
  return total
}

function fileNumber(name: FileNumber, facts: FileFacts, { request }: DayScope): number {
  switch (name) {
    case 'annuity-year':
      return facts.annuityYear ?? 0
    case 'classes':
      return facts.classes.length
    case 'designs':
      return facts.designs.length
    case 'claims':
      return facts.claims ?? 0
    case 'owners':
      return facts.owners.length
    case 'extensions': {
      const noticeId = readPath(request, 'noticeId')
      return facts.notices.find((notice) => notice.noticeId === noticeId)?.extensions ?? 0
    }
  }
}

/** Returns how many there are: a whole number, 0 for what is not there or not known. */
export function countIn(count: FeeCount, scope: DayScope): number {
  if (typeof count === 'string') return count === 'request' ? 1 : countIn(namedCounts[count], scope)
  if ('lengthOf' in count) {
    const values = valuesAt(scope, count.lengthOf)
    const { where } = count
    return where ? values.filter((item) => isPassed(where, { ...scope, item })).length : values.length
  }
  if ('numberAt' in count) return sum(valuesAt(scope, count.numberAt).filter(isCount))
  if ('distinct' in count) return new Set(valuesAt(scope, count.distinct)).size
  if ('wordsIn' in count) return sumOfTexts(scope, count.wordsIn, wordsOf)
  if ('charactersIn' in count) return sumOfTexts(scope, count.charactersIn, (text) => Array.from(text).length)
  if ('file' in count) return scope.facts ? fileNumber(count.file, scope.facts, scope) : 0
  if ('sum' in count) return sum(count.sum.map((one) => countIn(one, scope)))
  if ('firstOf' in count) {
    for (const one of count.firstOf) {
      const found = countIn(one, scope)
      if (found > 0) return found
    }
    return 0
  }
  if ('each' in count) {
    const { each, count: inner, free = 0 } = count
    return sum(valuesAt(scope, each).map((item) => Math.max(0, countIn(inner, { ...scope, item }) - free)))
  }
  const [from, to] = [dayOf(count.from, scope), dayOf(count.to, scope)]
  return from === undefined || to === undefined ? 0 : spansBetween(from, to, count.spans, count.count)
}
