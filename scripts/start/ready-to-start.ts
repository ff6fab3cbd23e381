/** What has to be so before anything is started: room on the disk, and ports that are free. */
import { statfsSync } from 'node:fs'
import { isPortFree } from '../local/ports.ts'
import { LocalSetupError } from '../local/programs.ts'
import { ports, type ChosenPorts, type PortName } from './programs.ts'

const neededBytes = 500_000_000

/** @throws LocalSetupError where fewer than 500 MB are free: MongoDB would stop in the middle of its work */
export function checkDisk(folder: string): void {
  const disk = statfsSync(folder)
  const free = disk.bavail * disk.bsize
  if (free >= neededBytes) return
  throw new LocalSetupError(
    `Only ${Math.round(free / 1e6)} MB are free where ${folder} is; free at least 500 MB and start again.`,
  )
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The port of each program: its variable's, else its default.
 * @throws LocalSetupError naming a variable that holds no port, or two that hold the same
 */
export function choosePorts(env: Environment): ChosenPorts {
  const chosen = {
    bank: portOf('bank', env),
    billing: portOf('billing', env),
    transfers: portOf('transfers', env),
    processor: portOf('processor', env),
    smtp: portOf('smtp', env),
    mail: portOf('mail', env),
    portal: portOf('portal', env),
  }
  const names = portNames()
  for (const name of names) {
    const other = names.find((candidate) => candidate !== name && chosen[candidate] === chosen[name])
    if (other === undefined) continue
    throw new LocalSetupError(
      `${ports[name].variable} and ${ports[other].variable} are both ${chosen[name]}; give each its own port.`,
    )
  }
  return chosen
}

function portOf(name: PortName, env: Environment): number {
  const { variable, default: fallback } = ports[name]
  const given = env[variable]
  if (given === undefined || given === '') return fallback
  const port = Number(given)
  if (/^\d+$/.test(given) && port >= 1 && port <= 65_535) return port
  throw new LocalSetupError(`${variable} is "${given}", which is no port; use a number from 1 to 65535.`)
}

/** @throws LocalSetupError naming whose port is taken, and the variable that chooses another */
export async function checkPorts(
  chosen: ChosenPorts,
  wanted: readonly PortName[],
  isFree: (port: number) => Promise<boolean> = isPortFree,
): Promise<void> {
  for (const name of wanted) {
    if (await isFree(chosen[name])) continue
    const { variable, whose } = ports[name]
    throw new LocalSetupError(
      `Port ${chosen[name]} (${whose}) is taken by another program; end that program, or choose another port: ${variable}=${chosen[name] + 1} npm start`,
    )
  }
}

function portNames(): PortName[] {
  return ['bank', 'processor', 'smtp', 'mail', 'portal']
}
