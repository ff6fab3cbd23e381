/** A list of goods and services, for anyone. */
import { listsOf } from '../../edge/lists.server.ts'

const answer = listsOf('termList')
export const loader = answer
export const action = answer
