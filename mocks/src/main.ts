/** Runs the outside world: fake bank, billing service, transfer bank and mail sink, until SIGTERM or SIGINT. */
import path from 'node:path'
import { startBillingService } from './billing-gateway/billing-service.ts'
import { readSettings } from './env.ts'
import { startFakeBank } from './fake-bank/fake-bank.ts'
import { startMailSink } from './mail-sink/mail-sink.ts'
import { demoClients } from './transfer-bank/accounts.ts'
import { startTransferBank } from './transfer-bank/transfer-bank.ts'

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
const billing = await startBillingService({
  host: settings.HOST,
  port: settings.BILLING_SERVICE_PORT,
  ...folder('billing-service'),
  ...(settings.BILLING_SERVICE_PUBLIC_URL === undefined
    ? {}
    : { publicUrl: settings.BILLING_SERVICE_PUBLIC_URL }),
  billers: settings.BILLING_BILLERS.split(',').map((code) => ({
    code: code.trim(),
    keys: [{ id: settings.BILLING_CLIENT_KEY_ID, value: settings.BILLING_CLIENT_KEY }],
  })),
  noticeKeys: [{ id: settings.BILLING_NOTICE_KEY_ID, seed: settings.BILLING_NOTICE_SEED }],
})
const transfers = await startTransferBank({
  host: settings.HOST,
  port: settings.TRANSFER_BANK_PORT,
  ...folder('transfer-bank'),
  clients: Object.values(demoClients((office) => `${settings.TRANSFER_CLIENT_SECRET}-${office}`)),
})
const sink = await startMailSink({
  host: settings.HOST,
  smtpPort: settings.MAIL_SMTP_PORT,
  httpPort: settings.MAIL_HTTP_PORT,
  ...folder('mails'),
})
console.log(`Fake bank: ${bank.url}`)
console.log(`Billing service: ${billing.url}`)
console.log(`Transfer bank: ${transfers.url}`)
console.log(`Mail sink: ${sink.url}, SMTP on port ${sink.smtpPort}`)

let ending = false
const end = (): void => {
  if (ending) return
  ending = true
  Promise.all([bank.stop(), billing.stop(), transfers.stop(), sink.stop()]).then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
}
process.on('SIGTERM', end)
process.on('SIGINT', end)
