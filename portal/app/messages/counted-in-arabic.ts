/** Arabic counts in four ways: one, two, a few (3 to 10) and many. */

export type Noun = { one: string; two: string; few: string; many: string }

/** Returns `count` things in words, with the noun in the form that the number asks for. */
export function countedInArabic(count: number, { one, two, few, many }: Noun): string {
  if (count === 1) return one
  if (count === 2) return two
  return `${count} ${count % 100 >= 3 && count % 100 <= 10 ? few : many}`
}
