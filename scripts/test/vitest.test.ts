import { expect, test } from 'vitest'
import { kindsOfTest, tallyOf } from './vitest.ts'

const report = (numbers: object, testResults: object[] = []): string =>
  JSON.stringify({
    success: true,
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults,
    ...numbers,
  })

test('passed, failed, skipped and planned tests are counted', () => {
  const text = report({
    success: false,
    numPassedTests: 7,
    numFailedTests: 2,
    numPendingTests: 1,
    numTodoTests: 1,
  })
  expect(tallyOf(text, 1)).toEqual({ passed: 7, failed: 2, skipped: 2 })
})

test('a test file that cannot be loaded counts as a failure', () => {
  const text = report({ success: false, numPassedTests: 7 }, [{ status: 'failed', assertionResults: [] }])
  expect(tallyOf(text, 1)).toEqual({ passed: 7, failed: 1, skipped: 0 })
})

test('a run that fails without a failed test, or writes no report, is a failure', () => {
  expect(tallyOf(report({ numPassedTests: 7 }), 1)).toEqual({ passed: 7, failed: 1, skipped: 0 })
  expect(tallyOf(null, null)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test('only the kinds of test among the chosen files are prepared for', () => {
  expect(kindsOfTest(['scripts/test/vitest.test.ts'])).toEqual(['unit'])
  expect(kindsOfTest(['./scripts/test/vitest.test.ts:12', '-t', 'integration'])).toEqual(['unit'])
  expect(kindsOfTest(['no/such/file'])).toEqual([])
})
