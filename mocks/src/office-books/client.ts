/** The fake books as a driver is given them: each call goes over HTTP, and each failure says whether the books may have acted. */
import http from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { toJson } from '../web-server.ts'
import type { Credit, Debit, DebitAnswer, LedgerEntry, TakenEntry } from './ledger.ts'
import { booksErrorSchema, debitAnswerSchema, entrySchema, foundSchema, foundTakenSchema } from './wire.ts'

/** What a driver's error is made of; the caller makes it, as this package knows no drivers. */
export type BooksFailure = {
  readonly kind: 'invalid' | 'unavailable'
  readonly sent: 'no' | 'maybe'
  readonly code: string
  readonly message: string
}

export type BooksClient = {
  readonly debitDeposit: (debit: Debit) => Promise<DebitAnswer>
  readonly findDebit: (attemptId: string) => Promise<LedgerEntry | undefined>
  readonly creditDeposit: (credit: Credit) => Promise<LedgerEntry>
  readonly findCredit: (refundId: string) => Promise<LedgerEntry | undefined>
  readonly findTaken: (attemptId: string) => Promise<TakenEntry | undefined>
}

const codeSchema = z.object({ code: z.string() })

/** One call on a connection of its own, so that books that are away are never mistaken for books that broke off. */
const exchange = (url: string, body: string | undefined, timeoutMs: number) =>
  new Promise<{ readonly status: number; readonly json: unknown }>((resolve, reject) => {
    const request = http.request(
      url,
      {
        agent: false,
        method: body === undefined ? 'GET' : 'POST',
        headers: { 'content-type': 'application/json' },
        signal: AbortSignal.timeout(timeoutMs),
      },
      (response) => {
        text(response)
          .then((whole): { status: number; json: unknown } => ({
            status: response.statusCode ?? 0,
            json: JSON.parse(whole),
          }))
          .then(resolve, reject)
      },
    )
    request.once('error', reject)
    request.end(body)
  })

/** Nothing left this machine; every other break comes too late to know. */
const neverSent: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EADDRNOTAVAIL'])

/** Returns the books behind `url`. Calls reject with what `fail` makes of a failure. */
export function officeBooksAt(
  url: string,
  {
    fail,
    timeoutMs = 5000,
  }: { readonly fail: (failure: BooksFailure) => Error; readonly timeoutMs?: number },
): BooksClient {
  const unavailable = (sent: BooksFailure['sent'], code: string, message: string) =>
    fail({ kind: 'unavailable', sent, code, message })

  async function ask<S extends z.ZodType>(reply: S, path: string, body?: unknown): Promise<z.infer<S>> {
    const json = body === undefined ? undefined : toJson(body)
    const answer = await exchange(url + path, json, timeoutMs).catch((error: unknown) => {
      const code = codeSchema.safeParse(error).data?.code ?? 'LOST'
      const sent = neverSent.has(code) ? 'no' : 'maybe'
      throw unavailable(sent, code, `The books of the office did not answer (${code}).`)
    })
    const parsed = answer.status === 200 ? reply.safeParse(answer.json) : undefined
    if (parsed?.success) return parsed.data
    const refusal = booksErrorSchema.safeParse(answer.json).data?.error
    if (refusal && answer.status === 503) throw unavailable('no', refusal.code, refusal.message)
    if (refusal && answer.status === 422)
      throw fail({ kind: 'invalid', sent: 'no', code: refusal.code, message: refusal.message })
    throw unavailable('maybe', 'unreadable', `The books of the office answered ${answer.status}.`)
  }
  const part = encodeURIComponent

  return {
    debitDeposit: (debit) => ask(debitAnswerSchema, '/debits', debit),
    findDebit: async (attemptId) => (await ask(foundSchema, `/debits/${part(attemptId)}`)).entry,
    creditDeposit: (credit) => ask(entrySchema, '/credits', credit),
    findCredit: async (refundId) => (await ask(foundSchema, `/credits/${part(refundId)}`)).entry,
    findTaken: async (attemptId) => (await ask(foundTakenSchema, `/taken/${part(attemptId)}`)).entry,
  }
}
