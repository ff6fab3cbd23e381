/** Loads the form of a draft: the built-in ones from a file each, those of requests about a file from the office's data. */
import type { FormDefinition, RequestKind, RequestType } from '@lodge/shared-types'

/** Each form of applications by its version; a new one is one more line. */
const loaders: Readonly<Record<string, () => Promise<FormDefinition>>> = {
  'tm-1': async () => (await import('./forms/first-trademark.ts')).firstTrademarkForm,
  'tm-2': async () => (await import('./forms/trademark.ts')).trademarkForm,
  'pt-1': async () => (await import('./forms/patent.ts')).patentForm,
  'um-1': async () => (await import('./forms/patent.ts')).utilityModelForm,
  'ds-1': async () => (await import('./forms/design.ts')).designForm,
}

/** Returns the newest version that an office takes and this release knows; undefined where there is none. */
export const newestVersion = (taken: readonly string[]): string | undefined =>
  taken.findLast((version) => Object.hasOwn(loaders, version))

/** What tells of a draft which form it is in. */
export type FormOfDraft = { formVersion: string; requestKind: RequestKind; type?: string }

const loaded = new Map<string, FormDefinition>()
let formOfType: ((type: RequestType) => FormDefinition) | undefined

const typeOf = (
  { type }: FormOfDraft,
  requestTypes: readonly RequestType[] | undefined,
): RequestType | undefined => requestTypes?.find((one) => one.type === type)

/** Returns a form that is loaded already; undefined for one that is not, or that is not known. */
export function formAtHand(
  draft: FormOfDraft,
  requestTypes?: readonly RequestType[],
): FormDefinition | undefined {
  if (draft.requestKind !== 'post-filing') return loaded.get(draft.formVersion)
  const type = typeOf(draft, requestTypes)
  return type && formOfType?.(type)
}

/**
 * Returns the form of a draft; undefined where this release does not know the version, or `requestTypes` not the type.
 * @throws TypeError where its file cannot be loaded now.
 */
export async function loadForm(
  draft: FormOfDraft,
  requestTypes?: readonly RequestType[],
): Promise<FormDefinition | undefined> {
  if (draft.requestKind === 'post-filing') {
    if (!typeOf(draft, requestTypes)) return undefined
    formOfType ??= (await import('./forms/of-type.ts')).formOfType
  } else if (!loaded.has(draft.formVersion) && Object.hasOwn(loaders, draft.formVersion)) {
    const form = await loaders[draft.formVersion]?.()
    if (form) loaded.set(draft.formVersion, form)
  }
  return formAtHand(draft, requestTypes)
}

/** Loads every form ahead, for drafting without a network. */
export const loadAllForms = (): Promise<unknown> =>
  Promise.all([...Object.values(loaders).map((load) => load()), import('./forms/of-type.ts')])
