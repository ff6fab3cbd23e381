/** The program as it is started by the start command. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'

const run = (env: Readonly<Record<string, string>>) => {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts')], { env })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (output += part.toString()))
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, exit, output: () => output }
}
const freePorts = {
  FAKE_BANK_PORT: '0',
  BILLING_SERVICE_PORT: '0',
  TRANSFER_BANK_PORT: '0',
  MAIL_SMTP_PORT: '0',
  MAIL_HTTP_PORT: '0',
}

test('every server comes up healthy, and ends cleanly on SIGTERM', async () => {
  const { child, exit, output } = run(freePorts)
  try {
    await expect.poll(() => output(), { timeout: 8000 }).toMatch(/SMTP on port \d+/)
    const urls = [...output().matchAll(/http:\/\/\S+:\d+/g)].map(([url]) => url)
    expect(urls).toHaveLength(4)
    for (const url of urls) expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ ok: true })
    child.kill('SIGTERM')
    expect(await exit).toBe(0)
  } finally {
    child.kill('SIGKILL')
  }
}, 15_000)

test('a wrong setting is named, without its value', async () => {
  const { exit, output } = run({ ...freePorts, CARD_GATEWAY_CALLBACK_SECRET: 'tooshort' })
  expect(await exit).toBe(1)
  expect(output()).toContain('CARD_GATEWAY_CALLBACK_SECRET')
  expect(output()).not.toContain('tooshort')
}, 15_000)
