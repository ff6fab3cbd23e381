/** Lists that devices keep by version (terms, codes): files of that name, the office's own before Lodge's, and as they are sent. */
import { termVersionPattern } from '@lodge/shared-types'
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { z } from 'zod'
import { JsonFault, parseStrictJson } from './strict-json.ts'

/** A kind of list: where it is, what it is called, what is asked of it, and what devices are sent of it. */
export type ListKind<T extends { version: string }> = {
  /** The folder beside the office profiles that holds them; no office can have this id. */
  folder: string
  name: string
  /** The command that writes one. */
  command: string
  schema: z.ZodType<T>
  /** Returns what is sent as JSON. */
  toWire: (list: T) => unknown
}

export type LoadedList<T> = { ok: true; list: T } | { ok: false; message: string }

/** What comes with Lodge: found as well where an office keeps its profiles elsewhere. */
const lodgeOffices = resolve(import.meta.dirname, '../../offices')

/** The largest file that is read: three times the whole Nice Classification in three languages. */
const maxFileBytes = 16 * 1024 * 1024

async function readIfThere(path: string): Promise<Buffer | undefined> {
  const size = await stat(path).then(
    (found) => found.size,
    () => undefined,
  )
  return size === undefined || size > maxFileBytes ? undefined : readFile(path)
}

/** Returns the list in the file's bytes, or the first thing to put right. */
function parse<T extends { version: string }>(
  { name, schema }: ListKind<T>,
  version: string,
  bytes: Buffer,
): LoadedList<T> {
  const fault = (reason: string): LoadedList<T> => ({
    ok: false,
    message: `The ${name} ${version}.json is not usable: ${reason}`,
  })
  try {
    const value = parseStrictJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    const parsed = schema.safeParse(value, { jitless: true })
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
export async function loadList<T extends { version: string }>(
  kind: ListKind<T>,
  version: string,
  folder: string,
): Promise<LoadedList<T>> {
  const bytes = termVersionPattern.test(version)
    ? ((await readIfThere(join(folder, `${version}.json`))) ??
      (await readIfThere(join(lodgeOffices, kind.folder, `${version}.json`))))
    : undefined
  return bytes === undefined
    ? {
        ok: false,
        message: `There is no ${kind.name} "${version}": the folder "${kind.folder}" beside the profiles has no ${version}.json (${kind.command} writes one).`,
      }
    : parse(kind, version, bytes)
}

/** A list as it is sent: the same JSON in each encoding. */
export type ListBody = {
  etag: string
  plain: Uint8Array<ArrayBuffer>
  encoded: Readonly<Record<'br' | 'gzip', Uint8Array<ArrayBuffer>>>
}

async function bodyOf(content: unknown): Promise<ListBody> {
  const plain = Buffer.from(JSON.stringify(content))
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
export function openLists<T extends { version: string }>(
  kind: ListKind<T>,
  officesFolder: string,
): (version: string) => Promise<ListBody | undefined> {
  const bodies = new Map<string, Promise<ListBody>>()
  return async (version) => {
    const known = bodies.get(version)
    if (known !== undefined) return known
    const loaded = await loadList(kind, version, join(officesFolder, kind.folder))
    if (!loaded.ok) return undefined
    // Another call may have been first meanwhile; one body is enough.
    const body = bodies.get(version) ?? bodyOf(kind.toWire(loaded.list))
    bodies.set(version, body)
    return body
  }
}
