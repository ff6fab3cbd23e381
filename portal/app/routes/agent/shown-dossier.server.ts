/** What the page of a dossier shows of it, and what whoever looks may do. */
import { createHash, randomUUID } from 'node:crypto'
import { officeOf, parameter, sessionOf, type Args } from '../../edge/answers.server.ts'
import { dueOf, moneyOf, shownAttempts } from './shown-payments.server.ts'

/** @throws ProblemError not-signed-in; not-found for a dossier that is not theirs. */
export async function shownDossier(args: Args) {
  const { services } = args.context
  const { actor, accountId } = sessionOf(args)
  const view = await services.dossierView(actor, parameter(args, 'dossierId'))
  const profile = officeOf(args)
  const mayAct = accountId !== undefined
  const methods = services.paymentMethods(profile.id)
  const { id, submissionNumber, receivedAt, status, requests, lines, files, refunds } = view
  const orders = view.orders.map(moneyOf)
  const jws = Buffer.from(view.acknowledgementJws)
  return {
    id,
    submissionNumber,
    receivedAt,
    status,
    timeline: view.timeline,
    files,
    quote: view.quote ?? undefined,
    documents: view.documents,
    orders: orders.map(({ payBy, ...order }) => ({
      ...order,
      due: dueOf(payBy, profile.timeZone),
      lines: lines.filter((line) => line.orderId === order.orderId),
    })),
    attempts: shownAttempts({ attempts: view.attempts, orders }, { methods, mayAct }),
    refunds: refunds.map(({ refundId, amount, way, state, createdAt }) => ({
      refundId,
      amount,
      way,
      state,
      createdAt,
    })),
    requests: requests.map(({ requestId, onlineId, kind, type }) => ({
      requestId,
      onlineId,
      kind,
      title: profile.requestTypes.find((one) => one.type === type)?.title,
      file: files.find((file) => file.requestId === requestId),
    })),
    acknowledgement: {
      jws: view.acknowledgementJws,
      bytes: jws.byteLength,
      sha256: createHash('sha256').update(jws).digest('hex'),
    },
    methods,
    deposits: mayAct ? await services.depositsOf(actor, {}) : [],
    office: { name: profile.name, address: profile.address },
    mayAct,
    // One key for each act on this page: the form sent twice is one act.
    keys: { agree: randomUUID(), pay: randomUUID() },
  }
}
