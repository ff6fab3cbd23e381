/** `lodge-driver-kit statement <file> [--mapping <file>] [--json]`: says what is in a bank statement, and whether it adds up. */
import { open, readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { csvMappingSchema, type CsvMapping } from './csv-mapping.ts'
import { writeAmount } from './exact-amount.ts'
import { readStatements, statementSizeCap } from './read-statements.ts'
import { UnreadableStatement, type Statement, type StatementFile } from './statement.ts'

const usage = 'Usage: lodge-driver-kit statement <file> [--mapping <file>] [--json]'

/** What the caller can put right; its message is one plain sentence, with the usage below where that helps. */
class WrongCall extends Error {}

type Call = { file: string; mapping: string | undefined; json: boolean }

function readCall(args: readonly string[]): Call {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { mapping: { type: 'string' }, json: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    const [file, ...more] = positionals
    if (file !== undefined && more.length === 0) return { file, mapping: values.mapping, json: values.json }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new WrongCall(`${error.message.replace(/\.$/, '')}.\n${usage}`)
  }
  throw new WrongCall(`Name one statement file.\n${usage}`)
}

/** Returns the bytes of a file no larger than is read at all. */
async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    const handle = await open(file, 'r')
    try {
      const { size } = await handle.stat()
      // One byte more than the cap is enough to refuse the rest.
      return size > statementSizeCap ? new Uint8Array(statementSizeCap + 1) : await handle.readFile()
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw new WrongCall(unreadable(file, error))
  }
}

function unreadable(file: string, error: unknown): string {
  if (!(error instanceof Error && 'code' in error)) throw error
  if (error.code === 'ENOENT') return `There is no file ${file}.`
  return error.code === 'EISDIR' ? `${file} is a folder.` : `${file} cannot be read (${String(error.code)}).`
}

async function mappingOf(file: string): Promise<CsvMapping> {
  let content: unknown
  try {
    content = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw new WrongCall(
      error instanceof SyntaxError ? `The mapping ${file} is not JSON.` : unreadable(file, error),
    )
  }
  const parsed = csvMappingSchema.safeParse(content)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const path = issue?.path.join('.') ?? ''
  throw new WrongCall(
    `The mapping ${file} cannot be used: ${path === '' ? '' : `${path}: `}${issue?.message ?? ''}`,
  )
}

const detailsOf = ({ statements }: StatementFile): number =>
  statements.reduce((sum, { controls }) => sum + controls.details, 0)
const entriesOf = ({ statements }: StatementFile): number =>
  statements.reduce((sum, { controls }) => sum + controls.entries, 0)

/** What `docs/statements.md` says. */
const asJson = (file: StatementFile): string =>
  JSON.stringify({
    format: file.format,
    statements: file.statements.length,
    entries: entriesOf(file),
    details: detailsOf(file),
    currencies: file.currencies,
    balances: file.statements.map(({ controls }) => controls.verdict),
    warnings: file.warnings.map(({ message }) => message),
  })

const verdicts = {
  ok: 'adds up',
  off: 'does not add up',
  unknown: 'has no balances to check it by',
} as const

function textOf(statement: Statement): string[] {
  const { account, sequence, page, from, to, opening, closing, currency, controls } = statement
  const number = [sequence && `number ${sequence}`, page !== undefined && `page ${page}`]
    .filter((one) => one)
    .join(', ')
  const days = from === undefined ? '' : ` ${from}${to === undefined || to === from ? '' : ` to ${to}`}`
  const sum = (amountMinor: bigint): string => writeAmount({ amountMinor, currency })
  return [
    `Statement ${statement.index + 1}: account ${account === '' ? 'unknown' : account}${number === '' ? '' : `, ${number}`}${days}`,
    ...(opening ? [`  opening  ${writeAmount(opening)}`] : []),
    `  in       ${sum(controls.creditMinor)}`,
    `  out      ${sum(controls.debitMinor)}`,
    ...(closing ? [`  closing  ${writeAmount(closing)}`] : []),
    `  ${controls.entries} entries (${controls.booked} booked), ${controls.details} details; it ${verdicts[controls.verdict]}.`,
    controls.mayApply ? '  It may be applied.' : `  It may not be applied: ${controls.why.join(' ')}`,
  ]
}

const asText = (file: StatementFile): string =>
  [
    `${file.message}${file.messageId === '' ? '' : `, message ${file.messageId}`}: ${file.statements.length} statements, ${entriesOf(file)} entries, ${detailsOf(file)} details${file.currencies.length === 0 ? '' : `, in ${file.currencies.join(', ')}`}`,
    ...file.statements.flatMap(textOf),
    ...(file.warnings.length === 0
      ? []
      : ['Warnings:', ...file.warnings.map(({ message }) => `  ${message}`)]),
  ].join('\n')

/** Runs the command with the arguments behind its name; returns the exit code: 0, or 1 with a sentence on standard error. */
export async function statementCommand(args: readonly string[]): Promise<number> {
  try {
    const call = readCall(args)
    const mapping = call.mapping === undefined ? undefined : await mappingOf(call.mapping)
    const file = readStatements(await bytesOf(call.file), mapping ? { mapping } : {})
    console.log(call.json ? asJson(file) : asText(file))
    return 0
  } catch (error) {
    if (!(error instanceof WrongCall) && !(error instanceof UnreadableStatement)) throw error
    console.error(error.message)
    return 1
  }
}
