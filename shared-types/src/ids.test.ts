import { describe, expect, test } from 'vitest'
import {
  idempotencyKeySchema,
  idOfStream,
  officeIdSchema,
  streamKinds,
  streamOf,
  streamSchema,
  uuidSchema,
} from './ids.ts'

describe('the name of a stream', () => {
  test.each(streamKinds)('%s:<id> is built, read and taken apart', (kind) => {
    const stream = streamSchema.parse(streamOf(kind, 'a-1_B'))
    expect([stream, idOfStream(stream)]).toEqual([`${kind}:a-1_B`, 'a-1_B'])
  })
  test.each(['dossier:', 'dossier', 'user:1', 'file:a:b', 'file:a b', ' file:a', 'file:a\n'])(
    '%j is none',
    (name) => expect(streamSchema.safeParse(name).success).toBe(false),
  )
})

describe('identifiers', () => {
  test('a UUID is kept in lower case, so that it is one text everywhere', () =>
    expect(uuidSchema.parse('7B0A4D3E-1F57-4C39-9C8E-0F4A3A1F9D11')).toBe(
      '7b0a4d3e-1f57-4c39-9c8e-0f4a3a1f9d11',
    ))
  test.each(['Borovia', 'b', '-borovia', 'bo/rovia', '..', 'a'.repeat(32)])('"%s" is no office id', (id) =>
    expect(officeIdSchema.safeParse(id).success).toBe(false),
  )
  test.each(['short', 'x'.repeat(101), 'key with spaces in it', 'key\nkey-key-key-key'])(
    '%j is no idempotency key',
    (key) => expect(idempotencyKeySchema.safeParse(key).success).toBe(false),
  )
})
