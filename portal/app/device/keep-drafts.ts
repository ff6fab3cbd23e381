/** Keeps drafts as rows: what `drafts.ts` promises. */
import type { FieldValue } from '@lodge/shared-types'
import { defined } from './decode.ts'
import { DeviceError } from './device-error.ts'
import { documentOfUse, dropUnheld } from './document-uses.ts'
import { makeDraftChanges, type Field } from './draft-changes.ts'
import { fieldId, pathOfId, readDraftBody, type DraftBody } from './draft-rows.ts'
import { ownerOf, productOf } from './draft-owner.ts'
import type { Draft, Drafts, DraftSummary, NewDraft } from './drafts.ts'
import type { Envelope } from './envelopes.ts'
import { readable } from './readable-rows.ts'
import { putSealed, sealDraft } from './seal-draft.ts'
import { allBelow, rowsOf, type Tables, type UserStore } from './user-store.ts'

const isList = (value: FieldValue): value is Extract<FieldValue, readonly unknown[]> => Array.isArray(value)

const orderOf = (value: FieldValue | undefined): number =>
  typeof value === 'object' && value !== null && !isList(value) && 'at' in value ? value.at : 0

const valuesOf = (fields: readonly Field[]): Map<string, FieldValue> =>
  new Map(fields.flatMap(({ path, value }) => (value === undefined ? [] : [[path, value]])))

const noDraft = (id: string): DeviceError =>
  new DeviceError('no-draft', `The draft ${id} is not on this device.`)

/** Returns the drafts of the user whose store this is. */
export function makeDrafts(store: UserStore): Drafts {
  const { sealer } = store
  const changes = makeDraftChanges(store)
  /** Lists are read again after each change of any draft; a row that is still the same is not decrypted again. */
  const bodies = new Map<string, { rev: number; body: DraftBody }>()

  async function bodyOf(row: Envelope): Promise<DraftBody> {
    const known = bodies.get(row.id)
    if (known?.rev === row.rev) return known.body
    const body = readDraftBody(await sealer.open(row))
    bodies.set(row.id, { rev: row.rev, body })
    return body
  }

  const common = (
    row: Envelope,
    { requestId, formVersion, requestKind, type, about, importedAs, dossierId, check }: DraftBody,
  ) => ({
    id: row.id,
    requestId,
    formVersion,
    requestKind,
    updatedAt: row.updatedAt,
    state: dossierId === undefined ? ('draft' as const) : ('frozen' as const),
    ...defined({
      type,
      about,
      importedAs,
      dossierId,
      errorCount: check?.at === row.updatedAt ? check.errorCount : undefined,
    }),
  })

  async function lookUp(id: string) {
    return store.read(async (tables) => {
      const row = await tables.rows.get(id)
      if (row?.kind !== 'draft') return undefined
      const [fieldRows, undoCount, redoCount] = await Promise.all([
        rowsOf(tables, id, 'field').toArray(),
        rowsOf(tables, id, 'change').count(),
        rowsOf(tables, id, 'undone').count(),
      ])
      return { row, fieldRows, undoCount, redoCount }
    })
  }

  async function read(id: string): Promise<Draft | undefined> {
    const found = await lookUp(id)
    if (!found) return undefined
    const { row, fieldRows, undoCount, redoCount } = found
    const [body, fields] = await Promise.all([bodyOf(row), changes.readFields(fieldRows)])
    const { profileVersion, tariffVersion, termsVersion } = body
    return {
      ...common(row, body),
      profileVersion,
      tariffVersion,
      termsVersion,
      values: valuesOf(fields),
      revs: new Map(fields.map(({ path, rev }) => [path, rev])),
      stamp: fields.reduce((sum, { rev }) => sum + rev, 0),
      undoCount,
      redoCount,
    }
  }

  async function createAll(drafts: readonly NewDraft[]): Promise<string[]> {
    const sealed = await Promise.all(drafts.map((draft) => sealDraft(store, draft)))
    await store.write((tables) => putSealed(tables, sealed))
    return sealed.map(({ id }) => id)
  }

  async function create(draft: NewDraft): Promise<string> {
    const [id] = await createAll([draft])
    if (id === undefined) throw noDraft('that was to be made')
    return id
  }

  /** Changes the row of a draft, again if another tab was faster; `change` returns undefined to leave it. */
  async function changeBody(
    id: string,
    change: (body: DraftBody, row: Envelope) => DraftBody | undefined,
    isContent: boolean,
  ): Promise<void> {
    for (;;) {
      const row = await store.read(({ rows }) => rows.get(id))
      if (row?.kind !== 'draft') throw noDraft(id)
      const body = change(await bodyOf(row), row)
      if (!body) return
      const updatedAt = isContent ? Math.max(store.now(), row.updatedAt + 1) : row.updatedAt
      const sealed = await sealer.seal({ ...row, rev: row.rev + 1, updatedAt }, body)
      const isWritten = await store.write(async ({ rows }) => {
        const now = await rows.get(id)
        if (now?.rev !== row.rev || now.updatedAt !== row.updatedAt) return false
        await rows.put(sealed)
        return true
      })
      if (isWritten) return
    }
  }

  const exactly = (id: string, paths: readonly string[]) => (): Promise<string[]> =>
    Promise.resolve(paths.map((path) => fieldId(id, path)))

  const below =
    (id: string, path: string, isWanted: (rest: string) => boolean) =>
    async ({ rows }: Tables): Promise<string[]> => {
      const ids = await rows.where('id').startsWith(fieldId(id, path)).primaryKeys()
      return ids.filter((one) => isWanted(pathOfId(id, one).slice(path.length)))
    }

  return {
    async list() {
      const rows = await store.read((tables) => rowsOf(tables, '', 'draft').toArray())
      const summaries = await readable(rows, async (row): Promise<DraftSummary> => {
        const body = await bodyOf(row)
        const { title, ownReference, owner } = body
        return { ...common(row, body), title, ownReference, ...defined({ owner }) }
      })
      return summaries.sort((one, other) => other.updatedAt - one.updatedAt)
    },
    create,
    createAll,
    read,
    async set(id, path, value, seenRev) {
      const { before, revs } = await changes.change(id, exactly(id, [path]), () => [[path, value]], {
        isTyping: true,
      })
      const former = before.get(path)
      const rev = revs.get(path) ?? former?.rev ?? 0
      const isOverwritten = seenRev !== undefined && (former?.rev ?? 0) > seenRev && revs.has(path)
      return { rev, ...defined({ overwritten: isOverwritten ? former?.value : undefined }) }
    },
    async setAll(id, values) {
      const wishes = [...values]
      const paths = wishes.map(([path]) => path)
      const { before, revs } = await changes.change(id, exactly(id, paths), () => wishes)
      return new Map(paths.map((path) => [path, revs.get(path) ?? before.get(path)?.rev ?? 0]))
    },
    async addItem(id, listPath, values = new Map()) {
      const itemId = crypto.randomUUID()
      const isItem = (rest: string): boolean => !rest.includes('.')
      await changes.change(id, below(id, `${listPath}.`, isItem), (items) => {
        const present = [...items.values()].filter(({ value }) => value !== undefined)
        const at = Math.max(0, ...present.map(({ value }) => orderOf(value))) + 1
        const content = [...values].map(([path, value]) => [`${listPath}.${itemId}.${path}`, value] as const)
        return [[`${listPath}.${itemId}`, { at }], ...content]
      })
      return itemId
    },
    async removeItem(id, listPath, itemId) {
      const isOfItem = (rest: string): boolean => rest === '' || rest.startsWith('.')
      await changes.change(id, below(id, `${listPath}.${itemId}`, isOfItem), (fields) =>
        [...fields.keys()].map((path) => [path, undefined]),
      )
    },
    async undo(id) {
      const edits = await changes.flip(id, 'change')
      return edits && { edits }
    },
    async redo(id) {
      const edits = await changes.flip(id, 'undone')
      return edits && { edits }
    },
    async clone(id, today) {
      const draft = await read(id)
      if (!draft) throw noDraft(id)
      const { requestKind, type, values } = draft
      const { profileVersion, tariffVersion, termsVersion, formVersion = draft.formVersion } = today ?? draft
      // A request about a file is about the same one again; a notice is answered once.
      const about = requestKind === 'post-filing' ? draft.about : undefined
      return create({
        formVersion,
        requestKind,
        versions: { profileVersion, tariffVersion, termsVersion },
        values,
        ...defined({ type, about }),
      })
    },
    async remove(id, seen) {
      const row = await store.read(({ rows }) => rows.get(id))
      if (row?.kind !== 'draft') return
      if ((await bodyOf(row)).dossierId !== undefined)
        throw new DeviceError('frozen', `The draft ${id} is in a dossier; take that back or remove it.`)
      await store.write(async (tables) => {
        const now = await tables.rows.get(id)
        if (now?.rev !== row.rev || now.updatedAt !== (seen?.updatedAt ?? now.updatedAt))
          throw new DeviceError('busy', `The draft ${id} was changed meanwhile.`)
        await deleteDraft(tables, id)
      }, 'both')
      bodies.delete(id)
    },
    pin: (id, versions) =>
      changeBody(
        id,
        (body) => {
          if (body.dossierId !== undefined)
            throw new DeviceError('frozen', `The draft ${id} is in a dossier.`)
          return { ...body, ...versions }
        },
        true,
      ),
    noteCheck: (id, { seen, errorCount }) =>
      changeBody(
        id,
        (body, row) =>
          row.updatedAt !== seen.updatedAt ||
          (body.check?.at === row.updatedAt && body.check.errorCount === errorCount)
            ? undefined
            : {
                ...body,
                title: body.requestKind === 'design-application' ? productOf(seen.values) : body.title,
                owner: ownerOf(seen.values),
                check: { at: row.updatedAt, errorCount },
              },
        false,
      ),
  }
}

/** Inside a transaction over both tables: deletes a draft, its fields and journal, and documents that only it used. */
export async function deleteDraft(tables: Tables, id: string): Promise<void> {
  const uses = await rowsOf(tables, id, 'use').primaryKeys()
  await allBelow(tables, id).delete()
  await tables.rows.delete(id)
  await dropUnheld(tables, uses.map(documentOfUse))
}
