/**
 * Lays down the documents that open without a server: one for each drafting address and language, and the page for "no
 * network". Each must be right at every address of its pattern, so it may hold nothing of the address it was made at.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createRequestHandler } from '@remix-run/node'
import type { OfficeServices } from '@lodge/processor'
import { isLanguage, languages, type Language } from '@lodge/shared-types'
import { z } from 'zod'
import { draftingAddresses } from '../app/shell/drafting-addresses.ts'
import { officePlaceholder, offlineShell, shellFile } from '../app/shell/shell-files.ts'
import { buildSchema } from './build-schema.ts'

const buildFolder = join(import.meta.dirname, '..', 'build')
const clientFolder = join(buildFolder, 'client')

/** The office behind a document that must not ask it anything. */
const noOffice = z.custom<OfficeServices>().parse(
  new Proxy(
    {},
    {
      get(_, name) {
        throw new Error(`A document without a server asked the office for "${String(name)}".`)
      },
    },
  ),
)

const serverBundle = pathToFileURL(join(buildFolder, 'server', 'index.js')).href
const handle = createRequestHandler(buildSchema.parse(await import(serverBundle)), 'production')

/** Returns the document at an address, in a language. @throws Error when any part of it failed. */
async function documentAt(path: string, language: Language): Promise<string> {
  const failures: unknown[] = []
  const response = await handle(new Request(`http://shell.invalid${path}`), {
    services: noOffice,
    session: undefined,
    token: undefined,
    language,
    requestId: 'build',
    nonce: '',
    reportFailure: (error) => void failures.push(error),
    refusal: undefined,
  })
  const html = await response.text()
  if (response.status !== 200 || failures.length > 0)
    throw new Error(`The document of ${path} failed with status ${response.status}`, { cause: failures[0] })
  // The policy that comes with the file names its scripts by their hashes.
  return html.replaceAll(' nonce=""', '')
}

/** Stands for every parameter; no document may repeat it. */
const anyValue = 'any-value-of-a-parameter'

const languageNames = Object.keys(languages).filter(isLanguage)
rmSync(join(clientFolder, 'shells'), { recursive: true, force: true })
mkdirSync(join(clientFolder, 'shells'))
for (const language of languageNames) {
  for (const { name, path } of draftingAddresses) {
    const address = `/o/${anyValue}/${path.replaceAll(/:\w+/g, anyValue)}`
    const html = await documentAt(address, language)
    if (html.includes(anyValue))
      throw new Error(`The document of "${path}" repeats its address; other addresses would not hydrate.`)
    writeFileSync(join(clientFolder, shellFile(name, language)), html)
  }
  for (const hasOffice of [true, false]) {
    const html = await documentAt(`/offline${hasOffice ? `?office=${officePlaceholder}` : ''}`, language)
    writeFileSync(join(clientFolder, shellFile(offlineShell(hasOffice), language)), html)
  }
}
console.log(
  `Laid down ${languageNames.length * (draftingAddresses.length + 2)} documents that open without a server.`,
)
