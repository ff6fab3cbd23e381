/** The note in the data folder that says who runs on it, so that a second start steps back and one after a crash tidies up. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { dataDir } from '../local/places.ts'
import { endProcesses, identify, stillRuns } from '../local/processes.ts'
import { LocalSetupError, type Log } from '../local/programs.ts'

const file = join(dataDir, 'running.json')

const processSchema = z.object({ pid: z.number().int(), born: z.string() })
const noteSchema = z.object({
  supervisor: processSchema,
  portalUrl: z.string(),
  programs: z.array(processSchema),
})
type Note = z.infer<typeof noteSchema>

export type RunningNote = {
  /** Remembers a program that was started, for whoever has to end it after a crash. */
  readonly add: (pid: number) => void
  readonly remove: () => void
}

/**
 * Notes that this process runs on the data folder, after ending what a killed one left behind.
 * @throws LocalSetupError where another start still runs
 */
export async function noteRunning(portalUrl: string, log: Log): Promise<RunningNote> {
  const earlier = read()
  if (earlier !== null && stillRuns(earlier.supervisor)) {
    throw new LocalSetupError(
      `Lodge runs already (${earlier.portalUrl}, process ${earlier.supervisor.pid}); end it with Ctrl-C in its terminal or with: kill ${earlier.supervisor.pid}`,
    )
  }
  const orphans = (earlier?.programs ?? []).filter(stillRuns)
  if (orphans.length > 0) log('Ending programs that an earlier run left behind …')
  await endProcesses(
    orphans.map(({ pid }) => pid),
    8000,
  )
  rmSync(file, { force: true })
  const self = identify(process.pid)
  if (self === null)
    throw new LocalSetupError('This system does not show its processes (no /proc and no ps).')
  const note: Note = { supervisor: self, portalUrl, programs: [] }
  create(note)
  return {
    add: (pid) => {
      const program = identify(pid)
      if (program === null) return
      note.programs.push(program)
      writeFileSync(file, JSON.stringify(note))
    },
    remove: () => rmSync(file, { force: true }),
  }
}

/** Of two that start at the same moment, the file system lets one create the note. */
function create(note: Note): void {
  try {
    writeFileSync(file, JSON.stringify(note), { flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    throw new LocalSetupError('Another `npm start` is just starting here; use that one.', { cause: error })
  }
}

function read(): Note | null {
  try {
    return noteSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}
