/** What makes a form of a request about a file, in a file of its own. */
export { formOfType } from '@lodge/shared-types'
