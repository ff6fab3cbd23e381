/** Templates: what a draft holds, kept under a name of the agent's own, to begin others with; encrypted as drafts are. */
import type { FieldValue, FormValues, RequestKind } from '@lodge/shared-types'
import { defined } from './decode.ts'
import { DeviceError } from './device-error.ts'
import { readDraftBody, readFieldBody, type DraftBody } from './draft-rows.ts'
import type { Draft } from './drafts.ts'
import { deleteDraft } from './keep-drafts.ts'
import { readable } from './readable-rows.ts'
import { putSealed, sealDraft } from './seal-draft.ts'
import { rowsOf, type UserStore } from './user-store.ts'

export type Template = {
  id: string
  name: string
  formVersion: string
  requestKind: RequestKind
  /** Which post-filing request it is for, such as `renewal`. */
  type?: string
  /** Device time of the last change, milliseconds since 1970. */
  updatedAt: number
}

export type Templates = {
  /** By name. */
  list(): Promise<Template[]>
  /** Returns what a template holds; undefined where it is not on this device. */
  read(id: string): Promise<(Template & { values: FormValues }) | undefined>
  /** Keeps what a draft holds under a name, its documents as far as they are here; returns the template's id. */
  save(draft: Draft, name: string): Promise<string>
  /** @throws DeviceError `no-draft`: the template is gone. */
  rename(id: string, name: string): Promise<void>
  /** Deletes a template, and the documents that only it used. */
  remove(id: string): Promise<void>
}

/** Each filing is signed for itself, and has a reference of its own. */
const isOfOneFiling = (path: string): boolean => path === 'ownReference' || path.startsWith('signature.')

export function makeTemplates(store: UserStore): Templates {
  const { sealer } = store

  const told = (row: { id: string; updatedAt: number }, body: DraftBody): Template => ({
    id: row.id,
    name: body.templateName ?? body.title,
    formVersion: body.formVersion,
    requestKind: body.requestKind,
    updatedAt: row.updatedAt,
    ...defined({ type: body.type }),
  })

  return {
    async list() {
      const rows = await store.read((tables) => rowsOf(tables, '', 'template').toArray())
      const templates = await readable(rows, async (row) => told(row, readDraftBody(await sealer.open(row))))
      return templates.sort((one, other) => one.name.localeCompare(other.name))
    },
    async read(id) {
      const found = await store.read(async (tables) => {
        const row = await tables.rows.get(id)
        if (row?.kind !== 'template') return undefined
        return { row, fields: await rowsOf(tables, id, 'field').toArray() }
      })
      if (!found) return undefined
      const [body, fields] = await Promise.all([
        sealer.open(found.row).then(readDraftBody),
        Promise.all(found.fields.map(async (row) => readFieldBody(await sealer.open(row)))),
      ])
      const values = new Map<string, FieldValue>()
      for (const { path, value } of fields) if (value !== undefined) values.set(path, value)
      return { ...told(found.row, body), values }
    },
    async save(
      { formVersion, requestKind, type, profileVersion, tariffVersion, termsVersion, values },
      name,
    ) {
      const kept = new Map([...values].filter(([path]) => !isOfOneFiling(path)))
      const versions = { profileVersion, tariffVersion, termsVersion }
      const draft = { formVersion, requestKind, versions, values: kept, ...defined({ type }) }
      const sealed = await sealDraft(store, draft, { name })
      await store.write((tables) => putSealed(tables, [sealed]))
      return sealed.id
    },
    async rename(id, name) {
      for (;;) {
        const row = await store.read(({ rows }) => rows.get(id))
        if (row?.kind !== 'template')
          throw new DeviceError('no-draft', `The template ${id} is not on this device.`)
        const body = readDraftBody(await sealer.open(row))
        const head = { ...row, rev: row.rev + 1, updatedAt: store.now() }
        const sealed = await sealer.seal(head, { ...body, templateName: name } satisfies DraftBody)
        const isWritten = await store.write(async ({ rows }) => {
          if ((await rows.get(id))?.rev !== row.rev) return false
          await rows.put(sealed)
          return true
        })
        if (isWritten) return
      }
    },
    remove: (id) =>
      store.write(async (tables) => {
        if ((await tables.rows.get(id))?.kind === 'template') await deleteDraft(tables, id)
      }, 'both'),
  }
}
