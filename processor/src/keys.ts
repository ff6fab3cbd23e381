/** The offices' signing keys, read from a folder: `<office>/<kid>.json`, current and retired. */
import { createPrivateKey, createPublicKey, randomUUID, type KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CompactSign, importPKCS8, type JWK } from 'jose'
import { z } from 'zod'
import { officeIdSchema } from '@lodge/shared-types'
import { makeOfficeCertificate } from './receipts/office-certificate.ts'

const keyFileSchema = z.strictObject({
  kid: z.string().regex(/^[\w.-]{1,64}$/),
  /** A retired key signs nothing any more; its public half stays known. */
  state: z.enum(['current', 'retired']),
  certificatePem: z.string(),
  privateKeyPem: z.string().optional(),
})

export type OfficeKeys = {
  /** Signs claims as a compact JWS (ES256) with the office's current key. */
  sign(officeId: string, type: string, claims: string): Promise<string>
  /** What receipts are sealed with. */
  seal(officeId: string): { kid: string; privateKey: KeyObject; certificatePem: string }
  /** Public keys, retired ones included, as a JWK set. */
  jwks(officeId: string): { keys: JWK[] }
}

/** Thrown when an office has no usable key: the office must not accept what it cannot sign. */
export class KeysError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'KeysError'
  }
}

/** Returns a key that signs what its certificate verifies. @throws KeysError naming the file, never what is in it. */
function readKey(path: string, text: string): z.infer<typeof keyFileSchema> {
  let key
  try {
    key = keyFileSchema.parse(JSON.parse(text))
    const certified = createPublicKey(key.certificatePem).export({ format: 'jwk' })
    const own = createPublicKey(key.privateKeyPem ?? key.certificatePem).export({ format: 'jwk' })
    if (certified.crv === 'P-256' && certified.x === own.x && certified.y === own.y) return key
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : 'it is not JSON with keys in PEM'
    throw new KeysError(`The key file ${path} is not usable: ${why}`)
  }
  throw new KeysError(
    `The key file ${path} is not usable: it needs a P-256 key and the certificate of that key.`,
  )
}

/** Reads the keys of `officeIds` below `folder`. @throws KeysError when an office has not exactly one current key. */
export async function loadKeys(folder: string, officeIds: readonly string[]): Promise<OfficeKeys> {
  const byOffice = new Map<string, z.infer<typeof keyFileSchema>[]>()
  for (const officeId of officeIds) {
    const path = join(folder, officeIdSchema.parse(officeId))
    const names = await readdir(path).catch(() => [])
    const keys = []
    for (const name of names.filter((one) => one.endsWith('.json')).toSorted()) {
      keys.push(readKey(join(path, name), await readFile(join(path, name), 'utf8')))
    }
    const kids = keys.map((key) => key.kid)
    const twice = kids.find((kid, index) => kids.indexOf(kid) !== index)
    if (twice !== undefined) throw new KeysError(`Two keys in ${path} have the kid "${twice}".`)
    const current = keys.filter((key) => key.state === 'current' && key.privateKeyPem !== undefined)
    if (current.length !== 1)
      throw new KeysError(
        `The office ${officeId} needs exactly one current signing key in ${path}; there are ${current.length}. See docs/operations.md.`,
      )
    byOffice.set(officeId, keys)
  }
  const currentOf = (officeId: string) => {
    const key = byOffice.get(officeId)?.find((one) => one.state === 'current')
    if (key?.privateKeyPem === undefined) throw new KeysError(`The office ${officeId} has no signing key`)
    return { kid: key.kid, privateKeyPem: key.privateKeyPem, certificatePem: key.certificatePem }
  }
  const signers = new Map<string, Promise<{ kid: string; key: CryptoKey }>>()
  const signerOf = (officeId: string): Promise<{ kid: string; key: CryptoKey }> => {
    const known = signers.get(officeId)
    if (known) return known
    const { kid, privateKeyPem } = currentOf(officeId)
    const made = importPKCS8(privateKeyPem, 'ES256').then((key) => ({ kid, key }))
    signers.set(officeId, made)
    return made
  }
  return {
    async sign(officeId, type, claims) {
      const { kid, key } = await signerOf(officeId)
      return new CompactSign(new TextEncoder().encode(claims))
        .setProtectedHeader({ alg: 'ES256', kid, typ: type })
        .sign(key)
    },
    seal(officeId) {
      const { kid, privateKeyPem, certificatePem } = currentOf(officeId)
      return { kid, privateKey: createPrivateKey(privateKeyPem), certificatePem }
    },
    jwks(officeId) {
      const keys = (byOffice.get(officeId) ?? []).map(({ kid, certificatePem }) => ({
        ...createPublicKey(certificatePem).export({ format: 'jwk' }),
        kid,
        alg: 'ES256',
        use: 'sig',
      }))
      return { keys }
    },
  }
}

/** Makes a self-signed key for an office that has none: for demo and tests. Returns whether one was made. */
export async function makeMissingKey(
  folder: string,
  office: { id: string; name: string; country: string },
  now: Date,
): Promise<boolean> {
  const path = join(folder, office.id)
  await mkdir(path, { recursive: true, mode: 0o700 })
  if ((await readdir(path)).some((name) => name.endsWith('.json'))) return false
  const kid = `${office.id}-1`
  const { privateKeyPem, certificatePem } = await makeOfficeCertificate({
    officeName: office.name,
    country: office.country,
    now,
  })
  // Two processes may start at once: a link is made by one of them only, and both then read the same key.
  const temporary = join(path, `${randomUUID()}.tmp`)
  const key = JSON.stringify({ kid, state: 'current', certificatePem, privateKeyPem }, null, 2)
  await writeFile(temporary, key, { mode: 0o600 })
  try {
    await link(temporary, join(path, `${kid}.json`))
    return true
  } catch (error) {
    if (existsSync(join(path, `${kid}.json`))) return false
    throw error
  } finally {
    await rm(temporary, { force: true })
  }
}
