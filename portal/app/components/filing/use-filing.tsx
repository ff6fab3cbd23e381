/** What every page of a draft works with: its values, what is wrong, what it costs, and how to change it. */
import { createContext, useContext, useDeferredValue, useEffect, useMemo, useSyncExternalStore } from 'react'
import type { FormDefinition, FormValues, PlainDate } from '@lodge/shared-types'
import type { Draft } from '../../device/drafts.ts'
import type { Device } from '../../device/open-device.ts'
import { useDevice, useLive, useReference, useRequestTypes } from '../../device/use-device.tsx'
import { useLanguage } from '../../language.tsx'
import { useOfficeDay } from '../../office-clock.ts'
import { useFreshReference } from './keep-reference-fresh.ts'
import type { DraftEditor, Saving } from './draft-editor.ts'
import type { KnownFile } from '../requests/gate-of-draft.ts'
import type { OfficeOfDraft } from '../requests/with-request-types.ts'
import type { Judgement } from './judge.ts'
import { readListedCodes } from './listed-codes.ts'
import { openDraft } from './open-drafts.ts'
import { useForm } from './use-form.ts'
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
  profile: OfficeOfDraft
  values: FormValues
  /** What is known of the file that a request is about: nothing where it is about none, or about one of somebody else. */
  known: KnownFile
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
  const profile = useWithCodes(usePinnedProfile(device.officeId, draft))
  const known = useFileOf(device, draft)
  const on = useOfficeDay(profile ?? { timeZone: 'UTC' })
  const asked = useForm(own ? undefined : draft, profile?.requestTypes)
  const form = own?.form ?? asked
  // Typing goes before checking and pricing: both follow a moment later.
  const settled = useDeferredValue(values)
  const language = useLanguage()
  const requestId = draft?.requestId
  const facts = useMemo(
    () =>
      requestId !== undefined && form && profile
        ? { form, profile, on, requestId, language, known }
        : undefined,
    [form, profile, on, requestId, language, known],
  )
  const isJudgedHere = own === undefined
  const judge = useJudge(facts !== undefined && isJudgedHere)
  const judged = useMemo(
    () => (isJudgedHere && facts ? judge?.(settled, facts) : undefined),
    [isJudgedHere, judge, settled, facts],
  )
  const errorCount = judged?.left
  const isSettled = saving === 'saved' && settled === values
  useEffect(() => {
    if (!draft || errorCount === undefined || !isSettled || draft.state === 'frozen') return
    if (draft.errorCount === errorCount || isMine !== true) return
    // A note for the list of drafts; the draft itself is safe without it.
    void device.drafts.noteCheck(draft.id, { seen: draft, errorCount }).catch(() => undefined)
  }, [device, draft, errorCount, isSettled, isMine])

  if (draft === undefined) return { state: 'opening' }
  if (draft === null) return { state: 'no-draft' }
  if (profile === undefined || form === undefined) return { state: 'opening' }
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
      known,
      on,
      saving,
      closedBy,
      judged,
      judgeNow: async () => (await loadJudge())(editor.state().values, facts),
    },
  }
}

const profiles = new Map<string, OfficeOfDraft>()

/** Returns the profile that a draft pins; once read it is there at once, so that going from page to page never blinks. */
function usePinnedProfile(
  officeId: string,
  draft: Pick<Draft, 'profileVersion' | 'requestKind'> | null | undefined,
): OfficeOfDraft | null | undefined {
  const version = draft?.profileVersion
  const isAboutFile = draft?.requestKind === 'post-filing'
  const key = `${officeId} ${version ?? ''} ${isAboutFile ? 'with requests' : ''}`
  const stored = useReference(officeId, version)
  const requestTypes = useRequestTypes(officeId, isAboutFile ? stored?.requestTypesDigest : undefined)
  const isThere = stored && stored.version === version && (requestTypes ?? !isAboutFile)
  if (isThere && !profiles.has(key)) profiles.set(key, requestTypes ? { ...stored, requestTypes } : stored)
  if (version === undefined) return undefined
  const known = profiles.get(key)
  if (known || !stored || !isAboutFile) return known ?? stored
  return requestTypes === null ? null : undefined
}

/** Returns the profile with the codes of its lists, once these are read; drafting does not wait for them. */
function useWithCodes(profile: OfficeOfDraft | null | undefined): OfficeOfDraft | null | undefined {
  const listedCodes = useLive(async () => (profile ? readListedCodes(profile) : undefined), [profile])
  return useMemo(
    () => (profile && listedCodes ? { ...profile, listedCodes } : profile),
    [profile, listedCodes],
  )
}

/** Returns what this device knows of the file that a draft is about. */
function useFileOf(
  device: Device,
  draft: Pick<Draft, 'requestKind' | 'about'> | null | undefined,
): KnownFile {
  const isAboutFile = draft?.requestKind === 'post-filing'
  const fileId = isAboutFile ? draft.about : undefined
  const kept = useLive(
    async () => (isAboutFile ? ((await device.ownFiles.read()) ?? null) : null),
    [device, isAboutFile],
  )
  return useMemo(
    () => ({ file: kept?.files.find((file) => file.fileId === fileId), asOf: kept?.asOf }),
    [kept, fileId],
  )
}

const FilingContext = createContext<Filing | undefined>(undefined)
export const FilingProvider = FilingContext.Provider

/** Returns the draft that the page is about; only inside a draft's screen. */
export function useFiling(): Filing {
  const filing = useContext(FilingContext)
  if (!filing) throw new Error('useFiling is for components inside a draft’s screen')
  return filing
}
