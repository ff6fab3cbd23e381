/** Loads office profiles: a folder of JSON files each, composed and checked into one digest-sealed `OfficeProfile`. */
import { digestOf, doubtsOfRequests, officeProfileSchema, type OfficeProfile } from '@lodge/shared-types'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { z } from 'zod'
import { listsFolder, readListedCodes } from './code-lists.ts'
import { faultsOfDrivers } from './payment-drivers.ts'
import { JsonFault, parseStrictJson } from './strict-json.ts'
import { loadTermList, termsFolder } from './term-lists.ts'

/** One thing to put right: the file, the dotted path inside it (empty for the whole file), and the reason. */
export type ProfileError = { file: string; path: string; message: string }
export type LoadedProfile = {
  profile: OfficeProfile
  digest: string
  /** What is no error, but hardly meant. */
  doubts: ProfileError[]
}
export type ProfileResult = ({ ok: true } & LoadedProfile) | { ok: false; errors: ProfileError[] }
export type ProfilesResult = { ok: true; offices: LoadedProfile[] } | { ok: false; errors: ProfileError[] }

/** The largest file of a profile. */
const maxFileBytes = 1024 * 1024

const officeFile = 'office.json'
const requestsFile = 'requests.json'
/** Holds request types, one file each: Lodge's own beside the offices, and in an office's folder those that it adds or replaces. */
const requestsFolder = 'requests'
/** Folders beside the offices that are none: what several offices use. */
const shared: readonly string[] = [termsFolder, requestsFolder, listsFolder]
/** Where Lodge's own are: a profile elsewhere may use them. */
const lodgeOffices = resolve(import.meta.dirname, '../../offices')

/** Where each member of a profile that is not in `office.json` stands: a file of its own, or a member of one. */
const homeOf: ReadonlyMap<string, { file: string; whole: boolean }> = new Map([
  ['calendar', { file: 'calendar.json', whole: true }],
  ['tariffs', { file: 'tariffs.json', whole: true }],
  ['messages', { file: 'messages.json', whole: true }],
  ['checklists', { file: 'checklists.json', whole: true }],
  ['notices', { file: 'notices.json', whole: true }],
  ['workflow', { file: 'workflow.json', whole: false }],
  ['tasks', { file: 'workflow.json', whole: false }],
  ['postFiling', { file: requestsFile, whole: true }],
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

/** The request types that an office takes, each with the file that it stands in. */
type Types = { types: { file: string; value: unknown }[]; errors: ProfileError[] }

const listed = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries.flatMap((entry) => (entry.isFile() && entry.name.endsWith('.json') ? [entry.name] : []))
}

/**
 * Reads the request types that `requests.json` names: from the office's own folder, else from the library beside it, else from
 * Lodge's own.
 */
async function readTypes(folder: string, postFiling: unknown): Promise<Types> {
  const named = isObject(postFiling) && isObject(postFiling['types']) ? Object.keys(postFiling['types']) : []
  const beside = join(folder, '..')
  const own = new Set(await listed(join(folder, requestsFolder)))
  const besides = new Set(await listed(join(beside, requestsFolder)))
  const library = new Set(await listed(join(lodgeOffices, requestsFolder)))
  const idle = [...own].filter((file) => !named.includes(basename(file, '.json')))
  const read = await Promise.all(
    named.map(async (name): Promise<Read> => {
      const file = `${name}.json`
      if (own.has(file)) return readOne(folder, `${requestsFolder}/${file}`)
      if (besides.has(file)) return readOne(beside, `${requestsFolder}/${file}`)
      if (library.has(file)) return readOne(lodgeOffices, `${requestsFolder}/${file}`)
      const message = `There is no request type "${name}": neither the office nor the library has ${requestsFolder}/${file}.`
      return { file: requestsFile, error: { file: requestsFile, path: `types.${name}`, message } }
    }),
  )
  const types = read.flatMap((one) => ('value' in one ? [one] : []))
  return {
    types,
    errors: [
      ...read.flatMap((one) => ('error' in one ? [one.error] : [])),
      ...idle.map((file) => ({
        file: `${requestsFolder}/${file}`,
        path: '',
        message: `The office does not take this request: name it in ${requestsFile}, or remove the file.`,
      })),
      ...types.flatMap(({ file, value }) => {
        const type = isObject(value) ? value['type'] : undefined
        const message = 'A request type is named as its file is.'
        return type === undefined || type === basename(file, '.json') ? [] : [{ file, path: 'type', message }]
      }),
    ],
  }
}

/** Returns the file of a path in the composed profile, and the path inside it. */
function placeOf(
  path: readonly PropertyKey[],
  types: Types['types'],
): { file: string; inside: PropertyKey[] } {
  const [first, second, ...rest] = path
  if (first === 'requestTypes' && typeof second === 'number')
    return { file: types[second]?.file ?? requestsFile, inside: rest }
  const home = homeOf.get(String(first))
  return { file: home?.file ?? officeFile, inside: home?.whole ? path.slice(1) : [...path] }
}

const errorAt = (path: readonly PropertyKey[], message: string, types: Types['types']): ProfileError => {
  const { file, inside } = placeOf(path, types)
  return { file, path: inside.map(String).join('.'), message }
}

/** Of a value that fits none of several shapes, what is wrong by the shape that it comes nearest to. */
function issuesIn(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue]
  const nearest = issue.errors.reduce((best, one) => (depthOf(one) > depthOf(best) ? one : best))
  return nearest.flatMap((one) => issuesIn({ ...one, path: [...issue.path, ...one.path] }))
}

/** A shape of which less is wrong is nearer: deeper first, then fewer complaints. */
const depthOf = (issues: readonly z.core.$ZodIssue[]): number =>
  Math.min(...issues.map(({ path }) => path.length)) * 100 - issues.length

/** Returns zod's complaints by file and path; an unknown entry is named by its own path. */
const errorsOf = (error: z.ZodError, types: Types['types']): ProfileError[] =>
  error.issues
    .flatMap(issuesIn)
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) =>
            errorAt([...issue.path, key], 'Unknown entry; check its spelling or remove it.', types),
          )
        : [errorAt(issue.path, issue.message, types)],
    )

/**
 * Loads the profile in `folder` (`office.json`, `calendar.json`, `tariffs.json`, `messages.json`, `workflow.json`,
 * `checklists.json`, `notices.json`, `requests.json`) with the request types that it takes.
 * Returns the profile with the SHA-256 of its canonical JSON, or everything that is to be put right.
 */
export async function loadOfficeProfile(folder: string): Promise<ProfileResult> {
  const read = await Promise.all(files.map((file) => readOne(folder, file)))
  const unread = read.flatMap((one) => ('error' in one ? [one.error] : []))
  if (unread.length > 0) return { ok: false, errors: unread }

  const { whole, errors } = compose(
    new Map(read.flatMap((one) => ('value' in one ? [[one.file, one.value] as const] : []))),
  )
  const { types, errors: unreadTypes } = await readTypes(folder, whole['postFiling'])
  // Read once a process: compiling a schema of this size takes longer than it saves.
  const parsed = officeProfileSchema.safeParse(
    { ...whole, requestTypes: types.map(({ value }) => value) },
    { jitless: true },
  )
  const all = [...errors, ...unreadTypes, ...(parsed.success ? [] : errorsOf(parsed.error, types))]
  if (!parsed.success || all.length > 0) return { ok: false, errors: all }

  const { data: chosen } = parsed
  const name = basename(resolve(folder))
  if (chosen.id !== name) {
    const message = `The office is "${chosen.id}" but its folder is "${name}"; give both the same name.`
    return { ok: false, errors: [{ file: officeFile, path: 'id', message }] }
  }
  const terms = await loadTermList(chosen.termsVersion, join(folder, '..', termsFolder))
  const { codes, faults } = await readListedCodes(chosen.codeLists, join(folder, '..', listsFolder))
  const missing = [
    ...(terms.ok ? [] : [{ file: officeFile, path: 'termsVersion', message: terms.message }]),
    ...faultsOfDrivers(chosen).map((fault) => ({ file: officeFile, ...fault })),
    ...faults.map(({ list, message }) => ({ file: officeFile, path: `codeLists.${list}`, message })),
  ]
  if (missing.length > 0) return { ok: false, errors: missing }
  const profile = { ...chosen, listedCodes: codes }
  const doubts = doubtsOfRequests(profile).map(({ path, message }) => errorAt(path, message, types))
  return { ok: true, profile, digest: digestOf(profile), doubts }
}

/**
 * Loads the profile of every folder in `root` but those that offices share (`terms`, `requests`, `lists`), in the order of their
 * names.
 * Returns all of them, or what is to be put right; `file` then begins with the folder.
 */
export async function loadOfficeProfiles(root: string): Promise<ProfilesResult> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => undefined)
  const folders =
    entries
      ?.flatMap((entry) => (entry.isDirectory() && !shared.includes(entry.name) ? [entry.name] : []))
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
      result.ok ? [{ profile: result.profile, digest: result.digest, doubts: result.doubts }] : [],
    ),
  }
}
