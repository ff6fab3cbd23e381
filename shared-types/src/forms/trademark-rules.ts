/** The rules of a trademark application that look at several entries at once, and those of the office. */
import { lastDayOfPeriod } from '../open-days.ts'
import { isPlainDate, type PlainDate } from '../plain-date.ts'
import { saying, type Saying } from '../sentences.ts'
import { isNiceClass } from '../value-rules.ts'
import { pagesOf, type FormDefinition, type FormOffice } from './form.ts'
import { isList, readPath } from './read-path.ts'

/** A priority may be claimed within six months of the first filing: Paris Convention, Article 4C(1). */
const priorityPeriod = { count: 6, unit: 'months' } as const

/** So many entries of a list are looked at; that there are too many is said where the list is checked. */
const maxRead = 1_000

const maxTermsOf = (form: FormDefinition): number =>
  pagesOf(form)
    .flatMap((page) => page.list?.fields ?? [])
    .reduce((max, field) => (field.kind === 'terms' ? field.maxTerms : max), Infinity)

/** The rules that look at several entries at once, and those of this office. */
export function checkTrademarkRules(
  request: Readonly<Record<string, unknown>>,
  on: PlainDate,
  {
    form,
    office,
    add,
  }: { form: FormDefinition; office: FormOffice; add: (path: string, saying: Saying) => void },
): void {
  const rules = office.requests['trademark-application']
  if (rules.agentRequired && request['agent'] === undefined) add('agent', saying('agent-required'))

  const entriesOf = (path: string): readonly unknown[] => {
    const list = request[path]
    return isList(list) ? list.slice(0, maxRead) : []
  }
  const seen = new Set<number>()
  let terms = 0
  for (const [index, entry] of entriesOf('goodsAndServices').entries()) {
    const classNumber = readPath(entry, 'classNumber')
    if (typeof classNumber === 'number' && isNiceClass(classNumber)) {
      if (seen.has(classNumber))
        add(`goodsAndServices.${index}.classNumber`, saying('class-twice', { classNumber }))
      seen.add(classNumber)
    }
    const named = readPath(entry, 'terms')
    if (isList(named)) terms += named.length
  }
  const max = maxTermsOf(form)
  if (terms > max) add('goodsAndServices', saying('too-many-terms', { max }))

  const priorities = entriesOf('priorities')
  if (priorities.length > 0 && !rules.priorities) add('priorities', saying('priorities'))
  for (const [index, priority] of priorities.entries()) {
    const date = readPath(priority, 'date')
    if (typeof date !== 'string' || !isPlainDate(date)) continue
    if (date > on) add(`priorities.${index}.date`, saying('priority-future'))
    else if (lastDayOfPeriod(office.calendar, date, priorityPeriod) < on)
      add(`priorities.${index}.date`, saying('priority-late'))
  }
}
