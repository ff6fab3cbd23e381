/** Shows what the edge refused before any route ran. Reached only from inside; asked for directly, it is unknown. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { ProblemError, toProblem } from '@lodge/shared-types'
import { throwProblem } from '../../edge/answers.server.ts'
import { plainPage } from '../../plain-page.ts'

export const handle = plainPage

export const loader = ({ context }: LoaderFunctionArgs): never =>
  throwProblem(context.refusal ?? toProblem(new ProblemError('not-found')))

/** The problem page of the layout stands in its place. */
export default function Refused() {
  return null
}
