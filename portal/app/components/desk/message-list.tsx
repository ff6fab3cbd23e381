/** The list of an office's messages: tabs of states with counts, finding by number or address, and the table itself. */
import { Form, Link } from '@remix-run/react'
import type { ListedMessage, MessageCounts, MessageState } from '@lodge/processor'
import { useOfficeWords, useWordsOf } from '../../language.tsx'
import { deskMessagesWords } from '../../messages/desk-messages.ts'
import type { DeskMessagesWords } from '../../messages/desk-messages.en.ts'
import { instantInWords } from '../../office-time.ts'
import { Button, ButtonLink } from '../button.tsx'
import { StatusTag, type Meaning } from '../notice.tsx'
import { Table } from '../table.tsx'
import { Tabs } from '../tabs.tsx'
import styles from './messages.module.css'

/** The list that an address asks for. */
export type AskedMessages = { state: MessageState | undefined; find: string; page: number }

const meaningOf = {
  queued: 'info',
  sent: 'good',
  refused: 'wrong',
  unwanted: 'attention',
} as const satisfies Record<MessageState, Meaning>

/** Returns the query of a list's address; the first page of everything has none. */
function addressOf({ state, find, page }: AskedMessages): string {
  const query = new URLSearchParams({
    ...(state ? { state } : {}),
    ...(find === '' ? {} : { find }),
    ...(page > 1 ? { page: String(page) } : {}),
  })
  return query.size === 0 ? '.' : `?${query.toString()}`
}

/** What a message is about, in a person's words. */
export const topicIn = ({ topics }: DeskMessagesWords, topic: string): string =>
  Object.entries(topics).find(([known]) => known === topic)?.[1] ?? topic

export function MessageState({ state }: { state: MessageState }) {
  const words = useWordsOf(deskMessagesWords)
  return <StatusTag meaning={meaningOf[state]}>{words.states[state]}</StatusTag>
}

/** Leads to the file at the desk, or to the dossier. */
export function AboutLink({
  stream,
  number,
  base,
}: Pick<ListedMessage, 'stream' | 'number'> & { base: string }) {
  if (stream === null || number === null) return <>–</>
  const [kind, id] = stream.split(':')
  return (
    <Link to={kind === 'file' ? `${base}/desk/files/${id}` : `${base}/dossiers/${id}`}>
      <bdi className={styles.nowrap}>{number}</bdi>
    </Link>
  )
}

/** Counts go no further than `countLimit`. */
const countLimit = 10_000
/** The tab that shows messages of every state. */
const everyState = 'all'

export function MessageFilters({ asked, counts }: { asked: AskedMessages; counts: MessageCounts }) {
  const words = useWordsOf(deskMessagesWords)
  const count = (number: number): string => (number < countLimit ? String(number) : words.atLeast(number))
  const tabs: readonly { state: MessageState | undefined; label: string; number?: string | number }[] = [
    { state: undefined, label: words.all },
    { state: 'sent', label: words.states.sent },
    ...(['queued', 'refused', 'unwanted'] as const).map((state) => ({
      state,
      label: words.states[state],
      number: counts[state] === 0 ? 0 : count(counts[state]),
    })),
  ]
  return (
    <div className={styles.bar}>
      <Tabs
        label={words.filters}
        current={asked.state ?? everyState}
        tabs={tabs.map(({ state, label, number }) => ({
          id: state ?? everyState,
          name: label,
          to: addressOf({ ...asked, state, page: 1 }),
          count: number,
        }))}
      />
      <Form method="get" className={styles.find} role="search">
        <label htmlFor="find" className={styles.label}>
          {words.find}
        </label>
        {asked.state && <input type="hidden" name="state" value={asked.state} />}
        <div className={styles.line}>
          <input
            id="find"
            name="find"
            type="search"
            dir="auto"
            maxLength={200}
            className={styles.entry}
            defaultValue={asked.find}
            // Another list is another entry.
            key={asked.find}
            aria-describedby="find-hint"
          />
          <Button look="small">{words.search}</Button>
          {asked.find !== '' && <Link to=".">{words.clear}</Link>}
        </div>
        <p id="find-hint" className={styles.hint}>
          {words.findHint}
        </p>
      </Form>
    </div>
  )
}

type TableProps = { rows: readonly ListedMessage[]; base: string; timeZone: string }

export function MessageTable({ rows, base, timeZone }: TableProps) {
  const words = useWordsOf(deskMessagesWords)
  const everywhere = useOfficeWords()
  return (
    <Table
      caption={words.title}
      isDense
      rows={rows}
      keyOf={({ messageId }) => messageId}
      columns={[
        {
          head: words.subject,
          cell: ({ messageId, subject, language }) => (
            <Link to={`${base}/desk/messages/${messageId}`} className={styles.subject}>
              <bdi lang={language}>{subject}</bdi>
            </Link>
          ),
        },
        {
          head: words.state,
          cell: ({ state, isResend }) => (
            <>
              <MessageState state={state} /> {isResend && words.again}
            </>
          ),
        },
        { head: words.what, cell: ({ eventType }) => topicIn(words, eventType) },
        { head: words.about, cell: (row) => <AboutLink {...row} base={base} /> },
        {
          head: words.to,
          cell: ({ to, audience }) => (
            <span className={styles.to}>
              <bdi dir="ltr">{to}</bdi>
              <span className={styles.hint}>{words.audiences[audience]}</span>
            </span>
          ),
        },
        {
          head: words.when,
          cell: ({ createdAt }) => (
            <time dateTime={createdAt.toISOString()}>{instantInWords(createdAt, timeZone, everywhere)}</time>
          ),
        },
      ]}
    />
  )
}

export function MessagePages({ asked, hasMore }: { asked: AskedMessages; hasMore: boolean }) {
  const words = useWordsOf(deskMessagesWords)
  const { page } = asked
  if (page === 1 && !hasMore) return null
  return (
    <nav aria-label={words.pages} className={styles.pages}>
      {page > 1 && (
        <ButtonLink to={addressOf({ ...asked, page: page - 1 })} look="small">
          {words.previous}
        </ButtonLink>
      )}
      {hasMore && (
        <ButtonLink to={addressOf({ ...asked, page: page + 1 })} look="small">
          {words.next}
        </ButtonLink>
      )}
    </nav>
  )
}
