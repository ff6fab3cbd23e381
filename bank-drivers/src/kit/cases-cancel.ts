/** Cancelling a payment: money wins, and a doubt is told as a doubt. */
import { idempotencyKeyOf } from '../contract.ts'
import type { CancelRequest, InitiateRequest } from '../contract.ts'
import { must, shown, type KitCase } from './kit-case.ts'
import {
  mustBe,
  mustBeFound,
  mustBeTakenOnce,
  mustBeUntouched,
  mustSay,
  paid,
  refusalOf,
  started,
  tried,
} from './judgement.ts'

const cancelOf = ({ attemptId }: InitiateRequest, bankReference: string): CancelRequest => ({
  attemptId,
  bankReference,
  idempotencyKey: idempotencyKeyOf(attemptId, 'cancel'),
})

export const cancelCases: readonly KitCase[] = [
  {
    id: 'lifecycle/cancel',
    says: 'a payment nobody has paid can be cancelled, also twice',
    needs: ['cancel'],
    async run(stand) {
      const { request, bankReference } = await started(stand)
      for (const _time of ['once', 'again']) {
        const found = mustBeFound(
          await stand.driver.cancel(cancelOf(request, bankReference)),
          'although it was cancelled',
        )
        mustBe(found.outcome, ['cancelled'], 'after it was cancelled')
      }
      await mustBeUntouched(stand, request, 'for a payment that was cancelled')
    },
  },
  {
    id: 'lifecycle/cancel-after-success',
    says: 'a payment that was paid is never called cancelled: money wins',
    needs: ['cancel', 'query'],
    async run(stand) {
      const { request, bankReference } = await paid(stand)
      const outcome = await tried(stand.driver.cancel(cancelOf(request, bankReference)))
      must(
        'error' in outcome || (outcome.value.found && outcome.value.outcome === 'succeeded'),
        `Cancelling a paid payment answered ${shown(outcome)}.`,
      )
      const found = mustBeFound(await stand.query(request, bankReference), 'although it was paid')
      mustBe(found.outcome, ['succeeded'], 'although it was paid before it was cancelled')
      await mustBeTakenOnce(stand, request)
    },
  },
  {
    id: 'lifecycle/cancel-race',
    says: 'cancelling and paying at one moment end in one truth, the bank’s',
    needs: ['cancel', 'query'],
    async run(stand) {
      for (let round = 0; round < 5; round += 1) {
        const { request, bankReference } = await started(stand)
        // The bank may refuse whichever comes second.
        await Promise.all([
          tried(stand.driver.cancel(cancelOf(request, bankReference))),
          stand.side.pay(request, request.amount),
        ])
        const taken = (await stand.movements(request)).length > 0
        const found = mustBeFound(await stand.query(request, bankReference), 'although it was started')
        mustBe(
          found.outcome,
          taken ? ['succeeded'] : ['cancelled'],
          `when the bank took ${taken ? 'the' : 'no'} money`,
        )
      }
    },
  },
  {
    id: 'lifecycle/cancel-in-doubt',
    says: 'a cancellation whose answer got lost leaves a doubt',
    needs: ['cancel', 'start-at-bank'],
    async run(stand) {
      const { request, bankReference } = await started(stand)
      for (const kind of ['error-500', 'html', 'html-404'] as const) {
        stand.spoil({ kind })
        const error = await refusalOf(
          stand.driver.cancel(cancelOf(request, bankReference)),
          `although the cancellation met the fault "${kind}"`,
        )
        mustSay(error, 'maybe', 'nobody knows whether the bank cancelled')
      }
    },
  },
]
