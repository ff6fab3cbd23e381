/** Lets a zod schema complain with a sentence of the catalogue, so that its code and what it was told reach the person's screen. */
import { saying, type Saying, type SentenceCode, type Told } from './sentences.ts'

/** Returns what `refine` takes: the English sentence, and the whole saying for `fieldErrorsOf`. */
export function says<Code extends SentenceCode>(
  code: Code,
  ...told: Told<Code>
): { message: string; params: { saying: Saying } } {
  const said = saying(code, ...told)
  return { message: said.message, params: { saying: said } }
}
