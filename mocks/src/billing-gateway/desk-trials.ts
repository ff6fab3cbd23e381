/** The dishonest and broken notices that the desk can send on request, and what an honest receiver answers to each. */
import type { DeskTerms, Trial } from '../fake-bank/desk-trials.ts'
import type { Spoilt } from './notice-signature.ts'

const trial = (title: string, does: string, expected = 401): Trial => ({
  title,
  does,
  expected,
  needsNewId: false,
})
const underNewId = (one: Trial): Trial => ({ ...one, needsNewId: true })

const trials: Readonly<Record<Spoilt, Trial>> = {
  'tampered-body': trial('Flip one bit', 'Changes the amount that was paid by one bit after signing.'),
  stale: underNewId(trial('Stale time', 'Signs correctly, but with a time one hour ago, under a new id.')),
  'attacker-key': trial('Wrong key', 'Signs with another key under the right key id.'),
  'algorithm-none': trial('Algorithm “none”', 'Claims that no signature is needed.'),
  'key-confusion': trial('Public key as a shared one', 'Signs with HMAC-SHA256 under the public key.'),
  'wrong-algorithm': trial('Another algorithm', 'Signs with ECDSA (ES256).'),
  'embedded-key': trial('Key in the notice', 'Brings the key along that it was signed with.'),
  'unknown-key': trial('Unknown key id', 'Names a key that was never published.'),
  'unknown-extension': trial('Unknown extension', 'Names an extension as critical that nobody knows.'),
  'other-biller': trial('For somebody else', 'Signs correctly, for another biller.'),
  'bad-signature': trial('Damaged signature', 'Changes the signature by one bit.'),
  'missing-signature': trial('No signature', 'Leaves the signature out.'),
  future: underNewId(trial('Time ahead', 'Signs correctly, but with a time one hour ahead, under a new id.')),
  'wrong-content-type': trial('Wrong media type', 'Sends the body as text/plain.', 415),
  oversized: trial('Too large', 'Adds two million spaces to the body.', 413),
}

export const noticeTerms: DeskTerms = {
  trials,
  first: ['tampered-body', 'stale', 'attacker-key', 'key-confusion'],
  acknowledgement: '{"status":"RECEIVED"}',
}
