/** The built server bundle, recognised before it is trusted. */
import type { ServerBuild } from '@remix-run/node'
import { z } from 'zod'

export const buildSchema = z.custom<ServerBuild>(
  (value) => typeof value === 'object' && value !== null && 'routes' in value && 'entry' in value,
  'portal/build/server/index.js is not a build of the portal; run "npm run build" in portal.',
)
