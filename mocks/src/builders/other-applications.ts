/** Builders of applications for inventions and designs, with the people of a trademark application of the same seed. */
import {
  sha256Hex,
  type DesignRequest,
  type DocumentReference,
  type DocumentRole,
  type PatentRequest,
} from '@lodge/shared-types'
import { aTrademarkRequest, uuidOf, type DemoOffice } from './dossier.ts'

type Chosen = { seed?: number; office?: DemoOffice }

const aDocument = (role: DocumentRole, seed: number): DocumentReference => ({
  role,
  sha256: sha256Hex(`${role}:${seed}`),
  fileName: `${role}.pdf`,
  mediaType: 'application/pdf',
  bytes: 1000,
})

/** Who files, and how; the same as for a mark. */
function filing({ seed = 1, office = 'borovia' }: Chosen) {
  const {
    mark: _mark,
    goodsAndServices: _goods,
    kind: _kind,
    formVersion: _form,
    ...shared
  } = aTrademarkRequest({
    seed,
    office,
  })
  return shared
}

/** Returns an application for an invention of two inventors, with 12 claims, of which 3 are independent. */
export function aPatentRequest({
  seed = 1,
  office = 'borovia',
  kind = 'patent-application',
  ...given
}: Partial<PatentRequest> & Chosen = {}): PatentRequest {
  const shared = filing({ seed, office })
  const inventors = [seed + 1, seed + 2].flatMap((other) =>
    aTrademarkRequest({ seed: other, office }).applicants.map((person) => ({ person })),
  )
  return {
    ...shared,
    requestId: uuidOf(seed, `${office}-${kind}`),
    kind,
    formVersion: kind === 'patent-application' ? 'pt-1' : 'um-1',
    invention: {
      title: 'Pump with a valve',
      describedBy: 'documents',
      claims: 12,
      independentClaims: 3,
      pages: 20,
      drawings: 2,
    },
    inventors,
    documents: [aDocument('description', seed), aDocument('claims', seed), aDocument('abstract', seed)],
    ...given,
  }
}

/** Returns an application for so many designs, `count` of them: chairs, one view each. */
export function aDesignRequest({
  seed = 1,
  office = 'borovia',
  count = 3,
  ...given
}: Partial<DesignRequest> & Chosen & { count?: number } = {}): DesignRequest {
  const shared = filing({ seed, office })
  const views = Array.from({ length: count }, (_, index) => ({
    ...aDocument('design-view', seed * 1000 + index),
    fileName: `view-${index + 1}.png`,
    mediaType: 'image/png' as const,
  }))
  return {
    ...shared,
    requestId: uuidOf(seed, `${office}-design-application`),
    kind: 'design-application',
    formVersion: 'ds-1',
    designs: views.map(({ sha256 }, index) => ({
      product: `Chair ${index + 1}`,
      locarno: '06-01',
      views: [{ kind: 'perspective', sha256 }],
    })),
    designers: shared.applicants.map((person) => ({ person })),
    documents: views,
    ...given,
  }
}
