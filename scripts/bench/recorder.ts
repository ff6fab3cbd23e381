/** Records which rows each transaction of a run inserted, so that the same can be written again without Lodge around it. */
import { Binary, type CommandStartedEvent, type Document } from 'mongodb'
import { z } from 'zod'

/** The rows that one transaction made, in order. */
export type Recorded = { collection: string; ids: readonly unknown[] }[]

const insertSchema = z.object({
  insert: z.string(),
  documents: z.array(z.looseObject({ _id: z.unknown() })),
  lsid: z.object({ id: z.instanceof(Binary) }),
  txnNumber: z.unknown(),
})
const upsertSchema = z.object({
  update: z.string(),
  updates: z.array(z.looseObject({ upsert: z.boolean().optional(), u: z.looseObject({ _id: z.unknown() }) })),
  lsid: z.object({ id: z.instanceof(Binary) }),
  txnNumber: z.unknown(),
})
const endSchema = z.object({ lsid: z.object({ id: z.instanceof(Binary) }), txnNumber: z.unknown() })

const keyOf = ({ lsid, txnNumber }: { lsid: { id: Binary }; txnNumber?: unknown }): string =>
  `${lsid.id.toString('hex')}|${String(txnNumber)}`

/** Returns a listener for the driver's commands, and the committed transactions so far in the order of their commits. */
export function makeRecorder() {
  const open = new Map<string, Recorded>()
  const committed: Recorded[] = []
  const add = (key: string, collection: string, ids: readonly unknown[]): void => {
    const rows = open.get(key) ?? []
    rows.push({ collection, ids })
    open.set(key, rows)
  }
  return {
    committed,
    onCommand: ({ commandName, command }: CommandStartedEvent): void => {
      const started: Document = command
      if (started['startTransaction'] === true) open.set(keyOf(endSchema.parse(started)), [])
      if (commandName === 'insert') {
        const insert = insertSchema.safeParse(started)
        if (insert.success && started['autocommit'] === false)
          add(
            keyOf(insert.data),
            insert.data.insert,
            insert.data.documents.map((row) => row._id),
          )
      }
      if (commandName === 'update') {
        const update = upsertSchema.safeParse(started)
        if (
          update.success &&
          started['autocommit'] === false &&
          update.data.updates.every((one) => one.upsert === true)
        )
          add(
            keyOf(update.data),
            update.data.update,
            update.data.updates.map((one) => one.u._id),
          )
      }
      if (commandName === 'commitTransaction') {
        const key = keyOf(endSchema.parse(started))
        const rows = open.get(key)
        if (rows && rows.length > 0) committed.push(rows)
        open.delete(key)
      }
      if (commandName === 'abortTransaction') open.delete(keyOf(endSchema.parse(started)))
    },
  }
}
export type Recorder = ReturnType<typeof makeRecorder>
