/** What the state of a claim means, as one of the four colours. */
import type { Meaning } from '../notice.tsx'

export const claimMeaning = {
  asked: 'attention',
  confirmed: 'good',
  refused: 'wrong',
} as const satisfies Record<string, Meaning>
