/** The lists of goods and services that the office offers: files named by version, the office's own before Lodge's. */
import { termListSchema, termVersionPattern, type TermList } from '@lodge/shared-types'
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { JsonFault, parseStrictJson } from './strict-json.ts'

/** The folder beside the office profiles that holds term lists; no office can have this id. */
export const termsFolder = 'terms'

/** The lists that come with Lodge: found as well where an office keeps its profiles elsewhere. */
const lodgeTerms = resolve(import.meta.dirname, '../../offices', termsFolder)

/** The largest file that is read: three times the whole classification in three languages. */
const maxFileBytes = 16 * 1024 * 1024

export type LoadedTermList = { ok: true; list: TermList } | { ok: false; message: string }

async function readIfThere(path: string): Promise<Buffer | undefined> {
  const size = await stat(path).then(
    (found) => found.size,
    () => undefined,
  )
  return size === undefined || size > maxFileBytes ? undefined : readFile(path)
}

/** Returns the list in the file's bytes, or the first thing to put right. */
function parse(version: string, bytes: Buffer): LoadedTermList {
  const fault = (reason: string): LoadedTermList => ({
    ok: false,
    message: `The term list ${version}.json is not usable: ${reason}`,
  })
  try {
    const parsed = termListSchema.safeParse(
      parseStrictJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes)),
    )
    const [issue] = parsed.success ? [] : parsed.error.issues
    if (!parsed.success) return fault(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unknown reason'}`)
    return parsed.data.version === version
      ? { ok: true, list: parsed.data }
      : fault(`it says that it is version "${parsed.data.version}"; give both the same name.`)
  } catch (error) {
    if (error instanceof JsonFault) return fault(`${error.message}.`)
    if (error instanceof TypeError) return fault('it is not UTF-8 text.')
    throw error
  }
}

/**
 * Loads the list `version` from `folder`, or else of those that come with Lodge.
 * Returns the list, or a sentence that says what to put right.
 */
export async function loadTermList(version: string, folder: string): Promise<LoadedTermList> {
  const bytes = termVersionPattern.test(version)
    ? ((await readIfThere(join(folder, `${version}.json`))) ??
      (await readIfThere(join(lodgeTerms, `${version}.json`))))
    : undefined
  return bytes === undefined
    ? {
        ok: false,
        message: `There is no term list "${version}": the folder "${termsFolder}" beside the profiles has no ${version}.json (npm run terms:import writes one).`,
      }
    : parse(version, bytes)
}

/** A list as it is sent: the same JSON in each encoding. */
export type TermListBody = {
  etag: string
  plain: Uint8Array<ArrayBuffer>
  encoded: Readonly<Record<'br' | 'gzip', Uint8Array<ArrayBuffer>>>
}

async function bodyOf(list: TermList): Promise<TermListBody> {
  const rows = list.terms.map(({ id, classNumber, en, fr, ar }) => [
    id,
    classNumber,
    en,
    ...(ar === undefined ? (fr === undefined ? [] : [fr]) : [fr ?? null, ar]),
  ])
  const plain = Buffer.from(JSON.stringify({ version: list.version, edition: list.edition, terms: rows }))
  const [br, gzipped] = await Promise.all([
    promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    promisify(gzip)(plain, { level: 9 }),
  ])
  return {
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    plain: new Uint8Array(plain),
    encoded: { br: new Uint8Array(br), gzip: new Uint8Array(gzipped) },
  }
}

/** Returns what gives the body of a list by its version, read and compressed at its first call; undefined when there is none. */
export function openTermLists(officesFolder: string): (version: string) => Promise<TermListBody | undefined> {
  const bodies = new Map<string, Promise<TermListBody>>()
  return async (version) => {
    const known = bodies.get(version)
    if (known !== undefined) return known
    const loaded = await loadTermList(version, join(officesFolder, termsFolder))
    if (!loaded.ok) return undefined
    // Another call may have been first meanwhile; one body is enough.
    const body = bodies.get(version) ?? bodyOf(loaded.list)
    bodies.set(version, body)
    return body
  }
}
