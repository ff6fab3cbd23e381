/** The profiles that this process works with: loaded into the database once, read by every process from there. */
import { canonicalJson, officeProfileSchema, type OfficeProfile } from '@lodge/shared-types'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/store.ts'
import { loadOfficeProfiles, type ProfileError } from './load-profile.ts'

export type Profiles = {
  /** @throws RangeError for an office that is not known. */
  of(officeId: string): OfficeProfile
  has(officeId: string): boolean
  ids(): readonly string[]
}

/** Thrown when a profile folder is not usable; nothing was changed. */
export class ProfilesError extends Error {
  constructor(errors: readonly ProfileError[]) {
    super(
      `The office profiles are not usable:\n${errors.map(({ file, path, message }) => `  - ${file} ${path}: ${message}`).join('\n')}`,
    )
    this.name = 'ProfilesError'
  }
}

/**
 * Loads every profile below `root` into the database; one that is there already in the same form stays as it is.
 * Returns the ids of offices that are new or changed. @throws ProfilesError when any is broken; then nothing changes.
 */
export async function storeProfiles(store: Store, clock: Clock, root: string): Promise<string[]> {
  const loaded = await loadOfficeProfiles(root)
  if (!loaded.ok) throw new ProfilesError(loaded.errors)
  const changed: string[] = []
  for (const { profile, digest } of loaded.offices) {
    const stored = await store.offices.one({ _id: profile.id })
    if (stored?.digest === digest) continue
    await store.offices.replace(
      { _id: profile.id },
      // Parsed from JSON and checked: canonical JSON of it is JSON again.
      {
        _id: profile.id,
        version: profile.version,
        digest,
        profileJson: canonicalJson(profile),
        loadedAt: clock.now(),
      },
    )
    changed.push(profile.id)
  }
  return changed
}

/** Reads the profiles that the database holds. */
export async function readProfiles(store: Store): Promise<Profiles> {
  const rows = await store.offices.many({}, { sort: { _id: 1 } })
  const profiles = new Map(
    rows.map((row) => [row._id, officeProfileSchema.parse(z.json().parse(JSON.parse(row.profileJson)))]),
  )
  return {
    of(officeId) {
      const profile = profiles.get(officeId)
      if (!profile) throw new RangeError(`The office ${officeId} is not known`)
      return profile
    },
    has: (officeId) => profiles.has(officeId),
    ids: () => [...profiles.keys()],
  }
}
