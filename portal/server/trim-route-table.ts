/** Takes out of Remix's list of routes, which every document loads, what no document can show: addresses for programs. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { routeTableFile } from './client-manifest.ts'

const buildFolder = join(import.meta.dirname, '..', 'build')
const prefix = 'window.__remixManifest='
const tableSchema = z.looseObject({ routes: z.record(z.string(), z.looseObject({ id: z.string() })) })

/** Routes without a page stand in these folders; the one page among them is the one for no network. */
const isForPrograms = (id: string): boolean =>
  /^routes\/(?:api|edge)\//.test(id) && id !== 'routes/edge/offline'

const path = join(buildFolder, 'client', routeTableFile(buildFolder))
const script = readFileSync(path, 'utf8').trim()
if (!script.startsWith(prefix))
  throw new Error(`The list of routes in ${path} has another form than Remix 2.17 gives it.`)
const table = tableSchema.parse(JSON.parse(script.slice(prefix.length).replace(/;$/, '')))
const routes = Object.fromEntries(Object.entries(table.routes).filter(([id]) => !isForPrograms(id)))
writeFileSync(path, `${prefix}${JSON.stringify({ ...table, routes })};`)
