/** `lodge-driver-kit`: proves a payment driver against its bank's side of the wire, looks into statements, begins a new driver. */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { casesLike } from './cases.ts'
import { UnusableModule } from './load-driver.ts'
import { copyTemplate, TemplateFault } from './new-driver.ts'
import { junitOf, linesOf, summaryOf } from './report.ts'
import { runSupervised } from './supervised-run.ts'

const usage = `lodge-driver-kit test <module> [--bank-side <module>] [--junit <file>] [--seed <number>] [--only <pattern>] [--list]
lodge-driver-kit statement <file> [--json]
lodge-driver-kit new <folder>

test       proves the driver that <module> exports (docs/bank-drivers.md); exit 1 if a case fails
  --bank-side  the module that plays the bank; without it only the manifest is looked at
  --junit      writes the results as JUnit XML
  --seed       a whole number: the same number makes the same run; 1 unless given
  --only       runs the cases whose id contains the pattern; * stands for anything, as in "callbacks/*"
  --list       names the cases and what each proves
statement  tells what a bank statement holds (camt.053, camt.054, MT940, MT942)
new        copies a driver, its bank side and a guide into a new folder`

/** What the caller can put right; its message is for them. */
class WrongCall extends Error {}

function readCall(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'bank-side': { type: 'string' },
        junit: { type: 'string' },
        seed: { type: 'string', default: '1' },
        only: { type: 'string' },
        list: { type: 'boolean', default: false },
      },
    })
    const [module, ...more] = positionals
    if (more.length > 0) throw new WrongCall(`Give one module, not ${positionals.length}.\n${usage}`)
    if (!/^\d{1,9}$/.test(values.seed)) throw new WrongCall(`--seed ${values.seed}: give a whole number.`)
    return { ...values, module, seed: Number(values.seed) }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new WrongCall(`${error.message}\n${usage}`)
  }
}

async function testDriver(args: readonly string[]): Promise<number> {
  const { module, only, list, seed, junit, 'bank-side': bankSide } = readCall(args)
  const cases = casesLike(only)
  if (cases.length === 0) throw new WrongCall(`No case is like ${only ?? ''}; --list names them all.`)
  if (list) {
    for (const { id, says } of cases) console.log(`${id}: ${says}`)
    return 0
  }
  if (module === undefined) throw new WrongCall(`Name the module of the driver.\n${usage}`)
  const { results, manifest } = await runSupervised({
    ...{ module, bankSide, seed, cases },
    onResult: (result) => console.log(linesOf(result).join('\n')),
  })
  console.log(summaryOf(results, manifest).join('\n'))
  if (bankSide === undefined)
    console.log('Without a bank side only the manifest was looked at: give --bank-side to prove the driver.')
  if (junit !== undefined) await writeFile(junit, junitOf(results, manifest?.id ?? module))
  return results.length === cases.length && results.every(({ outcome }) => outcome !== 'failed') ? 0 : 1
}

const commands: Readonly<Record<string, (args: readonly string[]) => Promise<number> | number>> = {
  test: testDriver,
  // Loaded when asked for: whoever proves a driver does not wait for the readers of statements.
  statement: async (args) => (await import('../statements/statement-command.ts')).statementCommand(args),
  new: async ([folder, ...more]) => {
    if (folder === undefined || more.length > 0) throw new WrongCall(`Name one new folder.\n${usage}`)
    console.log(await copyTemplate(folder))
    return 0
  },
}

/** Runs the command; returns its exit code: 0, 1 for a failure, 2 for a call that cannot be understood. */
export async function runCommand([name, ...args]: readonly string[]): Promise<number> {
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    const asked = name === undefined || name === '--help' || name === '-h' || name === 'help'
    console[asked && name !== undefined ? 'log' : 'error'](
      asked ? usage : `There is no command ${name}.\n${usage}`,
    )
    return asked && name !== undefined ? 0 : 2
  }
  try {
    return await command(args)
  } catch (error) {
    if (error instanceof WrongCall) {
      console.error(error.message)
      return 2
    }
    if (error instanceof UnusableModule || error instanceof TemplateFault) {
      console.error(error.message)
      return 1
    }
    throw error
  }
}
