/** Series of measured values, and how benchmarks print them. */

/** Returns the value that `share` of the values do not exceed; with few values and a high share that is the greatest. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** One line of a report. `isMet`: whether the goal is; undefined where there is none. */
export type Figure = {
  what: string
  measured: string
  goal?: string
  isMet?: boolean
  baseline?: string
  ratio?: string
}

const inMs = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0))

/** Returns median and p95 of times in milliseconds. */
export const times = (values: readonly number[]): string =>
  `${inMs(percentile(values, 0.5))} / ${inMs(percentile(values, 0.95))} ms`

/** Returns a line about times whose p95 has a goal, beside a baseline that was measured in the same run. */
export function timed(
  what: string,
  measured: readonly number[],
  { goalMs, baseline }: { goalMs?: number; baseline?: readonly number[] },
): Figure {
  const p95 = percentile(measured, 0.95)
  return {
    what: `${what} (${measured.length})`,
    measured: times(measured),
    ...(goalMs === undefined ? {} : { goal: `p95 ≤ ${goalMs} ms`, isMet: p95 <= goalMs }),
    ...(baseline === undefined
      ? {}
      : {
          baseline: times(baseline),
          ratio: (percentile(measured, 0.5) / percentile(baseline, 0.5)).toFixed(1),
        }),
  }
}

/** Prints a table; a goal that was missed is marked. */
export function printFigures(figures: readonly Figure[]): void {
  const rows = [
    ['figure', 'p50 / p95', 'goal', '', 'baseline', 'ratio'],
    ...figures.map(({ what, measured, goal = '', isMet, baseline = '', ratio = '' }) => [
      what,
      measured,
      goal,
      isMet === undefined ? '' : isMet ? 'met' : 'MISSED',
      baseline,
      ratio,
    ]),
  ]
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? []
  for (const row of rows)
    console.log(`  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd())
}
