/** The check of bank references and account numbers: ISO 7064, MOD 97-10. */

/** Returns the remainder modulo 97 of a text of digits and capitals, in which letters count as A = 10 … Z = 35. */
export const remainderBy97 = (text: string): number =>
  Array.from(text).reduce((rest, character) => {
    const value = Number.parseInt(character, 36)
    return (rest * (value > 9 ? 100 : 10) + value) % 97
  }, 0)
