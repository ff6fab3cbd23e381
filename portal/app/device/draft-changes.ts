/**
 * Changes of a draft: fields, journal and the row it is listed by, in one transaction. What is encrypted was read before
 * the transaction; where another tab wrote meanwhile, it is read again. So nobody's field is lost, and undo has them all.
 */
import type { FieldValue } from '@lodge/shared-types'
import { DeviceError } from './device-error.ts'
import { documentIdOf, takeHold, type Hold } from './document-uses.ts'
import {
  changeId,
  fieldId,
  documentsIn,
  journalRange,
  readChangeBody,
  readDraftBody,
  readFieldBody,
  seqOfId,
  shownPaths,
  type ChangeBody,
  type DraftBody,
} from './draft-rows.ts'
import type { Edit } from './drafts.ts'
import type { Envelope } from './envelopes.ts'
import { rowsOf, type Tables, type UserStore } from './user-store.ts'
import { applyPatch, patchTo } from './value-patch.ts'

const journalLength = 200
const typingPauseMs = 2_000
const attempts = 50
const remembered = 4_000

export type Field = { path: string; rev: number; value: FieldValue | undefined }
/** Which ids of a draft's field rows a change reads. */
type Select = (tables: Tables) => Promise<readonly string[]>
type Wish = readonly [path: string, value: FieldValue | undefined]
type Journal = { last: Envelope | undefined; firstUndone: Envelope | undefined; top: number }
type Snapshot = Journal & { draft: Envelope; body: DraftBody; fields: ReadonlyMap<string, Field> }

export type DraftChanges = {
  /** Reads fields; what was decrypted before is not decrypted again. */
  readFields(rows: readonly Envelope[]): Promise<Field[]>
  /** Writes what `plan` wishes, as one step of undo; returns what changed, with the fields as they were read. */
  change(
    draftId: string,
    select: Select,
    plan: (fields: ReadonlyMap<string, Field>) => readonly Wish[],
    options?: { isTyping?: boolean },
  ): Promise<{ edits: Edit[]; before: ReadonlyMap<string, Field>; revs: ReadonlyMap<string, number> }>
  /** Takes the last change back (`change`), or does the first one that was taken back again (`undone`). */
  flip(draftId: string, kind: 'change' | 'undone'): Promise<Edit[] | undefined>
}

const isSame = (one: FieldValue | undefined, other: FieldValue | undefined): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other)

const isUnmoved = (one: Envelope | undefined, other: Envelope | undefined): boolean =>
  one?.id === other?.id && one?.rev === other?.rev

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const shown = (value: FieldValue | undefined): string =>
  typeof value === 'string' ? value.slice(0, 200) : ''

async function readJournal({ rows }: Tables, draftId: string): Promise<Journal> {
  const [last, firstUndone, [topId]] = await Promise.all([
    rowsOf({ rows }, draftId, 'change').last(),
    rowsOf({ rows }, draftId, 'undone').first(),
    rows
      .where('id')
      .between(...journalRange(draftId))
      .reverse()
      .limit(1)
      .primaryKeys(),
  ])
  return { last, firstUndone, top: topId === undefined ? 0 : seqOfId(topId) }
}

export function makeDraftChanges(store: UserStore): DraftChanges {
  const { sealer } = store
  const cache = new Map<string, Field>()
  /** The change that this tab wrote last, while the person goes on typing in its field. */
  let typing: { id: string; rev: number; path: string; at: number } | undefined

  async function readField(row: Envelope): Promise<Field> {
    const known = cache.get(row.id)
    if (known?.rev === row.rev) return known
    const { path, value } = readFieldBody(await sealer.open(row))
    if (row.id !== fieldId(row.parent, path))
      throw new DeviceError('unreadable', 'A field on this device stands in the place of another.')
    const field = { path, rev: row.rev, value }
    if (cache.size >= remembered) cache.clear()
    cache.set(row.id, field)
    return field
  }
  const readFields = (rows: readonly Envelope[]): Promise<Field[]> => Promise.all(rows.map(readField))

  async function look(draftId: string, select: Select): Promise<Snapshot> {
    const found = await store.read(async (tables) => {
      const draft = await tables.rows.get(draftId)
      if (!draft) return undefined
      const ids = await select(tables)
      const [rows, journal] = await Promise.all([tables.rows.bulkGet([...ids]), readJournal(tables, draftId)])
      return { draft, rows: rows.filter((row) => row !== undefined), journal }
    })
    if (!found) throw new DeviceError('no-draft', `The draft ${draftId} is not on this device.`)
    const [body, fields] = await Promise.all([
      sealer.open(found.draft).then(readDraftBody),
      readFields(found.rows),
    ])
    if (body.dossierId !== undefined)
      throw new DeviceError('frozen', `The draft ${draftId} is in the dossier ${body.dossierId}.`)
    return {
      ...found.journal,
      draft: found.draft,
      body,
      fields: new Map(fields.map((field) => [field.path, field])),
    }
  }

  /** Writes edits and their journal row; false where another tab wrote since the snapshot. */
  async function commit(snapshot: Snapshot, edits: readonly Edit[], journal: Envelope): Promise<boolean> {
    const { draft, body } = snapshot
    const updatedAt = Math.max(store.now(), draft.updatedAt + 1)
    const revOf = (path: string): number => snapshot.fields.get(path)?.rev ?? 0
    const fieldRows = await Promise.all(
      edits.map(({ path, to }) =>
        sealer.seal(
          {
            id: fieldId(draft.id, path),
            kind: 'field',
            parent: draft.id,
            rev: revOf(path) + 1,
            updatedAt,
          },
          { path, value: to },
        ),
      ),
    )
    const holds: Hold[] = await Promise.all(
      edits
        .flatMap(({ to }) => documentsIn(to))
        .map(async ({ sha256 }) => takeHold(store, draft.id, await documentIdOf(sealer, sha256))),
    )
    const title = edits.find(({ path }) => shownPaths.titles.some((one) => one === path))
    const ownReference = edits.find(({ path }) => path === shownPaths.ownReference)
    const draftRow =
      title || ownReference
        ? await sealer.seal(
            { ...draft, rev: draft.rev + 1, updatedAt },
            {
              ...body,
              title: title ? shown(title.to) : body.title,
              ownReference: ownReference ? shown(ownReference.to) : body.ownReference,
            },
          )
        : { ...draft, updatedAt }
    const isWritten = await store.write(async (tables) => {
      const { rows } = tables
      const [[now, ...fieldsNow], journalNow] = await Promise.all([
        rows.bulkGet([draft.id, ...fieldRows.map(({ id }) => id)]),
        readJournal(tables, draft.id),
      ])
      const isStale =
        now?.rev !== draft.rev ||
        !isUnmoved(journalNow.last, snapshot.last) ||
        !isUnmoved(journalNow.firstUndone, snapshot.firstUndone) ||
        edits.some(({ path }, index) => (fieldsNow[index]?.rev ?? 0) !== revOf(path))
      if (isStale) return false
      // After a new change there is nothing to redo.
      if (seqOfId(journal.id) > snapshot.top) await rowsOf(tables, draft.id, 'undone').delete()
      await rows.bulkPut([...fieldRows, journal, draftRow, ...holds.map(({ row }) => row)])
      await rows.bulkDelete(holds.map(({ lease }) => lease))
      const outdated = seqOfId(journal.id) - journalLength
      if (outdated > 0)
        await rows
          .where('id')
          .between(journalRange(draft.id)[0], changeId(draft.id, outdated), true, true)
          .delete()
      return true
    })
    if (isWritten)
      edits.forEach(({ path, to }) => {
        cache.set(fieldId(draft.id, path), { path, rev: revOf(path) + 1, value: to })
      })
    return isWritten
  }

  /** Runs one attempt after another until one is not overtaken by another tab. */
  async function untilWritten<T>(attempt: () => Promise<{ done: T } | 'overtaken'>): Promise<T> {
    for (let count = 0; count < attempts; count += 1) {
      const outcome = await attempt()
      if (outcome !== 'overtaken') return outcome.done
      await pause(Math.random() * 5 * (count + 1))
    }
    throw new DeviceError('busy', 'Other tabs kept writing to the same draft.')
  }

  /** Writes of this tab to one draft go one after the other. */
  const lanes = new Map<string, Promise<unknown>>()
  function inLane<T>(draftId: string, work: () => Promise<T>): Promise<T> {
    const turn = (lanes.get(draftId) ?? Promise.resolve()).then(work, work)
    lanes.set(draftId, turn)
    const leave = (): void => {
      if (lanes.get(draftId) === turn) lanes.delete(draftId)
    }
    turn.then(leave, leave)
    return turn
  }

  /** Returns the journal row for `edits`: the last one again while the person goes on typing in the same field. */
  async function journalFor(
    { draft, last, top }: Snapshot,
    edits: readonly Edit[],
    isTyping: boolean,
  ): Promise<Envelope> {
    const updatedAt = store.now()
    const [edit] = edits
    const goesOn =
      isTyping &&
      last !== undefined &&
      last.id === typing?.id &&
      last.rev === typing.rev &&
      edit?.path === typing.path &&
      updatedAt >= typing.at &&
      updatedAt - typing.at < typingPauseMs
    const before = goesOn ? readChangeBody(await sealer.open(last)).patches[0] : undefined
    const formerOf = ({ from }: Edit) => (before ? applyPatch(from, before.patch) : from)
    const body: ChangeBody = {
      patches: edits.map((one) => ({ path: one.path, patch: patchTo(formerOf(one), one.to) })),
    }
    const place =
      goesOn && before ? { id: last.id, rev: last.rev + 1 } : { id: changeId(draft.id, top + 1), rev: 1 }
    return sealer.seal({ ...place, kind: 'change', parent: draft.id, updatedAt }, body)
  }

  return {
    readFields,
    change: (draftId, select, plan, { isTyping = false } = {}) =>
      inLane(draftId, () =>
        untilWritten(async () => {
          const snapshot = await look(draftId, select)
          const { fields } = snapshot
          const edits = plan(fields).flatMap(([path, to]) => {
            const from = fields.get(path)?.value
            return isSame(from, to) ? [] : [{ path, from, to }]
          })
          const revOf = (path: string): number => fields.get(path)?.rev ?? 0
          const revs = new Map(edits.map(({ path }) => [path, revOf(path) + 1]))
          const [first] = edits
          if (!first) return { done: { edits, before: fields, revs } }
          const journal = await journalFor(snapshot, edits, isTyping)
          if (!(await commit(snapshot, edits, journal))) return 'overtaken'
          typing = isTyping
            ? { id: journal.id, rev: journal.rev, path: first.path, at: journal.updatedAt }
            : undefined
          return { done: { edits, before: fields, revs } }
        }),
      ),
    flip: (draftId, kind) =>
      inLane(draftId, () =>
        untilWritten(async () => {
          typing = undefined
          const { last, firstUndone } = await store.read((tables) => readJournal(tables, draftId))
          const row = kind === 'change' ? last : firstUndone
          // Read through `look` all the same: a draft that is frozen or gone says so.
          const { patches } = row ? readChangeBody(await sealer.open(row)) : { patches: [] }
          const ids = patches.map(({ path }) => fieldId(draftId, path))
          const snapshot = await look(draftId, () => Promise.resolve(ids))
          if (!row) return { done: undefined }
          if (!isUnmoved(snapshot.last, last) || !isUnmoved(snapshot.firstUndone, firstUndone))
            return 'overtaken'
          const edits = patches.map(({ path, patch }) => {
            const from = snapshot.fields.get(path)?.value
            return { path, from, to: applyPatch(from, patch) }
          })
          const back: ChangeBody = {
            patches: edits.map(({ path, from, to }) => ({ path, patch: patchTo(from, to) })),
          }
          const flipped = kind === 'change' ? 'undone' : 'change'
          const head = { ...row, kind: flipped, rev: row.rev + 1, updatedAt: store.now() } as const
          const journal = await sealer.seal(head, back)
          return (await commit(snapshot, edits, journal)) ? { done: edits } : 'overtaken'
        }),
      ),
  }
}
