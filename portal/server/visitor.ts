/** What a request tells of its visitor: the address behind our proxies, and the language to answer in. */
import type { IncomingMessage } from 'node:http'
import { languageSchema, type Language } from '@lodge/shared-types'

/** Returns the visitor's address: the one that the outermost of our `proxyHops` proxies saw, else the socket's. */
export function addressBehind(request: IncomingMessage, proxyHops: number): string {
  const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',')
  const seenByProxy = proxyHops > 0 ? forwarded.at(-proxyHops)?.trim() : undefined
  return seenByProxy === undefined || seenByProxy === ''
    ? (request.socket.remoteAddress ?? 'unknown')
    : seenByProxy
}

type Wishes = {
  /** `?lang=` of the address: the switch on each page. */
  asked: string | null
  /** What this device chose before. */
  chosen: Language | undefined
  ofUser: Language | undefined
  /** The Accept-Language header. */
  accepted: string | undefined
  ofOffice: Language | undefined
}

/** Returns the language that counts: asked for now, chosen before, the user's, the browser's, the office's. */
export const languageFor = ({ asked, chosen, ofUser, accepted, ofOffice }: Wishes): Language =>
  languageSchema.safeParse(asked).data ??
  chosen ??
  ofUser ??
  languageSchema.safeParse(/^\s*(en|ar)\b/.exec(accepted ?? '')?.[1]).data ??
  ofOffice ??
  'en'
