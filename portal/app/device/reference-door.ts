/** The door for public data of an office: apart, so that its schemas load only when something new has come. */
import { requestTypeSchema, sha256Hex, type RequestType } from '@lodge/shared-types'

export { codeListSchema, publicProfileSchema, readTermList } from '@lodge/shared-types'

/** Returns the requests about files that an office takes. @throws Error where the answer is not what `digest` names. */
export function readRequestTypeList(text: string, digest: string): RequestType[] {
  if (sha256Hex(text) !== digest)
    throw new Error(`The office sent other request types than those of ${digest}.`)
  return requestTypeSchema.array().parse(JSON.parse(text))
}
