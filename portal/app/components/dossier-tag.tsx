/** The state of a dossier in a word and a colour. */
import type { DossierStatus } from '@lodge/shared-types'
import { useWords } from '../language.tsx'
import { StatusTag, type Meaning } from './notice.tsx'

export const meaningOf = {
  'awaiting-agreement': 'attention',
  'awaiting-payment': 'attention',
  'awaiting-confirmation': 'info',
  paid: 'info',
  lodged: 'good',
  returned: 'wrong',
  withdrawn: 'info',
} as const satisfies Record<DossierStatus, Meaning>

export function DossierTag({ status }: { status: DossierStatus }) {
  const words = useWords()
  return <StatusTag meaning={meaningOf[status]}>{words.dossierStatuses[status].label}</StatusTag>
}
