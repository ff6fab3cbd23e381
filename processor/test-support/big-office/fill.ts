/** Fills an empty office with ten years of files, the same ones every time: for benchmarks that need a real size. */
import { sha256Hex, tariffOn, type OfficeProfile } from '@lodge/shared-types'
import type { Document } from 'mongodb'
import { PDFDocument } from '@cantoo/pdf-lib'
import { putBytes } from '../../src/documents/bytes.ts'
import { openStore, setUpStore, type Store } from '../../src/store/store.ts'
import { rowsOf, type Course, type Rows } from './past.ts'

/** Two files each. */
export type Size = { dossiers: number; openTasks: number }
export const fullSize: Size = { dossiers: 50_000, openTasks: 20_000 }

/** Raised whenever what is filled in changes: a cached data set of another version is made anew. */
export const bigOfficeVersion = 1

/** The day on which the data set ends: everything in it is older. */
export const bigOfficeDay = '2026-11-20'
export const staffCount = 40
const accounts = 400
const firstMs = Date.UTC(2016, 10, 21)
const openFromMs = Date.UTC(2026, 6, 15)
const lastMs = Date.UTC(2026, 10, 19)
const batch = 200

/** Returns a number below `limit` that depends on the seed alone. */
const chance = (seed: string, limit: number): number =>
  Number.parseInt(sha256Hex(seed).slice(0, 8), 16) % limit

const met = ['formalities-met']
const published = [...met, 'published']

/** Old files have come to an end, most of them to registration. */
function oldCourse(seed: string): Course {
  const at = chance(seed, 100)
  const end = (actions: string[]): Course => ({ actions, openTask: null, holder: null })
  if (at < 72) return end([...published, 'registered'])
  if (at < 80) return end([...met, 'refused'])
  if (at < 86) return end(['withdrawn'])
  if (at < 93) return end([...published, 'withdrawn'])
  return end(published)
}

/** New files wait for somebody: each has one open task, a third of them taken by a member of staff. */
function openCourse(seed: string): Course {
  const at = chance(seed, 100)
  const holder = chance(`${seed}:holder`, 3) === 0 ? `staff-${1 + chance(`${seed}:who`, staffCount)}` : null
  if (at < 70) return { actions: [], openTask: 'formality-examination', holder }
  if (at < 85) return { actions: met, openTask: 'publication', holder }
  return { actions: published, openTask: 'registration-decision', holder }
}

function timeOf(index: number, { dossiers, openTasks }: Size): Date {
  const old = dossiers - openTasks / 2
  const [from, to, at, of] =
    index < old ? [firstMs, openFromMs, index, old] : [openFromMs, lastMs, index - old, openTasks / 2]
  return new Date(Math.floor(from + ((to - from) * at) / of))
}

async function insertAll(store: Store, rows: readonly Rows[]): Promise<void> {
  const byName = new Map<string, Document[]>()
  for (const one of rows)
    for (const [name, list] of Object.entries(one)) {
      const all = byName.get(name) ?? []
      all.push(...list)
      byName.set(name, all)
    }
  const named = [...byName].filter(([, list]) => list.length > 0)
  await Promise.all(
    named.map(([name, list]) => store.db.collection(name).insertMany(list, { ordered: false })),
  )
}

/** The people who work at the office, without passwords: nobody signs in as them. */
const staffRows = (officeId: string) =>
  Array.from({ length: staffCount }, (_, index) => ({
    _id: `staff-${index + 1}`,
    officeId,
    email: `staff-${index + 1}@office.example`,
    passwordHash: '',
    displayName: `Officer ${index + 1}`,
    language: 'en' as const,
    accountId: null,
    roles: [index % 4 === 0 ? ('registrar' as const) : ('formality-examiner' as const)],
    disabled: false,
    createdAt: new Date(firstMs),
  }))

/**
 * Fills the office of `profile`; collections and indexes are there, and empty. `log` is told how far it is.
 * Takes minutes at full size.
 */
export async function fillBigOffice(
  store: Store,
  profile: OfficeProfile,
  size: Size,
  log: (line: string) => void,
): Promise<void> {
  const officeId = profile.id
  const tariff = tariffOn(profile.tariffs, bigOfficeDay)
  if (!tariff) throw new Error('The office has no tariff.')
  const document = await PDFDocument.create()
  document.addPage([595, 842]).drawText('Filing receipt', { x: 60, y: 760, size: 18 })
  const bytes = await document.save()
  const pdf = { storedAs: await putBytes(store, bytes), sha256: sha256Hex(bytes), bytes: bytes.byteLength }

  const counts = new Map<string, number>()
  const next = (key: string): number => {
    const value = (counts.get(key) ?? 0) + 1
    counts.set(key, value)
    return value
  }
  await store.users.insert(staffRows(officeId))
  let waiting: Rows[] = []
  let inserting = Promise.resolve()
  for (let index = 0; index < size.dossiers; index += 1) {
    const receivedAt = timeOf(index, size)
    const isOpen = index >= size.dossiers - size.openTasks / 2
    const course = isOpen ? openCourse : oldCourse
    waiting.push(
      rowsOf({
        profile,
        tariff,
        index,
        receivedAt,
        // Few firms file much, many file little.
        accountId: `firm-${1 + Math.floor((chance(`account:${index}`, 1_000) / 1_000) ** 2 * accounts)}`,
        submissionSeq: next(`submission:${receivedAt.getUTCFullYear()}`),
        fileSeq: (branch, year) => next(`${branch}:${year}`),
        courses: [course(`${index}:0`), course(`${index}:1`)],
        pdf,
      }),
    )
    if (waiting.length < batch && index < size.dossiers - 1) continue
    // The next rows are made while these are being stored.
    await inserting
    inserting = insertAll(store, waiting)
    waiting = []
    if ((index + 1) % 2_000 === 0) log(`${index + 1} of ${size.dossiers} dossiers`)
  }
  await inserting
  await setCounters(store, profile, counts)
}

/** Numbers that are given from now on go on behind those of the data set. */
async function setCounters(
  store: Store,
  { id: officeId, branches }: OfficeProfile,
  counts: ReadonlyMap<string, number>,
): Promise<void> {
  const year = 2026
  const at = new Date(lastMs)
  const row = (branch: string, kind: string, seq: number) => ({
    _id: `${officeId}|${branch}|${kind}`,
    ...{ officeId, branch, kind, year, seq, at, lastAt: at, doubt: false },
  })
  await store.counters.insert([
    row('office', 'submission', counts.get(`submission:${year}`) ?? 0),
    row('office', 'online', counts.get(`submission:${year}`) ?? 0),
    ...branches.map(({ id }) => row(id, 'file.TM', counts.get(`${id}:${year}`) ?? 0)),
  ])
}

/** Makes the collections and indexes that this release wants of a data set from before. */
export const renewBigOffice = (uri: string): Promise<void> => setUpStore(uri)

/** Makes the whole data set in an empty database. */
export async function makeBigOffice(
  uri: string,
  profile: OfficeProfile,
  size: Size,
  log: (line: string) => void,
): Promise<void> {
  await setUpStore(uri)
  const store = await openStore(uri, { appName: 'lodge-big-office' })
  try {
    await fillBigOffice(store, profile, size, log)
  } finally {
    await store.close()
  }
}
