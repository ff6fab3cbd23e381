/** Where the office's fees differ from those that the agent saw: line by line, for the agent's agreement. */
import type { FeeLine } from './fee-line.ts'
import type { Localized } from './localized.ts'

export type QuoteDifference = {
  code: string
  label: Localized
  requestId: string | null
  /** Whole minor units; null where the agent saw no such line. */
  quotedMinor: bigint | null
  /** Whole minor units; null where the office has no such line. */
  officeMinor: bigint | null
}

const keyOf = ({ code, requestId }: FeeLine): string => `${requestId ?? ''} ${code}`

/** Returns the amount of each fee, by its code and request. */
function amountsOf(lines: readonly FeeLine[]): Map<string, bigint> {
  const amounts = new Map<string, bigint>()
  for (const line of lines) amounts.set(keyOf(line), (amounts.get(keyOf(line)) ?? 0n) + line.amountMinor)
  return amounts
}

/** Returns the lines that differ, those of the office first and in their order, then those that the office does not have. */
export function quoteDifferencesOf(
  quoted: readonly FeeLine[],
  office: readonly FeeLine[],
): QuoteDifference[] {
  const [quotedAmounts, officeAmounts] = [amountsOf(quoted), amountsOf(office)]
  const lines = new Map<string, FeeLine>()
  for (const line of [...office, ...quoted]) if (!lines.has(keyOf(line))) lines.set(keyOf(line), line)
  return [...lines]
    .map(([key, { code, label, requestId }]) => ({
      code,
      label,
      requestId,
      quotedMinor: quotedAmounts.get(key) ?? null,
      officeMinor: officeAmounts.get(key) ?? null,
    }))
    .filter(({ quotedMinor, officeMinor }) => quotedMinor !== officeMinor)
}
