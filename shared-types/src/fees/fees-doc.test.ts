import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { aFile } from '../../test-support/a-file.ts'
import { applicationKinds } from '../request-kinds.ts'
import { priceableOf, priceFacts } from '../price.ts'
import { dateNames } from '../requests/file-facts.ts'
import { tariffSchema } from '../tariff.ts'

const text = readFileSync(join(import.meta.dirname, '../../../docs/fees.md'), 'utf8')

/** Examples leave out what says where a fee comes from. */
const saidSchema = z.looseObject({ code: z.string() }).transform((one) => ({
  rule: 'Article 1',
  label: { en: one.code },
  ...one,
}))
const exampleSchema = z.strictObject({
  tariff: z.looseObject({
    items: z.array(saidSchema),
    discounts: z.array(saidSchema).optional(),
    taxes: z.array(saidSchema).default([]),
    instalments: z.array(saidSchema).optional(),
    order: z.record(z.string(), saidSchema).optional(),
  }),
  request: z.looseObject({
    kind: z.enum(applicationKinds).default('trademark-application'),
    type: z.string().optional(),
    right: z.string().optional(),
  }),
  on: z.string().default('2026-11-20'),
  file: z.strictObject({ dates: z.partialRecord(z.enum(dateNames), z.string()) }).optional(),
  lines: z.array(z.string()),
  parts: z.array(z.string()).optional(),
})

const examples = [...text.matchAll(/^## ([^\n]+)$|^```json\n(.+?)^```$/gms)]
  .reduce<{ title: string; found: { title: string; json: string }[] }>(
    ({ title, found }, [, heading, json]) =>
      heading === undefined
        ? { title, found: [...found, { title, json: json ?? '' }] }
        : { title: heading, found },
    { title: '', found: [] },
  )
  .found.map(({ title, json }) => ({ title, example: exampleSchema.parse(JSON.parse(json)) }))

test('the guide has an example of each of its parts', () => expect(examples.length).toBe(7))

test.each(examples)('$title: the example comes out as the guide says', ({ example }) => {
  const { tariff: given, request, on, file, lines, parts } = example
  const tariff = tariffSchema.parse({ version: 'v', validFrom: '2026-01-01', currency: 'BGN', ...given })
  const { type, right, kind, ...members } = request
  const asked =
    type === undefined
      ? { ...members, requestId: 'r', kind }
      : {
          ...members,
          requestId: 'r',
          kind: 'post-filing' as const,
          type,
          ...(right === undefined ? {} : { right }),
        }
  const price = priceFacts(tariff, [priceableOf(asked, file && aFile(file))], { on })
  expect(
    price.lines.map(
      ({ code, detail, quantity, unitMinor, amountMinor }) =>
        `${code}${detail === undefined ? '' : ` ${detail}`} ${quantity} × ${unitMinor} = ${amountMinor}`,
    ),
  ).toEqual(lines)
  expect(price.parts?.map(({ dueOn, total }) => `${dueOn} ${total.amountMinor}`)).toEqual(parts)
})
