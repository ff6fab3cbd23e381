/** What a message says of a request that the office has decided: its title, and the decision as a plain sentence. */
import { textIn, type Language, type OfficeProfile } from '@lodge/shared-types'
import type { Row } from '../store/rows.ts'

const refusedFor = {
  en: (reason: string) => `The office has refused it. Its reason: ${reason}`,
  ar: (reason: string) => `رفضه المكتب. والسبب: ${reason}`,
} as const satisfies Record<Language, (reason: string) => string>

/** Returns both facts; empty ones for a message that is about no request. */
export function wordsOfRequest(
  { requestTypes }: Pick<OfficeProfile, 'requestTypes'>,
  request: Row<'fileRequests'> | undefined,
  language: Language,
): { requestTitle: string; decision: string } {
  if (!request) return { requestTitle: '', decision: '' }
  const { type: name, state, reason } = request
  const type = requestTypes.find((one) => one.type === name)
  const granted = [type ? textIn(type.plain, language) : '', reason ?? ''].filter(Boolean).join('\n\n')
  return {
    requestTitle: type ? textIn(type.title, language) : name,
    decision: state === 'refused' ? refusedFor[language](reason ?? '') : granted,
  }
}
