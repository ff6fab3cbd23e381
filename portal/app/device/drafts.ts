/** Drafts on the device: each field a row of its own, a journal for undo, and one small row to list them by. */
import type { FieldValue, FormValues, RequestKind } from '@lodge/shared-types'

/** The versions under which a draft is checked and priced. */
export type DraftVersions = { profileVersion: string; tariffVersion: string; termsVersion: string }

export type NewDraft = {
  formVersion: string
  requestKind: RequestKind
  /** Which post-filing request it is, such as `renewal`. */
  type?: string
  versions: DraftVersions
  values: FormValues
  /** The notice that it answers, or the file that it is about. */
  about?: string
  /** What tells the row of a table that it was made of. */
  importedAs?: string
  /** What a check has found already. */
  checked?: { errorCount: number }
}

/** What lists show, from one small row for each draft. */
export type DraftSummary = {
  id: string
  /** The id of the request that the draft becomes; it stays when a dossier is taken back. */
  requestId: string
  formVersion: string
  requestKind: RequestKind
  /** Which post-filing request it is, such as `renewal`. */
  type?: string
  /** The notice that it answers, where it answers one; the file that it is about, where that is in the account. */
  about?: string
  /** What tells the row of a table that it was made of. */
  importedAs?: string
  /** What it is called by what was entered (`shownPaths.titles`): the text of a mark, the number of a file, or ''. */
  title: string
  /** The agent's own reference (`ownReference`), or ''. */
  ownReference: string
  /** The first applicant's name as of the last check, or ''; undefined where no check told. */
  owner?: string
  /** Device time of the last change, milliseconds since 1970; it grows with every change. */
  updatedAt: number
  state: 'draft' | 'frozen'
  /** The dossier that a frozen draft is part of. */
  dossierId?: string
  /** How many errors the last check found (`noteCheck`); undefined when none was made since the last change. */
  errorCount?: number
}

export type Draft = Omit<DraftSummary, 'title' | 'ownReference' | 'owner'> &
  DraftVersions & {
    values: FormValues
    /** How often each field was written; pass one to `set` as `seenRev`. */
    revs: ReadonlyMap<string, number>
    /** Grows with every write of any field; `outbox.freeze` refuses where it is not the one that was shown. */
    stamp: number
    undoCount: number
    redoCount: number
  }

/** One field's part in a change; `undefined`: the field was not there. */
export type Edit = { path: string; from: FieldValue | undefined; to: FieldValue | undefined }
/** What an undo or redo did: the fields went from `from` to `to`. */
export type UndoneChange = { edits: readonly Edit[] }

/** What became of a write: the field's new revision, and what another tab had written meanwhile (undo brings it back). */
export type Written = { rev: number; overwritten?: FieldValue }

/** All throw DeviceError: `no-draft`, `frozen`, `signed-out`, `busy`, `no-space` (only when not even text fits). */
export type Drafts = {
  /** All drafts of this user at this office that can be read, the last changed first; decrypts one small row each. */
  list(): Promise<DraftSummary[]>
  create(draft: NewDraft): Promise<string>
  /** Makes many drafts at once, all of them or none; returns their ids in the same order. */
  createAll(drafts: readonly NewDraft[]): Promise<string[]>
  read(id: string): Promise<Draft | undefined>
  /** Writes one field (`undefined` clears it); resolves when it is committed. Writes of a field within 2 s are one undo step. */
  set(id: string, path: string, value: FieldValue | undefined, seenRev?: number): Promise<Written>
  /** Writes several fields as one step of undo, such as an address from the book; returns each one's revision. */
  setAll(
    id: string,
    values: Iterable<readonly [path: string, value: FieldValue | undefined]>,
  ): Promise<ReadonlyMap<string, number>>
  /** Adds an item at the end of a list, with what it starts with (paths below the item); returns its id. */
  addItem(id: string, listPath: string, values?: FormValues): Promise<string>
  /** Removes an item with all that is below it, as one step of undo. */
  removeItem(id: string, listPath: string, itemId: string): Promise<void>
  /** Takes the last change back, also after a reload; undefined when there is none. The last 200 changes are kept. */
  undo(id: string): Promise<UndoneChange | undefined>
  redo(id: string): Promise<UndoneChange | undefined>
  /**
   * Returns the id of a new draft with the same content and documents, and ids of its own; under the rules of `today`, where
   * they are known, else under those of the draft.
   */
  clone(id: string, today?: DraftVersions & { formVersion?: string }): Promise<string>
  /** Deletes a draft and what only it used. Refused: a frozen one (see `outbox`), and one that changed after `seen` (`busy`). */
  remove(id: string, seen?: Pick<DraftSummary, 'updatedAt'>): Promise<void>
  /** Pins other versions, after the person saw what changes. */
  pin(id: string, versions: DraftVersions): Promise<void>
  /** Notes what a check of the draft found, and whose it is, so that lists can tell; ignored if it changed since `seen`. */
  noteCheck(
    id: string,
    check: { seen: Pick<Draft, 'updatedAt' | 'values'>; errorCount: number },
  ): Promise<void>
}
