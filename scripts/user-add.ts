/** `npm run user:add`: makes a person who can sign in; how a new office gets its first administrator. */
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import {
  EnvError,
  environment,
  errorText,
  makeLog,
  officeEnvSchema,
  openOffice,
  parseEnv,
} from '@lodge/processor'
import { languageSchema, ProblemError, roleSchema } from '@lodge/shared-types'
import { z } from 'zod'

const usage =
  'Use: npm run user:add -- --office <id> --email <address> --name <name> --role <role> [--account <id>] [--language en|ar]\n' +
  'The password is read from standard input. Agents need --account (their firm); staff have none.'

const wishSchema = z
  .object({
    office: z.string().min(1),
    email: z.string().min(1),
    name: z.string().min(1),
    role: roleSchema,
    account: z.string().min(1).optional(),
    language: languageSchema.default('en'),
  })
  .refine((wish) => (wish.role === 'agent') === (wish.account !== undefined), {
    message: 'An agent has --account, others have none.',
  })

async function readPassword(): Promise<string> {
  if (process.stdin.isTTY) process.stdout.write('Password (12 characters or more, shown as you type): ')
  const lines = createInterface({ input: process.stdin })
  for await (const line of lines) return line
  return ''
}

async function main(): Promise<string> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    options: { office: text, email: text, name: text, role: text, account: text, language: text },
  })
  const wish = wishSchema.safeParse(values)
  if (!wish.success) throw new Error(`${z.prettifyError(wish.error)}\n${usage}`)
  const { office: officeId, email, name: displayName, role, account, language } = wish.data
  const env = parseEnv(officeEnvSchema, { ...environment(), AMQP_URL: 'in-process' })
  const open = await openOffice(env, 'lodge-user-add', makeLog('error'))
  try {
    if (!open.services.profile(officeId))
      throw new Error(`There is no office "${officeId}" in ${env.OFFICES_DIR}.`)
    const password = await readPassword()
    const isNew = await open.services.addUser({
      officeId,
      email,
      password,
      displayName,
      language,
      accountId: account ?? null,
      roles: [role],
    })
    return isNew
      ? `${displayName} can sign in at /o/${officeId}/sign-in.`
      : `The office has a person with the address ${email} already; nothing was changed.`
  } finally {
    await open.close()
  }
}

main().then(
  (line) => {
    console.log(line)
    process.exit(0)
  },
  (error: unknown) => {
    const problem = error instanceof ProblemError ? error.errors.map((one) => one.message).join(' ') : ''
    console.error(
      problem || (error instanceof EnvError || error instanceof Error ? error.message : errorText(error)),
    )
    process.exit(1)
  },
)
