/** The rules of design applications that look at several designs at once. */
import { saying } from '../sentences.ts'
import type { Checking } from './check-request.ts'
import { readPath } from './read-path.ts'
import { entriesAt } from './past-dates.ts'

/** Deferment goes with the designs that are deferred, and where the office says so, all designs are of one class. */
export function checkDesignRules(
  request: Readonly<Record<string, unknown>>,
  { office, add }: Checking,
): void {
  const designs = entriesAt(request, 'designs')
  const isDeferred = designs.some((design) => readPath(design, 'deferred') === 'yes')
  const hasMonths = request['deferMonths'] !== undefined
  if (isDeferred && !hasMonths) add('deferMonths', saying('defer-months'))
  if (hasMonths && !isDeferred) add('deferMonths', saying('defer-without-design'))
  if (office.requests['design-application']?.oneLocarnoClass !== true) return
  const classOf = (design: unknown): string | undefined => {
    const code = readPath(design, 'locarno')
    return typeof code === 'string' ? code.slice(0, 2) : undefined
  }
  const first = designs.map(classOf).find((one) => one !== undefined)
  designs.forEach((design, index) => {
    const one = classOf(design)
    if (one !== undefined && one !== first) add(`designs.${index}.locarno`, saying('locarno-mixed'))
  })
}
