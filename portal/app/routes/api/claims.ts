/** Claims of files that were filed on paper: what the account asked for, and asking. */
import { actorOf, json, resource } from '../../edge/answers.server.ts'
import { idempotencyKey, jsonBody } from '../../edge/inputs.server.ts'
import { shownClaim } from '../agent/shown-claim.ts'

const { loader: answer } = resource({
  async GET(args) {
    const claims = await args.context.services.listClaims(actorOf(args))
    return json({ rows: claims.map(shownClaim) })
  },
  async POST(args) {
    const actor = actorOf(args)
    const key = idempotencyKey(args.request)
    const claim = await jsonBody(args.request)
    const { repeated, claimId } = await args.context.services.claimFile(actor, { key, claim })
    return json({ claimId }, { status: repeated ? 200 : 201 })
  },
})
export const loader = answer
export const action = answer
