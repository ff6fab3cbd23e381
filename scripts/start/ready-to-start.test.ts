import { createServer } from 'node:net'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { checkPorts, choosePorts } from './ready-to-start.ts'

test('each program has its own port, and a variable that chooses another', () => {
  expect(choosePorts({ PORTAL_PORT: '8080' })).toEqual({
    bank: 4010,
    billing: 4011,
    transfers: 4012,
    processor: 4020,
    smtp: 4025,
    mail: 4080,
    portal: 8080,
  })
})

test('a variable that holds no port, or the port of another program, is named', () => {
  expect(() => choosePorts({ PORTAL_PORT: '70000' })).toThrow(/PORTAL_PORT is "70000", which is no port/)
  expect(() => choosePorts({ PORTAL_PORT: '4010' })).toThrow(/FAKE_BANK_PORT and PORTAL_PORT are both 4010/)
})

test('a taken port is told with whose it is and the variable that chooses another', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  try {
    const chosen = choosePorts({ PORTAL_PORT: String(port) })
    await expect(checkPorts(chosen, ['portal'])).rejects.toThrow(
      `Port ${port} (the portal) is taken by another program; end that program, or choose another port: PORTAL_PORT=${port + 1} npm start`,
    )
  } finally {
    server.close()
  }
})
