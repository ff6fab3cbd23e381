/** What the account has paid in beforehand, one deposit a currency; and opening one, for its reference. */
import { parseAtDoor } from '@lodge/shared-types'
import type { OfficeServices } from '@lodge/processor'
import { z } from 'zod'
import { json, resource } from '../../edge/answers.server.ts'
import { jsonBody } from '../../edge/inputs.server.ts'
import { payerOf } from '../agent/deposit-asked.server.ts'

const bodySchema = z.strictObject({ currency: z.string().max(3) })

type OwnDeposit = Awaited<ReturnType<OfficeServices['depositsOf']>>[number]
const shown = ({ number, creditorReference, balance }: OwnDeposit) => ({ number, creditorReference, balance })

const { loader: answer } = resource({
  async GET(args) {
    const deposits = await args.context.services.depositsOf(payerOf(args).actor, {})
    return json({ deposits: deposits.map(shown) })
  },
  async POST(args) {
    const { actor } = payerOf(args)
    const wish = parseAtDoor(bodySchema, await jsonBody(args.request))
    return json(shown(await args.context.services.openOwnDeposit(actor, wish)))
  },
})
export const loader = answer
export const action = answer
