/** Starting a payment: the attempt, and where to send the payer. */
import { parseAtDoor } from '@lodge/shared-types'
import { z } from 'zod'
import { actorOf, json, parameter, resource } from '../../edge/answers.server.ts'
import { idempotencyKey, jsonBody } from '../../edge/inputs.server.ts'

const bodySchema = z.strictObject({ orderId: z.string().max(64), driverId: z.string().max(60) })

const { loader: answer } = resource({
  async POST(args) {
    const actor = actorOf(args)
    const { orderId, driverId } = parseAtDoor(bodySchema, await jsonBody(args.request))
    const attempt = await args.context.services.startPayment(actor, {
      key: idempotencyKey(args.request),
      dossierId: parameter(args, 'dossierId'),
      orderId,
      driverId,
      language: args.context.language,
    })
    return json(attempt, { status: 201 })
  },
})
export const loader = answer
export const action = answer
