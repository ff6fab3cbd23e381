/** The trademark form of earlier drafts, in a file of its own. */
export { firstTrademarkForm } from '@lodge/shared-types'
