/** English counts in two ways: one, and many. */

/** Returns `count` things in words; `many` where an s at the end is not enough. */
export const countedInEnglish = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`
