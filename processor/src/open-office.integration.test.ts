/** Opening and closing a whole office: in time, also where the broker has fallen silent, and without a connection left. */
import { MongoClient } from 'mongodb'
import { expect, test } from 'vitest'
import { aStream, append, attached } from '../test-support/a-process.ts'
import { openTo, portsOf } from '../test-support/open-sockets.ts'
import { startProxy } from '../test-support/tcp-proxy.ts'
import { databaseUri, freshName, required, startTestOffice, until } from '../test-support/test-office.ts'

test('an office whose broker has fallen silent closes in time, and what it did not publish waits', async () => {
  const url = new URL(required('TEST_AMQP_URL'))
  const proxy = await startProxy({ host: url.hostname, port: Number(url.port) })
  url.host = `127.0.0.1:${proxy.port}`
  const testOffice = await startTestOffice({ broker: 'rabbitmq', env: { AMQP_URL: url.toString() } })
  const { store } = testOffice.office
  proxy.stall('all')
  const stream = aStream()
  await append(store, stream, [attached()])
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(await store.outbox.count({ stream, pending: true })).toBe(1)

  const startedAt = Date.now()
  await testOffice.close(1_000)
  expect(Date.now() - startedAt).toBeLessThan(5_000)

  proxy.resume()
  await testOffice.end()
  await proxy.stop()
})

test('a connection that is left open is told by its ports', async () => {
  const ports = portsOf(databaseUri(freshName()))
  expect(openTo(ports)).toEqual([])
  const forgotten = await new MongoClient(required('TEST_MONGODB_URI')).connect()
  expect(openTo(ports).length).toBeGreaterThan(0)
  await forgotten.close()
  await until('its end', () => Promise.resolve(openTo(ports).length === 0))
})
