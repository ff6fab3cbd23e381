/** The rules of a request that look at several entries at once, and those of the office. */
import { isListed } from '../code-lists/code-list.ts'
import { saying } from '../sentences.ts'
import { isNiceClass, isViennaCode } from '../value-rules.ts'
import type { Checking } from './check-request.ts'
import { checkDesignRules } from './design-rules.ts'
import { applicationRulesOf, pagesOf, type FormField, type FormList } from './form.ts'
import { checkPastDate, entriesAt } from './past-dates.ts'
import { checkPatentRules } from './patent-rules.ts'
import { priorityMonths } from './priority-months.ts'
import { isList, readPath } from './read-path.ts'

type Request = Readonly<Record<string, unknown>>

function checkPriorities(request: Request, checking: Checking): void {
  const { form, office, add } = checking
  const priorities = entriesAt(request, 'priorities')
  if (priorities.length > 0 && applicationRulesOf(form, office)?.priorities === false)
    add('priorities', saying('priorities'))
  const months = priorityMonths[form.right]
  const late = months === 6 ? 'priority-late' : 'priority-late-year'
  for (const index of priorities.keys())
    checkPastDate(request, `priorities.${index}.date`, checking, { months, late, future: 'priority-future' })
}

const fieldOf = (list: FormList, kind: FormField['kind']): FormField | undefined =>
  list.fields.find((field) => field.kind === kind)

/** A class is named once, and all classes together have no more terms than the form takes; in every list of classes. */
function checkClasses(request: Request, { form, add }: Checking): void {
  for (const { list } of pagesOf(form)) {
    const numberField = list && fieldOf(list, 'class-number')
    const termsField = list && fieldOf(list, 'terms')
    if (!list || !numberField) continue
    const seen = new Set<number>()
    let terms = 0
    for (const [index, entry] of entriesAt(request, list.path).entries()) {
      const classNumber = readPath(entry, numberField.name)
      if (typeof classNumber === 'number' && isNiceClass(classNumber)) {
        if (seen.has(classNumber))
          add(`${list.path}.${index}.${numberField.name}`, saying('class-twice', { classNumber }))
        seen.add(classNumber)
      }
      const named = termsField && readPath(entry, termsField.name)
      if (isList(named)) terms += named.length
    }
    const max = termsField?.kind === 'terms' ? termsField.maxTerms : Infinity
    if (terms > max) add(list.path, saying('too-many-terms', { max }))
  }
}

/** Codes are in one field: the first that the office's list does not have is named. */
function checkViennaCodes(codes: readonly unknown[], { office, add }: Checking): void {
  const isShaped = (code: unknown): code is string => typeof code === 'string' && isViennaCode(code)
  if (codes.some((code) => typeof code === 'string' && !isShaped(code)))
    add('mark.viennaCodes', saying('vienna-code'))
  const listed = office.listedCodes?.vienna
  const code = listed && codes.filter(isShaped).find((one) => !isListed('vienna', listed, one))
  if (code !== undefined) add('mark.viennaCodes', saying('vienna-unlisted', { code }))
}

function checkMark(request: Request, checking: Checking): void {
  const { add } = checking
  const count = (path: string): number => entriesAt(request, path).length
  if (count('mark.colourCodes') > 0 && count('mark.colours') > 0)
    if (count('mark.colourCodes') !== count('mark.colours')) add('mark.colourCodes', saying('colour-codes'))
  checkViennaCodes(entriesAt(request, 'mark.viennaCodes'), checking)
  checkPastDate(request, 'exhibition.date', checking, {
    months: 6,
    late: 'exhibition-late',
    future: 'date-future',
  })
  for (const index of entriesAt(request, 'seniorities').keys())
    checkPastDate(request, `seniorities.${index}.date`, checking)
}

/** Checks what the entries of a request say together, by the kind of request that it is. */
export function checkRules(request: Request, checking: Checking): void {
  const { form, office, add } = checking
  checkClasses(request, checking)
  if (form.type !== undefined) return
  if (applicationRulesOf(form, office)?.agentRequired === true && request['agent'] === undefined)
    add('agent', saying('agent-required'))
  checkPriorities(request, checking)
  if (form.right === 'TM') checkMark(request, checking)
  if (form.right === 'PT' || form.right === 'UM') checkPatentRules(request, checking)
  if (form.right === 'DS') checkDesignRules(request, checking)
}
