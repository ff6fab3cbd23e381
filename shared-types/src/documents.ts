/** Documents of a dossier: what they are for, and the types that are taken. */
export const documentRoles = [
  'mark-image',
  'power-of-attorney',
  'priority-certificate',
  'translation',
  // Of marks that no picture shows.
  'mark-sound',
  'mark-media',
  'regulations',
  'colour-chart',
  // Of inventions and designs.
  'description',
  'claims',
  'abstract',
  'drawings',
  'sequence-listing',
  'entitlement',
  'inventor-waiver',
  'design-view',
  'small-entity-proof',
  // Of requests about a file.
  'contract',
  'evidence',
  'consent',
  'court-act',
  'register-excerpt',
  'marked-copy',
  'proof-of-payment',
  'other',
] as const
export type DocumentRole = (typeof documentRoles)[number]

export const mediaTypes = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'audio/mpeg',
  'video/mp4',
  'application/xml',
] as const
export type MediaType = (typeof mediaTypes)[number]

/** The largest number of documents of one request: designs come with many views. */
export const maxDocuments = 200
