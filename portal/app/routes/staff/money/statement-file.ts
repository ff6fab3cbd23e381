/** A bank's file as it came, byte for byte. */
import { ProblemError } from '@lodge/shared-types'
import { resource } from '../../../edge/answers.server.ts'
import { askedIn } from '../../../edge/asked.server.ts'
import { attachmentOf } from '../../../edge/attachment.server.ts'
import { moneyOf } from '../../../edge/money.server.ts'

const { loader: answer } = resource({
  async GET(args) {
    const { actor } = moneyOf(args)
    const { id } = askedIn(args.request, ['id'])
    if (id === undefined) throw new ProblemError('not-found')
    return attachmentOf(await args.context.services.openStatementFile(actor, id))
  },
})
export const loader = answer
export const action = answer
