/** What moved in one deposit of the account, between the days that are asked for. */
import { json, parameter, resource } from '../../edge/answers.server.ts'
import { pageNumber } from '../../edge/inputs.server.ts'
import { currencyIn, daysAsked, payerOf } from '../agent/deposit-asked.server.ts'

const { loader: answer } = resource({
  async GET(args) {
    const { actor } = payerOf(args)
    const currency = currencyIn(parameter(args, 'currency'))
    const asked = { currency, ...daysAsked(args.request), page: pageNumber(args.request) }
    return json(await args.context.services.depositMovements(actor, asked))
  },
})
export const loader = answer
export const action = answer
