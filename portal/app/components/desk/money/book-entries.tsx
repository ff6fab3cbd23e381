/** Entries of the office's books: each line with its account by the name that people know, and what it adds to debit or credit. */
import { Link } from '@remix-run/react'
import { money } from '@lodge/shared-types'
import { useChrome } from '../../../chrome.ts'
import { useOfficeWords, useWordsOf } from '../../../language.tsx'
import { moneyWords } from '../../../messages/money.ts'
import { statementsWords } from '../../../messages/statements.ts'
import type { BookEntry } from '../../../money-shapes.ts'
import { eventIn, knowsEvent } from '../../../messages/words-for.ts'
import { Money } from '../../money.tsx'
import { Table } from '../../table.tsx'
import { accountInWords } from './account-name.ts'
import { addressWith } from './filters.tsx'
import { Moment } from './moment.tsx'

const wordIn = (words: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(words, key) ? words[key] : undefined

/** Returns what an entry says of itself in words: an event, what became of a line, or a deposit's movement; else as it is. */
function useEntryText(): (text: string) => string {
  const office = useOfficeWords()
  const { books, deposits } = useWordsOf(moneyWords)
  const { rules, line, lineStates } = useWordsOf(statementsWords)
  const ofLine = (text: string): string | undefined => {
    const key = text.replace(/^statement\./, '')
    const how = wordIn(rules, key) ?? wordIn(line.partKinds, key) ?? wordIn(lineStates, key)
    return how === undefined || key === text ? undefined : books.ofLine(how)
  }
  return (text) =>
    wordIn(books.texts, text) ??
    ofLine(text) ??
    wordIn(deposits.kinds, text) ??
    (knowsEvent(office, text) ? eventIn(office, text) : text)
}

export function BookEntries({ caption, entries }: { caption: string; entries: readonly BookEntry[] }) {
  const words = useWordsOf(moneyWords).books
  const textOf = useEntryText()
  const books = `/o/${useChrome().office?.id ?? ''}/desk/money/books`
  const rows = entries.flatMap(({ entryId, at, text, lines }) =>
    lines.map((line, index) => ({ ...line, id: `${entryId} ${index}`, at, text, isFirst: index === 0 })),
  )
  const side = (amountMinor: bigint, currency: (typeof rows)[number]['currency']) =>
    amountMinor > 0n ? <Money amount={money(amountMinor, currency)} /> : ''
  return (
    <Table
      caption={caption}
      isDense
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          head: words.account,
          cell: ({ account, about }) => (
            <Link to={`${books}${addressWith({ account })}`}>
              <bdi>{accountInWords(account, words.kinds, about ?? undefined)}</bdi>
            </Link>
          ),
        },
        {
          head: words.what,
          cell: ({ text, isFirst }) => (isFirst ? <bdi>{textOf(text)}</bdi> : ''),
          isPlain: ({ isFirst }) => !isFirst,
        },
        {
          head: words.at,
          cell: ({ at, isFirst }) => (isFirst ? <Moment at={at} /> : ''),
          isPlain: ({ isFirst }) => !isFirst,
        },
        {
          head: words.debit,
          isNumber: true,
          cell: ({ amountMinor, currency }) => side(amountMinor, currency),
          isPlain: ({ amountMinor }) => amountMinor <= 0n,
        },
        {
          head: words.credit,
          isNumber: true,
          cell: ({ amountMinor, currency }) => side(-amountMinor, currency),
          isPlain: ({ amountMinor }) => amountMinor >= 0n,
        },
      ]}
    />
  )
}
