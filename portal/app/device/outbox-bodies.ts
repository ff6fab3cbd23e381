/** The rows of the outbox as they are encrypted, read back into types. */
import { documentRoles, isCurrency, mediaTypes } from '@lodge/shared-types'
import type {
  Acknowledgement,
  Currency,
  DocumentReference,
  DossierStatus,
  FeeLine,
  FieldError,
  Localized,
  Money,
  Problem,
} from '@lodge/shared-types'
import {
  bigInteger,
  boolean,
  defined,
  listOf,
  members,
  number,
  oneOf,
  optional,
  recordOf,
  text,
  type Decoder,
} from './decode.ts'
import { DeviceError } from './device-error.ts'
import type { FrozenDossier, OfficeFacts, Progress } from './outbox-rows.ts'

const readMoney: Decoder<Money> = (value) => {
  const { amountMinor, currency } = members(value)
  return { amountMinor: bigInteger(amountMinor), currency: readCurrency(currency) }
}

const readCurrency: Decoder<Currency> = (value) => {
  const code = text(value)
  if (isCurrency(code)) return code
  throw new DeviceError('unreadable', 'A row on this device names a currency that is not known.')
}

const readLocalized: Decoder<Localized> = (value) => {
  const { en, ar } = members(value)
  return { en: text(en), ...defined({ ar: optional(text)(ar) }) }
}

const readCitation: Decoder<NonNullable<FeeLine['citation']>> = (value) => {
  const { en, ar } = members(value)
  return defined({ en: optional(text)(en), ar: optional(text)(ar) })
}

const readReduction: Decoder<NonNullable<FeeLine['reductions']>[number]> = (value) => {
  const { code, rule, citation, label, lessMinor } = members(value)
  return {
    code: text(code),
    rule: text(rule),
    label: readLocalized(label),
    lessMinor: bigInteger(lessMinor),
    ...defined({ citation: optional(readCitation)(citation) }),
  }
}

const readFeeLine: Decoder<FeeLine> = (value) => {
  const line = members(value)
  return {
    code: text(line.code),
    rule: text(line.rule),
    label: readLocalized(line.label),
    requestId: line.requestId === null ? null : text(line.requestId),
    quantity: number(line.quantity),
    unitMinor: bigInteger(line.unitMinor),
    amountMinor: bigInteger(line.amountMinor),
    ...defined({
      citation: optional(readCitation)(line.citation),
      detail: optional(text)(line.detail),
      fullUnitMinor: optional(bigInteger)(line.fullUnitMinor),
      reductions: optional(listOf(readReduction))(line.reductions),
      bounded: optional(oneOf(['least', 'most'] as const))(line.bounded),
    }),
  }
}

const readDocument: Decoder<DocumentReference> = (value) => {
  const { role, sha256, fileName, mediaType, bytes } = members(value)
  return {
    role: oneOf(documentRoles)(role),
    sha256: text(sha256),
    fileName: text(fileName),
    mediaType: oneOf(mediaTypes)(mediaType),
    bytes: number(bytes),
  }
}

export const readDossierRow: Decoder<Omit<FrozenDossier, 'bodyJson'>> = (value) => {
  const row = members(value)
  return {
    dossierId: text(row.dossierId),
    key: text(row.key),
    bodySha256: text(row.bodySha256),
    draftIds: listOf(text)(row.draftIds),
    documents: listOf(readDocument)(row.documents),
    quoteLines: listOf(readFeeLine)(row.quoteLines),
    frozenAt: text(row.frozenAt),
    ...defined({ ownReference: optional(text)(row.ownReference), about: optional(text)(row.about) }),
  }
}

export const readBodyRow: Decoder<{ bodyJson: string }> = (value) => ({
  bodyJson: text(members(value).bodyJson),
})

const textOrNumber: Decoder<string | number> = (value) => (typeof value === 'number' ? value : text(value))

const readProblem: Decoder<Problem> = (value) => {
  const problem = members(value)
  const readError: Decoder<FieldError> = (error) => {
    const { path, code, message, params } = members(error)
    const told = optional(recordOf(textOrNumber))(params)
    return { path: text(path), code: text(code), message: text(message), ...defined({ params: told }) }
  }
  return {
    type: text(problem.type),
    title: text(problem.title),
    status: number(problem.status),
    code: text(problem.code),
    ...defined({
      detail: optional(text)(problem.detail),
      errors: optional(listOf(readError))(problem.errors),
      retryAfterS: optional(number)(problem.retryAfterS),
    }),
  }
}

const readAcknowledgement: Decoder<Acknowledgement> = (value) => {
  const claims = members(value)
  const order = members(claims.order)
  return {
    iss: text(claims.iss),
    officeId: text(claims.officeId),
    dossierId: text(claims.dossierId),
    submissionId: text(claims.submissionId),
    submissionNumber: text(claims.submissionNumber),
    receivedAt: text(claims.receivedAt),
    receivedDate: text(claims.receivedDate),
    clockDoubt: boolean(claims.clockDoubt),
    bodySha256: text(claims.bodySha256),
    requests: listOf((entry) => {
      const { requestId, onlineId, documents } = members(entry)
      return {
        requestId: text(requestId),
        onlineId: text(onlineId),
        documents: listOf((document) => {
          const { role, sha256, bytes } = members(document)
          return { role: text(role), sha256: text(sha256), bytes: number(bytes) }
        })(documents),
      }
    })(claims.requests),
    order: {
      orderId: text(order.orderId),
      orderNumber: text(order.orderNumber),
      total: readMoney(order.total),
      agreementNeeded: boolean(order.agreementNeeded),
    },
  }
}

/** Tables, so that the compiler asks for each state. */
const dossierStatuses = {
  'awaiting-agreement': 'awaiting-agreement',
  'awaiting-payment': 'awaiting-payment',
  'awaiting-confirmation': 'awaiting-confirmation',
  paid: 'paid',
  lodged: 'lodged',
  returned: 'returned',
  withdrawn: 'withdrawn',
} as const satisfies { [Status in DossierStatus]: Status }

const progressStates = {
  queued: 'queued',
  sending: 'sending',
  acknowledged: 'acknowledged',
  'needs-you': 'needs-you',
} as const satisfies { [State in Progress['state']]: State }

const readOffice: Decoder<OfficeFacts> = (value) => {
  const { status, files, isOwing, asOf } = members(value)
  return defined({
    status: oneOf(Object.values(dossierStatuses))(status),
    files: listOf((file) => {
      const { requestId, fileId, fileNumber } = members(file)
      return { requestId: text(requestId), fileId: text(fileId), fileNumber: text(fileNumber) }
    })(files),
    isOwing: optional(boolean)(isOwing),
    asOf: text(asOf),
  })
}

export const readProgress: Decoder<Progress> = (value) => {
  const progress = members(value)
  return {
    state: oneOf(Object.values(progressStates))(progress.state),
    uploaded: recordOf(number)(progress.uploaded),
    mayBeSent: boolean(progress.mayBeSent),
    tries: number(progress.tries),
    ...defined({
      problem: optional(readProblem)(progress.problem),
      nextTryAt: optional(number)(progress.nextTryAt),
      acknowledgement: optional(readAcknowledgement)(progress.acknowledgement),
      jws: optional(text)(progress.jws),
      office: optional(readOffice)(progress.office),
    }),
  }
}
