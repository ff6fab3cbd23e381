/** Notification: writes one message for each event, recipient and channel; mail goes out after the commit, by a job. */
import {
  actionOf,
  foldDossier,
  idOfStream,
  isMessageEvent,
  templatesFor,
  type DomainEvent,
  type MessageTemplate,
} from '@lodge/shared-types'
import { factsOf, newFiles, type NoticeFacts } from '../messages/facts.ts'
import { recipientsIn, usersOfAccount } from '../messages/recipients.ts'
import { writeMessages } from '../messages/write-messages.ts'
import type { Row } from '../store/rows.ts'
import type { Handling, Processor } from '../work/processor.ts'

/**
 * Whether an event is left to another event's message: nobody is told the same thing twice. What a notice comes with is told
 * by the notice; that an answer has come, to who sent it, by its being attached; and of a dossier of answers alone there is
 * nothing to tell but that. Nothing to pay is nothing to tell.
 */
function isToldElsewhere(
  event: DomainEvent,
  { audience, action: ofAction }: MessageTemplate,
  { profile, history }: Handling,
): boolean {
  if (event.type === 'file.acted') {
    const action = actionOf(profile.workflow, event.data.action)
    const isOfAnswer = action?.takenOn === 'answer' && audience === 'agent'
    return ofAction === undefined && (action?.notice !== undefined || isOfAnswer)
  }
  if (event.type === 'request.attached')
    return event.data.kind !== 'response-to-office-action' || !event.stream.startsWith('file:')
  if (event.type === 'dossier.submitted')
    return event.data.requests.every(({ kind }) => kind === 'response-to-office-action')
  if (event.type === 'dossier.lodged') return newFiles(history).length === 0
  // The dossier shows each step; the payer is told when the money is back.
  if (event.type === 'refund.changed') return event.data.state !== 'succeeded'
  if (event.type === 'order.opened') return event.data.total.amountMinor === 0n
  if (event.type !== 'order.paid') return false
  const order = foldDossier(history).orders.find(({ orderId }) => orderId === event.data.orderId)
  return order?.total.amountMinor === 0n
}

/** What rows say of the notice that an event issues. */
async function noticeOf(event: DomainEvent, handling: Handling): Promise<NoticeFacts | undefined> {
  if (event.type !== 'file.notice-issued') return undefined
  const { office, profile, session } = handling
  const { noticeId, answerBy } = event.data
  const row = await office.store.notices.one({ _id: noticeId, officeId: profile.id }, { session })
  return { noticeId, answerBy, template: row?.template ?? '' }
}

/** The request that an event decides; undefined for every other event. */
async function decidedIn(
  event: DomainEvent,
  { office, profile, session }: Handling,
): Promise<Row<'fileRequests'> | undefined> {
  if (event.type !== 'request.decided') return undefined
  return office.store.fileRequests.one({ _id: event.data.requestId, officeId: profile.id }, { session })
}

export const notification: Processor = {
  name: 'notification',
  takes: 'batch',
  async handle(events, handling) {
    const { office, profile, session, at, history } = handling
    const { store, env } = office
    const recipientsOf = recipientsIn({ store, officeId: profile.id, session, history })
    let followCode: string | null | undefined
    for (const event of events) {
      if (!isMessageEvent(event.type)) continue
      const action = event.type === 'file.acted' ? event.data.action : undefined
      const templates = templatesFor(profile.messages, event.type, action).filter(
        (template) => !isToldElsewhere(event, template, handling),
      )
      if (templates.length === 0) continue
      const notice = await noticeOf(event, handling)
      if (followCode === undefined && templates.some(({ audience }) => audience === 'applicant')) {
        const fileId = idOfStream(event.stream)
        followCode = (await store.files.one({ _id: fileId, officeId: profile.id }, { session }))?.followCode
      }
      const request = await decidedIn(event, handling)
      const facts = {
        profile,
        origin: env.PUBLIC_ORIGIN,
        history,
        event,
        notice,
        request,
        daysLeft: undefined,
      }
      await writeMessages({
        store,
        session,
        profile,
        at,
        eventId: event.eventId,
        stream: event.stream,
        templates,
        // Of a decision whoever made the request is told, who need not hold the file.
        recipientsOf: request
          ? () => usersOfAccount({ store, officeId: profile.id, session }, request.accountId)
          : recipientsOf,
        factsIn: (language) => factsOf({ ...facts, followCode: followCode ?? null }, language),
      })
    }
  },
}
