/** The trademark form, in a file of its own: loaded with the first draft of its kind. */
export { trademarkForm } from '@lodge/shared-types'
