/** One line of a statement: what the bank says beside where it could belong, and proposing that to a second person. */
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { idempotencyKeySchema, ProblemError } from '@lodge/shared-types'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { useChrome } from '../../../chrome.ts'
import { LineFacts, LineParts } from '../../../components/desk/money/line-facts.tsx'
import { addressOfLine, meaningOfLine, whyOfLine } from '../../../components/desk/money/line-table.tsx'
import {
  Candidates,
  CandidateSearch,
  MatchForm,
  type Candidate,
} from '../../../components/desk/money/match-form.tsx'
import styles from '../../../components/desk/money/money.module.css'
import { DeskRefusal } from '../../../components/desk/refused-form.tsx'
import screen from '../../../components/desk/screen.module.css'
import { Notice, StatusTag } from '../../../components/notice.tsx'
import { PageHeader, Section } from '../../../components/page-header.tsx'
import { form, page, type Args } from '../../../edge/answers.server.ts'
import { askedIn } from '../../../edge/asked.server.ts'
import { formFields } from '../../../edge/inputs.server.ts'
import { financeOf, moneyOf, textTyped } from '../../../edge/money.server.ts'
import { useWordsOf } from '../../../language.tsx'
import { statementsWords } from '../../../messages/statements.ts'
import type { MatchTarget, Payable } from '../../../money-shapes.ts'
import { titleOf } from '../../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

const lineIdIn = (args: Args): string => {
  const { id } = askedIn(args.request, ['id'])
  if (id === undefined) throw new ProblemError('not-found')
  return id
}

/** How a choice of the form is written; an order's or account's id stands behind the colon. */
const writtenTarget = (target: MatchTarget): string => {
  switch (target.kind) {
    case 'order':
      return `order:${target.orderId}`
    case 'deposit':
      return `deposit:${target.accountId}`
    case 'send-back':
    case 'bank-fee':
    case 'other':
      return target.kind
  }
}

const targetSchema = z
  .string()
  .max(200)
  .transform((written, context): MatchTarget => {
    const [kind] = written.split(':')
    const id = written.slice(written.indexOf(':') + 1)
    if (kind === 'order') return { kind, orderId: id }
    if (kind === 'deposit') return { kind, accountId: id }
    if (kind === 'send-back' || kind === 'bank-fee' || kind === 'other') return { kind }
    context.addIssue({ code: 'custom', message: 'Choose where it belongs.' })
    return z.NEVER
  })

const mostQuoted = 3

/** Returns each order and deposit once, as something that the money may be for. */
function candidatesAmong(found: readonly Payable[], suggestion: MatchTarget | null): Candidate[] {
  const candidates = found.map((one): Candidate =>
    one.kind === 'order'
      ? {
          id: `order:${one.orderId}`,
          kind: 'order',
          number: one.orderNumber,
          accountId: one.accountId,
          amount: one.missing,
          isSuggested: suggestion?.kind === 'order' && suggestion.orderId === one.orderId,
        }
      : {
          id: `deposit:${one.accountId}`,
          kind: 'deposit',
          number: one.number,
          accountId: one.accountId,
          amount: one.balance,
          isSuggested: suggestion?.kind === 'deposit' && suggestion.accountId === one.accountId,
        },
  )
  return [...new Map(candidates.map((one) => [one.id, one])).values()]
}

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor, mayWork } = moneyOf(args)
    const { services, language } = args.context
    const line = await services.matchingLine(actor, lineIdIn(args))
    const { q: search = '' } = askedIn(args.request, ['q'])
    const isOpen = line.state === 'suspense' && line.approvalId === null
    const { suggestion } = line
    const suggested = Object.values(line.orders).map(({ orderNumber }) => orderNumber)
    // What the engine suggests, what the payer quoted, and what the person looks for.
    const wanted = [...new Set([...suggested, ...line.creditorReferences.slice(0, mostQuoted), search])]
    const found =
      isOpen && mayWork
        ? await Promise.all(
            wanted.filter((text) => text !== '').map((text) => services.findPayable(actor, text)),
          )
        : []
    return {
      title: statementsWords[language].line.title,
      line,
      search,
      isOpen,
      mayWork,
      chosen: suggestion ? writtenTarget(suggestion) : '',
      candidates: candidatesAmong(found.flat(), suggestion),
      key: randomUUID(),
    }
  })

const fieldsSchema = z.strictObject({
  key: idempotencyKeySchema,
  target: targetSchema,
  reason: z.string().max(10_000),
})

export const action = (args: ActionFunctionArgs) =>
  form(args, async (typed) => {
    const { actor } = financeOf(args)
    const fields = await formFields(args.request, fieldsSchema)
    const reason = textTyped(fields.reason)
    Object.assign(typed, { reason, target: writtenTarget(fields.target) })
    const { approvalId } = await args.context.services.proposeMatch(actor, {
      ...{ key: fields.key, target: fields.target, reason },
      lineId: lineIdIn(args),
    })
    return redirect(`/o/${actor.officeId}/desk/approvals/${approvalId}`, { status: 303 })
  })

/** Where it could belong, and the form to propose it. */
function Proposing() {
  const words = useWordsOf(statementsWords).line
  const { line, search, candidates, chosen, key } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <div className={styles.stack}>
      <Section title={words.candidates}>
        <CandidateSearch lineId={line._id} search={search} />
        {candidates.length > 0 ? (
          <Candidates amount={line.amount} candidates={candidates} />
        ) : (
          <p>{search === '' ? words.noCandidate : words.nothingFound}</p>
        )}
      </Section>
      <Section title={words.proposeTitle} id="propose">
        <MatchForm amount={line.amount} {...{ candidates, chosen }} formKey={key} refused={refused} />
      </Section>
    </div>
  )
}

export default function LinePage() {
  const all = useWordsOf(statementsWords)
  const words = all.line
  const base = `/o/${useChrome().office?.id ?? ''}/desk`
  const { line, isOpen, mayWork } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const isAtEntry = (refused?.problem.errors ?? []).some(({ path }) => path === 'reason')
  const told = whyOfLine(line, all)
  return (
    <div className={screen.screen}>
      {refused && !isAtEntry && <DeskRefusal problem={refused.problem} />}
      <PageHeader
        over={<Link to={`${base}/money/matching`}>{words.back}</Link>}
        title={<bdi>{line.counterparty.name ?? words.title}</bdi>}
        tag={<StatusTag meaning={meaningOfLine[line.state]}>{all.lineStates[line.state]}</StatusTag>}
        {...(told === undefined ? {} : { lead: told })}
      />
      {line.approvalId !== null && (
        <Notice meaning="attention" title={words.waitsTitle}>
          <p>
            <Link to={`${base}/approvals/${line.approvalId}`}>{words.toApproval}</Link>
          </p>
        </Notice>
      )}
      {line.payoutReference !== null && line.undoneBy === null && (
        <Notice meaning="attention" title={words.toPayOut}>
          <p>{words.payoutReference(line.payoutReference)}</p>
        </Notice>
      )}
      {line.undoneBy !== null && (
        <Notice meaning="info" title={words.undone}>
          <p>
            <Link to={addressOfLine(base, line.undoneBy)}>{words.toOther}</Link>
          </p>
        </Notice>
      )}
      <div className={isOpen && mayWork ? styles.pair : styles.stack}>
        <div className={styles.stack}>
          <Section title={words.facts}>
            <LineFacts line={line} />
          </Section>
          {line.parts.length > 0 && (
            <Section title={words.parts}>
              <LineParts line={line} />
            </Section>
          )}
        </div>
        {isOpen && mayWork && <Proposing />}
      </div>
    </div>
  )
}
