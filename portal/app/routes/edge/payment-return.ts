/**
 * Where a bank sends the payer back to. What the address says decides nothing: the payment service asks the bank, and
 * the dossier's page shows the outcome. The visitor may have lost the session at the bank; the query needs none.
 */
import { redirect } from '@remix-run/node'
import { officeOf, page, parameter } from '../../edge/answers.server.ts'
import type { LoaderFunctionArgs } from '@remix-run/node'

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { id: officeId } = officeOf(args)
    const { dossierId } = await args.context.services.returnFromBank({
      officeId,
      attemptId: parameter(args, 'attemptId'),
    })
    return redirect(`/o/${officeId}/dossiers/${dossierId}`, { status: 303 })
  })
