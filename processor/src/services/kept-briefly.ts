/** Answers that many pages ask for at once are kept for a moment, in this process only. */
import type { Office } from '../office.ts'

type Kept<T> = { until: number; answer: Promise<T> }

/** So many answers of an office are kept before the old ones are cleared away. */
const maxKept = 1_000

/**
 * Returns a keeper of answers for `forMs` milliseconds. Each office installation and each office in it has its own; `forget`
 * drops those of one office once something has changed that they tell.
 */
export function keepBriefly<T>(forMs: number) {
  const kept = new WeakMap<object, Map<string, Map<string, Kept<T>>>>()

  function answersOf(office: Pick<Office, 'store'>, officeId: string): Map<string, Kept<T>> {
    const offices = kept.get(office.store) ?? new Map<string, Map<string, Kept<T>>>()
    kept.set(office.store, offices)
    const answers = offices.get(officeId) ?? new Map<string, Kept<T>>()
    offices.set(officeId, answers)
    return answers
  }

  return {
    get(
      office: Pick<Office, 'store'>,
      { officeId, key }: { officeId: string; key: string },
      make: () => Promise<T>,
    ): Promise<T> {
      const answers = answersOf(office, officeId)
      const now = performance.now()
      const known = answers.get(key)
      if (known && known.until > now) return known.answer
      if (answers.size >= maxKept)
        for (const [old, { until }] of answers) if (until <= now) answers.delete(old)
      const answer = make()
      answers.set(key, { until: now + forMs, answer })
      // What failed is asked for again.
      answer.catch(() => answers.get(key)?.answer === answer && answers.delete(key))
      return answer
    },
    forget: (office: Pick<Office, 'store'>, officeId: string): void =>
      void kept.get(office.store)?.delete(officeId),
  }
}
