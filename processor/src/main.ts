/** The processor program: relay, consumers and jobs of all offices, with a small health page. */
import { createServer } from 'node:http'
import { EnvError, environment, officeEnvSchema, parseEnv } from './env.ts'
import { errorText, makeLog } from './log.ts'
import { openOffice } from './open-office.ts'

const stopWithinMs = 8_000

async function main(): Promise<void> {
  const env = parseEnv(officeEnvSchema, environment())
  const log = makeLog(env.LOG_LEVEL, undefined, { program: 'processor' })
  const open = await openOffice(env, 'lodge-processor', log)
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown): void => {
      response
        .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
        .end(JSON.stringify(body))
    }
    if (request.url === '/healthz') answer(200, { alive: true })
    else if (request.url !== '/readyz') answer(404, { error: 'There are /healthz and /readyz.' })
    else
      open.services.health().then(
        (health) => answer(health.ready ? 200 : 503, health),
        () => answer(503, { ready: false }),
      )
  })
  server.requestTimeout = 5_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${env.PROCESSOR_PORT} is taken; end the program that uses it or set PROCESSOR_PORT.`,
            )
          : error,
      ),
    )
    server.listen(env.PROCESSOR_PORT, env.PROCESSOR_HOST, resolve)
  })
  await open.run()
  log.info('started', { port: env.PROCESSOR_PORT })

  let isStopping = false
  const stop = (): void => {
    if (isStopping) return
    isStopping = true
    log.info('stopping')
    server.close()
    open.close(stopWithinMs).then(
      () => process.exit(0),
      (error: unknown) => {
        log.error('stop-failed', { error: errorText(error) })
        process.exit(1)
      },
    )
    setTimeout(() => process.exit(1), stopWithinMs + 1_500).unref()
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof EnvError ? error.message : errorText(error)}\n`)
  process.exit(1)
})
