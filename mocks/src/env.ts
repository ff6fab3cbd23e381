/** The mocks' settings, read from the environment once. */
import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65_535)

const settingsSchema = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  FAKE_BANK_PORT: port.default(4010),
  /** How browsers reach the fake bank, where that is not its own address. */
  FAKE_BANK_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  BILLING_SERVICE_PORT: port.default(4011),
  /** How browsers reach the billing service, where that is not its own address. */
  BILLING_SERVICE_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  TRANSFER_BANK_PORT: port.default(4012),
  MAIL_SMTP_PORT: port.default(4025),
  MAIL_HTTP_PORT: port.default(4080),
  /** Where ledger and mails are kept; without it they are gone at the end. */
  MOCKS_DATA_DIR: z.string().min(1).optional(),
  CARD_GATEWAY_API_KEY: z.string().min(16).default('demo-card-gateway-api-key'),
  CARD_GATEWAY_CALLBACK_KEY_ID: z.string().min(1).default('k1'),
  CARD_GATEWAY_CALLBACK_SECRET: z.string().min(16).default('demo-card-gateway-callback-secret'),
  /** The codes of the billing service's clients, with commas between. */
  BILLING_BILLERS: z.string().min(1).default('borovia,sahil'),
  BILLING_CLIENT_KEY_ID: z.string().min(1).default('a1'),
  BILLING_CLIENT_KEY: z.string().min(16).default('demo-billing-client-key'),
  BILLING_NOTICE_KEY_ID: z.string().min(1).default('nbs-demo-1'),
  BILLING_NOTICE_SEED: z.string().min(16).default('demo-billing-notice-seed'),
  /** Each office's secret is this, a hyphen and its id. */
  TRANSFER_CLIENT_SECRET: z.string().min(16).default('demo-transfer-client-secret'),
})
export type Settings = z.infer<typeof settingsSchema>

/** Returns the settings. @throws Error that names each wrong variable, without its value. */
export function readSettings(): Settings {
  const parsed = settingsSchema.safeParse(process.env)
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`Put these environment variables right:\n${wrong.join('\n')}`)
}
