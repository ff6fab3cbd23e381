/** A dossier as the cart freezes it. */
import type { FrozenDossier } from '../outbox-rows.ts'

export const aDossier = (facts: Partial<FrozenDossier> = {}): FrozenDossier => ({
  dossierId: '5f1f7a52-7b0e-4c8a-9a53-0f7a4b7f6f01',
  key: 'key-5f1f7a52-7b0e',
  bodyJson: '{"requests":[]}',
  bodySha256: 'b'.repeat(64),
  draftIds: [],
  documents: [],
  quoteLines: [
    {
      code: 'basic',
      rule: 'Art. 1',
      citation: { ar: 'المادة 1' },
      label: { en: 'Basic fee', ar: 'الرسم الأساسي' },
      requestId: null,
      quantity: 1,
      unitMinor: 52_000n,
      amountMinor: 52_000n,
    },
  ],
  frozenAt: '2026-03-14T10:00:00.000Z',
  ...facts,
})
