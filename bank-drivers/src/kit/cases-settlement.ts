/** Statements: fetched without gaps, read to the last minor unit, applied once. Hostile files are in cases-settlement-files.ts. */
import { money } from '@lodge/shared-types'
import { mustSay, refusalOf, started } from './judgement.ts'
import { must, NotApplicable, shown, type KitCase } from './kit-case.ts'
import { applied, booking, closeDay, fetchAll, mustTellTheTruth, paidPayments } from './settled-days.ts'
import { createStatementIntake } from './statement-intake.ts'

export const settlementCases: readonly KitCase[] = [
  {
    id: 'settlement/told',
    says: 'every payment that the bank has booked is on a fetched statement, in its amount and with its reference',
    needs: ['settlement'],
    async run(stand) {
      const payments = await paidPayments(stand, 3)
      await closeDay(stand)
      const { files } = await fetchAll(stand)
      must(files.length > 0, 'The bank has closed its day, and the driver fetches no file.')
      const declared: readonly string[] = stand.factory.manifest.capabilities.settlementFormats
      for (const { name, file } of files) {
        must(
          declared.includes(file.format),
          `${name} is ${file.format}, which the manifest does not declare.`,
        )
        must(
          file.statements.every(
            ({ controls }) => controls.verdict !== 'off' && controls.detailsOff.length === 0,
          ),
          `As the driver reads ${name}, its balances or totals do not fit.`,
        )
      }
      const intake = applied(booking(files))
      must(intake.refused().length === 0, `A statement may not be applied: ${intake.refused().join(' ')}`)
      await mustTellTheTruth(stand, intake, payments, 'after one day')
    },
  },
  {
    id: 'settlement/cursor',
    says: 'the cursor goes on where it stood: nothing twice, nothing left out, the same again from the same place',
    needs: ['settlement'],
    async run(stand) {
      const first = await paidPayments(stand, 2)
      await closeDay(stand)
      const one = await fetchAll(stand)
      const idle = await fetchAll(stand, one.cursor)
      must(
        idle.files.length === 0,
        `Behind its own cursor the driver fetched ${idle.files.length} files again.`,
      )
      const second = await paidPayments(stand, 2)
      await closeDay(stand)
      const two = await fetchAll(stand, one.cursor)
      must(two.files.length > 0, 'The second day brought no file behind the cursor of the first.')
      const names = new Set(one.files.map(({ name }) => name))
      must(
        !two.files.some(({ name }) => names.has(name)),
        'A file of the first day came again behind its cursor.',
      )
      const again = await fetchAll({ driver: stand.open() }, one.cursor)
      must(
        shown(again.files.map(({ name }) => name)) === shown(two.files.map(({ name }) => name)),
        'From the same cursor a fresh driver fetched other files.',
      )
      const intake = applied([...booking(one.files), ...booking(two.files)])
      await mustTellTheTruth(stand, intake, [...first, ...second], 'after two days')
    },
  },
  {
    id: 'settlement/same-file-twice',
    says: 'a file that comes again, also under another name, has the same identity line by line',
    needs: ['settlement'],
    async run(stand) {
      const payments = await paidPayments(stand, 3)
      await closeDay(stand)
      const files = booking((await fetchAll(stand)).files)
      const intake = applied(files)
      const lines = intake.lines().length
      for (const { bytes } of files) {
        const fresh = intake.apply(stand.open().parseSettlement(Uint8Array.from(bytes)))
        must(fresh === 0, `The same file, read again, has ${fresh} lines that seem new.`)
      }
      must(intake.lines().length === lines, 'The same file made lines twice.')
      await mustTellTheTruth(stand, intake, payments, 'after the same file came again')
    },
  },
  {
    id: 'settlement/overlapping',
    says: 'files of several days, applied in any order and again from the start, tell each payment once',
    needs: ['settlement'],
    async run(stand) {
      const payments = [...(await paidPayments(stand, 2))]
      await closeDay(stand)
      payments.push(...(await paidPayments(stand, 2)))
      await closeDay(stand)
      const files = booking((await fetchAll(stand)).files)
      const again = booking((await fetchAll(stand)).files)
      await mustTellTheTruth(
        stand,
        applied([...files, ...again].toReversed()),
        payments,
        'when files overlap',
      )
    },
  },
  {
    id: 'settlement/crash-at-every-line',
    says: 'a process that ends after any line goes on without loss and without doubling',
    needs: ['settlement'],
    async run(stand) {
      const payments = await paidPayments(stand, 4)
      await closeDay(stand)
      const files = booking((await fetchAll(stand)).files)
      const lines = applied(files).lines().length
      for (let crash = 0; crash <= lines; crash += 1) {
        const intake = createStatementIntake()
        for (const { file } of files) intake.apply(file, crash)
        for (const { bytes } of files) intake.apply(stand.driver.parseSettlement(bytes))
        must(
          intake.lines().length === lines,
          `After a crash at line ${crash} there are ${intake.lines().length} lines of ${lines}.`,
        )
        await mustTellTheTruth(stand, intake, payments, `after a crash at line ${crash}`)
      }
    },
  },
  {
    id: 'settlement/equal-lines',
    says: 'two equal payments on one day are two lines',
    needs: ['settlement', 'reference'],
    async run(stand) {
      const { request, bankReference } = await started(stand)
      await stand.side.pay(request, request.amount)
      await stand.side.pay(request, request.amount)
      await closeDay(stand)
      const intake = applied(booking((await fetchAll(stand)).files))
      await mustTellTheTruth(stand, intake, [{ request, bankReference }], 'when the payer paid twice')
      must(
        intake.sumOf({ request, bankReference }) === 2n * request.amount.amountMinor,
        'Of two equal payments one was lost.',
      )
    },
  },
  {
    id: 'settlement/other-sums',
    says: 'payments in part, over and in parts are told as they came, with their reference',
    needs: ['settlement', 'reference'],
    async run(stand) {
      const payments = []
      for (const share of [[50n], [101n], [30n, 70n]]) {
        const { request, bankReference } = await started(stand)
        for (const percent of share)
          await stand.pay(
            request,
            money((request.amount.amountMinor * percent) / 100n, request.amount.currency),
          )
        payments.push({ request, bankReference })
      }
      await closeDay(stand)
      await mustTellTheTruth(
        stand,
        applied(booking((await fetchAll(stand)).files)),
        payments,
        'for other sums than asked',
      )
    },
  },
  {
    id: 'settlement/missing-reference',
    says: 'money without a reference is on the statement, and belongs to nobody',
    needs: ['settlement', 'reference'],
    async run(stand) {
      const { payUnnamed } = stand.side
      must(
        payUnnamed !== undefined,
        'The bank side cannot payUnnamed; money without a reference comes to every account.',
      )
      const payments = await paidPayments(stand, 2)
      const amount = money(
        payments.reduce((sum, { request }) => sum + request.amount.amountMinor, 7n),
        payments[0]?.request.amount.currency ?? 'EUR',
      )
      await payUnnamed(amount)
      await closeDay(stand)
      const intake = applied(booking((await fetchAll(stand)).files))
      must(
        intake.lines().some(({ entry }) => entry.amountMinor === amount.amountMinor),
        'Money that came without a reference is not on the statement as the driver reads it.',
      )
      await mustTellTheTruth(stand, intake, payments, 'beside money without a reference')
    },
  },
  {
    id: 'settlement/returns',
    says: 'money that goes back is told with its sign, so that both lines make zero',
    needs: ['settlement'],
    async run(stand) {
      const { takeBack } = stand.side
      if (!takeBack) throw new NotApplicable('the bank side cannot take money back (takeBack)')
      const payments = await paidPayments(stand, 2)
      const [back] = payments
      must(back !== undefined, 'No payment was made.')
      await takeBack(back.request)
      await closeDay(stand)
      const intake = applied(booking((await fetchAll(stand)).files))
      await mustTellTheTruth(stand, intake, payments, 'after money went back')
      must(
        intake.sumOf(back) === 0n,
        `A payment that went back leaves ${intake.sumOf(back)} on the statements.`,
      )
    },
  },
  {
    id: 'settlement/053-with-054',
    says: 'a notification tells what a statement books, recognisable, and is never counted beside it',
    needs: ['both-camts'],
    async run(stand) {
      const payments = await paidPayments(stand, 3)
      await closeDay(stand)
      const { files } = await fetchAll(stand)
      const [booked, told] = (['camt.053', 'camt.054'] as const).map((format) =>
        applied(files.filter(({ file }) => file.format === format)),
      )
      must(booked !== undefined && told !== undefined, 'There are not two formats.')
      if (told.lines().length === 0) throw new NotApplicable('the bank side published no camt.054')
      await mustTellTheTruth(stand, booked, payments, 'by the statement alone')
      const references = new Set(booked.lines().map(({ entry }) => entry.servicerReference))
      for (const { entry } of told.lines())
        must(
          entry.servicerReference !== undefined && references.has(entry.servicerReference),
          `A notified entry (${shown(entry.servicerReference)}) is not recognised on the statement: it would count twice.`,
        )
    },
  },
  {
    id: 'settlement/batches',
    says: 'an entry for several payments tells each of them, and they add up to it, less the bank’s charges',
    needs: ['settlement'],
    async run(stand) {
      const payments = await paidPayments(stand, 4)
      await closeDay(stand)
      const intake = applied(booking((await fetchAll(stand)).files))
      const batches = intake.lines().filter(({ entry }) => entry.details.length > 1)
      if (batches.length === 0) throw new NotApplicable('the bank side booked no entry for several payments')
      for (const { entry } of batches) {
        const gross = entry.details.reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0n), 0n)
        const charges = entry.details
          .flatMap((detail) => detail.charges)
          .reduce((sum, one) => sum + (one.isIncluded === true ? 0n : one.amountMinor), 0n)
        must(
          gross === entry.amountMinor || gross + charges === entry.amountMinor,
          `The payments of an entry of ${entry.amountMinor} add up to ${gross}, with charges of ${charges}.`,
        )
      }
      await mustTellTheTruth(stand, intake, payments, 'in batches')
    },
  },
  {
    id: 'settlement/fetch-in-doubt',
    says: 'a file that does not arrive whole is an error, and comes again from the same cursor',
    needs: ['settlement', 'bank'],
    async run(stand) {
      const payments = await paidPayments(stand, 2)
      await closeDay(stand)
      const before = stand.calls()
      const whole = await stand.driver.fetchSettlements(undefined)
      const calls = stand.calls() - before
      for (let onCall = 1; onCall <= calls; onCall += 1)
        for (const kind of ['error-500', 'html', 'cut', 'html-404', 'redirect', 'rate'] as const) {
          stand.spoil({ kind }, { onCall })
          const error = await refusalOf(
            stand.driver.fetchSettlements(undefined),
            `although call ${onCall} of the fetching met the fault "${kind}"`,
          )
          if (kind === 'rate') mustSay(error, 'no', 'a limiter turns calls away before they are looked at')
        }
      const again = await stand.driver.fetchSettlements(undefined)
      must(
        shown(again.files.map(({ name }) => name)) === shown(whole.files.map(({ name }) => name)),
        'After faults the same cursor gives other files.',
      )
      await mustTellTheTruth(
        stand,
        applied(booking((await fetchAll(stand)).files)),
        payments,
        'after faults on the way',
      )
    },
  },
]
