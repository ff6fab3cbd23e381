/** Where integration and browser tests find the services that `npm test` (or `node scripts/local/services.ts`) started for them. */
import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { databaseUri } from './mongo.ts'

/**
 * The address of an empty MongoDB database for one test file: `testDatabaseUri(import.meta.url)`.
 * Each call gives another database, so that files, and repeated runs, never see each other's rows.
 * @throws Error where no MongoDB was prepared
 */
export function testDatabaseUri(testFileUrl: string): string {
  const name = basename(testFileUrl)
    .replace(/[.].*$/, '')
    .replaceAll(/[^a-z0-9-]/gi, '-')
    .slice(0, 40)
  return databaseUri(required('TEST_MONGODB_URI'), `test-${name}-${randomUUID().slice(0, 8)}`)
}

/** The address of the RabbitMQ for tests. @throws Error where none was prepared */
export function testAmqpUrl(): string {
  return required('TEST_AMQP_URL')
}

/** The path of Chromium for tests. @throws Error where none was prepared */
export function testChromiumPath(): string {
  return required('CHROMIUM_PATH')
}

function required(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') {
    throw new Error(
      `${name} is not set: run the test through \`npm test -- <path>\`, or start scripts/local/services.ts and set what it prints.`,
    )
  }
  return value
}
