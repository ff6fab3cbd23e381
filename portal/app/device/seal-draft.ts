/** A new draft as the rows that it will be: its own, one for each field, and the holds on its documents. */
import type { FormValues } from '@lodge/shared-types'
import { defined } from './decode.ts'
import { documentIdOf, takeHold, type Hold } from './document-uses.ts'
import { ownerOf } from './draft-owner.ts'
import { documentsIn, fieldId, shownPaths, type DraftBody, type FieldBody } from './draft-rows.ts'
import type { NewDraft } from './drafts.ts'
import type { Envelope } from './envelopes.ts'
import type { Tables, UserStore } from './user-store.ts'

/** Returns the first of these values that says something, as lists show it. */
const shownOf = (values: FormValues, ...paths: readonly string[]): string => {
  const texts = paths.map((path) => values.get(path)).filter((value) => typeof value === 'string')
  return (texts.find((value) => value !== '') ?? '').slice(0, 200)
}

export type SealedDraft = { id: string; rows: readonly Envelope[]; holds: readonly Hold[] }

/** Encrypts a draft, or a template where it has a name as one; nothing is written yet. */
export async function sealDraft(
  store: UserStore,
  { formVersion, requestKind, type, versions, values, about, importedAs, checked }: NewDraft,
  template?: { name: string },
): Promise<SealedDraft> {
  const { sealer } = store
  const id = crypto.randomUUID()
  const updatedAt = store.now()
  const body: DraftBody = {
    ...versions,
    formVersion,
    requestKind,
    requestId: crypto.randomUUID(),
    title: shownOf(values, ...shownPaths.titles),
    ownReference: shownOf(values, shownPaths.ownReference),
    owner: ownerOf(values),
    ...defined({
      type,
      about,
      importedAs,
      templateName: template?.name,
      check: checked && { at: updatedAt, errorCount: checked.errorCount },
    }),
  }
  const shas = new Set([...values.values()].flatMap(documentsIn).map(({ sha256 }) => sha256))
  const kind = template ? 'template' : 'draft'
  const [draftRow, fieldRows, holds] = await Promise.all([
    sealer.seal({ id, kind, parent: '', rev: 1, updatedAt }, body),
    Promise.all(
      [...values].map(([path, value]) =>
        sealer.seal({ id: fieldId(id, path), kind: 'field', parent: id, rev: 1, updatedAt }, {
          path,
          value,
        } satisfies FieldBody),
      ),
    ),
    Promise.all([...shas].map(async (sha) => takeHold(store, id, await documentIdOf(sealer, sha)))),
  ])
  return { id, rows: [draftRow, ...fieldRows], holds }
}

/** Inside a transaction: writes drafts that were sealed before it, all of them or none. */
export async function putSealed(
  { rows }: Pick<Tables, 'rows'>,
  sealed: readonly SealedDraft[],
): Promise<void> {
  const holds = sealed.flatMap((one) => one.holds)
  await rows.bulkPut([...sealed.flatMap((one) => one.rows), ...holds.map(({ row }) => row)])
  await rows.bulkDelete(holds.map(({ lease }) => lease))
}
