/** What every page of a draft works with: its values, what is wrong, what it costs, and how to change it. */
import { createContext, useContext, useDeferredValue, useEffect, useMemo, useSyncExternalStore } from 'react'
import {
  forms,
  type FormDefinition,
  type FormValues,
  type PlainDate,
  type PublicProfile,
} from '@lodge/shared-types'
import type { Draft } from '../../device/drafts.ts'
import type { Device } from '../../device/open-device.ts'
import { useDevice, useLive, useReference } from '../../device/use-device.tsx'
import { useLanguage } from '../../language.tsx'
import { useOfficeDay } from '../../office-clock.ts'
import { useFreshReference } from './keep-reference-fresh.ts'
import type { DraftEditor, Saving } from './draft-editor.ts'
import type { Judgement } from './judge.ts'
import { openDraft } from './open-drafts.ts'
import { loadJudge, useJudge } from './use-judge.ts'

export type Filing = {
  /** Address of the office's pages, such as `/o/borovia`. */
  base: string
  /** Address of the draft's task list. */
  home: string
  device: Device
  editor: DraftEditor
  draft: Draft
  form: FormDefinition
  profile: PublicProfile
  values: FormValues
  /** The day at the office. */
  on: PlainDate
  /** What is wrong and what it costs, told a moment after the page stands and after each change. */
  judged: Judgement | undefined
  /** Judges what stands in the editor this moment, not what the screen last drew. @throws TypeError as `loadJudge`. */
  judgeNow: () => Promise<Judgement>
  saving: Saving
  /** Why nothing can be changed here. */
  closedBy: 'other-tab' | 'submission' | 'opening' | undefined
}

export type FilingState =
  | { state: 'opening' }
  | { state: 'no-draft' }
  /** The office's profile, or the form of that version, is not on this device. */
  | { state: 'no-form' }
  | { state: 'open'; filing: Filing }

/** A draft of a form of its own, at an address of its own, which is checked in its own way. */
export type OwnForm = { form: FormDefinition; home: string }

/** Follows a draft of this device. `base` is the address of the office's pages. */
export function useOpenFiling(base: string, draftId: string, own?: OwnForm): FilingState {
  const device = useDevice()
  useFreshReference(device.officeId)
  const opened = useMemo(() => openDraft(device, draftId), [device, draftId])
  useEffect(() => opened.hold(), [opened])
  const { editor } = opened
  const stored = useLive(() => device.drafts.read(draftId).then((draft) => draft ?? null), [device, draftId])
  useEffect(() => {
    if (stored !== undefined) editor.receive(stored)
  }, [editor, stored])
  const { draft, values, saving } = useSyncExternalStore(editor.subscribe, editor.state, editor.state)
  const isMine = useSyncExternalStore(opened.subscribe, opened.isMine, opened.isMine)
  const profile = usePinnedProfile(device.officeId, draft?.profileVersion)
  const on = useOfficeDay(profile ?? { timeZone: 'UTC' })
  const form = draft ? (own?.form ?? forms[draft.formVersion]) : undefined
  // Typing goes before checking and pricing: both follow a moment later.
  const settled = useDeferredValue(values)
  const language = useLanguage()
  const requestId = draft?.requestId
  const facts = useMemo(
    () =>
      requestId !== undefined && form && profile ? { form, profile, on, requestId, language } : undefined,
    [form, profile, on, requestId, language],
  )
  const isJudgedHere = own === undefined
  const judge = useJudge(facts !== undefined && isJudgedHere)
  const judged = useMemo(
    () => (isJudgedHere && facts ? judge?.(settled, facts) : undefined),
    [isJudgedHere, judge, settled, facts],
  )
  const errorCount = judged?.check.errors.length
  const isSettled = saving === 'saved' && settled === values
  useEffect(() => {
    if (!draft || errorCount === undefined || !isSettled || draft.state === 'frozen') return
    if (draft.errorCount === errorCount || isMine !== true) return
    // A note for the list of drafts; the draft itself is safe without it.
    void device.drafts.noteCheck(draft.id, { seen: draft, errorCount }).catch(() => undefined)
  }, [device, draft, errorCount, isSettled, isMine])

  if (draft === undefined) return { state: 'opening' }
  if (draft === null) return { state: 'no-draft' }
  if (profile === undefined) return { state: 'opening' }
  if (profile === null || !form || !facts) return { state: 'no-form' }
  const closedBy =
    draft.state === 'frozen'
      ? 'submission'
      : isMine === undefined
        ? 'opening'
        : isMine
          ? undefined
          : 'other-tab'
  return {
    state: 'open',
    filing: {
      base,
      home: own?.home ?? `${base}/drafts/${draftId}`,
      device,
      editor,
      draft,
      form,
      profile,
      values,
      on,
      saving,
      closedBy,
      judged,
      judgeNow: async () => (await loadJudge())(editor.state().values, facts),
    },
  }
}

const profiles = new Map<string, PublicProfile>()

/** Returns the profile that a draft pins; once read it is there at once, so that going from page to page never blinks. */
function usePinnedProfile(officeId: string, version: string | undefined): PublicProfile | null | undefined {
  const key = `${officeId} ${version ?? ''}`
  const stored = useReference(officeId, version)
  if (stored && stored.version === version) profiles.set(key, stored)
  return version === undefined ? undefined : (profiles.get(key) ?? stored)
}

const FilingContext = createContext<Filing | undefined>(undefined)
export const FilingProvider = FilingContext.Provider

/** Returns the draft that the page is about; only inside a draft's screen. */
export function useFiling(): Filing {
  const filing = useContext(FilingContext)
  if (!filing) throw new Error('useFiling is for components inside a draft’s screen')
  return filing
}
