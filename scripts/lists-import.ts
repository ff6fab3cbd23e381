/**
 * `npm run lists:import -- --list <list> --file <path> --version <v> [--edition <words>] [--source <words>] [--base <list>]
 * [--dry-run] [--out <folder>]`: makes a code list of an edition, and tells what it changes beside the list `base`.
 */
import {
  codeForms,
  codeListSchema,
  codeListVersionSchema,
  isCodeListName,
  type CodeEntry,
  type CodeListName,
} from '@lodge/shared-types'
import { basename, join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { codeFileText, readCodes } from '../processor/src/offices/code-editions.ts'
import { loadCodeList } from '../processor/src/offices/code-lists.ts'
import { differenceOf, linesOfDifference, type Known } from './import/list-difference.ts'
import { readSource, writeNew, wrongSource } from './import/source-file.ts'
import { root } from './local/places.ts'
import { readArguments, runCommand, WrongCall } from './wrong-call.ts'

const names = Object.keys(codeForms).join(', ')
const usage = `Usage: npm run lists:import -- --list <${names}> --file <edition.json or .csv> --version <name> [--edition <words>] [--source <words>] [--base <list>] [--dry-run] [--out <folder>]`

type Call = {
  list: CodeListName
  file: string
  version: string
  edition: string
  source: string
  base: string | undefined
  isDryRun: boolean
  out: string
}

const text = { type: 'string' } as const

function readCall(args: string[]): Call {
  const { values } = readArguments(usage, () =>
    parseArgs({
      args,
      options: {
        list: text,
        file: text,
        version: text,
        edition: text,
        source: text,
        base: text,
        out: text,
        'dry-run': { type: 'boolean' },
      },
    }),
  )
  const { list, file, version, base, out = join(root, 'processor', 'offices', 'lists') } = values
  if (list === undefined || file === undefined || version === undefined)
    throw new WrongCall(`Give --list, --file and --version.\n${usage}`)
  if (!isCodeListName(list)) throw new WrongCall(`--list ${list}: there are ${names}.`)
  const named = codeListVersionSchema.safeParse(version)
  if (!named.success) throw new WrongCall(`--version ${version}: ${named.error.issues[0]?.message ?? ''}`)
  const { edition = `${codeForms[list].name}, ${version}`, source = `Imported from ${basename(file)}` } =
    values
  return { list, file, version, edition, source, base, isDryRun: values['dry-run'] === true, out }
}

const known = ({ code, en, fr, ar, minorUnits }: CodeEntry): Known => ({
  key: code,
  says: [en, fr, ar, minorUnits === undefined ? undefined : `${minorUnits} decimal digits`]
    .filter((part) => part !== undefined)
    .join(', '),
})

await runCommand(async () => {
  const { file, base, isDryRun, out, ...head } = readCall(process.argv.slice(2))
  const { text, format } = await readSource(file)
  const read = readCodes(head.list, text, format)
  if (!read.ok) throw wrongSource(file, read.faults)
  const parsed = codeListSchema.safeParse({ ...head, entries: read.entries })
  if (!parsed.success)
    throw new WrongCall(
      parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'),
    )
  const beside = base === undefined ? undefined : await loadCodeList(base, out)
  if (beside?.ok === false) throw new WrongCall(`--base: ${beside.message}`)
  if (beside?.ok === true && beside.list.list !== head.list)
    throw new WrongCall(`--base: the code list "${beside.list.version}" is one of "${beside.list.list}".`)
  const path = join(out, `${head.version}.json`)
  if (!isDryRun) await writeNew(path, codeFileText(parsed.data))
  if (beside?.ok === true) {
    const difference = differenceOf(beside.list.entries.map(known), parsed.data.entries.map(known))
    for (const line of linesOfDifference(beside.list.version, difference)) console.log(line)
  }
  console.log(`${relative(process.cwd(), path)}: ${parsed.data.entries.length} codes.`)
  console.log(
    isDryRun
      ? 'This was a dry run; nothing was written.'
      : `An office uses it once its office.json says "codeLists": { "${head.list}": "${head.version}" }.`,
  )
})
