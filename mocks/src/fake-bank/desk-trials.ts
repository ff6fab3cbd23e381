/** The dishonest and broken callbacks that a desk can send on request, and what an honest receiver answers to each. */
import type { Delivery } from '../deliveries.ts'
import type { CallbackFault } from './faults.ts'

export type Trial = {
  readonly title: string
  readonly does: string
  readonly expected: number
  /** A receiver acknowledges what it has stored before, whatever its age: this trial needs an id that it has not seen. */
  readonly needsNewId: boolean
}

export type TrialName = Exclude<CallbackFault, 'drop'>

export const trials: Readonly<Record<TrialName, Trial>> = {
  'tampered-body': {
    title: 'Flip one bit',
    does: 'Changes the captured amount by one bit after signing.',
    ...{ expected: 401, needsNewId: false },
  },
  stale: {
    title: 'Stale timestamp',
    does: 'Signs correctly, but with a time one hour ago, under a new id.',
    ...{ expected: 401, needsNewId: true },
  },
  'attacker-key': {
    title: 'Wrong key',
    does: 'Signs with another key under the right key id.',
    ...{ expected: 401, needsNewId: false },
  },
  'bad-signature': {
    title: 'Damaged signature',
    does: 'Changes the signature by one bit.',
    ...{ expected: 401, needsNewId: false },
  },
  'missing-signature': {
    title: 'No signature',
    does: 'Leaves the signature out.',
    ...{ expected: 401, needsNewId: false },
  },
  'algorithm-none': {
    title: 'Algorithm “none”',
    does: 'Claims that no signature is needed.',
    ...{ expected: 401, needsNewId: false },
  },
  'wrong-algorithm': {
    title: 'Weaker algorithm',
    does: 'Signs with HMAC-SHA1.',
    ...{ expected: 401, needsNewId: false },
  },
  'unknown-key': {
    title: 'Unknown key id',
    does: 'Names a key that was never agreed.',
    ...{ expected: 401, needsNewId: false },
  },
  future: {
    title: 'Timestamp ahead',
    does: 'Signs correctly, but with a time one hour ahead, under a new id.',
    ...{ expected: 401, needsNewId: true },
  },
  'wrong-content-type': {
    title: 'Wrong media type',
    does: 'Sends the body as text/plain.',
    ...{ expected: 415, needsNewId: false },
  },
  oversized: {
    title: 'Too large',
    does: 'Adds two million spaces to the body.',
    ...{ expected: 413, needsNewId: false },
  },
}

/** What a desk must know of its own callbacks to show them. */
export type DeskTerms = {
  readonly trials: Readonly<Record<string, Trial>>
  /** The trials to offer first. */
  readonly first: readonly string[]
  /** What a receiver answers. */
  readonly acknowledgement: string
}

export const bankTerms: DeskTerms = {
  trials,
  first: ['tampered-body', 'stale', 'attacker-key'],
  acknowledgement: '{"received":true}',
}

/** Returns the trial of that name. */
export const trialOf = ({ trials: all }: DeskTerms, name: string | undefined): Trial | undefined =>
  name !== undefined && Object.hasOwn(all, name) ? all[name] : undefined

/** Returns whether a fault is one of the trials. */
export const isTrial = (name: string): name is TrialName => Object.hasOwn(trials, name)

export type Verdict = { readonly tone: 'good' | 'attention' | 'wrong'; readonly words: string }

/** Returns what a delivery's answer means. */
export function verdictOf(
  { status, note, fault, isTrial: isAsked = false }: Delivery,
  terms: DeskTerms,
): Verdict {
  if (fault === 'drop') return { tone: 'attention', words: 'Never sent: lost on purpose' }
  if (status === 0) return { tone: 'wrong', words: `No answer: ${note}` }
  const trial = trialOf(terms, fault)
  if (trial) {
    const { expected } = trial
    if (status === expected) return { tone: 'good', words: 'Refused, as it should be' }
    if (note !== 'accepted') return { tone: 'attention', words: `Refused, with ${expected} expected` }
    return isAsked
      ? { tone: 'wrong', words: `Accepted: it should have been refused with ${expected}` }
      : { tone: 'attention', words: 'Accepted, although it was spoilt' }
  }
  if (note === 'accepted') return { tone: 'good', words: 'Accepted' }
  return status === 200
    ? { tone: 'wrong', words: `Answered 200, but not ${terms.acknowledgement}: counts as not accepted` }
    : { tone: 'attention', words: 'Not accepted: it will be repeated' }
}
