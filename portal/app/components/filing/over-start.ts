/** Puts what a person brings (a row of a table, a template) over what a draft starts with. */
import { pagesOf, type FieldValue, type FormDefinition, type FormValues } from '@lodge/shared-types'

/** Returns `start` with `brought` in it; a list that is brought takes the place of the one that it starts with. */
export function overStart(start: FormValues, brought: FormValues, form: FormDefinition): FormValues {
  const lists = pagesOf(form).flatMap(({ list }) =>
    list && [...brought.keys()].some((path) => path.startsWith(`${list.path}.`)) ? [`${list.path}.`] : [],
  )
  const kept = [...start].filter(([path]) => !lists.some((prefix) => path.startsWith(prefix)))
  return new Map<string, FieldValue>([...kept, ...brought])
}
