/** What the address of a list asks for: filters stand in it, so that every list can be linked to and gone back to. */

const longest = 500

/** Returns what the address says under `names`, trimmed and cut; what it does not say is not there. */
export function askedIn<N extends string>(request: Request, names: readonly N[]): Partial<Record<N, string>> {
  const { searchParams } = new URL(request.url)
  const asked: Partial<Record<N, string>> = {}
  for (const name of names) {
    const value = (searchParams.get(name) ?? '').trim().slice(0, longest)
    if (value !== '') asked[name] = value
  }
  return asked
}

/** Returns `value` where it is one of `known`: what an address asks for and nobody knows harms nothing. */
export const oneOf = <K extends string>(known: readonly K[], value: string | undefined): K | undefined =>
  known.find((one) => one === value)
