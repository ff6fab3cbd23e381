/**
 * Remix's server types without the globals that its own entry brings along: those make `NODE_ENV` obligatory in every
 * environment that any code of this program hands to a child process. `tsconfig.json` puts this file in its place.
 */
export * from '@remix-run/server-runtime'
export type { ServerRuntimeMetaFunction as MetaFunction } from '@remix-run/server-runtime'
export { createReadableStreamFromReadable } from '../../node_modules/@remix-run/node/dist/stream'
