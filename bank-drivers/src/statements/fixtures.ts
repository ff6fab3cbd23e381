/** The statements in `bank-drivers/fixtures/statements`, for tests. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { csvMappingSchema, type CsvMapping } from './csv-mapping.ts'

/** Returns the path of a fixture. */
export const fixturePath = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/statements/${name}`, import.meta.url))

export const fixture = (name: string): Uint8Array => readFileSync(fixturePath(name))

export const fixtureMapping = (name: string): CsvMapping =>
  csvMappingSchema.parse(JSON.parse(readFileSync(fixturePath(name), 'utf8')))
