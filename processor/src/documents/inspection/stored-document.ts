/** An upload as the inspection sees it: a file on disk that nobody else writes to, and its bytes. */
export type StoredDocument = { readonly path: string; readonly content: Buffer }
