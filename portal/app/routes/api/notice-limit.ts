/** What a time limit would come to today, by the office's calendar and clock: the notice's page asks while it is chosen. */
import { parseAtDoor } from '@lodge/shared-types'
import { z } from 'zod'
import { json, resource } from '../../edge/answers.server.ts'
import { staffOf } from '../../edge/desk.server.ts'
import { limitIn } from '../staff/notice-form.server.ts'

const fieldsSchema = z.record(z.string().max(40), z.string().max(40))

const { loader: answer } = resource({
  GET: async (args) => {
    const { actor } = staffOf(args)
    const asked = parseAtDoor(fieldsSchema, Object.fromEntries(new URL(args.request.url).searchParams))
    return json(await args.context.services.limitToday(actor, limitIn(asked)))
  },
})
export const loader = answer
export const action = answer
