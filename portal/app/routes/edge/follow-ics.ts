/** The deadlines of one file, by the secret address that stands on its receipt. */
import { ProblemError } from '@lodge/shared-types'
import { officeOf, parameter, resource } from '../../edge/answers.server.ts'
import { calendarAnswer } from '../../edge/calendar.server.ts'

export const loader = resource({
  async GET(args) {
    const office = officeOf(args)
    const { services, language } = args.context
    const deadlines = await services.deadlinesByCode(office.id, parameter(args, 'code'))
    if (!deadlines) throw new ProblemError('not-found')
    // Calendars are shared more lightly than links: nothing in them leads back to the secret address.
    return calendarAnswer(args.request, { office, deadlines, language, pageOf: () => undefined })
  },
}).loader
