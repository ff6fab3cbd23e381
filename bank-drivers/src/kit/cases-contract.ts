/** The contract: what a manifest must hold, that the driver does as it declares, and that it keeps what is secret. */
import { z } from 'zod'
import { driverManifestSchema, outcomeOf, refundOutcomeOf } from '../manifest.ts'
import { canaryFinder, wordsOf } from './canaries.ts'
import { callbackAbout } from './callbacks-to-order.ts'
import { CaseFailure, must, shown, type KitCase } from './kit-case.ts'
import { closeDay, fetchAll } from './settled-days.ts'
import { paid, tried } from './judgement.ts'

export const contractCases: readonly KitCase[] = [
  {
    id: 'contract/manifest',
    says: 'the manifest is complete and fits together',
    needs: [],
    needsNoBank: true,
    run({ factory }) {
      const verdict = driverManifestSchema.safeParse(factory.manifest)
      must(
        verdict.success,
        `The manifest is not valid: ${verdict.error ? z.prettifyError(verdict.error) : ''}`,
      )
    },
  },
  {
    id: 'contract/config-form',
    says: 'the configuration can be described to a form',
    needs: [],
    needsNoBank: true,
    run({ factory }) {
      const schema = z.toJSONSchema(factory.manifest.configSchema, { io: 'input', unrepresentable: 'any' })
      must('properties' in schema, 'configSchema is not an object with members that a form could show.')
    },
  },
  {
    id: 'contract/statuses-total',
    says: 'every status that the bank documents is mapped, and every other text is unknown',
    needs: [],
    run({ factory, side }) {
      const { undocumentedStatus: odd, documentedStatuses } = side
      const missing = documentedStatuses.filter((status) => !Object.hasOwn(factory.manifest.statuses, status))
      must(missing.length === 0, `The bank documents ${shown(missing)}, which the manifest does not map.`)
      for (const status of [odd, '__proto__', 'constructor', 'toString', ''])
        must(
          outcomeOf(factory.manifest, status) === 'unknown' &&
            refundOutcomeOf(factory.manifest, status) === 'unknown',
          `The manifest maps ${shown(status)}, which no document of the bank names.`,
        )
    },
  },
  {
    id: 'contract/config-checked',
    says: 'a configuration with a member missing, or one that nobody knows, is refused before anything runs',
    needs: [],
    run({ factory, agreement }) {
      const { configSchema } = factory.manifest
      must(
        configSchema.safeParse(agreement.config).success,
        'configSchema refuses the configuration of the bank side.',
      )
      const typo = configSchema.safeParse({ ...agreement.config, mercahntId: 'x' })
      must(
        !typo.success,
        'configSchema lets a member pass that it does not know: a wrong spelling would go unnoticed. Use z.strictObject.',
      )
      must(!configSchema.safeParse(null).success, 'configSchema lets null pass.')
      const needed = Object.keys(agreement.config).filter((name) => {
        const { [name]: _left, ...rest } = agreement.config
        return !configSchema.safeParse(rest).success
      })
      for (const name of needed) {
        const { [name]: _left, ...rest } = agreement.config
        let error: unknown
        try {
          factory.create(rest, neverUsed)
        } catch (caught) {
          error = caught
        }
        must(
          error instanceof z.ZodError,
          `create() took a configuration without ${name}; it has to parse it by configSchema.`,
        )
      }
    },
  },
  {
    id: 'contract/functions-as-declared',
    says: 'the driver has the functions that its manifest promises',
    needs: [],
    run(stand) {
      const { capabilities } = stand.factory.manifest
      const driver = stand.openUnobserved()
      const promised = {
        cancel: capabilities.cancel,
        refund: capabilities.refund !== 'none',
        queryRefund: capabilities.refund !== 'none',
        fetchSettlements: capabilities.settlementFormats.length > 0,
        parseSettlement: capabilities.settlementFormats.length > 0,
      } as const
      for (const name of Object.keys(promised).filter((one): one is keyof typeof promised => one in promised))
        must(
          (typeof driver[name] === 'function') === promised[name],
          promised[name]
            ? `The manifest promises ${name}, and the driver has no such function.`
            : `The driver has ${name}, which its manifest does not declare.`,
        )
      must(
        driver.manifest.id === stand.factory.manifest.id,
        'The driver’s manifest has another id than the factory’s.',
      )
    },
  },
  {
    id: 'contract/undeclared-refused',
    says: 'callbacks and queries that the manifest does not declare are refused, not answered',
    needs: [],
    async run(stand) {
      const { capabilities } = stand.factory.manifest
      if (!capabilities.callbacks) {
        const verdict = await stand.driver.verifyCallback({ body: Buffer.from('{}'), headers: new Headers() })
        must(!verdict.verified, 'The driver declares no callbacks, and took one for authentic.')
        must(
          stand.driver.translateCallback(Buffer.from('{}')).events.length === 0,
          'The driver declares no callbacks, and read one.',
        )
      }
      if (!capabilities.query) {
        const outcome = await tried(stand.query(stand.request()))
        must('error' in outcome || !outcome.value.found, 'The driver declares no query, and found a payment.')
      }
    },
  },
  {
    id: 'contract/no-secret-leaks',
    says: 'no secret stands in manifest, configuration, log, error or address, whatever goes wrong',
    needs: ['secrets'],
    async run(stand) {
      const isCanary = canaryFinder(stand.agreement)
      must(!isCanary(wordsOf(stand.factory.manifest)), 'A secret stands in the manifest.')
      must(
        !isCanary(wordsOf(stand.agreement.config)),
        'A secret stands in the configuration; it belongs among the secrets.',
      )
      const { kind, capabilities } = stand.factory.manifest
      if (kind === 'deposit' || kind === 'counter') return
      await paid(stand)
      if (stand.side.closeDay) await closeDay(stand)
      if (capabilities.settlementFormats.length > 0) await fetchAll(stand)
      // What is said when things go wrong is looked through after the case, as after every other.
      for (const fault of ['error-500', 'html', 'cut', 'rate', 'redirect', 'html-404'] as const) {
        stand.spoil({ kind: fault })
        await Promise.allSettled([stand.open().initiate(stand.request())])
        stand.spoil({ kind: fault })
        if (capabilities.query) await Promise.allSettled([stand.query(stand.request())])
        stand.spoil({ kind: fault })
        if (capabilities.settlementFormats.length > 0)
          await Promise.allSettled([stand.driver.fetchSettlements(undefined)])
      }
    },
  },
  {
    id: 'contract/missing-secret',
    says: 'a driver whose secret is not set does not open',
    needs: ['secrets'],
    run(stand) {
      for (const name of stand.factory.manifest.secrets) {
        must(
          Object.hasOwn(stand.agreement.secrets, name),
          `The manifest declares the secret ${shown(name)}, and the bank side has none.`,
        )
        const { [name]: _left, ...secrets } = stand.agreement.secrets
        let opened = true
        try {
          stand.open({ secrets })
        } catch {
          opened = false
        }
        must(!opened, `The driver opened without its secret ${shown(name)}.`)
      }
    },
  },
  {
    id: 'contract/frozen-request',
    says: 'a driver changes nothing of what it is given',
    needs: [],
    async run(stand) {
      const request = stand.request()
      const lines = request.lines.map((line) =>
        Object.freeze({ ...line, amount: Object.freeze({ ...line.amount }) }),
      )
      const frozen = Object.freeze({
        ...request,
        amount: Object.freeze({ ...request.amount }),
        lines: Object.freeze(lines),
      })
      await stand.driver.initiate(frozen)
    },
  },
  {
    id: 'contract/pure',
    says: 'translateCallback reads neither clock, chance, network nor environment, and says the same twice',
    needs: ['callbacks'],
    async run(stand) {
      const { request } = await paid(stand)
      const { body } = await callbackAbout(stand, request)
      const before = stand.calls()
      // Observation calls it twice without its surroundings, and compares.
      const { events } = stand.driver.translateCallback(body)
      must(events.length > 0, 'A callback about a paid payment gave no event.')
      await new Promise((resolve) => setTimeout(resolve, 20))
      must(stand.calls() === before, 'translateCallback called the bank.')
    },
  },
]

/** For `create` with a configuration that it must refuse. */
const neverUsed = ((refuse) => ({
  http: { call: refuse, download: refuse },
  books: {
    debitDeposit: refuse,
    findDebit: refuse,
    creditDeposit: refuse,
    findCredit: refuse,
    findTaken: refuse,
  },
  secret: () => ({ current: { id: 'kit', value: 'never-used-by-anybody' } }),
  clock: { now: () => new Date(0) },
  signal: new AbortController().signal,
  logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
}))(() => Promise.reject(new CaseFailure('create() used its context before it parsed the configuration.')))
