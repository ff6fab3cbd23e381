/** Tells Remix what the edge puts on its load context, and that loaders hand over bigint and Date as they are. */
import type { EdgeContext } from '../server/edge-context.ts'

declare module '@remix-run/server-runtime' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- only an interface can be added to
  interface AppLoadContext extends EdgeContext {}
  interface Future {
    v3_singleFetch: true
  }
}
