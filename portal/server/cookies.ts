/** The two cookies of the portal. `__Host-` binds them to this host and to HTTPS (browsers count localhost as such). */
import { languageSchema, type Language } from '@lodge/shared-types'
import { languageCookieName } from './language-cookie.ts'

const sessionName = '__Host-lodge-session'
const always = 'Path=/; Secure; HttpOnly; SameSite=Lax'

function valueOf(header: string | undefined, name: string): string | undefined {
  const found = (header ?? '').split(';').find((pair) => pair.trim().startsWith(`${name}=`))
  return found?.trim().slice(name.length + 1)
}

/** Returns the session token in a Cookie header, if it has the shape of one. */
export function sessionTokenIn(header: string | undefined): string | undefined {
  const token = valueOf(header, sessionName)
  return token !== undefined && /^[\w-]{20,200}$/.test(token) ? token : undefined
}

/** Returns the Set-Cookie header that keeps a session until `expiresAt`. */
export const sessionCookie = (token: string, expiresAt: Date): string =>
  `${sessionName}=${token}; ${always}; Expires=${expiresAt.toUTCString()}`

/** The Set-Cookie header that ends a session on this device. */
export const noSessionCookie = `${sessionName}=; ${always}; Max-Age=0`

/** Returns the language chosen on this device, if one was. */
export const languageIn = (header: string | undefined): Language | undefined =>
  languageSchema.safeParse(valueOf(header, languageCookieName)).data
