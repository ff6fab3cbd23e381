/** The facts that messages may name, in the recipient's language and on the office's clock. */
import {
  actionOf,
  foldDossier,
  foldFile,
  formatMoney,
  idOfStream,
  isApplicationKind,
  outlookOf,
  textIn,
  type DomainEvent,
  type DossierState,
  type Language,
  type MessageFacts,
  type OfficeProfile,
  type PlainDate,
} from '@lodge/shared-types'
import { instantFormat } from '../instant-formats.ts'
import { plainDateIn } from '../receipts/document-dates.ts'
import { documentLanguages } from '../receipts/labels.ts'
import type { Row } from '../store/rows.ts'
import { wordsOfRequest } from './request-words.ts'

/** A notice that a message is about: what rows say of it. */
export type NoticeFacts = { noticeId: string; template: string; answerBy: PlainDate | null }

export type FactSource = {
  profile: OfficeProfile
  /** The portal's own origin, such as `https://portal.example`. */
  origin: string
  /** The whole history of the dossier or file; the message is about its last event unless `event` is given. */
  history: readonly DomainEvent[]
  /** What happened; undefined for what the clock tells. */
  event: DomainEvent | undefined
  notice: NoticeFacts | undefined
  /** The request that was decided. */
  request?: Row<'fileRequests'> | undefined
  /** The secret part of the file's address for whoever has its receipt; null while there is none. */
  followCode: string | null
  daysLeft: number | undefined
}

const noAnswer = { en: 'no answer is asked for', ar: 'لا يُطلب رد' } as const satisfies Record<
  Language,
  string
>

function instantIn(at: Date, timeZone: string, language: Language): string {
  const { locale } = documentLanguages[language]
  return instantFormat(locale, { timeZone, dateStyle: 'long', timeStyle: 'short' }).format(at)
}

function linksOf({ profile, origin, history, notice, followCode }: FactSource) {
  const base = `${origin}/o/${profile.id}`
  const stream = history[0]?.stream
  const id = stream === undefined ? '' : idOfStream(stream)
  const page = notice
    ? `notices/${notice.noticeId}`
    : `${stream?.startsWith('file:') ? 'files' : 'dossiers'}/${id}`
  return {
    portalLink: `${base}/${page}`,
    // Without a secret address of its own the file is followed from the office's front page.
    followLink: followCode === null ? base : `${base}/follow/${followCode}`,
  }
}

/** What the office's workflow says of an action and of the status that it leads to. */
function wordsOfAction({ profile, event }: FactSource, language: Language) {
  if (event?.type !== 'file.acted') return { action: '', plain: '', status: '', next: '' }
  const action = actionOf(profile.workflow, event.data.action)
  const outlook = outlookOf(profile.workflow, event.data.status)
  return {
    action: action ? textIn(action.label, language) : event.data.nationalCode,
    plain: action ? textIn(action.plain, language) : '',
    status: outlook ? textIn(outlook.plain, language) : '',
    next: outlook ? textIn(outlook.next, language) : '',
  }
}

function wordsOfNotice({ profile, notice }: FactSource, language: Language) {
  if (!notice) return { title: '', answerBy: '' }
  const template = profile.notices.find(({ code }) => code === notice.template)
  return {
    title: template ? textIn(template.title, language) : notice.template,
    answerBy: notice.answerBy === null ? noAnswer[language] : plainDateIn(notice.answerBy, language),
  }
}

/** Returns the files that a lodged dossier has made: what was about a file that was there before tells no new number. */
export function newFiles(history: readonly DomainEvent[]): DossierState['files'] {
  const { files, submission } = foldDossier(history)
  const applications = new Set(
    (submission?.requests ?? [])
      .filter(({ kind }) => isApplicationKind(kind))
      .map(({ requestId }) => requestId),
  )
  return files.filter(({ requestId }) => applications.has(requestId))
}

/** Returns every fact of the message catalogue; a test holds the two together. What a message is not about is empty. */
export function factsOf(source: FactSource, language: Language): MessageFacts {
  const { profile, history, event, daysLeft } = source
  const { submission, orders } = foldDossier(history)
  const file = foldFile(history).received
  const data = event?.data ?? {}
  const order = 'orderId' in data ? orders.find((one) => one.orderId === data.orderId) : undefined
  const receivedAt = event?.type === 'request.attached' ? event.data.receivedAt : submission?.receivedAt
  return {
    office: textIn(profile.name, language),
    submissionNumber: submission?.submissionNumber ?? file?.submissionNumber ?? '',
    receivedAt: receivedAt ? instantIn(receivedAt, profile.timeZone, language) : '',
    requestCount: String(submission?.requests.length ?? 1),
    orderNumber: order?.orderNumber ?? '',
    total: order ? formatMoney(order.total) : '',
    received: 'received' in data ? formatMoney(data.received) : '',
    missing: 'missing' in data ? formatMoney(data.missing) : '',
    amount: 'amount' in data ? formatMoney(data.amount) : '',
    payBy: 'payBy' in data ? plainDateIn(data.payBy, language) : '',
    fileNumbers: newFiles(history)
      .map((one) => one.fileNumber)
      .join(', '),
    fileNumber: file?.fileNumber ?? '',
    onlineId:
      source.request?.onlineId ??
      (event?.type === 'request.attached' ? event.data.onlineId : (file?.onlineId ?? '')),
    daysLeft: daysLeft === undefined ? '' : String(daysLeft),
    ...wordsOfAction(source, language),
    ...wordsOfNotice(source, language),
    ...wordsOfRequest(profile, source.request, language),
    ...linksOf(source),
  }
}
