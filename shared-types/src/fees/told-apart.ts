/** A union that is told apart by the members of an object, so that what is wrong inside it is told at its own place. */
import { z } from 'zod'
import { isRecord } from '../forms/read-path.ts'

type ByMember<T> = readonly (readonly [member: string, schema: z.ZodType<T>])[]

/**
 * Returns a schema of what has exactly one of these members, checked by that member's schema. `text` is for what may also be
 * a text, `rest` for what has none of them.
 */
export const toldApart = <T>(
  byMember: ByMember<T>,
  { text, rest }: { text?: z.ZodType<T>; rest?: z.ZodType<T> } = {},
): z.ZodType<T> =>
  z.unknown().transform((value, context): T => {
    const members = byMember.filter(([member]) => isRecord(value) && Object.hasOwn(value, member))
    const [first, second] = members
    const schema = typeof value === 'string' && text ? text : second ? undefined : (first?.[1] ?? rest)
    const parsed = isRecord(value) || typeof value === 'string' ? schema?.safeParse(value) : undefined
    if (parsed?.success) return parsed.data
    if (parsed)
      for (const issue of parsed.error.issues)
        context.addIssue(
          issue.code === 'unrecognized_keys'
            ? { code: issue.code, keys: issue.keys, path: issue.path, message: issue.message }
            : { code: 'custom', path: issue.path, message: issue.message },
        )
    else {
      const names = byMember.map(([member]) => member).join(', ')
      context.addIssue({
        code: 'custom',
        message: second
          ? `Only one of these can be given: ${members.map(([member]) => member).join(', ')}.`
          : `Give one of: ${names}.`,
      })
    }
    return z.NEVER
  })
