/** What a device needs to know of an office, for anyone; it changes with the office's profile only. */
import { canonicalJson, digestOf, publicProfileOf, type OfficeProfile } from '@lodge/shared-types'
import { officeOf, resource } from '../../edge/answers.server.ts'
import { ifChanged } from '../../edge/conditional.server.ts'

type Body = { etag: string; text: string }

/** Profiles stay the same objects while the process runs. */
const bodies = new WeakMap<OfficeProfile, Body>()

function bodyOf(profile: OfficeProfile): Body {
  const known = bodies.get(profile)
  if (known) return known
  const seen = publicProfileOf(profile)
  const body = { etag: `"${digestOf(seen).slice(0, 32)}"`, text: canonicalJson(seen) }
  bodies.set(profile, body)
  return body
}

const { loader: answer } = resource({
  GET(args) {
    const { etag, text } = bodyOf(officeOf(args))
    const headers = { 'cache-control': 'no-cache' }
    return Promise.resolve(ifChanged(args.request, { etag, headers }, () => ({ body: text })))
  },
})
export const loader = answer
export const action = answer
