/** Statements that real banks and projects have published, where they lie beside the checkout: each must give what an independent count found. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { samplesFolder } from './env.ts'
import { readStatements } from './read-statements.ts'
import type { StatementFile } from './statement.ts'

const folder =
  samplesFolder() ?? fileURLToPath(new URL('../../../../shared/samples/statements', import.meta.url))
const manifestFile = join(folder, 'manifest.json')

const manifestSchema = z.array(
  z.object({
    file: z.string(),
    message: z.string(),
    statements: z.number(),
    entries: z.number(),
    /** Empty for MT940. */
    txDetails: z.union([z.number(), z.literal('').transform(() => undefined)]),
    currencies: z.array(z.string()),
    features: z.string().transform((text) => text.split(' ')),
    balance: z.string(),
  }),
)
type Sample = z.infer<typeof manifestSchema>[number]

const samples: readonly Sample[] = existsSync(manifestFile)
  ? manifestSchema.parse(JSON.parse(readFileSync(manifestFile, 'utf8')))
  : []

/**
 * Returns what `balance` says of each statement: `bal:ok,ok`, `bal:okx3`, `bal:off5.820`, `bal:off1.00x1 off2.00x1`, `bal:?`.
 * `off` is opening + booked − closing. Empty: no statement has both balances.
 */
function expectedBalances({ balance, statements }: Sample): string[] {
  if (balance === '') return Array.from({ length: statements }, () => 'unknown')
  return balance
    .replace('bal:', '')
    .split(/[ ,]/)
    .flatMap((part) => {
      const [, verdict = '', times = '1'] = /^(ok|\?|off-?[\d.]+?)(?:x(\d+))?$/.exec(part) ?? []
      const said = verdict === '?' ? 'unknown' : verdict.replace(/(\.\d\d)0+$/, '$1')
      return Array.from({ length: Number(times) }, () => said)
    })
}

/** All samples have two decimals. */
const writtenBalance = ({
  controls: { verdict, differenceMinor = 0n },
}: StatementFile['statements'][number]): string => {
  if (verdict !== 'off') return verdict
  const digits = (differenceMinor < 0n ? -differenceMinor : differenceMinor).toString().padStart(3, '0')
  return `off${differenceMinor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** What the manifest's words for features say of what is read; words about the bytes are left out. */
const features: Readonly<Record<string, (file: StatementFile) => boolean>> = {
  'multi-stmt': ({ statements }) => statements.length > 1,
  'no-entries': (file) => entriesOf(file).length === 0,
  debit: (file) => entriesOf(file).some(({ amountMinor }) => amountMinor < 0n),
  credit: (file) => entriesOf(file).some(({ amountMinor }) => amountMinor > 0n),
  reversal: (file) => entriesOf(file).some(({ isReversal }) => isReversal),
  return: (file) => detailsOf(file).some(({ returned }) => returned !== undefined),
  fx: (file) => detailsOf(file).some(({ exchange }) => exchange !== undefined),
  Btch: (file) => entriesOf(file).some(({ batches }) => batches.length > 0),
  'multi-TxDtls': (file) => entriesOf(file).some(({ details }) => details.length > 1),
  'struct-ref': (file) => detailsOf(file).some(({ creditorReferences }) => creditorReferences.length > 0),
  'RF-ref': (file) =>
    detailsOf(file).some((detail) => detail.creditorReferences.some((one) => one.startsWith('RF'))),
  ustrd: (file) => detailsOf(file).some(({ text }) => text !== ''),
  'no-E2E': (file) => detailsOf(file).some(({ references }) => references.endToEndId === undefined),
  '86-structured': (file) =>
    entriesOf(file).some(({ transactionCode }) => /\+\d{3}$/.test(transactionCode.proprietary ?? '')),
  '60M-paged': ({ statements }) => statements.some(({ opening }) => opening?.isIntermediate),
  'txsum!=ntry': ({ statements }) => statements.flatMap(({ controls }) => controls.detailsOff).length === 1,
}
const entriesOf = ({ statements }: StatementFile) => statements.flatMap(({ entries }) => entries)
const detailsOf = (file: StatementFile) => entriesOf(file).flatMap(({ details }) => details)

if (samples.length === 0)
  test.skip(`no samples in ${folder}; set STATEMENT_SAMPLES to their folder`, () => undefined)
else
  describe('statements from outside', () => {
    test.each(samples.map((sample): [string, Sample] => [sample.file, sample]))('%s', (name, sample) => {
      const file = readStatements(readFileSync(join(folder, name)))
      const sum = (of: 'entries' | 'details'): number =>
        file.statements.reduce((total, { controls }) => total + controls[of], 0)
      expect({
        message: sample.message === 'mt94x' ? 'mt94x' : file.message,
        statements: file.statements.length,
        entries: sum('entries'),
        txDetails: sample.txDetails === undefined ? undefined : sum('details'),
        currencies: file.currencies,
        balances: file.statements.map(writtenBalance),
        unread: file.statements.flatMap(({ unread }) => unread),
      }).toEqual({
        message: sample.message,
        statements: sample.statements,
        entries: sample.entries,
        txDetails: sample.txDetails,
        currencies: sample.currencies,
        balances: expectedBalances(sample),
        unread: [],
      })
      for (const feature of sample.features)
        expect([feature, features[feature]?.(file) ?? true]).toEqual([feature, true])
      expect(file.statements.flatMap(({ controls }) => controls.detailsOff)).toHaveLength(
        sample.features.includes('txsum!=ntry') ? 1 : 0,
      )
    })
  })
