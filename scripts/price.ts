/** `npm run price -- --profile <folder> --request <file> [--on <date>] [--json]`: prices requests under an office's tariff. */
import {
  checkForm,
  fieldErrorsOf,
  formatMoney,
  money,
  plainDateIn,
  plainDateSchema,
  price,
  requestSchema,
  tariffOn,
  type OfficeProfile,
  type PlainDate,
  type Price,
  type Request,
} from '@lodge/shared-types'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { loadOfficeProfile } from '../processor/src/offices/load-profile.ts'
import { JsonFault, parseStrictJson } from '../processor/src/offices/strict-json.ts'

const usage = 'Usage: npm run price -- --profile <folder> --request <file> [--on YYYY-MM-DD] [--json]'

/** What the caller can put right; its message is one or more plain sentences. */
class WrongCall extends Error {}

function readCall(args: string[]): {
  profile: string
  request: string
  on: string | undefined
  json: boolean
} {
  try {
    const { values } = parseArgs({
      args,
      options: {
        profile: { type: 'string' },
        request: { type: 'string' },
        on: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    })
    const { profile, request, on, json } = values
    if (profile !== undefined && request !== undefined) return { profile, request, on, json }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new WrongCall(`${error.message.replace(/\.$/, '')}.\n${usage}`)
  }
  throw new WrongCall(`Give both --profile and --request.\n${usage}`)
}

async function readProfile(folder: string): Promise<OfficeProfile> {
  const loaded = await loadOfficeProfile(folder)
  if (loaded.ok) return loaded.profile
  const first = loaded.errors[0]
  throw new WrongCall(
    `The profile in ${folder} has ${loaded.errors.length} error(s), the first in ${first?.file ?? ''} ${first?.path ?? ''}: ${first?.message ?? ''} Run npm run profile:check -- ${folder}`,
  )
}

/** The file holds one request, or a list of them. */
async function readRequests(file: string): Promise<Request[]> {
  let content: unknown
  try {
    content = parseStrictJson(await readFile(file, 'utf8'))
  } catch (error) {
    if (error instanceof JsonFault) throw new WrongCall(`${file} is not JSON; ${error.message}.`)
    if (error instanceof Error && 'code' in error)
      throw new WrongCall(
        error.code === 'ENOENT'
          ? `There is no file ${file}.`
          : `${file} cannot be read (${String(error.code)}).`,
      )
    throw error
  }
  const parsed = z
    .array(requestSchema)
    .min(1, 'There is no request in the file.')
    .safeParse(Array.isArray(content) ? content : [content])
  if (parsed.success) return parsed.data
  const reasons = fieldErrorsOf(parsed.error).map(({ path, message }) => `  ${path}: ${message}`)
  throw new WrongCall(`${file} holds no request that can be priced:\n${reasons.join('\n')}`)
}

function readDay(on: string | undefined, profile: OfficeProfile): PlainDate {
  if (on === undefined) return plainDateIn(profile.timeZone, new Date())
  const parsed = plainDateSchema.safeParse(on)
  if (!parsed.success)
    throw new WrongCall(`--on ${on}: ${parsed.error.issues[0]?.message ?? 'this is not a date'}`)
  return parsed.data
}

function asJson({ lines, total }: Price): string {
  return JSON.stringify({
    lines: lines.map(({ code, rule, quantity, unitMinor, amountMinor }) => ({
      code,
      rule,
      quantity,
      unitMinor: unitMinor.toString(),
      amountMinor: amountMinor.toString(),
    })),
    totalMinor: total.amountMinor.toString(),
    currency: total.currency,
  })
}

/** Returns one line for each fee or tax and one for the total, amounts aligned at the right. */
function asText({ lines, total, tariffVersion }: Price, on: PlainDate): string {
  const inMoney = (amountMinor: bigint): string => formatMoney(money(amountMinor, total.currency))
  const rows = [
    ...lines.map(({ quantity, unitMinor, amountMinor, label, rule }) => ({
      amount: inMoney(amountMinor),
      text: `${label.en}, ${quantity} × ${inMoney(unitMinor)} (${rule})`,
    })),
    { amount: formatMoney(total), text: `total on ${on} by tariff ${tariffVersion}` },
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
  const priced = price(tariff, requests)
  console.log(call.json ? asJson(priced) : asText(priced, on))
  for (const request of requests)
    for (const { path, message } of checkForm(request, profile, on))
      console.error(`Note: the office would not take this request as it is: ${path}: ${message}`)
}

try {
  await priceRequests(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof WrongCall)) throw error
  console.error(error.message)
  process.exitCode = 1
}
