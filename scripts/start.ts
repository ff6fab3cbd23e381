/**
 * `npm start`: finds or starts MongoDB and RabbitMQ, builds the portal where it changed, starts Lodge's programs in
 * order, and ends everything in the reverse order on Ctrl-C. Data stays in `.data/`.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { databaseUri, namesDatabase, startMongo } from './local/mongo.ts'
import { dataDir, ensureDataDir, root, toolsDir } from './local/places.ts'
import { buildPortal } from './local/portal-build.ts'
import { endRunningPrograms, LocalSetupError, type Log } from './local/programs.ts'
import { whenOrphaned } from './local/processes.ts'
import { startRabbit } from './local/rabbit.ts'
import { ensurePackages } from './local/system-packages.ts'
import { startChild, untilReady, type Child } from './start/child.ts'
import { loadDemo, writeDriverFiles } from './start/demo.ts'
import { fillDemoDesks } from './start/demo-desk.ts'
import { fileDemoDossiers } from './start/demo-dossiers.ts'
import { officeEnv, programs, type Program } from './start/programs.ts'
import { checkDisk, checkPorts, choosePorts } from './start/ready-to-start.ts'
import { noteRunning } from './start/running.ts'
import { summaryLines } from './start/summary.ts'

/** MongoDB's own port number plus 100, so that an installed one is not in the way; another is taken where it is not free. */
const preferredMongoPort = 27_117
/** How long programs may take to finish their work before they are killed. */
const graceMs = 8000

const log: Log = (line) => console.log(line)
const stopped = new AbortController()
/** What has to be ended, in the order of its start. */
const children: Child[] = []
const services: (() => Promise<void>)[] = []
let removeNote = (): void => undefined

function requestStop(why: string): void {
  if (stopped.signal.aborted) return
  log(`\n${why} Ending everything …`)
  stopped.abort()
  endRunningPrograms()
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => requestStop(`${signal}.`))
whenOrphaned(() => requestStop('The command that started Lodge has ended.'))

process.exit(await main())

async function main(): Promise<number> {
  try {
    const death = await run()
    if (death === null) return 0
    console.error(`\n${death}`)
    return 1
  } catch (error) {
    if (stopped.signal.aborted) return 0
    console.error(`\n${sentenceOf(error)}`)
    return 1
  } finally {
    await endEverything()
  }
}

/** Resolves with null when a stop was asked for, or with what died. */
async function run(): Promise<string | null> {
  ensureDataDir()
  checkDisk(dataDir)
  const ports = choosePorts(process.env)
  const note = await noteRunning(`http://localhost:${ports.portal}`, log)
  removeNote = note.remove
  const amqpUrl = process.env.AMQP_URL ?? ''
  await checkPorts(
    ports,
    programs.filter((program) => program.isWanted({ amqpUrl })).flatMap((program) => program.listensOn),
  )
  const { signal } = stopped

  log('Starting MongoDB …')
  const mongo = await startMongo({
    dataDir: join(dataDir, 'mongo'),
    toolsDir,
    log,
    port: preferredMongoPort,
    signal,
  })
  services.push(mongo.stop)
  log(`MongoDB: ${mongo.description}`)
  log('Starting RabbitMQ …')
  const rabbit = await startRabbit({ dataDir: join(dataDir, 'rabbit'), log, signal })
  if (rabbit !== null) services.push(rabbit.stop)
  const broker = rabbit?.description ?? 'in-process (portal and processor share one process)'
  log(`Broker: ${broker}`)

  const inspection = await ensurePackages(['qpdf'], log)
  if (!inspection.here)
    log(
      `Documents cannot be inspected here, so every upload is refused for now: ${inspection.why}; to have it, run: ${inspection.command}`,
    )

  log('Building the portal where it changed …')
  const build = await buildPortal(log)
  signal.throwIfAborted()
  if (!build.ok) throw new LocalSetupError(`The portal could not be built:\n${build.output}`)
  log(`Portal: ${build.summary}`)

  const surroundings = {
    mongodbUri: namesDatabase(mongo.uri) ? mongo.uri : databaseUri(mongo.uri, 'lodge'),
    amqpUrl: rabbit?.url ?? 'in-process',
    ports,
  }
  log('Making collections and indexes, loading the demo offices where they are missing …')
  const variables = officeEnv(surroundings)
  await writeDriverFiles(
    { drivers: join(dataDir, 'drivers.json'), secrets: join(dataDir, 'driver-secrets.json') },
    {
      bank: `http://127.0.0.1:${ports.bank}`,
      billing: `http://127.0.0.1:${ports.billing}`,
      transfers: `http://127.0.0.1:${ports.transfers}`,
    },
  )
  const signIns = await loadDemo(variables, join(dataDir, 'demo-sign-ins.json'))

  const wanted = programs.filter((program) => program.isWanted(surroundings))
  for (const program of wanted) {
    signal.throwIfAborted()
    log(`Starting ${program.name} …`)
    const child = startChild({
      name: program.name,
      script: scriptOf(program),
      cwd: root,
      env: program.env(surroundings),
      log,
    })
    children.push(child)
    if (child.pid !== undefined) note.add(child.pid)
    await untilReady(child, program.readyUrl(ports), signal)
  }

  log('Filing dossiers at each demo office where there are none, and beginning work on them …')
  const origin = { portal: `http://localhost:${ports.portal}`, bank: `http://127.0.0.1:${ports.bank}` }
  await fileDemoDossiers({ ...origin, signIns, withImages: inspection.here }, signal)
    .then((offices) => fillDemoDesks(variables, { offices, signIns }, signal))
    .catch((error: unknown) => {
      signal.throwIfAborted()
      log(`The demo data is not complete: ${error instanceof Error ? error.message : String(error)}`)
    })

  const hasProcessor = wanted.some((program) => program.name === 'processor')
  const summary = { ports, mongo: `${mongo.uri}, ${mongo.description}`, broker, hasProcessor, signIns }
  for (const line of summaryLines(summary)) log(line)

  return Promise.race([
    new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null))),
    ...children.map((child) => child.died),
    mongo.died.then((words) => `MongoDB ended by itself. Its last lines:\n${words}`),
    ...(rabbit === null
      ? []
      : [rabbit.died.then((words) => `RabbitMQ ended by itself. Its last lines:\n${words}`)]),
  ])
}

function scriptOf(program: Program): string {
  const path = join(root, program.script)
  if (!existsSync(path))
    throw new LocalSetupError(`${program.script} is missing; restore it with: git checkout ${program.script}`)
  return path
}

async function endEverything(): Promise<void> {
  const deadline = Date.now() + graceMs
  for (const child of children.toReversed()) await child.stop(deadline)
  await Promise.allSettled(services.map((stop) => stop()))
  removeNote()
}

function sentenceOf(error: unknown): string {
  if (error instanceof LocalSetupError) return error.message
  if (error instanceof Error && 'code' in error) {
    if (error.code === 'ENOSPC')
      return `The disk is full; free at least 500 MB where ${dataDir} is and start again.`
    if (error.code === 'EACCES' || error.code === 'EPERM') {
      return `This user may not write where Lodge keeps its data (${error.message}); give ${dataDir} to your user and start again.`
    }
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
