/** The form of designs, in a file of its own. */
export { designForm } from '@lodge/shared-types'
