/** The post-filing requests that an office takes, for anyone: their digest names them for good. */
import { ProblemError, requestTypesDigestOf, requestTypesJson, type OfficeProfile } from '@lodge/shared-types'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { officeOf, parameter, resource } from '../../edge/answers.server.ts'
import { ifChanged } from '../../edge/conditional.server.ts'

const forGood = { 'cache-control': 'public, max-age=31536000, immutable', vary: 'Accept-Encoding' }

type Bodies = Record<'plain' | 'br' | 'gzip', Uint8Array<ArrayBuffer>>

/** Profiles stay the same objects while the process runs. */
const made = new WeakMap<OfficeProfile, Bodies>()

function bodiesOf(profile: OfficeProfile): Bodies {
  const known = made.get(profile)
  if (known) return known
  const plain = new TextEncoder().encode(requestTypesJson(profile.requestTypes))
  const bodies = {
    plain,
    br: new Uint8Array(brotliCompressSync(plain)),
    gzip: new Uint8Array(gzipSync(plain)),
  }
  made.set(profile, bodies)
  return bodies
}

const { loader: answer } = resource({
  GET(args) {
    const profile = officeOf(args)
    const digest = requestTypesDigestOf(profile)
    if (parameter(args, 'digest') !== digest)
      throw new ProblemError('not-found', 'The office takes other requests by now; fetch its profile again.')
    const etag = `"${digest.slice(0, 32)}"`
    return Promise.resolve(
      ifChanged(args.request, { etag, headers: forGood }, () => {
        const accepted = args.request.headers.get('accept-encoding') ?? ''
        const encoding = (['br', 'gzip'] as const).find((name) => new RegExp(`\\b${name}\\b`).test(accepted))
        const bodies = bodiesOf(profile)
        return encoding === undefined
          ? { body: bodies.plain }
          : { body: bodies[encoding], headers: { 'content-encoding': encoding } }
      }),
    )
  },
})
export const loader = answer
export const action = answer
