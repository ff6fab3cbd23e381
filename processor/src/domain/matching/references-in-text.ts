/** Finds what payers write into free text: creditor references with their check digits, and numbers of orders. Pure. */
import { parseCreditorReference } from '@lodge/shared-types'

const longest = 25
const begins = /(?<![0-9A-Z])R[\s.-]?F[\s.-]?\d[\s.-]?\d/g

/**
 * Returns what each place of free text may mean that begins like a creditor reference (ISO 11649): every reading whose check digits
 * are right, as it is stored, and none for a reference that is wrong. Blanks, line ends, points, hyphens and small letters do not
 * matter. A reference ends where a word does, so that several ends may fit; which is meant, only those who gave references know.
 */
export function creditorReferencesIn(text: string): string[][] {
  const written = text.toUpperCase()
  return [...written.matchAll(begins)].map(({ index }) => {
    const readings: string[] = []
    let reference = ''
    for (let at = index; at <= written.length && reference.length <= longest; at += 1) {
      const character = written[at] ?? ' '
      if (/[0-9A-Z]/.test(character)) {
        reference += character
        continue
      }
      const read = reference.length > 4 ? parseCreditorReference(reference) : undefined
      if (read !== undefined && !readings.includes(read)) readings.push(read)
      if (!/[\s.-]/.test(character)) break
    }
    return readings
  })
}

/** A reference without marks and blanks, in capitals: systems on the way drop or add them. */
export const bareReference = (reference: string): string =>
  reference.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')

/** Shorter ones stand in every second text by chance. */
const shortest = 6

/** Returns the words of a text that may be a number of the office or of a bank, as written in capitals: with a digit, and long enough. */
export function writtenNumbersIn(text: string): string[] {
  const words = text.toUpperCase().match(/[0-9A-Z]+(?:[-/._][0-9A-Z]+)*/g) ?? []
  return [...new Set(words.filter((word) => bareReference(word).length >= shortest && /\d/.test(word)))]
}

/** Returns those words bare. */
export const numbersIn = (text: string): string[] => [...new Set(writtenNumbersIn(text).map(bareReference))]

/** Returns every reference of a payment, bare: those that somebody gave, and creditor references wherever they stand. */
export const everyReference = ({
  references,
  creditorReferences,
  text,
}: {
  readonly references: readonly string[]
  readonly creditorReferences: readonly string[]
  readonly text: string
}): string[] => longReferences([...references, ...creditorReferences, ...creditorReferencesIn(text).flat()])

/** Returns references bare, without those that are too short to name one thing. */
export const longReferences = (references: readonly string[]): string[] => [
  ...new Set(references.map(bareReference).filter((one) => one.length >= shortest)),
]
