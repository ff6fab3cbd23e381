/** The agent agrees to a total that differs from the quote; only then can the order be paid. */
import {
  decideDossier,
  foldDossier,
  moneySchema,
  nameOfActor,
  parseAtDoor,
  ProblemError,
  streamOf,
  type Actor,
} from '@lodge/shared-types'
import { z } from 'zod'
import type { Office } from '../office.ts'
import { appendEvents, readStream } from '../store/streams.ts'
import { answerOnce } from './commands.ts'

const answerSchema = z.object({ orderId: z.string() })

type Agree = { key: unknown; dossierId: string; orderId: string; total: unknown }

/** @throws ProblemError `not-found` for a dossier of others, `stale` when `total` is not what the office asks. */
export async function agreeOrder(office: Office, actor: Actor, { key, dossierId, orderId, total }: Agree) {
  const agreed = parseAtDoor(moneySchema, total, 'invalid')
  const { officeId, accountId } = actor
  const stream = streamOf('dossier', dossierId)
  const answer = await answerOnce(
    office,
    {
      actor,
      operation: 'agree-order',
      key,
      body: { dossierId, orderId, total: agreed },
      answer: answerSchema,
    },
    async (session) => {
      const history = await readStream(office.store, officeId, stream, { session })
      const state = foldDossier(history)
      if (accountId === undefined || state.submission?.accountId !== accountId)
        throw new ProblemError('not-found')
      // An office may receive a dossier before it is paid; what it owes is agreed to all the same.
      const open = state.ended === 'lodged' ? { ...state, ended: undefined } : state
      const events = decideDossier({ type: 'agree-order', orderId, total: agreed }, open)
      await appendEvents(office.store, session, {
        officeId,
        stream,
        events,
        by: nameOfActor(actor),
        causedBy: null,
        at: office.clock.now(),
        after: history.at(-1),
      })
      return { orderId }
    },
  )
  office.nudgeRelay()
  return answer
}
