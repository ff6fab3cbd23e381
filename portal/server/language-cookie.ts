/** The cookie of the chosen language. The server sets it, and so does a page that opened without one: it is no secret. */
import type { Language } from '@lodge/shared-types'

export const languageCookieName = '__Host-lodge-language'
const yearS = 365 * 24 * 60 * 60

/** Returns the Set-Cookie header that keeps a chosen language for a year. */
export const languageCookie = (language: Language): string =>
  `${languageCookieName}=${language}; Path=/; Secure; SameSite=Lax; Max-Age=${yearS}`
