/** For tests: an upload server over real HTTP, in this process or, run as a program, in one of its own that can be killed. */
import type { Actor } from '@lodge/shared-types'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { makeClock } from '../src/clock.ts'
import { officeEnvSchema } from '../src/env.ts'
import { makeLog } from '../src/log.ts'
import { readProfiles } from '../src/offices/profiles.ts'
import { openStore } from '../src/store/store.ts'
import type { UploadOffice } from '../src/documents/complete-upload.ts'
import { makeUploads } from '../src/documents/uploads.ts'

export const standOptionsSchema = z.object({
  uri: z.string(),
  tempDir: z.string(),
  qpdf: z.string().optional(),
  leaseMs: z.number().optional(),
})
export type StandOptions = z.infer<typeof standOptionsSchema>

/** What a stand in a process of its own tells: its port once, then its use of memory in bytes. */
export const standMessageSchema = z.union([
  z.object({ port: z.number() }),
  z.object({ heapUsed: z.number(), rss: z.number() }),
])

export const testOffice = 'borovia'

/** Opens the office that the database holds; the caller closes its store. */
export async function openUploadOffice({ uri, tempDir }: StandOptions): Promise<UploadOffice> {
  const store = await openStore(uri, { appName: 'upload-stand', maxPoolSize: 10 })
  const env = officeEnvSchema.parse({
    MONGODB_URI: uri,
    AMQP_URL: 'in-process',
    PUBLIC_ORIGIN: 'http://127.0.0.1',
    OFFICE_KEYS_DIR: tempDir,
    DRIVERS_FILE: tempDir,
    DRIVER_SECRETS_FILE: tempDir,
    SMTP_URL: 'smtp://127.0.0.1',
    UPLOAD_TEMP_DIR: tempDir,
  })
  return { store, env, clock: makeClock(0), log: makeLog('error'), profiles: await readProfiles(store) }
}

/** Serves uploads on a free port; the header `x-account` says whose they are. */
export async function serveUploads(
  office: UploadOffice,
  { qpdf, leaseMs }: Omit<StandOptions, 'uri' | 'tempDir'> = {},
) {
  const uploads = makeUploads(office, {
    inspection: qpdf === undefined ? {} : { qpdf },
    times: leaseMs === undefined ? {} : { leaseMs },
  })
  const server = createServer((req, res) => {
    const account = req.headers['x-account']
    const actor: Actor = {
      officeId: testOffice,
      accountId: typeof account === 'string' ? account : undefined,
      who: { kind: 'user', id: 'u-1' },
      roles: account === undefined ? ['registrar'] : ['agent'],
    }
    void uploads.handle(req, res, actor)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: portOf(server.address()), server }
}

const portOf = (address: AddressInfo | string | null): number => {
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return address.port
}

/** As a program: options as JSON in the first argument; tells its port, then its use of memory every 50 ms, over IPC. */
async function main(json: string): Promise<void> {
  const options = standOptionsSchema.parse(JSON.parse(json))
  const { port } = await serveUploads(await openUploadOffice(options), options)
  process.send?.({ port })
  process.once('disconnect', () => process.exit())
  for (;;) {
    const { heapUsed, rss } = process.memoryUsage()
    process.send?.({ heapUsed, rss })
    await sleep(50)
  }
}

if (import.meta.main) await main(process.argv[2] ?? '')
