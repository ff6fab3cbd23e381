/** The door for public data of an office: apart, so that its schemas load only when something new has come. */
export { publicProfileSchema, readTermList } from '@lodge/shared-types'
