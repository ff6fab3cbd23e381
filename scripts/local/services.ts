/**
 * Starts MongoDB and RabbitMQ on temporary data and stays until it is stopped: `node scripts/local/services.ts`.
 * For whoever runs single integration tests again and again; prints the variables that the tests read.
 */
import { writeFileSync } from 'node:fs'
import { startMongo } from './mongo.ts'
import { toolsDir } from './places.ts'
import { LocalSetupError } from './programs.ts'
import { startRabbit } from './rabbit.ts'
import { temporaryFolder } from './temporary-folder.ts'

const log = (line: string): void => console.error(line)
const folder = await temporaryFolder()
const stops: (() => Promise<void>)[] = []

async function end(exitCode: number): Promise<never> {
  await Promise.allSettled(stops.map((stop) => stop()))
  folder.remove()
  process.exit(exitCode)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void end(0))

try {
  const mongo = await startMongo({ dataDir: folder.mongo, toolsDir, log, testCommands: true })
  stops.push(mongo.stop)
  log(`MongoDB: ${mongo.description}`)
  const rabbit = await startRabbit({ dataDir: folder.rabbit, log })
  if (rabbit !== null) stops.push(rabbit.stop)
  log(`RabbitMQ: ${rabbit?.description ?? 'none'}`)

  const variables = { TEST_MONGODB_URI: mongo.uri, ...(rabbit === null ? {} : { TEST_AMQP_URL: rabbit.url }) }
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}`)
  console.log(lines.join(' '))
  const file = process.env.LODGE_SERVICES_FILE
  if (file !== undefined)
    writeFileSync(file, lines.map((line) => `export ${line.replace('=', "='")}'\n`).join(''))

  const [name, lastWords] = await Promise.race([
    mongo.died.then((words) => ['MongoDB', words] as const),
    ...(rabbit === null ? [] : [rabbit.died.then((words) => ['RabbitMQ', words] as const)]),
  ])
  log(`${name} ended by itself. Its last words:\n${lastWords}`)
  await end(1)
} catch (error) {
  log(error instanceof LocalSetupError ? error.message : String(error))
  await end(1)
}
