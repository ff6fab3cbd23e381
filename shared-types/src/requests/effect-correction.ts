/** A correction: entries of the application become others. Pure. */
import { z } from 'zod'
import { applyAnswer } from '../forms/apply-answer.ts'
import { atPath, isValue } from '../forms/paths-of-request.ts'
import { EffectRefusal, effectSaying } from './effect-words.ts'
import type { JsonValue } from './register.ts'

/** What no correction reaches: what names the request, and what was signed or sent. */
const fixed = ['requestId', 'kind', 'formVersion', 'documents', 'signature', 'branch', 'language']

/** A form gives words; what was a number stays one. */
const like = (before: unknown, value: JsonValue): JsonValue =>
  typeof before === 'number' && typeof value === 'string' && value.trim() !== '' && !isNaN(Number(value))
    ? Number(value)
    : value

/**
 * Returns an application, not yet checked, with what stands at a path replaced.
 * @throws EffectRefusal for a path at which nothing stands, and for one that cannot be corrected
 */
export function corrected(application: unknown, path: JsonValue | undefined, value: JsonValue): unknown {
  const named = typeof path === 'string' ? path.trim() : ''
  const before = atPath(application, named)
  const [first = ''] = named.split('.')
  if (before === undefined || fixed.includes(first))
    throw new EffectRefusal(effectSaying('effect-no-path', { path: named }))
  const after = like(before, value)
  if (!isValue(after)) throw new EffectRefusal(effectSaying('effect-missing', { path: named }))
  return applyAnswer(application, [{ path: named, before: null, after: after ?? null }])
}

const correctionsSchema = z
  .array(
    z.object({
      /** A path of the application, in which `#` stands for the entry of that number, from 1. */
      field: z.string().min(1).max(200),
      number: z.coerce.number().int().positive().optional(),
      after: z.json(),
    }),
  )
  .min(1)
  .max(100)

/** Returns an application, not yet checked, with every entry corrected that a list names. @throws EffectRefusal as `corrected` does */
export function correctedEach(application: unknown, value: JsonValue | undefined, path: string): unknown {
  const corrections = correctionsSchema.safeParse(value)
  if (!corrections.success) throw new EffectRefusal(effectSaying('effect-missing', { path }))
  return corrections.data.reduce<unknown>(
    (before, { field, number, after }) =>
      corrected(before, field.replaceAll('#', String((number ?? 1) - 1)), after),
    application,
  )
}
