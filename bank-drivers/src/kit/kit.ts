/** The kit for whoever runs it from a program, and the shapes for whoever writes a bank side. */
export type * from './bank-side.ts'
export { casesLike, kitCases } from './cases.ts'
export type { Group, KitCase, Need } from './kit-case.ts'
export { loadBankSide, loadDriver, UnusableModule } from './load-driver.ts'
export { junitOf, linesOf, summaryOf } from './report.ts'
export { runCases } from './run-cases.ts'
export type { CaseResult, RunOptions } from './run-cases.ts'
