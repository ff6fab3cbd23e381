/** SHA-256 of bytes that come in pieces, which the browser itself has not. Apart, since it is needed for documents alone. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

export type RunningHash = {
  update(bytes: Uint8Array): void
  /** Returns the hash of all bytes so far in hexadecimal; called once, at the end. */
  digest(): string
}

export function runningHash(): RunningHash {
  const hash = sha256.create()
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => bytesToHex(hash.digest()),
  }
}
