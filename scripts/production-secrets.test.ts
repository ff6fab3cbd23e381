import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeSecrets } from './production-secrets.ts'

const smtpUrl = 'smtps://lodge:secret@mail.example.org:465'
let folder = ''
beforeEach(async () => (folder = join(await mkdtemp(join(tmpdir(), 'lodge-secrets-')), 'secrets')))
afterEach(() => rm(join(folder, '..'), { recursive: true }))

const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8')

test('the broker and those who call it get the same password, and no two others are alike', async () => {
  await writeSecrets({ folder, members: 1, smtpUrl })
  const [, amqp = ''] = /:\/\/lodge:([^@]+)@rabbitmq:5672$/.exec(await read('AMQP_URL')) ?? []
  expect(amqp).toHaveLength(32)
  expect(await read('rabbitmq-user.conf')).toBe(`default_user = lodge\ndefault_pass = ${amqp}\n`)
  const uri = await read('MONGODB_URI')
  expect(uri).not.toContain(amqp)
  expect(uri).not.toContain(await read('MONGODB_ADMIN_PASSWORD'))
})

test('each file is readable to its owner and group alone, and git leaves the folder alone', async () => {
  await writeSecrets({ folder, members: 1, smtpUrl })
  for (const name of await readdir(folder))
    expect({ name, others: (await stat(join(folder, name))).mode & 0o007 }).toEqual({ name, others: 0 })
  expect(await read('.gitignore')).toBe('*\n')
})

test('a second run changes nothing, and a file that was lost alone comes back', async () => {
  const written = await writeSecrets({ folder, members: 1, smtpUrl })
  const before = await read('MONGODB_URI')
  expect(written).toContain('SMTP_URL')
  expect(await writeSecrets({ folder, members: 3, smtpUrl })).toEqual([])
  await rm(join(folder, 'SMTP_URL'))
  expect(await writeSecrets({ folder, members: 1, smtpUrl })).toEqual(['SMTP_URL'])
  expect(await read('MONGODB_URI')).toBe(before)
})

test('half of the broker’s pair is not made anew: the other half would no longer fit', async () => {
  await writeSecrets({ folder, members: 1, smtpUrl })
  await rm(join(folder, 'AMQP_URL'))
  await expect(writeSecrets({ folder, members: 1, smtpUrl })).rejects.toThrow(
    'AMQP_URL and rabbitmq-user.conf hold the same password',
  )
})

test('with three members the address of MongoDB names all three', async () => {
  await writeSecrets({ folder, members: 3, smtpUrl })
  expect(await read('MONGODB_URI')).toMatch(
    /@mongo-1:27017,mongo-2:27017,mongo-3:27017\/lodge\?replicaSet=lodge$/,
  )
})
