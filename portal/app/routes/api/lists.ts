/** A code list, for anyone. */
import { listsOf } from '../../edge/lists.server.ts'

const answer = listsOf('codeList')
export const loader = answer
export const action = answer
