/** A draft as this tab edits it: what the device holds, and on top of it what is typed and not yet committed. */
import type { FieldValue, FormValues } from '@lodge/shared-types'
import { DeviceError, type DeviceErrorCode } from '../../device/device-error.ts'
import type { Draft, Drafts, UndoneChange } from '../../device/drafts.ts'

/** From the first keystroke that is not committed to its write: a commit may take 300 ms in all. */
const writeAfterMs = 150
const tryAgainAfterMs = 2_000

export type Saving = 'saved' | 'saving' | 'failed'

export type EditorState = {
  /** undefined: not read yet; null: not on this device. */
  readonly draft: Draft | null | undefined
  /** What the screen shows. */
  readonly values: FormValues
  readonly saving: Saving
}

type Change = readonly [path: string, value: FieldValue | undefined]

type Typed = {
  value: FieldValue | undefined
  state: 'typed' | 'writing' | 'written'
  /** The revision that the device gave it; what the device tells from then on counts. */
  rev?: number
  timer?: ReturnType<typeof setTimeout>
}

export type DraftEditor = {
  state: () => EditorState
  subscribe: (listener: () => void) => () => void
  /** Takes what the device holds now. */
  receive: (draft: Draft | null) => void
  /** Shows a value at once and commits it a moment later; undefined clears the field. Nothing is ever refused. */
  set: (path: string, value: FieldValue | undefined) => void
  /** Shows several values at once and commits them as one step of undo. @throws what the device refused. */
  setAll: (changes: Iterable<Change>) => Promise<void>
  /** Commits everything that is typed; resolves when it is. @throws what the device refused. */
  flush: () => Promise<void>
  undo: () => Promise<UndoneChange | undefined>
  redo: () => Promise<UndoneChange | undefined>
}

/** What an editor does with the drafts of a device. */
export type DraftWrites = Pick<Drafts, 'set' | 'setAll' | 'undo' | 'redo'>

type Deps = {
  drafts: DraftWrites
  draftId: string
  /** Hears about each field whether it waits for its commit. */
  onUnsaved?: (path: string, isUnsaved: boolean) => void
}

const nothing: FormValues = new Map()

/** Refusals that no waiting changes: the draft was submitted or deleted in another tab, or the device was closed. */
const final: readonly DeviceErrorCode[] = ['frozen', 'no-draft', 'signed-out']
const isFinal = (error: unknown): boolean => error instanceof DeviceError && final.includes(error.code)

function isSame(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

export function makeDraftEditor({ drafts, draftId, onUnsaved = () => undefined }: Deps): DraftEditor {
  const typed = new Map<string, Typed>()
  const writes = new Set<Promise<void>>()
  const listeners = new Set<() => void>()
  let hasFailed = false
  let state: EditorState = { draft: undefined, values: nothing, saving: 'saved' }

  function show(draft: Draft | null | undefined = state.draft): void {
    const values = new Map(draft?.values)
    for (const [path, { value }] of typed)
      if (value === undefined) values.delete(path)
      else values.set(path, value)
    const isWaiting = [...typed.values()].some((entry) => entry.state !== 'written')
    state = { draft, values, saving: isWaiting ? (hasFailed ? 'failed' : 'saving') : 'saved' }
    for (const listener of listeners) listener()
  }

  function schedule(path: string, entry: Typed, afterMs: number): void {
    if (entry.timer !== undefined) return
    // A failure is told by the state on screen; the next try is another write.
    entry.timer = setTimeout(() => void write(path, entry).catch(() => undefined), afterMs)
  }

  function written(path: string, entry: Typed, value: FieldValue | undefined, rev: number): void {
    hasFailed = false
    if (entry.value !== value) {
      schedule(path, entry, writeAfterMs)
      return
    }
    clearTimeout(entry.timer)
    delete entry.timer
    entry.state = 'written'
    entry.rev = rev
    onUnsaved(path, false)
  }

  function refused(path: string, entry: Typed, error: unknown): void {
    if (isFinal(error)) {
      // What the device holds is all that there is.
      clearTimeout(entry.timer)
      typed.delete(path)
      onUnsaved(path, false)
      return
    }
    hasFailed = true
    entry.state = 'typed'
    schedule(path, entry, tryAgainAfterMs)
  }

  /** Keeps a write in mind until it has ended, and shows what came of it. */
  function follow(write: Promise<void>): Promise<void> {
    const done = write.finally(() => {
      if (state.draft) receive(state.draft)
      else show()
    })
    writes.add(done)
    const forget = (): void => void writes.delete(done)
    done.then(forget, forget)
    return done
  }

  function beginWriting(entry: Typed): void {
    clearTimeout(entry.timer)
    delete entry.timer
    entry.state = 'writing'
  }

  function write(path: string, entry: Typed): Promise<void> {
    beginWriting(entry)
    const { value } = entry
    return follow(
      drafts.set(draftId, path, value).then(
        ({ rev }) => written(path, entry, value, rev),
        (error: unknown) => {
          refused(path, entry, error)
          throw error
        },
      ),
    )
  }

  function setAll(changes: Iterable<Change>): Promise<void> {
    const wishes = [...changes]
    // The device takes one after the other: what was typed before stays a step of its own.
    for (const [path, entry] of waiting()) void write(path, entry).catch(() => undefined)
    const entries = wishes.map(([path, value]) => {
      const entry: Typed = typed.get(path) ?? { value, state: 'writing' }
      entry.value = value
      beginWriting(entry)
      delete entry.rev
      typed.set(path, entry)
      onUnsaved(path, true)
      return { path, value, entry }
    })
    show()
    return follow(
      drafts.setAll(draftId, wishes).then(
        (revs) =>
          entries.forEach(({ path, value, entry }) => written(path, entry, value, revs.get(path) ?? 0)),
        (error: unknown) => {
          entries.forEach(({ path, entry }) => refused(path, entry, error))
          throw error
        },
      ),
    )
  }

  function receive(draft: Draft | null): void {
    for (const [path, entry] of typed) {
      if (entry.state !== 'written') continue
      const isThere =
        isSame(draft?.values.get(path), entry.value) ||
        (draft?.revs.get(path) ?? 0) >= (entry.rev ?? Infinity)
      if (isThere) typed.delete(path)
    }
    show(draft)
  }

  const waiting = (): [string, Typed][] =>
    [...typed].filter(([, entry]) => entry.state === 'typed' || entry.timer !== undefined)

  async function flush(): Promise<void> {
    for (;;) {
      const entries = waiting()
      if (entries.length === 0 && writes.size === 0) return
      await Promise.all([...entries.map(([path, entry]) => write(path, entry)), ...writes])
    }
  }

  async function step(
    take: (id: string) => Promise<UndoneChange | undefined>,
  ): Promise<UndoneChange | undefined> {
    await flush()
    const change = await take(draftId)
    // What the device holds from here on is right, not what was typed before.
    for (const [path, entry] of typed) if (entry.state === 'written') typed.delete(path)
    show()
    return change
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    receive,
    set(path, value) {
      const known = typed.get(path)
      const entry: Typed = known ?? { value, state: 'typed' }
      entry.value = value
      if (entry.state === 'written') entry.state = 'typed'
      delete entry.rev
      typed.set(path, entry)
      onUnsaved(path, true)
      // While it is written, the end of that write sees the new value and schedules the next.
      if (entry.state === 'typed') schedule(path, entry, writeAfterMs)
      show()
    },
    setAll,
    flush,
    undo: () => step((id) => drafts.undo(id)),
    redo: () => step((id) => drafts.redo(id)),
  }
}
