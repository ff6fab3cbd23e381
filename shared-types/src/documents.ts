/** Documents of a dossier: what they are for, and the types that are taken. */
export const documentRoles = [
  'mark-image',
  'power-of-attorney',
  'priority-certificate',
  'translation',
  'other',
] as const
export type DocumentRole = (typeof documentRoles)[number]

export const mediaTypes = ['application/pdf', 'image/png', 'image/jpeg'] as const
export type MediaType = (typeof mediaTypes)[number]

/** The largest number of documents of one request. */
export const maxDocuments = 50
