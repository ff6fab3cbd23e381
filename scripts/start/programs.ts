/** The programs of a local Lodge as data: what each is called, where it listens, what it is told, and when it is ready. */
import { join } from 'node:path'
import { dataDir } from '../local/places.ts'

/** Every port, the variable that chooses another, and whose it is. */
export const ports = {
  bank: { variable: 'FAKE_BANK_PORT', default: 4010, whose: 'the fake bank' },
  billing: { variable: 'BILLING_SERVICE_PORT', default: 4011, whose: 'the fake billing service' },
  transfers: { variable: 'TRANSFER_BANK_PORT', default: 4012, whose: 'the fake transfer bank' },
  processor: { variable: 'PROCESSOR_PORT', default: 4020, whose: 'the processor' },
  smtp: { variable: 'MAIL_SMTP_PORT', default: 4025, whose: "the mail sink's SMTP" },
  mail: { variable: 'MAIL_HTTP_PORT', default: 4080, whose: "the mail sink's page" },
  portal: { variable: 'PORTAL_PORT', default: 3000, whose: 'the portal' },
} as const satisfies Record<string, { variable: string; default: number; whose: string }>

/** What the demo's bank and offices share; the programs' own defaults for trials. */
export const demoBank = {
  apiKey: 'demo-card-gateway-api-key',
  callbackKeyId: 'k1',
  callbackSecret: 'demo-card-gateway-callback-secret',
} as const

/** What the demo's billing service and offices share; the programs' own defaults for trials. */
export const demoBilling = {
  clientKey: { id: 'a1', value: 'demo-billing-client-key' },
  noticeKey: { id: 'nbs-demo-1', seed: 'demo-billing-notice-seed' },
} as const

/** What the demo's transfer bank and offices share; the programs' own default for trials. */
const clientSecret = 'demo-transfer-client-secret'
export const demoTransfers = {
  clientSecret,
  secretOf: (office: string): string => `${clientSecret}-${office}`,
} as const

export type PortName = keyof typeof ports
export type ChosenPorts = Readonly<Record<PortName, number>>

export type Surroundings = {
  readonly mongodbUri: string
  /** `in-process`: no broker; the portal runs the processor's work itself. */
  readonly amqpUrl: string
  readonly ports: ChosenPorts
}

export type Program = {
  readonly name: 'mocks' | 'processor' | 'portal'
  /** Below the root of the repository. */
  readonly script: string
  readonly listensOn: readonly PortName[]
  readonly env: (surroundings: Surroundings) => Record<string, string>
  /** Answers with a status below 500 once the program is ready. */
  readonly readyUrl: (ports: ChosenPorts) => string
  readonly isWanted: (surroundings: Pick<Surroundings, 'amqpUrl'>) => boolean
}

const always = (): boolean => true

/** In the order of their start; they are stopped in the reverse order. */
export const programs: readonly Program[] = [
  {
    name: 'mocks',
    script: 'mocks/src/main.ts',
    listensOn: ['bank', 'billing', 'transfers', 'smtp', 'mail'],
    env: ({ ports: chosen }) => ({
      FAKE_BANK_PORT: String(chosen.bank),
      BILLING_SERVICE_PORT: String(chosen.billing),
      TRANSFER_BANK_PORT: String(chosen.transfers),
      MAIL_SMTP_PORT: String(chosen.smtp),
      MAIL_HTTP_PORT: String(chosen.mail),
      MOCKS_DATA_DIR: join(dataDir, 'mocks'),
      CARD_GATEWAY_API_KEY: demoBank.apiKey,
      CARD_GATEWAY_CALLBACK_KEY_ID: demoBank.callbackKeyId,
      CARD_GATEWAY_CALLBACK_SECRET: demoBank.callbackSecret,
      TRANSFER_CLIENT_SECRET: demoTransfers.clientSecret,
      BILLING_CLIENT_KEY_ID: demoBilling.clientKey.id,
      BILLING_CLIENT_KEY: demoBilling.clientKey.value,
      BILLING_NOTICE_KEY_ID: demoBilling.noticeKey.id,
      BILLING_NOTICE_SEED: demoBilling.noticeKey.seed,
    }),
    readyUrl: (chosen) => `http://127.0.0.1:${chosen.bank}/healthz`,
    isWanted: always,
  },
  {
    name: 'processor',
    script: 'processor/src/main.ts',
    listensOn: ['processor'],
    env: officeEnv,
    readyUrl: (chosen) => `http://127.0.0.1:${chosen.processor}/readyz`,
    isWanted: ({ amqpUrl }) => amqpUrl !== 'in-process',
  },
  {
    name: 'portal',
    script: 'portal/server/main.ts',
    listensOn: ['portal'],
    env: (surroundings) => ({
      ...officeEnv(surroundings),
      PORTAL_PORT: String(surroundings.ports.portal),
      NODE_ENV: 'production',
    }),
    readyUrl: (chosen) => `http://127.0.0.1:${chosen.portal}/readyz`,
    isWanted: always,
  },
]

/** What the office is told, in the portal's process and in the processor's alike. */
export function officeEnv({ mongodbUri, amqpUrl, ports: chosen }: Surroundings): Record<string, string> {
  return {
    LODGE_MODE: 'demo',
    MONGODB_URI: mongodbUri,
    AMQP_URL: amqpUrl,
    PUBLIC_ORIGIN: origin(chosen),
    SMTP_URL: `smtp://127.0.0.1:${chosen.smtp}`,
    PROCESSOR_PORT: String(chosen.processor),
    OFFICE_KEYS_DIR: join(dataDir, 'office-keys'),
    DRIVERS_FILE: join(dataDir, 'drivers.json'),
    DRIVER_SECRETS_FILE: join(dataDir, 'driver-secrets.json'),
    UPLOAD_TEMP_DIR: join(dataDir, 'uploads'),
  }
}

function origin(chosen: ChosenPorts): string {
  return `http://localhost:${chosen.portal}`
}
