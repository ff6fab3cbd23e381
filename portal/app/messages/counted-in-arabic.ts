/** What Arabic sentences ask for: it counts in four ways (one, two, a few from 3 to 10, and many), and keeps names apart. */

export type Noun = { one: string; two: string; few: string; many: string }

/** Returns `count` things in words, with the noun in the form that the number asks for. */
export function countedInArabic(count: number, { one, two, few, many }: Noun): string {
  if (count === 1) return one
  if (count === 2) return two
  return `${count} ${count % 100 >= 3 && count % 100 <= 10 ? few : many}`
}

/** Puts a name between quotation marks, isolated so that its own direction stays inside. */
export const quotedInArabic = (name: string): string => `«\u2068${name}\u2069»`
