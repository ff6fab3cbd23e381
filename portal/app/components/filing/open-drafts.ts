/** The drafts that this tab has open: they stay open, and this tab's to edit, while a person goes from page to page. */
import { lockDraft, type DraftLock } from '../../device/draft-lock.ts'
import { markDirty, markSaved } from '../../shell/unsaved.ts'
import { makeDraftEditor, type DraftEditor, type DraftWrites } from './draft-editor.ts'

/** Between leaving one page and opening the next. */
const closeAfterMs = 1_000

export type OpenDraft = {
  readonly editor: DraftEditor
  /** Whether this tab may edit; undefined before the browser has said. */
  isMine: () => boolean | undefined
  subscribe: (listener: () => void) => () => void
  /** Keeps it open; returns how to let go. */
  hold: () => () => void
}

type DeviceOfDrafts = { readonly drafts: DraftWrites }

const open = new WeakMap<DeviceOfDrafts, Map<string, OpenDraft>>()

/** Returns the open draft of that id, the same one to every page of this tab. */
export function openDraft(device: DeviceOfDrafts, draftId: string): OpenDraft {
  const drafts = open.get(device) ?? new Map<string, OpenDraft>()
  open.set(device, drafts)
  const known = drafts.get(draftId)
  if (known) return known
  const made = makeOpenDraft(device, draftId, () => drafts.delete(draftId))
  drafts.set(draftId, made)
  return made
}

function makeOpenDraft(device: DeviceOfDrafts, draftId: string, onClosed: () => void): OpenDraft {
  const listeners = new Set<() => void>()
  let holders = 0
  let isMine: boolean | undefined
  let lock: DraftLock | undefined
  let closing: ReturnType<typeof setTimeout> | undefined
  let isLocking = false

  const editor = makeDraftEditor({
    drafts: device.drafts,
    draftId,
    onUnsaved: (path, isUnsaved) => (isUnsaved ? markDirty : markSaved)(`draft/${draftId}/${path}`),
  })
  // Told by the state on screen, and tried again by the editor.
  const flush = (): void => void editor.flush().catch(() => undefined)
  const onHidden = (): void => {
    if (document.visibilityState === 'hidden') flush()
  }

  function say(mine: boolean): void {
    isMine = mine
    for (const listener of listeners) listener()
  }

  async function takeLock(): Promise<void> {
    isLocking = true
    const taken = await lockDraft(draftId)
    isLocking = false
    if (holders === 0 && closing === undefined) {
      taken.release()
      return
    }
    lock = taken
    say(taken.mine)
    taken.onMine(() => say(true))
  }

  function close(): void {
    closing = undefined
    const release = (): void => {
      if (holders > 0) return
      window.removeEventListener('pagehide', flush)
      document.removeEventListener('visibilitychange', onHidden)
      lock?.release()
      lock = undefined
      isMine = undefined
      onClosed()
    }
    editor.flush().then(release, () => {
      // What could not be saved stays open: a second editor beside this one would be overwritten by it later.
      if (holders === 0) closing = setTimeout(close, closeAfterMs)
    })
  }

  return {
    editor,
    isMine: () => isMine,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    hold() {
      holders += 1
      clearTimeout(closing)
      closing = undefined
      window.addEventListener('pagehide', flush)
      document.addEventListener('visibilitychange', onHidden)
      if (!lock && !isLocking) void takeLock()
      return () => {
        holders -= 1
        if (holders === 0) closing = setTimeout(close, closeAfterMs)
      }
    },
  }
}
