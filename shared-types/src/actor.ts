/** Who asks: every service call carries an actor, and sees no more than the actor may. */
import type { Role } from './roles.ts'

export type Actor = {
  officeId: string
  /** The agent's firm or the person that owns drafts, dossiers, uploads and orders; undefined for staff and processors. */
  accountId: string | undefined
  who: { kind: 'user' | 'client'; id: string } | { kind: 'processor' | 'driver'; id: string }
  roles: readonly Role[]
}

/** Returns the actor as events and audit rows name it, such as `user:…`. */
export const nameOfActor = (actor: Pick<Actor, 'who'>): string => `${actor.who.kind}:${actor.who.id}`
