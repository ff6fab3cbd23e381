/** A seeded bug: a small change of a driver's source that the kit has to notice. */

export type Mutant = {
  readonly id: string
  /** The driver that is spoilt, by its id. */
  readonly driver: string
  /** Below `bank-drivers/src`. */
  readonly file: string
  /** Stands in the file exactly once. */
  readonly find: string
  readonly replace: string
  /** The case that should find it. */
  readonly foundBy: string
  /** The bug in words: what its author may have thought. */
  readonly says: string
}
