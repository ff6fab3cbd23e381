/** What was submitted on this device: frozen dossiers, and how far each has come. */
import type { Acknowledgement, DocumentReference, DossierStatus, FeeLine, Problem } from '@lodge/shared-types'
import { DeviceError } from './device-error.ts'
import { documentIdOf, documentOfUse, dropUnheld, takeHold } from './document-uses.ts'
import { readDraftBody, type DraftBody } from './draft-rows.ts'
import { deleteDraft } from './keep-drafts.ts'
import type { Envelope } from './envelopes.ts'
import { readBodyRow, readDossierRow, readProgress } from './outbox-bodies.ts'
import { readable } from './readable-rows.ts'
import { allBelow, rowsOf, type Tables, type UserStore } from './user-store.ts'

/** A dossier as it was when the person submitted it. It never changes; a corrected one is another with another key. */
export type FrozenDossier = {
  dossierId: string
  /** The Idempotency-Key under which the submission is sent, every time. */
  key: string
  ownReference?: string
  /** The canonical JSON of the SubmissionBody: exactly what is sent. */
  bodyJson: string
  bodySha256: string
  draftIds: readonly string[]
  /** The notice that it answers, where it is an answer and nothing else. */
  about?: string
  /** What must be uploaded before, each content once. */
  documents: readonly DocumentReference[]
  quoteLines: readonly FeeLine[]
  /** Device time, as evidence only: ISO 8601. */
  frozenAt: string
}

export type OfficeFacts = {
  status: DossierStatus
  files: readonly { requestId: string; fileId: string; fileNumber: string }[]
  /** Whether money is still wanted: an office may lodge before it is paid. */
  isOwing?: boolean
  /** When the office said so: ISO 8601. */
  asOf: string
}

export type Progress = {
  state: 'queued' | 'sending' | 'acknowledged' | 'needs-you'
  /** Bytes at the office by SHA-256. */
  uploaded: Readonly<Record<string, number>>
  /** The submission left at least once and its outcome is not known. */
  mayBeSent: boolean
  problem?: Problem
  /** Device time of the next try, milliseconds since 1970. */
  nextTryAt?: number
  tries: number
  acknowledgement?: Acknowledgement
  jws?: string
  office?: OfficeFacts
}

/** A member that is `undefined` is removed. */
export type ProgressChange = { [Name in keyof Progress]?: Progress[Name] | undefined }

export type OutboxEntry = Omit<FrozenDossier, 'bodyJson'> & { progress: Progress }

export type Outbox = {
  /**
   * Puts a dossier into the outbox and freezes its drafts, in one transaction. `stamps`: the `stamp` of each draft as it
   * was shown. @throws DeviceError `draft-changed`, `frozen`, `no-draft`, `document-missing`.
   */
  freeze(dossier: FrozenDossier, stamps?: ReadonlyMap<string, number>): Promise<void>
  /** Those that can be read, the last submitted first; without bodies. */
  list(): Promise<OutboxEntry[]>
  read(dossierId: string): Promise<(FrozenDossier & { progress: Progress }) | undefined>
  /** Merges a change into the progress as it stands; returns what came of it. @throws DeviceError `no-dossier`. */
  update(
    dossierId: string,
    change: ProgressChange | ((progress: Progress) => ProgressChange),
  ): Promise<Progress>
  /** Makes the drafts editable again, with the same request ids, and forgets the dossier. @throws `may-be-sent`, `no-dossier`. */
  takeBack(dossierId: string): Promise<void>
  /** Forgets an acknowledged dossier and its drafts on this device. @throws `may-be-sent` before it is acknowledged. */
  remove(dossierId: string): Promise<void>
}

const dossierRowId = (dossierId: string): string => `dossier:${dossierId}`
const bodyRowId = (dossierId: string): string => `${dossierRowId(dossierId)}/body`
const progressRowId = (dossierId: string): string => `${dossierRowId(dossierId)}/progress`

const notBegun: Progress = { state: 'queued', uploaded: {}, mayBeSent: false, tries: 0 }

const noDossier = (dossierId: string): DeviceError =>
  new DeviceError('no-dossier', `The dossier ${dossierId} is not on this device.`)

/**
 * Returns whether the person may have the drafts of a dossier back: only while nothing of it can be at the office, that is
 * before the submission has left (documents alone are no filing), or after the office has refused the submission itself.
 */
export const mayTakeBack = ({ state, mayBeSent }: Progress): boolean => state !== 'acknowledged' && !mayBeSent

/** Returns the outbox of the user whose store this is. */
export function makeOutbox(store: UserStore): Outbox {
  const { sealer } = store

  const lookUp = (dossierId: string) =>
    store.read(({ rows }) =>
      rows.bulkGet([dossierRowId(dossierId), progressRowId(dossierId), bodyRowId(dossierId)]),
    )

  const seal = (
    id: string,
    kind: 'dossier' | 'dossier-body' | 'progress',
    parent: string,
    body: unknown,
    rev = 1,
  ) => sealer.seal({ id, kind, parent, rev, updatedAt: store.now() }, body)

  /** Returns the drafts' rows as they are, and as they become by `change`. */
  async function changedDrafts(draftIds: readonly string[], change: (body: DraftBody) => DraftBody) {
    const rows = await store.read((tables) => tables.rows.bulkGet([...draftIds]))
    const before = rows.map((row, index) => {
      if (row?.kind === 'draft') return row
      throw new DeviceError('no-draft', `The draft ${String(draftIds[index])} is not on this device.`)
    })
    const after = await Promise.all(
      before.map(async (row) => {
        const body = change(readDraftBody(await sealer.open(row)))
        const updatedAt = Math.max(store.now(), row.updatedAt + 1)
        return sealer.seal({ ...row, rev: row.rev + 1, updatedAt }, body)
      }),
    )
    return { before, after }
  }

  /** Inside a transaction: whether drafts are still as they were read, and their contents as they were shown. */
  async function areUnmoved(
    tables: Tables,
    before: readonly Envelope[],
    stamps: ReadonlyMap<string, number> = new Map(),
  ): Promise<boolean> {
    for (const row of before) {
      const now = await tables.rows.get(row.id)
      if (now?.rev !== row.rev || now.updatedAt !== row.updatedAt) return false
      const stamp = stamps.get(row.id)
      if (stamp === undefined) continue
      const fields = await rowsOf(tables, row.id, 'field').toArray()
      if (fields.reduce((sum, { rev }) => sum + rev, 0) !== stamp) return false
    }
    return true
  }

  async function freeze(
    { bodyJson, ...facts }: FrozenDossier,
    stamps?: ReadonlyMap<string, number>,
  ): Promise<void> {
    const { dossierId, draftIds, documents } = facts
    const id = dossierRowId(dossierId)
    const documentIds = await Promise.all(
      [...new Set(documents.map(({ sha256 }) => sha256))].map((sha) => documentIdOf(sealer, sha)),
    )
    const [dossierRow, bodyRow, progressRow, holds, { before, after }] = await Promise.all([
      seal(id, 'dossier', '', facts),
      seal(bodyRowId(dossierId), 'dossier-body', id, { bodyJson }),
      seal(progressRowId(dossierId), 'progress', id, notBegun),
      Promise.all(documentIds.map((documentId) => takeHold(store, id, documentId))),
      changedDrafts(draftIds, ({ check: _, ...body }) => {
        if (body.dossierId !== undefined)
          throw new DeviceError('frozen', `A draft is in the dossier ${body.dossierId} already.`)
        return { ...body, dossierId }
      }),
    ])
    await store.write(async (tables) => {
      if (await tables.rows.get(id))
        throw new DeviceError('frozen', `The dossier ${dossierId} is in the outbox already.`)
      if (!(await areUnmoved(tables, before, stamps)))
        throw new DeviceError('draft-changed', 'A draft was changed after it was shown.')
      const stored = await tables.rows.bulkGet(documentIds)
      if (stored.includes(undefined))
        throw new DeviceError('document-missing', 'A document of the dossier is not on this device.')
      await tables.rows.bulkPut([dossierRow, bodyRow, progressRow, ...after, ...holds.map(({ row }) => row)])
    })
  }

  async function read(dossierId: string) {
    const [dossierRow, progressRow, bodyRow] = await lookUp(dossierId)
    if (!dossierRow || !progressRow || !bodyRow) return undefined
    const [facts, progress, body] = await Promise.all([
      sealer.open(dossierRow).then(readDossierRow),
      sealer.open(progressRow).then(readProgress),
      sealer.open(bodyRow).then(readBodyRow),
    ])
    return { ...facts, ...body, progress }
  }

  async function list(): Promise<OutboxEntry[]> {
    const [dossierRows, progressRows] = await store.read((tables) =>
      Promise.all([
        rowsOf(tables, '', 'dossier').toArray(),
        tables.rows.where('kind').equals('progress').toArray(),
      ]),
    )
    const progressOf = new Map(progressRows.map((row) => [row.parent, row]))
    const entries = await readable(dossierRows, async (row) => {
      const progressRow = progressOf.get(row.id)
      if (!progressRow) throw noDossier(row.id)
      const [facts, progress] = await Promise.all([
        sealer.open(row).then(readDossierRow),
        sealer.open(progressRow).then(readProgress),
      ])
      return { at: row.updatedAt, entry: { ...facts, progress } }
    })
    return entries.sort((one, other) => other.at - one.at).map(({ entry }) => entry)
  }

  async function update(
    dossierId: string,
    change: ProgressChange | ((progress: Progress) => ProgressChange),
  ): Promise<Progress> {
    const id = progressRowId(dossierId)
    for (;;) {
      const row = await store.read(({ rows }) => rows.get(id))
      if (!row) throw noDossier(dossierId)
      const progress = readProgress(await sealer.open(row))
      const wanted = { ...progress, ...(typeof change === 'function' ? change(progress) : change) }
      const sealed = await seal(id, 'progress', dossierRowId(dossierId), wanted, row.rev + 1)
      const isWritten = await store.write(async ({ rows }) => {
        if ((await rows.get(id))?.rev !== row.rev) return false
        await rows.put(sealed)
        return true
      })
      if (isWritten) return readProgress(await sealer.open(sealed))
    }
  }

  /** Returns the drafts of a dossier, also where its body is damaged: they must not be lost with it. */
  async function draftsOf(dossierId: string): Promise<readonly string[]> {
    const row = await store.read(({ rows }) => rows.get(dossierRowId(dossierId)))
    if (!row) throw noDossier(dossierId)
    return readDossierRow(await sealer.open(row)).draftIds
  }

  /** Deletes a dossier's rows if its progress is still the one that was judged. */
  async function forget(
    dossierId: string,
    isAllowed: (progress: Progress) => boolean,
    changeDrafts: (tables: Tables) => Promise<void>,
  ): Promise<void> {
    const id = dossierRowId(dossierId)
    const progressRow = await store.read(({ rows }) => rows.get(progressRowId(dossierId)))
    if (!progressRow) throw noDossier(dossierId)
    if (!isAllowed(readProgress(await sealer.open(progressRow))))
      throw new DeviceError('may-be-sent', `The dossier ${dossierId} may be at the office.`)
    await store.write(async (tables) => {
      if ((await tables.rows.get(progressRow.id))?.rev !== progressRow.rev)
        throw new DeviceError('busy', `The dossier ${dossierId} moved on meanwhile.`)
      await changeDrafts(tables)
      const uses = await rowsOf(tables, id, 'use').primaryKeys()
      await allBelow(tables, id).delete()
      await tables.rows.delete(id)
      await dropUnheld(tables, uses.map(documentOfUse))
    }, 'both')
  }

  return {
    freeze,
    list,
    read,
    update,
    async takeBack(dossierId) {
      const draftIds = await draftsOf(dossierId)
      const { before, after } = await changedDrafts(draftIds, ({ dossierId: _, ...body }) => body)
      await forget(dossierId, mayTakeBack, async (tables) => {
        if (!(await areUnmoved(tables, before)))
          throw new DeviceError('busy', 'A draft of the dossier moved on meanwhile.')
        await tables.rows.bulkPut(after)
      })
    },
    async remove(dossierId) {
      const draftIds = await draftsOf(dossierId)
      await forget(
        dossierId,
        ({ state }) => state === 'acknowledged',
        async (tables) => {
          for (const draftId of draftIds) await deleteDraft(tables, draftId)
        },
      )
    },
  }
}
