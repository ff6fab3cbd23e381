/** Three kinds of test, told apart by the file's name: unit, integration (real MongoDB and RabbitMQ), browser (real Chromium). */
import { defineConfig } from 'vitest/config'

const never = ['**/node_modules/**', '**/build/**', '**/dist/**', '.data/**']

export default defineConfig({
  test: {
    passWithNoTests: false,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...never, '**/*.integration.test.*', '**/*.browser.test.*'],
          // As many as the smallest machine has processors; left alone, vitest keeps one of them free.
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['**/*.integration.test.{ts,tsx}'],
          exclude: never,
          // Two at a time: each waits for MongoDB and the broker more than it works, and the smallest machine has two processors.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['**/*.browser.test.{ts,tsx}'],
          exclude: never,
          // Two as well: a browser waits for the page, and the page for the server.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // A browser on a busy machine may miss a beat: what fails twice fails, what fails once is marked in the report.
          retry: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
