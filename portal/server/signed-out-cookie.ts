/**
 * The cookies by which a device tells that somebody signed out on it without a network, one for each office. The server ends
 * that session with the next request, whatever it asks for, and takes the cookie back. They are no secret.
 */

type Who = { officeId: string; userId: string }

const nameBegin = '__Host-lodge-signed-out-'
const always = 'Path=/; Secure; SameSite=Lax'
const yearS = 365 * 24 * 60 * 60

/** Returns the cookie that tells it. */
export const signedOutCookie = ({ officeId, userId }: Who): string =>
  `${nameBegin}${officeId}=${userId}; ${always}; Max-Age=${yearS}`

/** Returns the Set-Cookie header that takes it back. */
export const noSignedOutCookie = ({ officeId }: Pick<Who, 'officeId'>): string =>
  `${nameBegin}${officeId}=; ${always}; Max-Age=0`

const pattern = new RegExp(`^${nameBegin}([\\w-]{1,60})=([\\w-]{1,100})$`)

/** Returns who signed out, by a Cookie header or a document's cookies. */
export const signedOutIn = (cookies: string | undefined): Who[] =>
  (cookies ?? '').split(';').flatMap((pair) => {
    const [, officeId, userId] = pattern.exec(pair.trim()) ?? []
    return officeId === undefined || userId === undefined ? [] : [{ officeId, userId }]
  })
