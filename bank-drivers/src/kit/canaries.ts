/** Looks for secrets where they must not be: in log lines, errors, addresses, results, manifest and configuration. */
import { redactorOf } from '../redaction.ts'
import type { Agreement } from './bank-side.ts'

/** A long secret is also looked for line by line, as a key in PEM may be quoted in part. */
const leastLine = 24
const partsOf = (secret: string): string[] => [
  secret,
  ...secret.split('\n').filter((line) => line.length >= leastLine && !line.startsWith('-----')),
]

/** Returns everything that a thing says, as one text: members, messages, stacks and causes. */
export function wordsOf(thing: unknown, depth = 0): string {
  if (depth > 6) return ''
  if (thing instanceof Error) {
    const own = Object.getOwnPropertyNames(thing).map((name): unknown => Reflect.get(thing, name))
    return [thing.name, ...own].map((part) => wordsOf(part, depth + 1)).join(' ')
  }
  if (thing instanceof Uint8Array) return Buffer.from(thing).toString('latin1')
  if (thing instanceof Headers) return ''
  if (Array.isArray(thing)) return thing.map((part) => wordsOf(part, depth + 1)).join(' ')
  if (typeof thing === 'object' && thing !== null)
    return Object.entries(thing)
      .map(([name, part]) => `${name} ${wordsOf(part, depth + 1)}`)
      .join(' ')
  return String(thing)
}

/** Returns a function that says whether a text holds a secret of the agreement, in any usual shape. */
export function canaryFinder({ secrets }: Agreement): (text: string) => boolean {
  const values = Object.values(secrets)
    .flatMap(({ current, previous }) => [current.value, previous?.value ?? ''])
    .flatMap(partsOf)
  const redact = redactorOf(() => values)
  return (text) => redact(text) !== text
}
