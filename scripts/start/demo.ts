/** What a local Lodge starts with: the bank's configuration and secrets, and people who can sign in at two offices. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeLog, officeEnvSchema, openOffice, parseEnv } from '@lodge/processor'
import {
  demoClients,
  publicNoticeKey,
  transferBankBic,
  transferBankName,
  type ClientAccount,
} from '@lodge/mocks'
import type { Language, Role } from '@lodge/shared-types'
import { demoBank, demoBilling, demoTransfers } from './programs.ts'
import type { DemoSignIn } from './summary.ts'

type Person = {
  office: string
  role: Role
  /** What the person is besides. */
  further?: readonly Role[]
  name: string
  email: string
  language: Language
  accountId: string | null
}

/** Made-up people: an agent and the office's staff at each demo office, and a second agent who must not see the first one's dossiers. */
const people: readonly Person[] = [
  {
    office: 'borovia',
    role: 'agent',
    name: 'Ana Ivanova',
    email: 'agent@ivanova.example',
    language: 'en',
    accountId: 'ivanova-partners',
  },
  {
    office: 'borovia',
    role: 'agent',
    name: 'Petar Stoev',
    email: 'agent@stoev.example',
    language: 'en',
    accountId: 'stoev-ip',
  },
  {
    office: 'borovia',
    role: 'formality-examiner',
    name: 'Elena Marinova',
    email: 'examiner@bpto.example',
    language: 'en',
    accountId: null,
  },
  {
    office: 'borovia',
    role: 'registrar',
    name: 'Nikola Petrov',
    email: 'registrar@bpto.example',
    language: 'en',
    accountId: null,
  },
  {
    office: 'borovia',
    role: 'formality-examiner',
    further: ['registrar'],
    name: 'Daria Koleva',
    email: 'deputy@bpto.example',
    language: 'en',
    accountId: null,
  },
  {
    office: 'borovia',
    role: 'receptionist',
    name: 'Maria Hristova',
    email: 'reception@bpto.example',
    language: 'en',
    accountId: null,
  },
  {
    office: 'borovia',
    role: 'finance',
    name: 'Vesela Todorova',
    email: 'finance@bpto.example',
    language: 'en',
    accountId: null,
  },
  {
    office: 'borovia',
    role: 'finance',
    further: ['registrar'],
    name: 'Kamen Radev',
    email: 'treasurer@bpto.example',
    language: 'en',
    accountId: null,
  },
  {
    office: 'borovia',
    role: 'applicant',
    name: 'Boris Iliev',
    email: 'boris@iliev.example',
    language: 'en',
    accountId: 'boris-iliev',
  },
  {
    office: 'borovia',
    role: 'administrator',
    name: 'Georgi Dimov',
    email: 'admin@bpto.example',
    language: 'en',
    accountId: null,
  },
  {
    office: 'sahil',
    role: 'agent',
    name: 'ليلى الهاشمي',
    email: 'agent@hashemi.example',
    language: 'ar',
    accountId: 'hashemi-ip',
  },
  {
    office: 'sahil',
    role: 'formality-examiner',
    name: 'خالد السالم',
    email: 'examiner@sahil.example',
    language: 'ar',
    accountId: null,
  },
  {
    office: 'sahil',
    role: 'registrar',
    name: 'نورة الشمري',
    email: 'registrar@sahil.example',
    language: 'ar',
    accountId: null,
  },
  {
    office: 'sahil',
    role: 'formality-examiner',
    further: ['registrar'],
    name: 'سعود العتيبي',
    email: 'deputy@sahil.example',
    language: 'ar',
    accountId: null,
  },
  {
    office: 'sahil',
    role: 'receptionist',
    name: 'هند المطيري',
    email: 'reception@sahil.example',
    language: 'ar',
    accountId: null,
  },
  {
    office: 'sahil',
    role: 'finance',
    name: 'فاطمة العنزي',
    email: 'finance@sahil.example',
    language: 'ar',
    accountId: null,
  },
  {
    office: 'sahil',
    role: 'finance',
    further: ['registrar'],
    name: 'عبدالله الفهد',
    email: 'treasurer@sahil.example',
    language: 'ar',
    accountId: null,
  },
  {
    office: 'sahil',
    role: 'applicant',
    name: 'يوسف الناصر',
    email: 'yousef@alnasser.example',
    language: 'ar',
    accountId: 'yousef-alnasser',
  },
  {
    office: 'sahil',
    role: 'administrator',
    name: 'مريم العلي',
    email: 'admin@sahil.example',
    language: 'ar',
    accountId: null,
  },
]

/** The demo's passwords are known to everyone: never use them elsewhere. */
const passwordOf = ({ role, office }: Person): string => `lodge-demo-${office}-${role}`

const timeZones = { borovia: 'Europe/Sofia', sahil: 'Asia/Kuwait' } as const

/** What a demo office tells payers of its account, and where it fetches the statements. */
const transferTerms = (
  office: keyof typeof timeZones,
  { account, name, currency }: ClientAccount,
  baseUrl: string,
) => ({
  baseUrl,
  creditorName: name,
  creditorAccount: { iban: account },
  bic: transferBankBic,
  bankName: transferBankName,
  payWithinDays: 14,
  timeZone: timeZones[office],
  limits: { [currency]: { minMinor: '1', maxMinor: '100000000' } },
})

/** Writes how each demo office reaches the fake banks; one without an address is not among its drivers. */
export async function writeDriverFiles(
  files: { drivers: string; secrets: string },
  urls: { bank: string; billing?: string; transfers?: string },
): Promise<void> {
  const noticeKeys = [publicNoticeKey(demoBilling.noticeKey)]
  const clients = demoClients(demoTransfers.secretOf)
  const configOf = (office: keyof typeof clients) => ({
    'card-gateway': { baseUrl: urls.bank, merchantId: 'lodge-demo' },
    ...(urls.billing === undefined
      ? {}
      : { 'billing-gateway': { baseUrl: urls.billing, biller: office, noticeKeys } }),
    ...(urls.transfers === undefined
      ? {}
      : { 'bank-transfer': transferTerms(office, clients[office].accounts[0], urls.transfers) }),
    'deposit-account': {},
    counter: { payWithinDays: 14, timeZone: timeZones[office] },
  })
  const secretsOf = (office: keyof typeof clients) => ({
    'card-gateway': {
      'api-key': { current: { id: 'a1', value: demoBank.apiKey } },
      'callback-key': { current: { id: demoBank.callbackKeyId, value: demoBank.callbackSecret } },
    },
    'billing-gateway': { 'client-key': { current: demoBilling.clientKey } },
    'bank-transfer': { 'client-secret': { current: { id: 's1', value: demoTransfers.secretOf(office) } } },
  })
  await writeFile(
    files.drivers,
    JSON.stringify({ borovia: configOf('borovia'), sahil: configOf('sahil') }, null, 2),
  )
  await writeFile(
    files.secrets,
    JSON.stringify({ borovia: secretsOf('borovia'), sahil: secretsOf('sahil') }, null, 2),
    { mode: 0o600 },
  )
}

/**
 * Makes collections, indexes and keys, loads the two demo offices and their people once, and writes who can sign in to
 * `signInsFile`. What is there already stays as it is.
 */
export async function loadDemo(
  variables: Readonly<Record<string, string>>,
  signInsFile: string,
): Promise<DemoSignIn[]> {
  const env = parseEnv(officeEnvSchema, { ...variables, AMQP_URL: 'in-process', LOG_LEVEL: 'error' })
  await mkdir(join(env.UPLOAD_TEMP_DIR), { recursive: true })
  const open = await openOffice(env, 'lodge-demo-loader', makeLog('error'))
  try {
    for (const person of people) {
      const { office: officeId, role, further = [], name: displayName, email, language, accountId } = person
      await open.services.addUser({
        officeId,
        email,
        password: passwordOf(person),
        displayName,
        language,
        accountId,
        roles: [role, ...further],
      })
    }
  } finally {
    await open.close()
  }
  const signIns = people.map((person) => ({
    office: person.office,
    role: person.role,
    email: person.email,
    password: passwordOf(person),
  }))
  await writeFile(signInsFile, JSON.stringify(signIns, null, 2))
  return signIns
}
