/**
 * `node scripts/bootstrap.mjs production-secrets`: makes the files that docker-compose.yml hands out as secrets, with fresh
 * random passwords that fit together. A file that is there already is never touched.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const usage =
  'Use: node scripts/bootstrap.mjs production-secrets [--folder secrets] [--mongodb-members 1|3] --smtp-url smtps://user:password@host:465'

/** Fit for URLs and configuration files as it is. */
const password = (): string => randomBytes(24).toString('base64url')

type Wish = { readonly folder: string; readonly members: 1 | 3; readonly smtpUrl: string }

/** Returns what each file holds when everything is made anew. */
function secretsOf({ members, smtpUrl }: Wish): Record<string, string> {
  const [mongodb, rabbitmq] = [password(), password()]
  const hosts = ['mongo-1:27017', 'mongo-2:27017', 'mongo-3:27017'].slice(0, members).join(',')
  return {
    MONGODB_URI: `mongodb://lodge:${mongodb}@${hosts}/lodge?replicaSet=lodge`,
    MONGODB_ADMIN_PASSWORD: password(),
    'mongodb-keyfile': randomBytes(567).toString('base64'),
    AMQP_URL: `amqp://lodge:${rabbitmq}@rabbitmq:5672`,
    'rabbitmq-user.conf': `default_user = lodge\ndefault_pass = ${rabbitmq}\n`,
    SMTP_URL: smtpUrl,
    'drivers.json': '{}\n',
    'driver-secrets.json': '{}\n',
    // Wherever the folder is, git leaves it alone.
    '.gitignore': '*\n',
  }
}

/** Files of which one without the other is of no use: they hold the same password. */
const pairs = [['AMQP_URL', 'rabbitmq-user.conf']] as const

const isThere = (path: string): Promise<boolean> =>
  readFile(path).then(
    () => true,
    () => false,
  )

/** Writes each file that is missing, readable to its owner and group alone. Returns the names of those written. */
export async function writeSecrets(wish: Wish): Promise<string[]> {
  await mkdir(join(wish.folder, 'office-keys'), { recursive: true, mode: 0o750 })
  for (const [one, other] of pairs)
    if ((await isThere(join(wish.folder, one))) !== (await isThere(join(wish.folder, other))))
      throw new Error(
        `${one} and ${other} hold the same password, and one of them is missing in ${wish.folder}: restore it, or remove both.`,
      )
  const written = []
  for (const [name, content] of Object.entries(secretsOf(wish))) {
    const path = join(wish.folder, name)
    if (await isThere(path)) continue
    await writeFile(path, content, { mode: 0o640, flag: 'wx' })
    written.push(name)
  }
  return written
}

/** Reads the command line. @throws Error that says how to use it. */
function wishOf(args: string[]): Wish {
  const { values } = parseArgs({
    args,
    options: {
      folder: { type: 'string', default: 'secrets' },
      'mongodb-members': { type: 'string', default: '1' },
      'smtp-url': { type: 'string' },
    },
  })
  const { folder, 'mongodb-members': members, 'smtp-url': smtpUrl = '' } = values
  if (members !== '1' && members !== '3') throw new Error(usage)
  if (!/^smtps?:\/\//.test(smtpUrl) || !URL.canParse(smtpUrl)) throw new Error(usage)
  return { folder, members: members === '3' ? 3 : 1, smtpUrl }
}

if (import.meta.main)
  try {
    const wish = wishOf(process.argv.slice(2))
    const written = await writeSecrets(wish)
    console.log(
      written.length === 0
        ? `${wish.folder} has every file already; nothing was changed.`
        : `Made in ${wish.folder}: ${written.join(', ')}.`,
    )
    console.log(
      'Still to be done by hand: office keys, drivers, and who may read the folder; see docs/production.md.',
    )
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
