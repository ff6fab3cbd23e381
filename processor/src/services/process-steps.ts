/** The process bar: through which business processes a file has come, when, and where it is. Pure. */
import {
  businessProcesses,
  type BusinessProcess,
  type DomainEvent,
  type FileStatus,
  type PlainDate,
  plainDateIn,
} from '@lodge/shared-types'

/** done: come through. here: where the file is. skipped: passed by. ahead: not yet reached, or never to be, once it is over. */
export type ProcessStep = {
  process: BusinessProcess
  state: 'done' | 'here' | 'skipped' | 'ahead'
  /** The office-local day on which the file last came to this process; null for one that it has not been in. */
  on: PlainDate | null
  /** The status that the file had last in this process. */
  status: FileStatus | null
}

/** Returns all business processes in their order, with what the history of a file says of each. */
export function processSteps(history: readonly DomainEvent[], timeZone: string): ProcessStep[] {
  const been = new Map<BusinessProcess, { at: Date; status: FileStatus }>()
  let here: BusinessProcess | undefined
  for (const event of history) {
    if (event.type !== 'file.received' && event.type !== 'file.acted') continue
    const { process, status } = event.data
    const at = here === process ? (been.get(process)?.at ?? event.at) : event.at
    been.set(process, { at, status })
    here = process
  }
  const now = here === undefined ? -1 : businessProcesses.indexOf(here)
  return businessProcesses.map((process, index) => {
    const visit = been.get(process)
    const passed = visit ? 'done' : 'skipped'
    return {
      process,
      state: index === now ? 'here' : index < now ? passed : 'ahead',
      on: visit ? plainDateIn(timeZone, visit.at) : null,
      status: visit?.status ?? null,
    }
  })
}
