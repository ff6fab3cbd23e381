/**
 * Takes out of Remix's list of routes, which every document loads, what no document needs: addresses for programs, that a
 * route has not got something, and files that the routes around it have loaded before.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { routeTableFile } from './client-manifest.ts'

const buildFolder = join(import.meta.dirname, '..', 'build')
const prefix = 'window.__remixManifest='
const routeSchema = z.looseObject({
  id: z.string(),
  parentId: z.string().optional(),
  module: z.string(),
  imports: z.array(z.string()),
  css: z.array(z.string()).default([]),
})
const tableSchema = z.looseObject({ routes: z.record(z.string(), routeSchema) })
type Table = Pick<z.infer<typeof tableSchema>, 'routes'>
type Route = z.infer<typeof routeSchema>

/** Routes without a page stand in these folders; the one page among them is the one for no network. */
const isForPrograms = (id: string): boolean =>
  /^routes\/(?:api|edge)\//.test(id) && id !== 'routes/edge/offline'

/**
 * Returns the files that are loaded wherever the route is: a route is only ever shown within those around it, and a document
 * names what it loads once, those of the outermost route first.
 */
function loadedAround({ parentId }: Route, { routes }: Table): string[] {
  const parent = parentId === undefined ? undefined : routes[parentId]
  if (!parent) return []
  const { module, imports, css } = parent
  return [module, ...imports, ...css, ...loadedAround(parent, { routes })]
}

/** Returns how many routes load each file. */
function usesOf({ routes }: Table): ReadonlyMap<string, number> {
  const uses = new Map<string, number>()
  for (const file of Object.values(routes).flatMap(({ imports }) => imports))
    uses.set(file, (uses.get(file) ?? 0) + 1)
  return uses
}

/**
 * Returns a route as the table says it. What it imports stands in one order for all routes, so that the table compresses better;
 * style sheets keep theirs, which decides between rules.
 */
function trimmed(route: Route, table: Table, uses: ReadonlyMap<string, number>): object {
  const usesFirst = (one: string, other: string): number =>
    (uses.get(other) ?? 0) - (uses.get(one) ?? 0) || (one < other ? -1 : 1)
  const around = new Set(loadedAround(route, table))
  const isOwn = (file: string): boolean => !around.has(file)
  const imports = route.imports.filter(isOwn).sort(usesFirst)
  const own = { ...route, imports, css: route.css.filter(isOwn) }
  const isSaid = (value: unknown): boolean => value !== false && !(Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(own).filter(([, value]) => isSaid(value)))
}

const path = join(buildFolder, 'client', routeTableFile(buildFolder))
const script = readFileSync(path, 'utf8').trim()
if (!script.startsWith(prefix))
  throw new Error(`The list of routes in ${path} has another form than Remix 2.17 gives it.`)
const table = tableSchema.parse(JSON.parse(script.slice(prefix.length).replace(/;$/, '')))
const uses = usesOf(table)
const routes = Object.fromEntries(
  Object.entries(table.routes)
    .filter(([id]) => !isForPrograms(id))
    .map(([id, route]) => [id, trimmed(route, table, uses)]),
)
writeFileSync(path, `${prefix}${JSON.stringify({ ...table, routes })};`)
