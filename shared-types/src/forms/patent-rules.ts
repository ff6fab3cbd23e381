/** The rules of patent and utility model applications that look at several entries at once. */
import { saying } from '../sentences.ts'
import { namesDocument } from './check-documents.ts'
import type { Checking } from './check-request.ts'
import { readPath } from './read-path.ts'
import { checkPastDate } from './past-dates.ts'

/** Counts that contradict each other, dates that have not come, and drawings that are counted but not there. */
export function checkPatentRules(request: Readonly<Record<string, unknown>>, checking: Checking): void {
  const { add } = checking
  const count = (name: string): number => {
    const value = readPath(request, `invention.${name}`)
    return typeof value === 'number' ? value : 0
  }
  if (count('independentClaims') > count('claims'))
    add('invention.independentClaims', saying('independent-claims'))
  const isDescribedHere = readPath(request, 'invention.describedBy') === 'documents'
  if (isDescribedHere && count('drawings') > 0 && !namesDocument(request['documents'], 'drawings'))
    add('invention.drawings', saying('document-missing'))
  checkPastDate(request, 'invention.earlierFiling.date', checking)
  checkPastDate(request, 'pct.filingDate', checking)
}
