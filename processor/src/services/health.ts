/** What is well and what is ill, in one glance. */
import type { Office } from '../office.ts'

export type Health = { ready: boolean; parts: { mongodb: 'ok' | 'away'; broker: 'ok' | 'away' } }

/** The office is ready when it can store: a broker that is away only makes the outbox longer. */
export async function health({ store, broker }: Pick<Office, 'store' | 'broker'>): Promise<Health> {
  const late = new Promise<'away'>((resolve) => setTimeout(() => resolve('away'), 2_000).unref())
  const mongodb = await Promise.race([
    store.ping().then(
      () => 'ok' as const,
      () => 'away' as const,
    ),
    late,
  ])
  return { ready: mongodb === 'ok', parts: { mongodb, broker: broker.isUp() ? 'ok' : 'away' } }
}
