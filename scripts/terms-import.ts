/**
 * `npm run terms:import -- --file <path> --version <v> [--edition <words>] [--base <list>] [--dry-run] [--out <folder>]`: makes a
 * term list of an edition, and tells what it changes beside the list `base`.
 */
import { termListSchema, termVersionSchema, type Term } from '@lodge/shared-types'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { readEdition, termFileText } from '../processor/src/offices/term-editions.ts'
import { loadTermList } from '../processor/src/offices/term-lists.ts'
import { differenceOf, linesOfDifference, type Known } from './import/list-difference.ts'
import { readSource, writeNew, wrongSource } from './import/source-file.ts'
import { root } from './local/places.ts'
import { readArguments, runCommand, WrongCall } from './wrong-call.ts'

const usage =
  'Usage: npm run terms:import -- --file <edition.json or .csv> --version <name> [--edition <words>] [--base <list>] [--dry-run] [--out <folder>]'

type Call = {
  file: string
  version: string
  edition: string
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
        file: text,
        version: text,
        edition: text,
        base: text,
        out: text,
        'dry-run': { type: 'boolean' },
      },
    }),
  )
  const { file, version, edition, base, out = join(root, 'processor', 'offices', 'terms') } = values
  if (file === undefined || version === undefined) throw new WrongCall(`Give --file and --version.\n${usage}`)
  const named = termVersionSchema.safeParse(version)
  if (!named.success) throw new WrongCall(`--version ${version}: ${named.error.issues[0]?.message ?? ''}`)
  const isDryRun = values['dry-run'] === true
  return { file, version, edition: edition ?? `Nice Classification, ${version}`, base, isDryRun, out }
}

/** Editions number terms each in their own way, so that a term is known by its words: one that changes its class has changed. */
const known = ({ classNumber, en, fr, ar }: Term): Known => ({
  key: en,
  says: [`class ${classNumber}`, ...(fr === undefined ? [] : [fr]), ...(ar === undefined ? [] : [ar])].join(
    ', ',
  ),
})

await runCommand(async () => {
  const { file, version, edition, base, isDryRun, out } = readCall(process.argv.slice(2))
  const { text, format } = await readSource(file)
  const read = readEdition(text, format)
  if (!read.ok) throw wrongSource(file, read.faults)
  const list = { version, edition, terms: read.rows }
  const parsed = termListSchema.safeParse(list)
  if (!parsed.success) throw new WrongCall(parsed.error.issues.map(({ message }) => message).join('\n'))
  const { coverage, terms } = parsed.data
  const beside = base === undefined ? undefined : await loadTermList(base, out)
  if (beside?.ok === false) throw new WrongCall(`--base: ${beside.message}`)
  const path = join(out, `${version}.json`)
  if (!isDryRun) await writeNew(path, termFileText(list))
  if (beside?.ok === true && base !== undefined) {
    const difference = differenceOf(beside.list.terms.map(known), terms.map(known))
    for (const line of linesOfDifference(base, difference)) console.log(line)
  }
  const classes = new Set(terms.map((term) => term.classNumber)).size
  console.log(
    `${relative(process.cwd(), path)}: ${terms.length} terms in ${classes} classes, ${coverage.fr} in French, ${coverage.ar} in Arabic.`,
  )
  console.log(
    isDryRun
      ? 'This was a dry run; nothing was written.'
      : `An office offers it once its office.json says "termsVersion": "${version}".`,
  )
})
