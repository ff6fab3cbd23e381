/** Where a notice stands that has reached its party. */
import type { NoticeState } from './notice-schema.ts'

export const partyNoticeStates = [
  'issued',
  'answered',
  'lapsed',
  'withdrawn',
] as const satisfies readonly NoticeState[]
export type PartyNoticeState = (typeof partyNoticeStates)[number]
