/** The client's own journal: every promise that the office made, on disk before the client goes on. */
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { z } from 'zod'

const entrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('acknowledged'),
    client: z.number().int(),
    officeId: z.string(),
    dossierId: z.string(),
    key: z.string(),
    submissionNumber: z.string(),
    receivedAt: z.iso.datetime(),
    requests: z.number().int(),
    totalMinor: z.string(),
    orderId: z.string(),
    /** The clock of the client when the answer was there, to tell which acknowledgement came before which. */
    at: z.number(),
    sentAt: z.number(),
  }),
  z.object({ kind: z.literal('payment-started'), dossierId: z.string(), attemptId: z.string() }),
  z.object({
    kind: z.literal('receipt'),
    dossierId: z.string(),
    fileId: z.string(),
    fileNumber: z.string(),
    filingDate: z.string(),
    sha256: z.string(),
  }),
])
export type JournalEntry = z.infer<typeof entrySchema>
export type EntryOf<K extends JournalEntry['kind']> = Extract<JournalEntry, { kind: K }>

export type Journal = { write(entry: JournalEntry): void; close(): void }

/** Opens a journal for appending; `write` returns when the entry is on disk. */
export function openJournal(path: string): Journal {
  const file = openSync(path, 'a')
  return {
    write(entry) {
      writeSync(file, `${JSON.stringify(entry)}\n`)
      fsyncSync(file)
    },
    close: () => closeSync(file),
  }
}

/** Reads a journal back. @throws ZodError where a line is not an entry. */
export const readJournal = (path: string): JournalEntry[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => entrySchema.parse(JSON.parse(line)))
