/** What the tests of statements take from the environment. */

/** Returns the folder of published statements that tests read besides their own: `STATEMENT_SAMPLES`. */
export const samplesFolder = (): string | undefined => process.env.STATEMENT_SAMPLES
