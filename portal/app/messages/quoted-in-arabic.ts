/** Names in the middle of an Arabic sentence. */

/** Puts a name between quotation marks, isolated so that its own direction stays inside. */
export const quotedInArabic = (name: string): string => `«\u2068${name}\u2069»`
