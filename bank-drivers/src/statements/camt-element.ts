/** A small tree of XML elements and how to walk it; only pieces of a file are ever held as trees. */

/** `name` without its namespace prefix; `currency` is the attribute `Ccy`, the only one that statements use. */
export type CamtElement = {
  readonly name: string
  readonly currency: string | undefined
  text: string
  children: CamtElement[] | undefined
}

const nothing: readonly CamtElement[] = []

/** Returns the element at the end of a path of names, the first one of each name; undefined where there is none. */
export function at(from: CamtElement | undefined, ...path: readonly string[]): CamtElement | undefined {
  let element = from
  for (const name of path) element = element?.children?.find((child) => child.name === name)
  return element
}

/** Returns the text at the end of a path without blanks around it; undefined where it is missing or empty. */
export function textAt(from: CamtElement | undefined, ...path: readonly string[]): string | undefined {
  const text = at(from, ...path)?.text.trim()
  return text === '' ? undefined : text
}

/** Returns the children of one name, in their order. */
export const all = (from: CamtElement | undefined, name: string): readonly CamtElement[] =>
  from?.children?.filter((child) => child.name === name) ?? nothing
