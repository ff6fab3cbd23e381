/** The cash desk of whoever of finance sits at it: taking money, giving it back on the same day, and closing the day. */
import { useActionData, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import {
  currencySchema,
  idempotencyKeySchema,
  money,
  plainDateSchema,
  type Currency,
  type Money,
} from '@lodge/shared-types'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { CloseDay, Takings, VoidTaking } from '../../../components/desk/money/cash-day.tsx'
import { FilterDay, Filters, FilterText } from '../../../components/desk/money/filters.tsx'
import { Day } from '../../../components/desk/money/moment.tsx'
import { JustTaken, TakeMoney } from '../../../components/desk/money/take-money.tsx'
import { DeskRefusal } from '../../../components/desk/refused-form.tsx'
import screen from '../../../components/desk/screen.module.css'
import { Notice } from '../../../components/notice.tsx'
import { PageHeader, Section } from '../../../components/page-header.tsx'
import { form, page } from '../../../edge/answers.server.ts'
import { askedIn } from '../../../edge/asked.server.ts'
import { formFields } from '../../../edge/inputs.server.ts'
import { amountTyped, digitsTyped, financeOf, textTyped } from '../../../edge/money.server.ts'
import { useWordsOf } from '../../../language.tsx'
import { cashWords } from '../../../messages/cash.ts'
import { titleOf } from '../../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor } = financeOf(args)
    const { services, language } = args.context
    const asked = askedIn(args.request, ['q', 'day', 'taken', 'void'])
    const wanted = plainDateSchema.safeParse(asked.day).data
    const [day, found] = await Promise.all([
      services.cashDay(actor, wanted === undefined ? {} : { day: wanted }),
      asked.q === undefined ? [] : services.findPayable(actor, asked.q),
    ])
    return {
      title: cashWords[language].title,
      asked: { q: asked.q, day: wanted },
      day,
      found: found.map((payable) => ({ payable, key: randomUUID() })),
      taken: day.takings.find(({ _id }) => _id === asked.taken) ?? null,
      voiding: day.takings.find(({ _id, state }) => _id === asked.void && state === 'taken') ?? null,
      keys: { close: randomUUID(), void: randomUUID() },
    }
  })

/** An exact amount that stood on the page, such as `52000 BGN`. */
const exactSchema = z
  .string()
  .regex(/^\d{1,18} [A-Z]{3}$/)
  .transform((text): { minor: bigint; code: string } => {
    const [minor = '', code = ''] = text.split(' ')
    return { minor: BigInt(minor), code }
  })
  .pipe(z.object({ minor: z.bigint(), code: currencySchema }))
  .transform(({ minor, code }): Money => money(minor, code))

const typed = z.string().max(100)
const paid = { means: z.enum(['cash', 'cheque']), tendered: typed, chequeNumber: typed }
const fieldsSchema = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('take'),
    key: idempotencyKeySchema,
    orderId: z.string().max(64),
    amount: exactSchema,
    ...paid,
  }),
  z.strictObject({
    act: z.literal('top-up'),
    key: idempotencyKeySchema,
    accountId: z.string().max(64),
    currency: currencySchema,
    amount: typed,
    ...paid,
  }),
  z.strictObject({
    act: z.literal('void'),
    key: idempotencyKeySchema,
    takingId: z.string().max(64),
    reason: z.string().max(10_000),
  }),
  z
    .object({
      act: z.literal('close'),
      key: idempotencyKeySchema,
      day: plainDateSchema,
      rev: z.coerce.number().int().nonnegative(),
      note: z.string().max(10_000),
    })
    .catchall(typed),
])
type Fields = z.infer<typeof fieldsSchema>

/** How it was paid; what was handed over counts for cash alone. */
function howPaid(fields: Extract<Fields, { means: string }>, currency: Currency) {
  const { means, tendered, chequeNumber } = fields
  return {
    means,
    ...(means === 'cash' && tendered.trim() !== ''
      ? { tendered: amountTyped(tendered, currency, 'tendered') }
      : {}),
    ...(means === 'cheque' ? { chequeNumber: chequeNumber.trim() } : {}),
  }
}

/** The entries of the drawer, by their names such as `counted.cash.BGN`. */
const countsIn = (fields: Extract<Fields, { act: 'close' }>) =>
  Object.entries(fields).flatMap(([name, value]) => {
    const [, means, code] = /^counted\.(cash|cheque)\.([A-Z]{3})$/.exec(name) ?? []
    const currency = currencySchema.safeParse(code).data
    if ((means !== 'cash' && means !== 'cheque') || !currency || typeof value !== 'string') return []
    return [{ means, currency, amount: digitsTyped(value) } as const]
  })

export const action = (args: ActionFunctionArgs) =>
  form(args, async (kept) => {
    const { actor } = financeOf(args)
    const { services } = args.context
    const fields = await formFields(args.request, fieldsSchema)
    for (const [name, value] of Object.entries(fields)) if (typeof value === 'string') kept[name] = value
    const here = `/o/${actor.officeId}/desk/money/cash`
    switch (fields.act) {
      case 'take': {
        const { key, orderId, amount } = fields
        const how = howPaid(fields, amount.currency)
        const { takingId } = await services.takeCash(actor, { key, orderId, amount, ...how })
        return redirect(`${here}?taken=${takingId}`, { status: 303 })
      }
      case 'top-up': {
        const { key, accountId, currency } = fields
        const amount = amountTyped(fields.amount, currency, 'amount')
        const how = howPaid(fields, currency)
        const { takingId } = await services.takeDeposit(actor, { key, accountId, amount, ...how })
        return redirect(`${here}?taken=${takingId}`, { status: 303 })
      }
      case 'void': {
        const { key, takingId } = fields
        const wish = { key, takingId, reason: textTyped(fields.reason) }
        const { approvalId } = await services.proposeCashVoid(actor, wish)
        return redirect(`/o/${actor.officeId}/desk/approvals/${approvalId}`, { status: 303 })
      }
      case 'close': {
        const { key, day, rev } = fields
        const note = textTyped(fields.note)
        await services.closeCashDay(actor, { key, day, rev, note, counted: countsIn(fields) })
        return redirect(`${here}?day=${day}`, { status: 303 })
      }
    }
  })

export default function CashDesk() {
  const words = useWordsOf(cashWords)
  const { asked, day, found, taken, voiding, keys } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const act = refused?.typed['act']
  const of = (one: string) => (act === one ? refused : undefined)
  const isAtEntry = (refused?.problem.errors ?? []).some(({ path }) =>
    ['reason', 'note', 'tendered', 'chequeNumber'].includes(path),
  )
  return (
    <div className={screen.screen}>
      {refused && !isAtEntry && <DeskRefusal problem={refused.problem} />}
      <PageHeader title={words.title} lead={words.lead} over={<Day on={day.day} />} />
      {taken && !refused && <JustTaken taking={taken} />}
      <Section title={words.findTitle}>
        <p>{words.findLead}</p>
        <Filters asked={{ q: asked.q }} isList={false}>
          <FilterText name="q" label={words.find} value={asked.q} />
        </Filters>
      </Section>
      {asked.q !== undefined && found.length === 0 && (
        <Notice meaning="info" title={words.nothing}>
          <p>{words.nothingLead}</p>
        </Notice>
      )}
      {found.map(({ payable, key }) => (
        <TakeMoney key={key} payable={payable} formKey={key} refused={of('take') ?? of('top-up')} />
      ))}
      <Section title={words.takings}>
        <Takings takings={day.takings} mayVoid={day.state === 'open'} />
      </Section>
      {voiding && <VoidTaking taking={voiding} formKey={keys.void} refused={of('void')} />}
      <Section title={words.close.title} id="close">
        <CloseDay day={day} formKey={keys.close} refused={of('close')} />
      </Section>
      <Section title={words.earlier}>
        <Filters asked={{ day: asked.day }} isList={false} isSearch={false}>
          <FilterDay name="day" label={words.day} value={asked.day} />
        </Filters>
      </Section>
    </div>
  )
}
