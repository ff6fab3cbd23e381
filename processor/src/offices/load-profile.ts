/** Loads office profiles: seven JSON files a folder, composed and checked into one digest-sealed `OfficeProfile`. */
import { digestOf, officeProfileSchema, type OfficeProfile } from '@lodge/shared-types'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { z } from 'zod'
import { JsonFault, parseStrictJson } from './strict-json.ts'
import { loadTermList, termsFolder } from './term-lists.ts'

/** One thing to put right: the file, the dotted path inside it (empty for the whole file), and the reason. */
export type ProfileError = { file: string; path: string; message: string }
export type LoadedProfile = { profile: OfficeProfile; digest: string }
export type ProfileResult = ({ ok: true } & LoadedProfile) | { ok: false; errors: ProfileError[] }
export type ProfilesResult = { ok: true; offices: LoadedProfile[] } | { ok: false; errors: ProfileError[] }

/** The largest file of a profile. */
const maxFileBytes = 1024 * 1024

const officeFile = 'office.json'

/** Where each member of a profile that is not in `office.json` stands: a file of its own, or a member of one. */
const homeOf: ReadonlyMap<string, { file: string; whole: boolean }> = new Map([
  ['calendar', { file: 'calendar.json', whole: true }],
  ['tariffs', { file: 'tariffs.json', whole: true }],
  ['messages', { file: 'messages.json', whole: true }],
  ['checklists', { file: 'checklists.json', whole: true }],
  ['notices', { file: 'notices.json', whole: true }],
  ['workflow', { file: 'workflow.json', whole: false }],
  ['tasks', { file: 'workflow.json', whole: false }],
])
const files = [officeFile, ...new Set([...homeOf.values()].map((home) => home.file))]

type Read = { file: string; value: unknown } | { file: string; error: ProfileError }

async function readOne(folder: string, file: string): Promise<Read> {
  const failed = (message: string): Read => ({ file, error: { file, path: '', message } })
  const path = join(folder, file)
  try {
    const { size } = await stat(path)
    if (size > maxFileBytes) return failed(`The file has ${size} bytes; at most ${maxFileBytes} are read.`)
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
    return { file, value: parseStrictJson(text) }
  } catch (error) {
    if (error instanceof JsonFault) return failed(`This is not JSON; ${error.message}.`)
    if (error instanceof TypeError) return failed('The file is not UTF-8 text.')
    if (error instanceof Error && 'code' in error)
      return failed(
        error.code === 'ENOENT' ? 'The file is missing.' : `The file cannot be read (${String(error.code)}).`,
      )
    throw error
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Composes the files into one object; a member in the wrong file is an error. */
function compose(contents: ReadonlyMap<string, unknown>): {
  whole: Record<string, unknown>
  errors: ProfileError[]
} {
  const whole: Record<string, unknown> = {}
  const errors: ProfileError[] = []
  for (const [file, value] of contents) {
    const member = [...homeOf].find(([, home]) => home.file === file && home.whole)?.[0]
    if (member !== undefined) whole[member] = value
    else if (!isObject(value)) errors.push({ file, path: '', message: 'The file holds one JSON object.' })
    else
      for (const [name, part] of Object.entries(value)) {
        const home = homeOf.get(name)?.file ?? officeFile
        if (home === file) whole[name] = part
        else if (file === officeFile) errors.push({ file, path: name, message: `This belongs into ${home}.` })
        else errors.push({ file, path: name, message: 'Unknown entry; check its spelling or remove it.' })
      }
  }
  return { whole, errors }
}

/** Returns zod's complaints by file and path; an unknown entry is named by its own path. */
function errorsOf(error: z.ZodError): ProfileError[] {
  return error.issues.flatMap((issue) => {
    const at = (path: PropertyKey[], message: string): ProfileError => {
      const home = homeOf.get(String(path[0]))
      return {
        file: home?.file ?? officeFile,
        path: (home?.whole ? path.slice(1) : path).map(String).join('.'),
        message,
      }
    }
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => at([...issue.path, key], 'Unknown entry; check its spelling or remove it.'))
      : [at(issue.path, issue.message)]
  })
}

/**
 * Loads the profile in `folder` (`office.json`, `calendar.json`, `tariffs.json`, `messages.json`, `workflow.json`,
 * `checklists.json`, `notices.json`).
 * Returns the profile with the SHA-256 of its canonical JSON, or everything that is to be put right.
 */
export async function loadOfficeProfile(folder: string): Promise<ProfileResult> {
  const read = await Promise.all(files.map((file) => readOne(folder, file)))
  const unread = read.flatMap((one) => ('error' in one ? [one.error] : []))
  if (unread.length > 0) return { ok: false, errors: unread }

  const { whole, errors } = compose(
    new Map(read.flatMap((one) => ('value' in one ? [[one.file, one.value] as const] : []))),
  )
  const parsed = officeProfileSchema.safeParse(whole)
  const all = [...errors, ...(parsed.success ? [] : errorsOf(parsed.error))]
  if (!parsed.success || all.length > 0) return { ok: false, errors: all }

  const name = basename(resolve(folder))
  if (parsed.data.id !== name) {
    const message = `The office is "${parsed.data.id}" but its folder is "${name}"; give both the same name.`
    return { ok: false, errors: [{ file: officeFile, path: 'id', message }] }
  }
  const terms = await loadTermList(parsed.data.termsVersion, join(folder, '..', termsFolder))
  if (!terms.ok)
    return { ok: false, errors: [{ file: officeFile, path: 'termsVersion', message: terms.message }] }
  return { ok: true, profile: parsed.data, digest: digestOf(parsed.data) }
}

/**
 * Loads the profile of every folder in `root` but `terms`, in the order of their names.
 * Returns all of them, or what is to be put right; `file` then begins with the folder.
 */
export async function loadOfficeProfiles(root: string): Promise<ProfilesResult> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => undefined)
  const folders =
    entries
      ?.flatMap((entry) => (entry.isDirectory() && entry.name !== termsFolder ? [entry.name] : []))
      .sort() ?? []
  if (folders.length === 0)
    return {
      ok: false,
      errors: [{ file: root, path: '', message: 'There is no office profile in this folder.' }],
    }
  const results = await Promise.all(
    folders.map(async (folder) => ({ folder, result: await loadOfficeProfile(join(root, folder)) })),
  )
  const errors = results.flatMap(({ folder, result }) =>
    result.ok ? [] : result.errors.map((error) => ({ ...error, file: `${folder}/${error.file}` })),
  )
  if (errors.length > 0) return { ok: false, errors }
  return {
    ok: true,
    offices: results.flatMap(({ result }) =>
      result.ok ? [{ profile: result.profile, digest: result.digest }] : [],
    ),
  }
}
