/** Agreeing to an order whose total differs from the quote. */
import { parseAtDoor } from '@lodge/shared-types'
import { z } from 'zod'
import { actorOf, json, parameter, resource } from '../../edge/answers.server.ts'
import { idempotencyKey, jsonBody } from '../../edge/inputs.server.ts'

const bodySchema = z.strictObject({ total: z.unknown() })

const { loader: answer } = resource({
  async POST(args) {
    const actor = actorOf(args)
    const { total } = parseAtDoor(bodySchema, await jsonBody(args.request))
    const agreed = await args.context.services.agreeOrder(actor, {
      key: idempotencyKey(args.request),
      dossierId: parameter(args, 'dossierId'),
      orderId: parameter(args, 'orderId'),
      total,
    })
    return json(agreed)
  },
})
export const loader = answer
export const action = answer
