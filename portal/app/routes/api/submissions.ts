/** Submitting a dossier: 201 with the signed acknowledgement, 200 with the same content when it is repeated. */
import { actorOf, json, resource } from '../../edge/answers.server.ts'
import { idempotencyKey, jsonBody } from '../../edge/inputs.server.ts'

const { loader: answer } = resource({
  async POST(args) {
    const actor = actorOf(args)
    const key = idempotencyKey(args.request)
    const body = await jsonBody(args.request)
    const { repeated, acknowledgement, jws } = await args.context.services.submitDossier(actor, { key, body })
    return json({ acknowledgement, jws }, { status: repeated ? 200 : 201 })
  },
})
export const loader = answer
export const action = answer
