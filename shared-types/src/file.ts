/** The life of a file: its state, folded from events. What changes a status is office data, run by the workflow. */
import type { TraceStep } from './calendar.ts'
import type { DomainEvent, EventOf } from './events.ts'
import type { BusinessProcess, FileStatus } from './legal-status.ts'
import type { PlainDate } from './plain-date.ts'

export type FileState = {
  received: EventOf<'file.received'>['data'] | undefined
  /** Whose file it is; null while no account holds it, as one that was filed on paper. */
  accountId: string | null
  filingDate: PlainDate | undefined
  filingDateTrace: readonly TraceStep[]
  status: FileStatus | undefined
  process: BusinessProcess | undefined
  st27: string | undefined
  documents: readonly EventOf<'file.document-added'>['data'][]
  /** Whether the office still asks the party for something: the last day to answer. */
  answerBy: PlainDate | undefined
  /** The notice that waits for the party's answer. */
  openNotice: string | undefined
  /** Of the request as it stands: 1 as filed, one more with each change that was entered. */
  version: number
}

export const noFile: FileState = {
  received: undefined,
  accountId: null,
  filingDate: undefined,
  filingDateTrace: [],
  status: undefined,
  process: undefined,
  st27: undefined,
  documents: [],
  answerBy: undefined,
  openNotice: undefined,
  version: 1,
}

/** Returns the state of a file after `event`. Events of other streams change nothing. */
export function evolveFile(state: FileState, event: DomainEvent): FileState {
  switch (event.type) {
    case 'file.received': {
      const { accountId, status, process, st27 } = event.data
      return { ...state, received: event.data, accountId, status, process, st27 }
    }
    case 'file.date-accorded':
      return { ...state, filingDate: event.data.filingDate, filingDateTrace: event.data.trace }
    case 'file.acted': {
      const { status, process, st27 } = event.data
      // An action that is only noted leaves everything as it is.
      if (status === state.status) return { ...state, process, st27 }
      // Whatever was asked of the party before is over: a notice of the action itself comes after it.
      return { ...state, status, process, st27, answerBy: undefined, openNotice: undefined }
    }
    case 'file.document-added':
      return { ...state, documents: [...state.documents, event.data] }
    case 'file.notice-issued':
      return {
        ...state,
        documents: [...state.documents, event.data],
        answerBy: event.data.answerBy ?? state.answerBy,
        openNotice: event.data.answerBy === null ? state.openNotice : event.data.noticeId,
      }
    case 'file.notice-extended':
      return event.data.noticeId === state.openNotice ? { ...state, answerBy: event.data.answerBy } : state
    case 'request.attached':
      // A request for more time is about a notice too, and answers nothing.
      return event.data.kind === 'response-to-office-action' && event.data.about === state.openNotice
        ? { ...state, answerBy: undefined, openNotice: undefined }
        : state
    case 'file.changed': {
      const holder = event.data.fields.findLast(({ name }) => name === 'accountId')
      const isOfRequest = event.data.fields.some(({ name }) => name !== 'accountId')
      return {
        ...state,
        accountId: holder ? holder.after : state.accountId,
        version: isOfRequest ? state.version + 1 : state.version,
      }
    }
    case 'request.decided':
    case 'dossier.submitted':
    case 'order.opened':
    case 'order.agreed':
    case 'order.overridden':
    case 'payment.started':
    case 'payment.awaited':
    case 'payment.part-funded':
    case 'payment.confirmed':
    case 'payment.failed':
    case 'payment.cancelled':
    case 'payment.expired':
    case 'payment.doubted':
    case 'payment.reviewed':
    case 'payment.settled':
    case 'payment.refunded':
    case 'payment.returned':
    case 'payment.charged-back':
    case 'refund.changed':
    case 'order.reminded':
    case 'order.overdue':
    case 'order.part-paid':
    case 'order.paid':
    case 'dossier.lodged':
    case 'dossier.returned':
    case 'dossier.withdrawn':
    case 'account.credited':
    case 'account.debited':
    case 'account.corrected':
      return state
  }
}

export const foldFile = (events: readonly DomainEvent[]): FileState => events.reduce(evolveFile, noFile)
