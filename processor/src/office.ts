/** What every part of the office works with: store, broker, clock, profiles, keys, drivers and mail. */
import type { Log } from './log.ts'
import type { Broker } from './broker/broker.ts'
import type { Clock } from './clock.ts'
import type { Drivers } from './drivers.ts'
import type { OfficeEnv } from './env.ts'
import type { OfficeKeys } from './keys.ts'
import type { Mailer } from './mailer.ts'
import type { Profiles } from './offices/profiles.ts'
import type { Store } from './store/store.ts'

export type Office = {
  env: OfficeEnv
  store: Store
  broker: Broker
  clock: Clock
  log: Log
  profiles: Profiles
  keys: OfficeKeys
  drivers: Drivers
  mailer: Mailer
  /** Hastens the relay after a commit in this process. */
  nudgeRelay: () => void
}
