/** The deadlines of an account, by the secret address of its feed. */
import { ProblemError } from '@lodge/shared-types'
import { officeOf, parameter, resource } from '../../edge/answers.server.ts'
import { calendarAnswer } from '../../edge/calendar.server.ts'

export const loader = resource({
  async GET(args) {
    const office = officeOf(args)
    const [, code] = /^([\w-]+)\.ics$/.exec(parameter(args, 'file')) ?? []
    const found =
      code === undefined ? undefined : await args.context.services.deadlinesByFeedCode(office.id, code)
    if (!found) throw new ProblemError('not-found')
    const base = `${new URL(args.request.url).origin}/o/${office.id}`
    const own = new Set(found.deadlines.filter(({ isOwn }) => isOwn).map(({ noticeId }) => noticeId))
    return calendarAnswer(args.request, {
      office,
      ...found,
      pageOf: ({ noticeId, fileId }) =>
        own.has(noticeId) ? `${base}/notices/${noticeId}` : `${base}/following/${fileId}`,
    })
  },
}).loader
