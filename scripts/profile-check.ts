/** `npm run profile:check -- <folder>`: checks an office profile and names every error with its file, path and reason. */
import { parseArgs } from 'node:util'
import { loadOfficeProfile } from '../processor/src/offices/load-profile.ts'

const usage = 'Usage: npm run profile:check -- <folder>, such as processor/offices/borovia'

/** Returns the exit code: 0 for a good profile, 1 for errors or a wrong call. */
async function checkProfile(args: string[]): Promise<0 | 1> {
  let folder: string | undefined
  try {
    const { positionals } = parseArgs({ args, allowPositionals: true, options: {} })
    folder = positionals.length === 1 ? positionals[0] : undefined
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
  }
  if (folder === undefined) {
    console.error(usage)
    return 1
  }
  const result = await loadOfficeProfile(folder)
  if (!result.ok) {
    for (const { file, path, message } of result.errors)
      console.error(`${file}${path === '' ? '' : `: ${path}`}: ${message}`)
    console.error(`${folder}: ${result.errors.length} error(s); the profile cannot be used.`)
    return 1
  }
  const { profile, digest, doubts } = result
  for (const { file, path, message } of doubts) console.log(`${file}: ${path}: ${message} (hardly meant)`)
  console.log(`${profile.id} ${profile.version}: the profile is good (SHA-256 ${digest}).`)
  return 0
}

process.exitCode = await checkProfile(process.argv.slice(2))
