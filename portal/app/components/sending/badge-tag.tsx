/** The badge of a submitted dossier in words and colour, and the sentence that goes with it. */
import type { Badge, BadgeKind } from '../../device/sending/badge.ts'
import { useWords } from '../../language.tsx'
import type { Words } from '../../messages/en.ts'
import { StatusTag, type Meaning } from '../notice.tsx'
import { problemIn } from './problem-words.ts'

const meaningOf = {
  queued: 'attention',
  uploading: 'info',
  submitting: 'info',
  acknowledged: 'attention',
  paid: 'info',
  lodged: 'good',
  returned: 'wrong',
  withdrawn: 'info',
  'needs-you': 'wrong',
} as const satisfies Record<BadgeKind, Meaning>

/** Returns the badge in words. */
export function badgeInWords({ badges }: Words, badge: Badge): string {
  switch (badge.kind) {
    case 'uploading':
      return badges.uploading(badge.done, badge.of)
    case 'acknowledged':
      return badges.acknowledged[badge.next]
    case 'queued':
    case 'submitting':
    case 'paid':
    case 'lodged':
    case 'returned':
    case 'withdrawn':
    case 'needs-you':
      return badges[badge.kind]
  }
}

/** Returns why nothing moves, or undefined while something does. */
export function waitingInWords(words: Words, badge: Badge): string | undefined {
  if (badge.kind !== 'queued' && badge.kind !== 'submitting') return undefined
  const { waitsFor, problem, nextTryInMs } = badge
  if (waitsFor === undefined) return undefined
  const why = words.badges.waitsFor[waitsFor]
  if (waitsFor !== 'next-try' || nextTryInMs === undefined) return why
  const seconds = Math.ceil(nextTryInMs / 1000)
  const when = seconds < 1 ? words.sending.nextTryNow : words.sending.nextTryIn(seconds)
  const what = problem && problemIn(words, problem).title
  return what === undefined ? words.sending.lastTry(when) : `${what}. ${words.sending.lastTry(when)}`
}

export function BadgeTag({ badge }: { badge: Badge }) {
  const words = useWords()
  return <StatusTag meaning={meaningOf[badge.kind]}>{badgeInWords(words, badge)}</StatusTag>
}
