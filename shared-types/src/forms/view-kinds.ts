/** What a view of a thing shows: of a design (Hague Administrative Instructions, Section 405) or of a three-dimensional mark. */
import type { Choice } from './form.ts'

export const viewChoices: readonly Choice[] = [
  { value: 'perspective', label: { en: 'Perspective view', ar: 'منظر مجسّم' } },
  { value: 'front', label: { en: 'Front', ar: 'من الأمام' } },
  { value: 'back', label: { en: 'Back', ar: 'من الخلف' } },
  { value: 'top', label: { en: 'Top', ar: 'من الأعلى' } },
  { value: 'bottom', label: { en: 'Bottom', ar: 'من الأسفل' } },
  { value: 'left', label: { en: 'Left', ar: 'من اليسار' } },
  { value: 'right', label: { en: 'Right', ar: 'من اليمين' } },
  { value: 'enlarged', label: { en: 'Enlarged part', ar: 'جزء مكبّر' } },
  { value: 'unfolded', label: { en: 'Unfolded', ar: 'منظر منشور' } },
  { value: 'exploded', label: { en: 'Exploded view', ar: 'منظر مفكّك' } },
  { value: 'other', label: { en: 'Another view', ar: 'منظر آخر' } },
]
