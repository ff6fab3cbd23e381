/** The portal's process: reads the environment, opens the office, listens, and drains when it is told to end. */
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createRequestHandler } from '@remix-run/node'
import { EnvError, errorText, makeLog, openOffice } from '@lodge/processor'
import { buildSchema } from './build-schema.ts'
import { readEnv } from './env.ts'
import { createEdge } from './http.ts'
import { loadAssets } from './static-assets.ts'

const buildFolder = join(import.meta.dirname, '..', 'build')
const serverBundle = join(buildFolder, 'server', 'index.js')
/** The process is gone this long after SIGTERM at the latest; the office closes in what the edge leaves of it. */
const drainMs = 10_000

/** Prints one sentence for the person at the terminal, and ends. */
function giveUp(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

function settings() {
  try {
    return readEnv()
  } catch (error) {
    if (error instanceof EnvError) return giveUp(error.message)
    throw error
  }
}

const env = settings()
if (!existsSync(serverBundle))
  giveUp('The portal is not built yet: run "npm run build" in the folder portal.')
const build = buildSchema.parse(await import(pathToFileURL(serverBundle).href))
const log = makeLog(env.office.LOG_LEVEL).with({ program: 'portal' })
const office = await openOffice(env.office, 'lodge-portal', log).catch((error: unknown) =>
  giveUp(errorText(error)),
)

const handle = createRequestHandler(build, 'production')
const edge = createEdge({
  publicOrigin: env.office.PUBLIC_ORIGIN,
  proxyHops: env.portal.PORTAL_PROXY_HOPS,
  rateFactor: env.portal.PORTAL_RATE_FACTOR,
  services: office.services,
  assets: loadAssets(join(buildFolder, 'client')),
  render: (request, visited) => handle(request, { ...visited, services: office.services }),
  log,
})

edge.server.once('error', (error: NodeJS.ErrnoException) => {
  const { PORTAL_HOST: host, PORTAL_PORT: port } = env.portal
  giveUp(
    error.code === 'EADDRINUSE'
      ? `Port ${port} on ${host} is taken by another program: end it, or set PORTAL_PORT to a free port.`
      : `The portal cannot listen on ${host}:${port} (${error.code ?? error.message}): check PORTAL_HOST and PORTAL_PORT.`,
  )
})
edge.server.listen(env.portal.PORTAL_PORT, env.portal.PORTAL_HOST)
await once(edge.server, 'listening')
// Without a broker there is nobody else to do the work: the processor runs in this process.
if (env.office.AMQP_URL === 'in-process')
  await office.run().catch((error: unknown) => giveUp(`The processors cannot start: ${errorText(error)}`))
log.info('listening', { origin: env.office.PUBLIC_ORIGIN, port: env.portal.PORTAL_PORT })

let isEnding = false
async function end(signal: string): Promise<void> {
  if (isEnding) return
  isEnding = true
  log.info('draining', { signal })
  setTimeout(() => process.exit(1), drainMs).unref()
  await edge.close(5_000)
  await office.close(3_000)
  log.info('ended')
  process.exit(0)
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(signal))
