/** Operations: what is ill at one glance, what lags, what is parked and can be tried again, and the office's jobs. */
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { processorNames } from '@lodge/shared-types'
import { z } from 'zod'
import { useChrome } from '../../chrome.ts'
import { Button, ButtonLink } from '../../components/button.tsx'
import styles from '../../components/desk/operations.module.css'
import { ParkedThings, type Redrive } from '../../components/desk/parked-things.tsx'
import { Notice, StatusTag } from '../../components/notice.tsx'
import { Actions, PageHeader, Section } from '../../components/page-header.tsx'
import { Refusal } from '../../components/problem-page.tsx'
import { SecureForm } from '../../components/secure-form.tsx'
import { Table } from '../../components/table.tsx'
import { form, page } from '../../edge/answers.server.ts'
import { staffOf } from '../../edge/desk.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { useWords, useWordsOf } from '../../language.tsx'
import { operationsWords } from '../../messages/operations.ts'
import { instantInWords } from '../../office-time.ts'
import { titleOf } from '../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

const acts = [
  'redrive-stream',
  'redrive-job',
  'redrive-callback',
  'redrive-queue',
  'run-now',
  'hold',
  'release',
] as const
type Act = (typeof acts)[number]
const isAct = (name: string | null): name is Act => acts.some((one) => one === name)

/** Returns the names of staff by what work and audit call them. */
async function namesOf(args: LoaderFunctionArgs): Promise<Map<string, string>> {
  const { actor } = staffOf(args)
  const people = await args.context.services.colleagues(actor)
  return new Map(people.map(({ userId, name }) => [`user:${userId}`, name]))
}

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor } = staffOf(args)
    const { services, language } = args.context
    const [operations, kinds] = await Promise.all([services.operations(actor), services.jobKinds(actor)])
    const done = new URL(args.request.url).searchParams.get('done')
    const names = kinds.some(({ held }) => held) ? await namesOf(args) : new Map<string, string>()
    return {
      title: operationsWords[language].title,
      ...operations,
      kinds: kinds.map(({ held, ...kind }) => ({
        ...kind,
        held: held && { ...held, by: names.get(held.by) ?? held.by },
      })),
      done: isAct(done) ? done : null,
    }
  })

const fieldsSchema = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.enum(['redrive-stream', 'redrive-job', 'redrive-callback']),
    id: z.string().max(200),
  }),
  z.strictObject({ act: z.literal('redrive-queue'), id: z.enum(processorNames) }),
  z.strictObject({ act: z.enum(['run-now', 'run-now-for-all']), id: z.string().max(60) }),
  z.strictObject({ act: z.enum(['hold', 'release']), id: z.string().max(60) }),
])

export const action = (args: ActionFunctionArgs) =>
  form(args, async () => {
    const { actor } = staffOf(args)
    const { services } = args.context
    const fields = await formFields(args.request, fieldsSchema)
    const { act, id } = fields
    // None of these harms when it is repeated, so none needs a key.
    if (act === 'redrive-stream') await services.redriveStream(actor, id)
    else if (act === 'redrive-job') await services.redriveJob(actor, id)
    else if (act === 'redrive-callback') await services.redriveCallback(actor, id)
    else if (act === 'redrive-queue') await services.redriveParkedWakeUps(actor, fields.id)
    else if (act === 'hold') await services.holdJobs(actor, id)
    else if (act === 'release') await services.releaseJobs(actor, id)
    else await services.runJobsNow(actor, { kind: id, isSystems: act === 'run-now-for-all' })
    const path = new URL(args.request.url).pathname.replace(/\.data$/, '')
    return redirect(`${path}?done=${act === 'run-now-for-all' ? 'run-now' : act}`, { status: 303 })
  })

type Loaded = Awaited<ReturnType<typeof loader>>

/** Every part with its state in a word and a sentence. */
function Parts({ parts, when }: { parts: Loaded['parts']; when: (at: Date) => string }) {
  const words = useWordsOf(operationsWords)
  return (
    <ul className={styles.parts}>
      {parts.map(({ part, state, count, since }) => (
        <li key={part} className={styles.part}>
          <h3>{words.parts[part].name}</h3>
          <StatusTag meaning={state === 'well' ? 'good' : 'wrong'}>{words.states[state]}</StatusTag>
          <p>
            {words.parts[part][state]}
            {count > 0 && ` ${words.waiting(count)}`}
            {count > 0 && since && `, ${words.since(when(since))}`}
          </p>
        </li>
      ))}
    </ul>
  )
}

function Processors({ processors, when }: { processors: Loaded['processors']; when: (at: Date) => string }) {
  const words = useWordsOf(operationsWords)
  const known = (count: number | null) => (count === null ? words.unknown : count)
  return (
    <Table
      caption={words.processorsTitle}
      isDense
      rows={processors}
      keyOf={({ processor }) => processor}
      columns={[
        { head: words.processor, cell: ({ processor }) => words.processors[processor] },
        { head: words.consumers, isNumber: true, cell: ({ consumers }) => known(consumers) },
        { head: words.inQueue, isNumber: true, cell: ({ waiting }) => known(waiting) },
        { head: words.behind, isNumber: true, cell: ({ behind }) => behind },
        { head: words.oldest, cell: ({ oldestAt }) => (oldestAt ? when(oldestAt) : '–') },
        {
          head: words.parkedWakeUps,
          cell: ({ processor, parkedWakeUps }) =>
            parkedWakeUps ? (
              <SecureForm fields={{ act: 'redrive-queue', id: processor }} isInline>
                <span>{parkedWakeUps}</span>
                <Button look="small">{words.backToQueue}</Button>
              </SecureForm>
            ) : (
              known(parkedWakeUps)
            ),
        },
      ]}
    />
  )
}

const hasWords = <W extends object>(words: W, key: string): key is Extract<keyof W, string> =>
  Object.hasOwn(words, key)

function Jobs({ kinds, when }: { kinds: Loaded['kinds']; when: (at: Date) => string }) {
  const words = useWordsOf(operationsWords)
  const nameOf = (kind: string) => (hasWords(words.jobKinds, kind) ? words.jobKinds[kind] : kind)
  if (kinds.length === 0) return <p>{words.noJobs}</p>
  return (
    <Table
      caption={words.jobsTitle}
      isDense
      rows={kinds}
      keyOf={({ kind, isSystems }) => `${kind} ${String(isSystems)}`}
      columns={[
        {
          head: words.jobKind,
          cell: ({ kind, isSystems, held }) => (
            <>
              {nameOf(kind)}
              {isSystems && <span className={styles.aside}> {words.everyOffice}</span>}
              {held && (
                <span className={styles.held}>
                  <StatusTag meaning="attention">{words.heldBy(held.by, when(held.since))}</StatusTag>
                </span>
              )}
            </>
          ),
        },
        { head: words.ready, isNumber: true, cell: ({ ready }) => ready },
        { head: words.running, isNumber: true, cell: ({ running }) => running },
        { head: words.parked, isNumber: true, cell: ({ parked }) => parked },
        { head: words.next, cell: ({ nextAt }) => (nextAt ? when(nextAt) : '–') },
        {
          head: words.reason,
          cell: ({ lastError }) => <bdi lang="en">{lastError ?? ''}</bdi>,
          isPlain: ({ lastError }) => lastError === null,
        },
        {
          head: words.act,
          cell: ({ kind, isSystems, held, ready }) => (
            <div className={styles.acts}>
              {ready > 0 && !held && (
                <SecureForm fields={{ act: isSystems ? 'run-now-for-all' : 'run-now', id: kind }} isInline>
                  <Button look="small">{words.runNow}</Button>
                </SecureForm>
              )}
              {!isSystems && (
                <SecureForm fields={{ act: held ? 'release' : 'hold', id: kind }} isInline>
                  <Button look="small">{held ? words.release : words.hold}</Button>
                </SecureForm>
              )}
            </div>
          ),
        },
      ]}
    />
  )
}

/** What is parked, as lines of one shape. */
const linesOf = ({ parked }: Pick<Loaded, 'parked'>, words: (typeof operationsWords)['en']) => ({
  streams: parked.streams.map(({ cursorId, processor, stream, seq, lastError, since }) => ({
    id: cursorId,
    name: `${words.processors[processor]}: ${stream}, ${words.place(seq)}`,
    ...{ lastError, since },
  })),
  jobs: parked.jobs.map(({ jobId, kind, subject, lastError, since }) => ({
    id: jobId,
    name: `${hasWords(words.jobKinds, kind) ? words.jobKinds[kind] : kind}: ${subject}`,
    ...{ lastError, since },
  })),
  callbacks: parked.callbacks.map(({ callbackId, driverId, receivedAt, lastError }) => ({
    id: callbackId,
    name: driverId,
    ...{ lastError, since: receivedAt },
  })),
})

const groups = [
  ['streams', 'redrive-stream'],
  ['jobs', 'redrive-job'],
  ['callbacks', 'redrive-callback'],
] as const satisfies readonly (readonly [keyof Loaded['parked'], Redrive])[]

export default function Operations() {
  const words = useWordsOf(operationsWords)
  const pageWords = useWords()
  const { office } = useChrome()
  const loaded = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { at, parts, processors, parkedCounts, kinds, done } = loaded
  const when = (instant: Date): string => instantInWords(instant, office?.timeZone ?? 'UTC', pageWords)
  const parkedCount = parkedCounts.streams + parkedCounts.jobs + parkedCounts.callbacks
  const illCount = parts.filter(({ state }) => state === 'ill').length + parkedCount
  const heldCount = kinds.filter(({ held }) => held).length
  const base = `/o/${office?.id ?? ''}/desk`
  const lines = linesOf(loaded, words)
  return (
    <>
      {refused && <Refusal problem={refused.problem} />}
      {done && !refused && <Notice meaning="good" title={words.done[done]} />}
      <PageHeader title={words.title} lead={words.asOf(when(at))} />
      <Notice
        meaning={illCount > 0 ? 'wrong' : heldCount > 0 ? 'attention' : 'good'}
        title={
          illCount > 0 ? words.ill(illCount) : heldCount > 0 ? words.heldTitle(heldCount) : words.allWell
        }
      >
        <p>{illCount === 0 ? words.allWellLead : words.illLead}</p>
      </Notice>
      <Section title={words.partsTitle}>
        <Parts parts={parts} when={when} />
      </Section>
      <Section title={words.processorsTitle}>
        <Processors processors={processors} when={when} />
      </Section>
      <Section title={words.parkedTitle} id="parked">
        {parkedCount === 0 ? (
          <p>{words.noneParked}</p>
        ) : (
          <>
            <p>{words.parkedLead}</p>
            {groups.map(([name, act]) => (
              <ParkedThings
                key={name}
                title={words[name]}
                act={act}
                lines={lines[name]}
                total={parkedCounts[name]}
                when={when}
              />
            ))}
          </>
        )}
      </Section>
      <Section title={words.jobsTitle}>
        <Jobs kinds={kinds} when={when} />
      </Section>
      <Actions>
        <ButtonLink to={`${base}/operations`} look="quiet">
          {words.again}
        </ButtonLink>
        <Link to={`${base}/audit`}>{words.toAudit}</Link>
      </Actions>
    </>
  )
}
