/** A closed day as PDF or CSV: the same bytes whenever it is asked for. */
import { parseAtDoor, plainDateSchema, ProblemError } from '@lodge/shared-types'
import { parameter, resource } from '../../../edge/answers.server.ts'
import { oneOf } from '../../../edge/asked.server.ts'
import { attachmentOf } from '../../../edge/attachment.server.ts'
import { moneyOf } from '../../../edge/money.server.ts'

const { loader: answer } = resource({
  async GET(args) {
    const { actor } = moneyOf(args)
    const { services, language } = args.context
    const as = oneOf(['pdf', 'csv'] as const, parameter(args, 'as'))
    if (as === undefined) throw new ProblemError('not-found')
    const day = parseAtDoor(plainDateSchema, parameter(args, 'day'), 'not-found')
    return attachmentOf(await services.openDailyClose(actor, { day, as, language }))
  },
})
export const loader = answer
export const action = answer
