/** Devices for tests, on an IndexedDB in memory. */
import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import { afterEach } from 'vitest'
import type { FieldValue } from '@lodge/shared-types'
import type { SessionFacts } from '../device-user.ts'
import { enrolDevice, openDevice, type Device } from '../open-device.ts'
import type { NewDraft } from '../drafts.ts'

// Whoever imported Dexie first found no IndexedDB.
Dexie.dependencies.indexedDB = indexedDB
Dexie.dependencies.IDBKeyRange = IDBKeyRange

export const officeId = 'borovia'

export const aPerson = (id = 'user-1'): SessionFacts => ({
  id,
  accountId: 'account-1',
  displayName: 'Elena Ivanova',
  language: 'en',
  roles: ['agent'],
})

export const aNewDraft = (values: Record<string, FieldValue> = {}): NewDraft => ({
  formVersion: 'tm-1',
  requestKind: 'trademark-application',
  versions: { profileVersion: 'p-1', tariffVersion: 't-1', termsVersion: 'l-1' },
  values: new Map(Object.entries(values)),
})

const opened: Device[] = []
const kept = (device: Device): Device => {
  opened.push(device)
  return device
}

/** Closes what a test opened, and empties the browser. */
export function cleanAfterEach(): void {
  afterEach(async () => {
    for (const device of opened.splice(0)) device.close()
    await Promise.all((await Dexie.getDatabaseNames()).map((name) => Dexie.delete(name)))
  })
}

/** A device whose user has just signed in. */
export const signedIn = async (person = aPerson(), deps: { now?: () => number } = {}): Promise<Device> =>
  kept(await enrolDevice(officeId, person, deps))

/** The same device in another tab, or after a reload. */
export async function anotherTab(deps: { now?: () => number } = {}): Promise<Device> {
  const device = await openDevice(officeId, deps)
  if (!device) throw new Error('Nobody is signed in here')
  return kept(device)
}

/** The user's database as a copy of the profile would show it. */
export async function storedTables(userId = 'user-1') {
  const db = await new Dexie(`lodge-${officeId}-${userId}`).open()
  const tables = await Promise.all(
    db.tables.map(async (table) => [table.name, await table.toArray()] as const),
  )
  db.close()
  return new Map<string, unknown[]>(tables)
}
