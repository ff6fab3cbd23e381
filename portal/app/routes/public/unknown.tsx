/** Every page address that nothing else answers. */
import { ProblemError, toProblem } from '@lodge/shared-types'
import { throwProblem } from '../../edge/answers.server.ts'

export const loader = (): never => throwProblem(toProblem(new ProblemError('not-found')))

/** The problem page of the layout stands in its place. */
export default function Unknown() {
  return null
}
