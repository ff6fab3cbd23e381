/** Whether a pattern names an entry that a request can have: a checklist must not point where there is nothing to put right. */
import { z } from 'zod'
import { documentRoleSchema } from './documents-schema.ts'
import { designRequestSchema } from './design-request.ts'
import { patentRequestSchema } from './patent-request.ts'
import { trademarkRequestSchema } from './trademark-request.ts'

/** Returns the schemas that a part of a pattern leads to: several where a person or a mark can be of several kinds. */
function below(schema: unknown, part: string): unknown[] {
  if (schema instanceof z.ZodOptional) return below(schema.unwrap(), part)
  if (schema instanceof z.ZodDiscriminatedUnion) return schema.options.flatMap((one) => below(one, part))
  if (schema instanceof z.ZodArray) return part === '*' ? [schema.element] : []
  if (!(schema instanceof z.ZodObject)) return []
  return Object.hasOwn(schema.shape, part) ? [schema.shape[part]] : []
}

/** Returns whether a pattern such as `applicants.*.address` or `documents.power-of-attorney` is one of some application. */
export function isFieldOfRequest(pattern: string): boolean {
  const [first, role, ...more] = pattern.split('.')
  if (first === 'documents')
    return role === undefined || (more.length === 0 && documentRoleSchema.safeParse(role).success)
  let found: unknown[] = [trademarkRequestSchema, patentRequestSchema, designRequestSchema]
  for (const part of pattern.split('.')) found = found.flatMap((schema) => below(schema, part))
  return found.length > 0
}
