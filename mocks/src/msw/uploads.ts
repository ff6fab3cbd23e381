/** The office's tus uploads: announced by content, resumed from where they stand, checked when they are complete. */
import { sha256Hex, type FieldError, type ProblemCode } from '@lodge/shared-types'

export type Handle = (request: Request, body: Uint8Array<ArrayBuffer>) => Promise<Response> | Response
export type Answer = (status: number, body: unknown, headers?: Record<string, string>) => Response
export type Refuse = (code: ProblemCode, more?: { errors?: FieldError[]; retryAfterS?: number }) => Response

/** Returns the last part of a request's address. */
export const idOf = (request: Request): string => new URL(request.url).pathname.split('/').at(-1) ?? ''

/** Returns handlers of the uploads' address, and what arrived there. */
export function makeUploads(officeId: string, answer: Answer, refusal: Refuse) {
  const uploads = new Map<string, { sha256: string; size: number; bytes: Uint8Array }>()
  let patched = 0

  const announce: Handle = ({ headers }) => {
    const size = Number(headers.get('upload-length'))
    const given = new Map(
      (headers.get('upload-metadata') ?? '').split(',').map((pair) => {
        const [name = '', value = ''] = pair.split(' ')
        return [name, Buffer.from(value, 'base64').toString('utf8')] as const
      }),
    )
    const sha256 = given.get('sha256') ?? ''
    const id = sha256Hex([sha256, given.get('role'), size].join('|')).slice(0, 40)
    const upload = uploads.get(id) ?? { sha256, size, bytes: new Uint8Array() }
    uploads.set(id, upload)
    const at = { location: `/o/${officeId}/uploads/${id}`, 'upload-offset': String(upload.bytes.length) }
    return answer(201, undefined, { ...at, 'tus-resumable': '1.0.0' })
  }

  const standing = ({ size, bytes }: { size: number; bytes: Uint8Array }): Record<string, string> => ({
    'tus-resumable': '1.0.0',
    'upload-offset': String(bytes.length),
    'upload-length': String(size),
  })

  const head: Handle = (request) => {
    const upload = uploads.get(idOf(request))
    return upload ? answer(200, undefined, standing(upload)) : refusal('not-found')
  }

  const patch: Handle = (request, body) => {
    const id = idOf(request)
    const upload = uploads.get(id)
    if (!upload) return refusal('not-found')
    if (Number(request.headers.get('upload-offset')) !== upload.bytes.length) return refusal('stale')
    patched += body.length
    const grown = { ...upload, bytes: Buffer.concat([upload.bytes, body]) }
    uploads.set(id, grown)
    if (grown.bytes.length === grown.size && sha256Hex(grown.bytes) !== grown.sha256) {
      uploads.delete(id)
      const message = 'The document did not arrive whole.'
      return refusal('document-refused', { errors: [{ path: '', code: 'hash', message }] })
    }
    return answer(204, undefined, standing(grown))
  }

  const isComplete = (sha256: string): boolean =>
    [...uploads.values()].some((one) => one.sha256 === sha256 && one.bytes.length === one.size)

  return {
    announce,
    head,
    patch,
    isComplete,
    /** Bytes of all PATCH requests. */
    arrivedBytes: () => patched,
    /** SHA-256 of complete documents. */
    complete: () =>
      [...uploads.values()].flatMap(({ sha256, size, bytes }) => (bytes.length === size ? [sha256] : [])),
    drop: () => uploads.clear(),
  }
}
