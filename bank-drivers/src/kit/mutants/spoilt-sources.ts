/** Loads a driver with one of its files changed, beside the true one in the same process. */
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Mutant } from './mutant.ts'

const sources = new URL('../../', import.meta.url).href
const mark = '?mutant='

/** What stays one for all: classes that are compared by identity, and what a driver's author does not write. */
const shared =
  /^(kit\/|index|contract|driver-error|drivers|http|manifest|redaction|books|statements\/statement\.)/

const markOf = (url: string | undefined): string | undefined => {
  const at = url?.indexOf(mark) ?? -1
  return at < 0 ? undefined : url?.slice(at + mark.length)
}

/** Returns the changed text of a mutant's file. @throws Error when the text to change is not there exactly once. */
export function spoiltText({ id, file, find, replace }: Mutant): string {
  const text = readFileSync(new URL(file, sources), 'utf8')
  const [before, after, more] = text.split(find)
  if (before === undefined || after === undefined || more !== undefined)
    throw new Error(`The mutant ${id} does not fit: its text has to stand in ${file} exactly once.`)
  return before + replace + after
}

/** Makes `import('<file>?mutant=<id>')` load the driver as the mutant of that id has it. Once in a process. */
export function loadMutantsOnRequest(mutants: readonly Mutant[]): void {
  const byId = new Map(mutants.map((mutant) => [mutant.id, mutant]))
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context)
      const id = markOf(context.parentURL)
      if (id === undefined || markOf(resolved.url) !== undefined || !resolved.url.startsWith(sources))
        return resolved
      return shared.test(resolved.url.slice(sources.length))
        ? resolved
        : { ...resolved, url: `${resolved.url}${mark}${id}` }
    },
    load(url, context, next) {
      const loaded = next(url, context)
      const mutant = byId.get(markOf(url) ?? '')
      if (!mutant || fileURLToPath(url.split('?')[0] ?? url) !== fileURLToPath(new URL(mutant.file, sources)))
        return loaded
      return { ...loaded, source: spoiltText(mutant) }
    },
  })
}

/** Returns the address of a driver's main file as the mutant has it. */
export const mutantUrl = ({ id, driver }: Mutant): string => `${sources}${driver}.ts${mark}${id}`
