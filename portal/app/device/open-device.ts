/** The device of one user at one office: opened offline, enrolled after a sign-in, wiped at sign-out. */
import { Dexie } from 'dexie'
import { signedOutCookie, signedOutIn } from '../../server/signed-out-cookie.ts'
import { makeAddresses, type Addresses } from './addresses.ts'
import { isMembers, members, text } from './decode.ts'
import { DeviceError } from './device-error.ts'
import { keepUser, readUser, type SessionFacts } from './device-user.ts'
import { makeDocuments, type Documents } from './documents.ts'
import type { Drafts } from './drafts.ts'
import { makeSealer } from './envelopes.ts'
import { makeDrafts } from './keep-drafts.ts'
import { databaseNameOf, newKey, unlock, withKeyStore, type KeyRow, type PendingSignOut } from './keys.ts'
import { makeNotices, type Notices } from './notices.ts'
import { makeOutbox, type Outbox } from './outbox-rows.ts'
import { makeOwnFiles, type OwnFiles } from './own-files.ts'
import { countUnreadable } from './readable-rows.ts'
import { storageSpace, type StorageSpace } from './storage-space.ts'
import { makeTemplates, type Templates } from './templates.ts'
import { openUserStore, type UserStore } from './user-store.ts'

/**
 * Why a device closed: somebody signed out in this or another tab, another person signed in, a newer version of the
 * program opened it in another tab ("load this page again"), or this tab closed it.
 */
export type ClosedBecause = 'signed-out' | 'other-user' | 'outdated' | 'closed'

export type Device = {
  readonly officeId: string
  readonly user: SessionFacts
  readonly drafts: Drafts
  readonly templates: Templates
  readonly documents: Documents
  readonly addresses: Addresses
  readonly notices: Notices
  readonly ownFiles: OwnFiles
  readonly outbox: Outbox
  /** How much is stored, and whether the browser promised to keep it. */
  space(): Promise<StorageSpace>
  /** How many drafts and dossiers the lists leave out, since they cannot be read; reads all of them. */
  countUnreadable(): Promise<number>
  /** Resolves once, when nothing can be read or saved here any more. */
  readonly closed: Promise<ClosedBecause>
  close(): void
}

type Deps = { locks?: LockManager; now?: () => number }

/** Tabs tell each other who works here. */
const channelName = 'lodge-device'
type Word = { kind: 'signed-out' | 'enrolled'; officeId: string; userId: string }
/** How long a tab that does not let go may hold up a sign-out; the key is gone before. */
const deletionTimeoutMs = 5_000

function tell(word: Word): void {
  const channel = new BroadcastChannel(channelName)
  channel.postMessage(word)
  channel.close()
}

/** Deletes a database whose key is gone; returns whether it is confirmed in time. */
async function deleteDatabase(name: string): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), deletionTimeoutMs)
  })
  const isDeleted = await Promise.race([
    Dexie.delete(name).then(
      () => true,
      () => false,
    ),
    late,
  ])
  clearTimeout(timer)
  if (isDeleted) await withKeyStore(({ leftovers }) => leftovers.delete(name))
  return isDeleted
}

/** One tab at a time makes keys and deletes databases, or one would delete what another has just made. */
const exclusively = async <T>({ locks = navigator.locks }: Deps, work: () => Promise<T>): Promise<T> =>
  await locks.request('lodge-keys', work)

/** Inside `exclusively`. */
async function sweepLeftovers(): Promise<void> {
  const left = await withKeyStore(({ leftovers }) => leftovers.toArray())
  await Promise.all(left.map(({ name }) => deleteDatabase(name)))
}

const hasLeftovers = (): Promise<boolean> =>
  withKeyStore(async ({ leftovers }) => (await leftovers.count()) > 0)

const currentKey = (officeId: string): Promise<KeyRow | undefined> =>
  withKeyStore(({ keys }) =>
    keys
      .where('officeId')
      .equals(officeId)
      .filter(({ isCurrent }) => isCurrent)
      .first(),
  )

async function unlockedSealer(key: KeyRow) {
  try {
    return makeSealer(await unlock(key))
  } catch (cause) {
    throw new DeviceError('unreadable', 'The key of this device does not open the data.', { cause })
  }
}

function makeDevice(
  { officeId, userId }: KeyRow,
  user: SessionFacts,
  store: UserStore,
  closing: PromiseWithResolvers<ClosedBecause>,
  { locks = navigator.locks }: Deps,
): Device {
  const channel = new BroadcastChannel(channelName)
  const shut = (because: ClosedBecause): void => {
    channel.close()
    store.close()
    closing.resolve(because)
  }
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (!isMembers(data) || data.officeId !== officeId) return
    if (data.kind === 'signed-out' && data.userId === userId) shut('signed-out')
    if (data.kind === 'enrolled' && data.userId !== userId) shut('other-user')
  })
  void closing.promise.then(() => channel.close())
  return {
    officeId,
    user,
    drafts: makeDrafts(store),
    templates: makeTemplates(store),
    documents: makeDocuments(store, { locks }),
    addresses: makeAddresses(store),
    notices: makeNotices(store),
    ownFiles: makeOwnFiles(store),
    outbox: makeOutbox(store),
    space: storageSpace,
    countUnreadable: () => countUnreadable(store),
    closed: closing.promise,
    close: () => shut('closed'),
  }
}

/** Opens the database under `key`; `session` are newer facts about the user than those stored. Undefined: it has no user. */
async function openWith(
  key: KeyRow,
  session: SessionFacts | undefined,
  deps: Deps,
): Promise<Device | undefined> {
  const closing = Promise.withResolvers<ClosedBecause>()
  const store = await openUserStore(databaseNameOf(key), await unlockedSealer(key), {
    // The deletion may be heard of before the word of why.
    onClosed: (because) => closing.resolve(because === 'deleted' ? 'signed-out' : because),
    now: deps.now ?? Date.now,
  })
  try {
    if (session) await keepUser(store, session)
    const user = session ?? (await readUser(store))
    if (!user) {
      store.close()
      return undefined
    }
    const device = makeDevice(key, user, store, closing, deps)
    // Nothing waits for it: what it deletes is in nobody's way.
    device.documents.sweep().catch(() => undefined)
    return device
  } catch (error) {
    store.close()
    throw error
  }
}

/** Returns the device of the current user, also offline; undefined: nobody has signed in here, "sign in once with a network". */
export async function openDevice(officeId: string, deps: Deps = {}): Promise<Device | undefined> {
  if (await hasLeftovers()) await exclusively(deps, sweepLeftovers)
  const key = await currentKey(officeId)
  const device = key && (await openWith(key, undefined, deps))
  if (!device || (await currentKey(officeId))?.keyId === key.keyId) return device
  // Somebody signed in or out meanwhile, before this device could hear of it.
  device.close()
  return openDevice(officeId, deps)
}

/**
 * Opens the device of a person who has just signed in online, and makes them its current user here; a device that another
 * person has open closes in every tab. Their data stays, encrypted, until they sign out.
 */
export async function enrolDevice(officeId: string, session: SessionFacts, deps: Deps = {}): Promise<Device> {
  const device = await exclusively(deps, async () => {
    await sweepLeftovers()
    const key = await keyFor(officeId, session.id)
    const opened = await openWith(key, session, deps)
    if (!opened) throw new DeviceError('no-store', 'The database lost its user while it was opened.')
    await withKeyStore(({ db, keys, signOuts }) =>
      db.transaction('rw', keys, signOuts, async () => {
        const ofOffice = await keys.where('officeId').equals(officeId).toArray()
        await keys.bulkPut(ofOffice.map((one) => ({ ...one, isCurrent: one.userId === session.id })))
        await signOuts.delete(officeId)
      }),
    )
    return opened
  })
  tell({ kind: 'enrolled', officeId, userId: session.id })
  return device
}

/** Returns a user's key; a new one comes with an empty database, since rows under a lost key are of no use to anybody. */
async function keyFor(officeId: string, userId: string): Promise<KeyRow> {
  const known = await withKeyStore(({ keys }) => keys.get([officeId, userId]))
  if (known) return known
  const key = await newKey(officeId, userId)
  const name = databaseNameOf(key)
  await Dexie.delete(name)
  await withKeyStore(({ db, keys, leftovers }) =>
    db.transaction('rw', keys, leftovers, async () => {
      await keys.add(key)
      // A deletion that was given up on has happened now; it must not happen to the new database.
      await leftovers.delete(name)
    }),
  )
  return key
}

/**
 * Wipes the current user's data and key, also offline, in all tabs; the server is told at the next contact
 * (`settleSignOut`). The key goes first: without it the rest is noise, even where the deletion has to wait.
 */
export async function signOutDevice(officeId: string, deps: Deps = {}): Promise<void> {
  await exclusively(deps, async () => {
    const key = await currentKey(officeId)
    if (!key) return
    const { userId } = key
    const name = databaseNameOf(key)
    await withKeyStore(({ db, keys, signOuts, leftovers }) =>
      db.transaction('rw', keys, signOuts, leftovers, async () => {
        await keys.delete([officeId, userId])
        await signOuts.put({ officeId, userId })
        await leftovers.put({ name })
      }),
    )
    // The server hears of it with the very next request of this browser, whatever page that is for.
    if ('document' in globalThis) document.cookie = signedOutCookie({ officeId, userId })
    tell({ kind: 'signed-out', officeId, userId })
    await deleteDatabase(name)
  })
}

/** Whether the server does not yet know that somebody signed out here. Look before trusting a session of this browser. */
export const isSignOutPending = (officeId: string): Promise<boolean> =>
  withKeyStore(async ({ signOuts }) => (await signOuts.get(officeId)) !== undefined)

/** Whether the server has taken the cookie of a sign-out back; a session of the same person is a new one then. */
const hasServerHeard = ({ officeId, userId }: PendingSignOut): boolean =>
  'document' in globalThis &&
  !signedOutIn(document.cookie).some((who) => who.officeId === officeId && who.userId === userId)

/**
 * Ends the session at the server if a sign-out is pending; returns whether none is pending any more. A network that fails
 * leaves it pending and throws nothing. A session of another person is left alone.
 */
export async function settleSignOut(
  officeId: string,
  { fetch: ask = fetch }: { fetch?: typeof fetch } = {},
): Promise<boolean> {
  const pending = await withKeyStore(({ signOuts }) => signOuts.get(officeId))
  if (!pending) return true
  if (hasServerHeard(pending)) {
    await withKeyStore(({ signOuts }) => signOuts.delete(officeId))
    return true
  }
  const address = `/o/${officeId}/api/session`
  try {
    const session = await ask(address)
    if (session.ok) {
      const { csrfToken, user } = members(await session.json())
      if (members(user).id === pending.userId) {
        const ended = await ask(address, {
          method: 'DELETE',
          headers: { 'X-CSRF-Token': text(csrfToken) },
        })
        if (!ended.ok && ended.status !== 401) return false
      }
    } else if (session.status !== 401 && session.status !== 404) return false
  } catch {
    return false
  }
  await withKeyStore(({ signOuts }) => signOuts.delete(officeId))
  return true
}
