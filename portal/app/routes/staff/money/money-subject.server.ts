/** Money that waits for a second person, as that person reads it. */
import { ProblemError, type Actor } from '@lodge/shared-types'
import type { MoneySubject } from '../../../components/desk/money/money-to-approve.tsx'
import type { Args } from '../../../edge/answers.server.ts'

type Services = Args['context']['services']
type Approval = Awaited<ReturnType<Services['approval']>>
type MoneyKind = MoneySubject['kind']

const moneyKinds: readonly string[] = ['refund', 'payment-review', 'cash-void', 'match'] satisfies MoneyKind[]

/** Whether an approval is about money that moves. */
export const isAboutMoney = (approval: Approval): approval is Approval & { kind: MoneyKind } =>
  moneyKinds.includes(approval.kind)

/** Returns what such an approval is about. @throws ProblemError `not-found` where that is gone */
export async function moneySubjectOf(
  services: Services,
  actor: Actor,
  { kind, subjectId, review, match }: Approval & { kind: MoneyKind },
): Promise<MoneySubject> {
  switch (kind) {
    case 'refund':
      return { kind, refund: await services.refund(actor, subjectId) }
    case 'payment-review': {
      if (!review) throw new ProblemError('not-found')
      return { kind, review: await services.reviewOf(actor, subjectId), ...review }
    }
    case 'cash-void': {
      const [taking, people] = await Promise.all([
        services.cashTaking(actor, subjectId),
        services.colleagues(actor),
      ])
      const cashier = people.find(({ userId }) => userId === taking.cashierId)?.name ?? ''
      return { kind, taking, cashier }
    }
    case 'match': {
      if (!match) throw new ProblemError('not-found')
      const { target } = match
      const [line, order] = await Promise.all([
        services.matchingLine(actor, subjectId),
        target.kind === 'order' ? services.orderOfOverride(actor, target.orderId) : null,
      ])
      return { kind, line, target, order }
    }
  }
}
