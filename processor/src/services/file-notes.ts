/** Internal notes: what the office's people tell each other about a file. A note never leaves the office, by whatever way. */
import { nameOfActor, parseAtDoor, plainText, ProblemError, type Actor } from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { writeAudit } from '../audit.ts'
import type { Office } from '../office.ts'
import { answerOnce } from './commands.ts'
import { personNames } from './person-names.ts'
import { isStaff } from './views.ts'

type Parts = Pick<Office, 'store' | 'clock'>

export type ShownNote = { noteId: string; text: string; by: string; at: Date }

/** A file has few notes; these many at most are shown, the latest. */
const shownNotes = 200

const noteSchema = z.strictObject({ text: plainText(4_000) })
const answerSchema = z.object({ noteId: z.string() })

/** Only staff learn that a file has notes at all, and only of a file of their own office. */
async function mustSeeFile({ store }: Pick<Office, 'store'>, actor: Actor, fileId: string): Promise<void> {
  const { officeId } = actor
  if (!isStaff(actor) || !(await store.files.one({ _id: fileId, officeId })))
    throw new ProblemError('not-found', 'There is no such file at this office.')
}

/** Returns the notes of a file, the latest first. @throws ProblemError `not-found` for others than staff of its office. */
export async function listNotes({ store }: Parts, actor: Actor, fileId: string): Promise<ShownNote[]> {
  const { officeId } = actor
  const [, rows] = await Promise.all([
    mustSeeFile({ store }, actor, fileId),
    store.fileNotes.many({ officeId, fileId }, { sort: { at: -1 }, limit: shownNotes }),
  ])
  const names = await personNames(
    store,
    officeId,
    rows.map(({ userId }) => userId),
  )
  return rows.map(({ _id, text, userId, at }) => ({
    noteId: _id,
    text,
    by: names.get(userId)?.name ?? userId,
    at,
  }))
}

/**
 * Adds a note to a file. The same key again answers alike, and adds nothing.
 * @throws ProblemError `not-found` for others than staff of the file's office, `invalid` without a text.
 */
export async function addNote(
  office: Parts,
  actor: Actor,
  { key, fileId, text }: { key: unknown; fileId: string; text: unknown },
): Promise<{ noteId: string }> {
  const note = parseAtDoor(noteSchema, { text }, 'invalid')
  const { store, clock } = office
  const { officeId } = actor
  await mustSeeFile(office, actor, fileId)
  const { answer } = await answerOnce(
    office,
    { actor, operation: 'add-note', key, body: { fileId, ...note }, answer: answerSchema },
    async (session) => {
      const noteId = uuidv7()
      store.fileNotes.add(
        [{ _id: noteId, officeId, fileId, ...note, userId: actor.who.id, at: clock.now() }],
        session,
      )
      // What the note says stays in the note.
      await writeAudit(
        office,
        { officeId, who: nameOfActor(actor), what: 'noted-file', subject: `file:${fileId}`, detail: noteId },
        session,
      )
      return { noteId }
    },
  )
  return answer
}
