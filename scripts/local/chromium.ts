/** Chromium for the browser tests: the one that CHROMIUM_PATH names, else an installed one, else Debian's package. */
import { findProgram, isExecutable, LocalSetupError, type Log } from './programs.ts'
import { ensurePackages } from './system-packages.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'] as const

/**
 * The absolute path of Chromium, installed where it was missing and may be.
 * @throws LocalSetupError telling a person how to get it
 */
export async function findChromium(log: Log): Promise<string> {
  const given = process.env.CHROMIUM_PATH
  if (given !== undefined && given !== '') {
    if (isExecutable(given)) return given
    throw new LocalSetupError(`CHROMIUM_PATH names ${given}, which is not a program; correct or unset it.`)
  }
  const installed = onThePath()
  if (installed !== null) return installed
  const outcome = await ensurePackages(['chromium'], log)
  const path = onThePath()
  if (path !== null) return path
  throw new LocalSetupError(
    outcome.here ? 'No Chromium found.' : `No Chromium (${outcome.why}). To have it, run: ${outcome.command}`,
  )
}

function onThePath(): string | null {
  return names.map((name) => findProgram(name, ['/usr/bin'])).find((path) => path !== null) ?? null
}
