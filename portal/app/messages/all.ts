/** Both catalogues at once: for the server, and for tests of components. A browser loads the one of its document. */
import { addWords } from '../language.tsx'
import { ar } from './ar.ts'
import { en } from './en.ts'

addWords('en', en)
addWords('ar', ar)
