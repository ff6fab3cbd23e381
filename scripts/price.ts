/** `npm run price -- --profile <folder> --request <file> [--on <date>] [--json]`: prices requests under an office's tariff (docs/fees.md). */
import {
  checkForm,
  fieldErrorsOf,
  filingModes,
  formatMoney,
  money,
  plainDateIn,
  plainDateSchema,
  price,
  requestSchema,
  tariffOn,
  type FeeLine,
  type FileFacts,
  type FilingMode,
  type OfficeProfile,
  type PlainDate,
  type Price,
  type Request,
} from '@lodge/shared-types'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { openListedTerms } from '../processor/src/offices/listed-terms.ts'
import { loadOfficeProfile } from '../processor/src/offices/load-profile.ts'
import { JsonFault, parseStrictJson } from '../processor/src/offices/strict-json.ts'
import { factsOf, knownFilesSchema } from './price/known-files.ts'
import { readArguments, readText, runCommand, WrongCall } from './wrong-call.ts'

const usage =
  'Usage: npm run price -- --profile <folder> --request <file> [--on YYYY-MM-DD] [--files <file>] [--mode online|paper] [--json]'

type Call = {
  profile: string
  request: string
  on: string | undefined
  files: string | undefined
  mode: string
  json: boolean
}

function readCall(args: string[]): Call {
  const { values } = readArguments(usage, () =>
    parseArgs({
      args,
      options: {
        profile: { type: 'string' },
        request: { type: 'string' },
        on: { type: 'string' },
        files: { type: 'string' },
        mode: { type: 'string', default: 'online' },
        json: { type: 'boolean', default: false },
      },
    }),
  )
  const { profile, request, on, files, mode, json } = values
  if (profile === undefined || request === undefined)
    throw new WrongCall(`Give both --profile and --request.\n${usage}`)
  return { profile, request, on, files, mode, json }
}

async function readProfile(folder: string): Promise<OfficeProfile> {
  const loaded = await loadOfficeProfile(folder)
  if (loaded.ok) return loaded.profile
  const first = loaded.errors[0]
  throw new WrongCall(
    `The profile in ${folder} has ${loaded.errors.length} error(s), the first in ${first?.file ?? ''} ${first?.path ?? ''}: ${first?.message ?? ''} Run npm run profile:check -- ${folder}`,
  )
}

async function readJson(file: string): Promise<unknown> {
  const text = await readText(file)
  try {
    return parseStrictJson(text)
  } catch (error) {
    if (error instanceof JsonFault) throw new WrongCall(`${file} is not JSON; ${error.message}.`)
    throw error
  }
}

const reasonsOf = (error: z.ZodError): string =>
  fieldErrorsOf(error)
    .map(({ path, message }) => `  ${path}: ${message}`)
    .join('\n')

/** The file holds one request, or a list of them. */
async function readRequests(file: string): Promise<Request[]> {
  const content = await readJson(file)
  const parsed = z
    .array(requestSchema)
    .min(1, 'There is no request in the file.')
    .safeParse(Array.isArray(content) ? content : [content])
  if (parsed.success) return parsed.data
  throw new WrongCall(`${file} holds no request that can be priced:\n${reasonsOf(parsed.error)}`)
}

/** Returns what is known of a file by its number; without `--files` nothing is. */
async function readFiles(file: string | undefined): Promise<(request: Request) => FileFacts | undefined> {
  if (file === undefined) return () => undefined
  const parsed = knownFilesSchema.safeParse(await readJson(file))
  if (!parsed.success) throw new WrongCall(`${file} tells nothing of files:\n${reasonsOf(parsed.error)}`)
  const known = new Map(parsed.data.map((one) => [one.fileNumber, factsOf(one)]))
  return (request) =>
    'fileNumber' in request && request.fileNumber !== undefined ? known.get(request.fileNumber) : undefined
}

function readMode(mode: string): FilingMode {
  const known = filingModes.find((one) => one === mode)
  if (known) return known
  throw new WrongCall(`--mode ${mode}: say ${filingModes.join(' or ')}.`)
}

function readDay(on: string | undefined, profile: OfficeProfile): PlainDate {
  if (on === undefined) return plainDateIn(profile.timeZone, new Date())
  const parsed = plainDateSchema.safeParse(on)
  if (!parsed.success)
    throw new WrongCall(`--on ${on}: ${parsed.error.issues[0]?.message ?? 'this is not a date'}`)
  return parsed.data
}

const linesAsJson = (lines: readonly FeeLine[]) =>
  lines.map(({ code, rule, quantity, unitMinor, amountMinor }) => ({
    code,
    rule,
    quantity,
    unitMinor: unitMinor.toString(),
    amountMinor: amountMinor.toString(),
  }))

/** What `docs/fees.md` says; `parts` is there only where the order is paid in parts. */
const asJson = ({ lines, total, parts }: Price): string =>
  JSON.stringify({
    lines: linesAsJson(lines),
    totalMinor: total.amountMinor.toString(),
    currency: total.currency,
    ...(parts && {
      parts: parts.map((part) => ({
        code: part.code,
        dueOn: part.dueOn,
        lines: linesAsJson(part.lines),
        totalMinor: part.total.amountMinor.toString(),
      })),
    }),
  })

/** Returns one line for each fee or tax, for the total, and for each part of it; amounts aligned at the right. */
function asText({ lines, total, tariffVersion, parts = [] }: Price, on: PlainDate): string {
  const inMoney = (amountMinor: bigint): string => formatMoney(money(amountMinor, total.currency))
  const explained = (line: FeeLine): string => {
    const { label, detail, quantity, unitMinor, rule, fullUnitMinor, reductions = [] } = line
    const less = reductions.map((one) => `${inMoney(one.lessMinor)} less: ${one.label.en} (${one.rule})`)
    return [
      `${label.en}${detail === undefined ? '' : ` ${detail}`}, ${quantity} × ${inMoney(unitMinor)} (${rule})`,
      ...(fullUnitMinor === undefined ? [] : [`in full ${inMoney(fullUnitMinor)}`]),
      ...less,
    ].join('; ')
  }
  const rows = [
    ...lines.map((line) => ({ amount: inMoney(line.amountMinor), text: explained(line) })),
    { amount: formatMoney(total), text: `total on ${on} by tariff ${tariffVersion}` },
    ...parts.map((part) => ({
      amount: formatMoney(part.total),
      text: `of it by ${part.dueOn}: ${part.label.en} (${part.rule})`,
    })),
  ]
  const width = Math.max(...rows.map((row) => row.amount.length))
  return rows.map(({ amount, text }) => `${amount.padStart(width)}  ${text}`).join('\n')
}

async function priceRequests(args: string[]): Promise<void> {
  const call = readCall(args)
  const profile = await readProfile(call.profile)
  const requests = await readRequests(call.request)
  const on = readDay(call.on, profile)
  const tariff = tariffOn(profile.tariffs, on)
  if (!tariff) throw new WrongCall(`The office ${profile.id} has no tariff in force on ${on}.`)
  const priced = price(tariff, requests, {
    on,
    mode: readMode(call.mode),
    calendar: profile.calendar,
    facts: await readFiles(call.files),
    isListedTerm: await openListedTerms(join(call.profile, '..'))(profile),
  })
  console.log(call.json ? asJson(priced) : asText(priced, on))
  for (const request of requests)
    for (const { path, message } of checkForm(request, profile, on))
      console.error(`Note: the office would not take this request as it is: ${path}: ${message}`)
}

await runCommand(() => priceRequests(process.argv.slice(2)))
