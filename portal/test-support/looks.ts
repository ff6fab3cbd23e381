/** Which of several looks (office, language, width) a browser test takes: one, or all of them with `LODGE_ALL_LOOKS=true`. */
import { environment } from '@lodge/processor'

/**
 * Returns the look at `at`, or all: tests of one file take turns, so that each office and each language is seen in every file, and
 * the whole run stays short.
 */
export const looksAt = <T>(all: readonly T[], at: number): readonly T[] =>
  environment()['LODGE_ALL_LOOKS'] === 'true' ? all : all.slice(at, at + 1)
