/** Addresses that are secrets themselves: whoever has one sees what it opens. They are kept out of logs, indexes and referrers. */

/** Whose code stands behind which word: followed files, calendars, new accounts, and the choice of mail. */
const secret = /^\/o\/[^/]+\/(?:follow|feeds|join|mail)\/[^/]+/i
const secretInText = /(\/o\/[^/\s"]+\/(?:follow|feeds|join|mail)\/)[^/\s"]+/gi
/** Their pages have no forms: a browser sends forms of a page without referrers from the origin `null`. */
const withoutForms = /^\/o\/[^/]+\/(?:feeds\/[^/]+|follow\/[^/]+(?:\/deadlines\.ics)?)\/?$/i

export const isSecretAddress = (path: string): boolean => secret.test(path)

/** Returns a path, or a text that may name one, as logs may have it. */
export const withoutSecret = (text: string): string => text.replace(secretInText, '$1…')

/** Returns the headers of whatever is answered at a path. */
export function secretHeaders(path: string): Record<string, string> {
  if (!isSecretAddress(path)) return {}
  return {
    'x-robots-tag': 'noindex, nofollow, noarchive',
    ...(withoutForms.test(path) ? { 'referrer-policy': 'no-referrer' } : {}),
  }
}
