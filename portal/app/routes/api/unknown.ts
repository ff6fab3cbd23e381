/** Every API address that nothing else answers. */
import { ProblemError } from '@lodge/shared-types'
import { resource } from '../../edge/answers.server.ts'

const unknown = () => Promise.reject(new ProblemError('not-found'))
const { loader: answer } = resource({ GET: unknown, POST: unknown, DELETE: unknown })
export const loader = answer
export const action = answer
