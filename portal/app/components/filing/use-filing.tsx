/** What every page of a draft works with: its values, what is wrong, what it costs, and how to change it. */
import { createContext, useContext, useDeferredValue, useEffect, useMemo, useSyncExternalStore } from 'react'
import {
  checkDraft,
  forms,
  oneClassMore,
  priceDraft,
  priceableOfDraft,
  tariffOn,
  type DraftCheck,
  type FormDefinition,
  type FormValues,
  type Money,
  type PlainDate,
  type Price,
  type PublicProfile,
} from '@lodge/shared-types'
import type { Draft } from '../../device/drafts.ts'
import type { Device } from '../../device/open-device.ts'
import { useDevice, useLive, useReference } from '../../device/use-device.tsx'
import { useOfficeDay } from '../../office-clock.ts'
import { useFreshReference } from './keep-reference-fresh.ts'
import type { DraftEditor, Saving } from './draft-editor.ts'
import { openDraft } from './open-drafts.ts'

export type Fees = { price: Price; oneMore: Money }

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
  check: DraftCheck
  /** undefined where no tariff of the office is in force today. */
  fees: Fees | undefined
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

/** Follows a draft of this device. `base` is the address of the office's pages. */
export function useOpenFiling(base: string, draftId: string): FilingState {
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
  const form = draft ? forms[draft.formVersion] : undefined
  // Typing goes before checking and pricing: both follow a moment later.
  const settled = useDeferredValue(values)
  const judged = useMemo(
    () => (draft && form && profile ? judge(form, settled, profile, on, draft.requestId) : undefined),
    [form, settled, profile, on, draft?.requestId],
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
  if (profile === null || !form || !judged) return { state: 'no-form' }
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
      home: `${base}/drafts/${draftId}`,
      device,
      editor,
      draft,
      form,
      profile,
      values,
      on,
      saving,
      closedBy,
      ...judged,
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

/** Checks and prices values on the office's day. */
export function judge(
  form: FormDefinition,
  values: FormValues,
  profile: PublicProfile,
  on: PlainDate,
  requestId: string,
): Pick<Filing, 'check' | 'fees'> {
  const check = checkDraft(form, values, profile, on, { requestId })
  const tariff = tariffOn(profile.tariffs, on)
  if (!tariff) return { check, fees: undefined }
  const facts = priceableOfDraft(form, values, profile, { requestId })
  return {
    check,
    fees: {
      price: priceDraft(tariff, form, values, profile, { requestId }),
      oneMore: oneClassMore(tariff, [facts], requestId),
    },
  }
}

const FilingContext = createContext<Filing | undefined>(undefined)
export const FilingProvider = FilingContext.Provider

/** Returns the draft that the page is about; only inside a draft's screen. */
export function useFiling(): Filing {
  const filing = useContext(FilingContext)
  if (!filing) throw new Error('useFiling is for components inside a draft’s screen')
  return filing
}
