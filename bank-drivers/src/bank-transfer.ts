/** Driver of bank transfers: prints the slip that the payer takes to any bank, and fetches the statements on which money is seen. */
import { createHash } from 'node:crypto'
import { addDays, epcQrText, parseCreditorReference } from '@lodge/shared-types'
import type { TransferSlip } from '@lodge/shared-types'
import { contradiction } from './answer.ts'
import { bankTransferConfigSchema, bankTransferManifest } from './bank-transfer-manifest.ts'
import * as wire from './bank-transfer-wire.ts'
import type { BankStatement } from './bank-transfer-wire.ts'
import type { Driver, DriverContext, InitiateRequest, InitiateResult, SettlementFile } from './contract.ts'
import { refusedLocally } from './driver-error.ts'
import type { DriverFactory } from './drivers.ts'
import type { Refusal } from './http.ts'
import { outcomeOf } from './manifest.ts'
import { withoutCallbacks, withoutQuery } from './no-bank-words.ts'
import { assertPayable } from './payable.ts'
import { endOfDay, lastDayToPay } from './pay-within.ts'
import { readStatements, statementSizeCap } from './statements/read-statements.ts'

const dayMs = 24 * 60 * 60_000

/** @returns undefined when the reply does not speak the bank's language, so that nothing is concluded from it. */
function refusalOf(_status: number, body: unknown): Refusal | undefined {
  const parsed = wire.refusalSchema.safeParse(body)
  if (!parsed.success) return undefined
  const { code } = parsed.data.error
  return code === 'unauthorised'
    ? { kind: 'auth', sent: 'no', code, message: 'The bank does not accept our credentials.' }
    : { kind: 'invalid', sent: 'yes', code, message: `The bank refused the call (${code}).` }
}

/** Returns the format's name in the manifest, or undefined for what is none of the declared ones. */
const declaredFormat = ({ format }: BankStatement) =>
  bankTransferManifest.capabilities.settlementFormats.find((one) => format.startsWith(`${one}.`))

/**
 * Returns the driver for one account of the office. `config` is parsed by `bankTransferConfigSchema`.
 * @throws ZodError when the configuration is wrong; the driver's functions reject with DriverError.
 */
export function createBankTransfer(config: unknown, { http, secret, clock, logger }: DriverContext): Driver {
  const terms = bankTransferConfigSchema.parse(config)
  const { creditorAccount, creditorName, bic = null, bankName = null } = terms
  const account = 'iban' in creditorAccount ? creditorAccount.iban : creditorAccount.number
  const expiryMs = (terms.payWithinDays + terms.bookingDays) * dayMs
  const manifest = {
    ...bankTransferManifest,
    currencies: terms.limits,
    expiryMs,
    polling: { ...bankTransferManifest.polling, giveUpAfterMs: 2 * expiryMs },
  }

  /** No call: the slip is made here, and the same for every attempt of a day at the same order. */
  function issueSlip(request: InitiateRequest): InitiateResult {
    assertPayable(manifest.currencies, request)
    const creditorReference = parseCreditorReference(request.creditorReference)
    if (creditorReference === undefined)
      throw refusedLocally(
        'malformed-reference',
        'This is no ISO 11649 reference; a payer could not be told.',
      )
    const { amount } = request
    const payBy = lastDayToPay(clock.now(), terms)
    const slip: TransferSlip = {
      creditorName,
      creditorAccount: account,
      bic,
      bankName,
      creditorReference,
      amount,
      payBy,
      qrText: epcQrText({ name: creditorName, account, bic, amount, creditorReference }),
    }
    return {
      outcome: outcomeOf(manifest, 'ISSUED'),
      bankReference: creditorReference,
      bankStatus: 'ISSUED',
      nextAction: { kind: 'transfer', slip },
      expiresAt: endOfDay(addDays(payBy, terms.bookingDays), terms),
    }
  }

  const authorization = () => `Bearer ${secret('client-secret').current.value}`

  const list = (cursor: string | undefined) =>
    http.call({
      method: 'GET',
      path: '/v1/statements',
      query: cursor === undefined ? {} : { after: cursor },
      headers: { authorization: authorization() },
      reply: wire.statementListSchema,
      refusal: refusalOf,
    })

  async function fetchFile(format: string, { id, name, sha256 }: BankStatement) {
    const bytes = await http.download({
      path: `/v1/statements/${id}`,
      headers: { authorization: authorization() },
      contentTypes: ['application/xml'],
      maxBytes: statementSizeCap,
      refusal: refusalOf,
    })
    if (createHash('sha256').update(bytes).digest('hex') !== sha256)
      throw contradiction('damaged-file', `The statement ${id} did not arrive as the bank has it.`)
    return { name, format, bytes }
  }

  return Object.freeze<Driver>({
    manifest,
    ...withoutCallbacks,
    ...withoutQuery,

    initiate: (request) => Promise.resolve(request).then(issueSlip),

    async fetchSettlements(cursor) {
      if (cursor !== undefined && !wire.cursorSchema.safeParse(cursor).success)
        throw refusedLocally('malformed-cursor', 'This is not a cursor of the bank.')
      for (let after = cursor; ;) {
        const page = await list(after)
        const files: SettlementFile[] = []
        for (const statement of page.statements) {
          const format = declaredFormat(statement)
          if (format) files.push(await fetchFile(format, statement))
          else logger.warn('The bank has a file of another kind, which is left there.', { id: statement.id })
        }
        // A page of other files alone is not the last one.
        if (files.length > 0 || page.statements.length === 0) return { files, nextCursor: page.cursor }
        after = page.cursor
      }
    },

    parseSettlement: (bytes) => readStatements(bytes),
  })
}

export const bankTransfer: DriverFactory = { manifest: bankTransferManifest, create: createBankTransfer }
