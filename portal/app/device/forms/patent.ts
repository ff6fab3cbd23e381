/** The forms of patents and utility models, in a file of their own. */
export { patentForm, utilityModelForm } from '@lodge/shared-types'
