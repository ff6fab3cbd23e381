/** What can go wrong on the device, by stable codes that screens have words for. */

/** What a screen tells, with a remedy, for each code; whoever shows a code is complete by type. */
export type DeviceErrorCode =
  /** The document does not fit; text still saves. Remedy: delete drafts or free space on the device. */
  | 'no-space'
  /** The file is empty. */
  | 'empty-document'
  /** The file is of no kind that offices take, whatever its name says. */
  | 'document-type'
  /** The file could not be read to its end: it was moved, changed or its medium was taken away. */
  | 'document-unreadable'
  /** A document that is named is not on this device (any more). Remedy: add the file again. */
  | 'document-missing'
  /** The draft is not on this device (any more). */
  | 'no-draft'
  /** The draft is in a submitted dossier and takes no changes. */
  | 'frozen'
  /** The draft was changed after it was shown; look at it again before submitting. */
  | 'draft-changed'
  /** The dossier is not on this device. */
  | 'no-dossier'
  /** The dossier may be at the office already, so it can neither be taken back nor removed. */
  | 'may-be-sent'
  /** Somebody signed out of this device, or another person signed in; nothing can be read or saved here. */
  | 'signed-out'
  /** What is stored cannot be decrypted or understood: another key, a damaged store, or rows of a newer version. */
  | 'unreadable'
  /** Other tabs kept changing the same thing. Trying again helps. */
  | 'busy'
  /** The browser keeps no data for this site (private mode, blocked, or broken store). */
  | 'no-store'

/** A refusal of the device. The message is for developers and holds nothing personal. */
export class DeviceError extends Error {
  readonly code: DeviceErrorCode
  constructor(code: DeviceErrorCode, message: string, more: { cause?: unknown } = {}) {
    super(message, { cause: more.cause })
    this.name = 'DeviceError'
    this.code = code
  }
}

const namesOf = (error: unknown): string[] =>
  error instanceof Error || error instanceof DOMException
    ? [error.name, ...('inner' in error ? namesOf(error.inner) : [])]
    : []

/** By names of errors of the browser's store; a failed transaction carries what ended it as `inner`. */
const codeOfStoreError: Readonly<Record<string, DeviceErrorCode>> = {
  QuotaExceededError: 'no-space',
  DatabaseClosedError: 'signed-out',
  MissingAPIError: 'no-store',
  OpenFailedError: 'no-store',
  SecurityError: 'no-store',
  UnknownError: 'no-store',
  VersionError: 'unreadable',
}

/** Returns a failure of the browser's store as a DeviceError; what is none of those comes back as it is. */
export function asDeviceError(error: unknown): unknown {
  if (error instanceof DeviceError) return error
  for (const name of namesOf(error).reverse()) {
    const code = codeOfStoreError[name]
    if (code) return new DeviceError(code, `The store of the browser refused: ${name}.`, { cause: error })
  }
  return error
}
