/** Runs the outside world: fake bank and mail sink, until SIGTERM or SIGINT. */
import path from 'node:path'
import { readSettings } from './env.ts'
import { startFakeBank } from './fake-bank/fake-bank.ts'
import { startMailSink } from './mail-sink/mail-sink.ts'

const settings = readSettings()
const folder = (name: string) =>
  settings.MOCKS_DATA_DIR === undefined ? {} : { dataDir: path.join(settings.MOCKS_DATA_DIR, name) }

const bank = await startFakeBank({
  host: settings.HOST,
  port: settings.FAKE_BANK_PORT,
  ...folder('fake-bank'),
  ...(settings.FAKE_BANK_PUBLIC_URL === undefined ? {} : { publicUrl: settings.FAKE_BANK_PUBLIC_URL }),
  apiKey: settings.CARD_GATEWAY_API_KEY,
  callbackSecrets: [
    { id: settings.CARD_GATEWAY_CALLBACK_KEY_ID, value: settings.CARD_GATEWAY_CALLBACK_SECRET },
  ],
})
const sink = await startMailSink({
  host: settings.HOST,
  smtpPort: settings.MAIL_SMTP_PORT,
  httpPort: settings.MAIL_HTTP_PORT,
  ...folder('mails'),
})
console.log(`Fake bank: ${bank.url}`)
console.log(`Mail sink: ${sink.url}, SMTP on port ${sink.smtpPort}`)

let ending = false
const end = (): void => {
  if (ending) return
  ending = true
  Promise.all([bank.stop(), sink.stop()]).then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
}
process.on('SIGTERM', end)
process.on('SIGINT', end)
