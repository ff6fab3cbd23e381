/** The form of a draft, in React: at once where it is loaded already. */
import type { FormDefinition, RequestType } from '@lodge/shared-types'
import { useEffect, useState } from 'react'
import { formAtHand, loadForm, type FormOfDraft } from '../../device/load-form.ts'

/** A file that could not be loaded now is asked for again so much later. */
const againMs = 5_000

/** Returns the form; undefined until it is loaded, null where this device does not know it. */
export function useForm(
  draft: FormOfDraft | null | undefined,
  requestTypes?: readonly RequestType[],
): FormDefinition | null | undefined {
  const { formVersion, requestKind, type } = draft ?? {}
  const at = `${requestKind ?? ''} ${type ?? ''} ${formVersion ?? ''}`
  const [found, setFound] = useState<{ at: string; form: FormDefinition | null }>()
  useEffect(() => {
    if (formVersion === undefined || requestKind === undefined) return
    const of = { formVersion, requestKind, ...(type === undefined ? {} : { type }) }
    let again: ReturnType<typeof setTimeout> | undefined
    let isGone = false
    const load = (): void => {
      loadForm(of, requestTypes).then(
        (form) => {
          if (!isGone) setFound({ at, form: form ?? null })
        },
        () => {
          if (!isGone) again = setTimeout(load, againMs)
        },
      )
    }
    load()
    return () => {
      isGone = true
      clearTimeout(again)
    }
  }, [at, formVersion, requestKind, type, requestTypes])
  if (!draft) return undefined
  return formAtHand(draft, requestTypes) ?? (found?.at === at ? found.form : undefined)
}
