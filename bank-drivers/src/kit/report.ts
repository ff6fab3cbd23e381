/** What a run says: for people line by line, for machines as JUnit XML. */
import { groups, needs, type ManifestFacts, type Need } from './kit-case.ts'
import type { CaseResult } from './run-cases.ts'

const marks = { passed: 'ok  ', failed: 'FAIL', skipped: 'skip' } as const

const secondsOf = (ms: number): string => (ms / 1000).toFixed(2)

/** Returns the lines that tell of one case. */
export function linesOf(result: CaseResult): string[] {
  const { id, says, outcome } = result
  const head = `${marks[outcome]}  ${id}: ${says}`
  if (outcome === 'passed') return [head]
  if (outcome === 'skipped') return [`${marks[outcome]}  ${id}: ${result.why}`]
  const detail = result.detail !== undefined ? result.detail.split('\n').slice(1, 4) : []
  return [head, `      ${result.why}`, ...detail.map((line) => `      ${line.trim()}`)]
}

const count = (results: readonly CaseResult[], outcome: CaseResult['outcome']): number =>
  results.filter((one) => one.outcome === outcome).length

/** Tells for which of a driver's capabilities cases have run. */
function capabilitiesOf(results: readonly CaseResult[], manifest: ManifestFacts): string {
  const has = Object.keys(needs)
    .filter((one): one is Need => one in needs)
    .filter((one) => needs[one][0](manifest))
  const idle = has.filter(
    (need) => !results.some((one) => one.outcome !== 'skipped' && one.needs.includes(need)),
  )
  const names = idle.length > 0 ? `; not: ${idle.join(', ')}` : ''
  return `  capabilities: ${has.length - idle.length} of ${has.length} exercised${names}`
}

/** Returns the end of the report: what was covered, and what failed. */
export function summaryOf(results: readonly CaseResult[], manifest: ManifestFacts | undefined): string[] {
  const applicable = results.filter((one) => one.outcome !== 'skipped')
  const tookMs = results.reduce((sum, one) => sum + one.tookMs, 0)
  const byGroup = groups.flatMap((group) => {
    const ofGroup = results.filter(({ id }) => id.startsWith(`${group}/`))
    return ofGroup.length === 0
      ? []
      : [
          `  ${group}: ${count(ofGroup, 'passed')} of ${ofGroup.length - count(ofGroup, 'skipped')} kept, ${count(ofGroup, 'skipped')} do not apply`,
        ]
  })
  const failed = results.filter((one) => one.outcome === 'failed')
  return [
    '',
    ...(manifest ? [`${manifest.id} ${manifest.version}, kind ${manifest.kind}`] : []),
    `Coverage: ${applicable.length} of ${results.length} cases apply and were run`,
    ...byGroup,
    ...(manifest ? [capabilitiesOf(results, manifest)] : []),
    '',
    ...failed.map(({ id }) => `Failed: ${id}`),
    `${count(results, 'passed')} passed, ${failed.length} failed, ${count(results, 'skipped')} skipped in ${secondsOf(tookMs)} s`,
  ]
}

const xmlSigns: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}
/** Control characters have no place in XML 1.0. */
const xml = (text: string): string =>
  text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/[&<>"']/g, (sign) => xmlSigns[sign] ?? sign)

/** Returns the results as JUnit XML, one suite a group. */
export function junitOf(results: readonly CaseResult[], id: string): string {
  const suites = groups.flatMap((group) => {
    const ofGroup = results.filter((one) => one.id.startsWith(`${group}/`))
    if (ofGroup.length === 0) return []
    const cases = ofGroup.map((one) => {
      const head = `<testcase classname="${xml(`${id}.${group}`)}" name="${xml(`${one.id}: ${one.says}`)}" time="${secondsOf(one.tookMs)}"`
      if (one.outcome === 'passed') return `    ${head}/>`
      const inner =
        one.outcome === 'skipped'
          ? `<skipped message="${xml(one.why)}"/>`
          : `<failure message="${xml(one.why)}">${xml(one.detail ?? one.why)}</failure>`
      return `    ${head}>${inner}</testcase>`
    })
    const attributes = `name="${xml(`${id} ${group}`)}" tests="${ofGroup.length}" failures="${count(ofGroup, 'failed')}" skipped="${count(ofGroup, 'skipped')}" time="${secondsOf(ofGroup.reduce((sum, one) => sum + one.tookMs, 0))}"`
    return [`  <testsuite ${attributes}>`, ...cases, '  </testsuite>']
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xml(id)}" tests="${results.length}" failures="${count(results, 'failed')}">`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n')
}
