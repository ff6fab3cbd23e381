/** Words for what a newer release may know more of than this page. */
import type { EventType, RequestKind } from '@lodge/shared-types'
import type { OfficeWords, Words } from './en.ts'

/** Returns the words for a kind of request. */
export function kindIn(words: Words, kind: string): string {
  const hasWords = (key: string): key is RequestKind => Object.hasOwn(words.requestKinds, key)
  return hasWords(kind) ? words.requestKinds[kind] : words.otherRequest
}

/** Returns the words for what a document is. */
export function roleIn(words: OfficeWords, role: string): string {
  const hasWords = (key: string): key is keyof OfficeWords['documentRoles'] =>
    Object.hasOwn(words.documentRoles, key)
  return hasWords(role) ? words.documentRoles[role] : words.documentRoles.other
}

/** Whether there are words for what happened. */
export const knowsEvent = (words: OfficeWords, type: string): boolean => Object.hasOwn(words.events, type)

/** Returns the words for what happened. */
export function eventIn(words: OfficeWords, type: string): string {
  const hasWords = (key: string): key is EventType => Object.hasOwn(words.events, key)
  return hasWords(type) ? words.events[type] : words.otherEvent
}
