/** The audit log of the office: who did what, by day, deed, doer and subject; and whether a day's chain is whole. */
import { Form, Link, useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { plainDateIn, plainDateSchema } from '@lodge/shared-types'
import { useChrome } from '../../chrome.ts'
import { Button } from '../../components/button.tsx'
import styles from '../../components/desk/operations.module.css'
import { Notice } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Table } from '../../components/table.tsx'
import { officeOf, page } from '../../edge/answers.server.ts'
import { staffOf } from '../../edge/desk.server.ts'
import { pageNumber } from '../../edge/inputs.server.ts'
import { useOfficeWords, useWords, useWordsOf } from '../../language.tsx'
import { auditWords } from '../../messages/audit.ts'
import { operationsWords } from '../../messages/operations.ts'
import { instantInWords } from '../../office-time.ts'
import { titleOf } from '../../page-title.ts'
import {
  deedInWords,
  deedsInOrder,
  detailsInWords,
  doerInWords,
  subjectInWords,
} from './shown-audit.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

/** A total is counted up to here. */
const countLimit = 10_000
const filters = ['what', 'who', 'subject'] as const

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor } = staffOf(args)
    const { services, language } = args.context
    const { searchParams } = new URL(args.request.url)
    const day = plainDateSchema.safeParse(searchParams.get('day')).data
    const asked = Object.fromEntries(
      filters.flatMap((name) => {
        const value = (searchParams.get(name) ?? '').trim().slice(0, 200)
        return value === '' ? [] : [[name, value]]
      }),
    )
    const number = pageNumber(args.request)
    const telling = { profile: officeOf(args), language, words: auditWords[language] }
    const [list, check] = await Promise.all([
      services.auditLog(actor, { ...asked, day, page: number }),
      searchParams.has('check') ? services.checkAuditDay(actor, day) : null,
    ])
    return {
      title: operationsWords[language].audit.title,
      ...list,
      rows: list.rows.map((row) => ({
        ...{ rowId: row.rowId, at: row.at, seq: row.seq, who: row.who, what: row.what, subject: row.subject },
        doer: doerInWords(row, telling),
        deed: deedInWords(row.what, telling),
        about: subjectInWords(row.subject, telling),
        details: detailsInWords(row, telling),
      })),
      deeds: deedsInOrder(telling),
      asked,
      day: day ?? null,
      today: plainDateIn('UTC', new Date()),
      check,
    }
  })

type Loaded = Awaited<ReturnType<typeof loader>>

/** What the check of a day's chain found. */
function Check({ check }: { check: NonNullable<Loaded['check']> }) {
  const words = useWordsOf(operationsWords).audit
  const { day, rows, unsealed, faults } = check
  return faults.length === 0 ? (
    <Notice meaning="good" title={words.whole(rows, day)}>
      <p>{words.wholeLead(unsealed)}</p>
    </Notice>
  ) : (
    <Notice meaning="wrong" title={words.broken(day)}>
      <p>{words.brokenLead}</p>
      <ul>
        {faults.map(({ seq, rowId, fault }) => (
          <li key={`${String(seq)} ${rowId ?? ''} ${fault}`}>
            {seq === null ? words.someRow : words.row(seq)} {words.faults[fault]}
            {rowId !== null && (
              <>
                {' '}
                (<bdi>{rowId}</bdi>)
              </>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** Every deed by its name; one that is asked for and not known stands there by its code. */
function Deeds({ deeds, asked = '' }: { deeds: Loaded['deeds']; asked: string | undefined }) {
  const { anyDeed } = useWordsOf(auditWords)
  return (
    <select name="what" defaultValue={asked}>
      <option value="">{anyDeed}</option>
      {deeds.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
      {asked !== '' && !deeds.some(({ code }) => code === asked) && <option value={asked}>{asked}</option>}
    </select>
  )
}

const Details = ({ details }: { details: Loaded['rows'][number]['details'] }) => (
  <dl className={styles.details}>
    {details.map(({ name, value }, at) => (
      <div key={`${at} ${name ?? ''}`}>
        {name !== null && <dt>{name}</dt>}
        <dd>
          <bdi>{value}</bdi>
        </dd>
      </div>
    ))}
  </dl>
)

export default function Audit() {
  const words = useWordsOf(operationsWords).audit
  const officeWords = useOfficeWords()
  const pageWords = useWords()
  const { office } = useChrome()
  const {
    rows,
    deeds,
    total,
    page: number,
    pageSize,
    asked,
    day,
    today,
    check,
  } = useLoaderData<typeof loader>()
  const timeZone = office?.timeZone ?? 'UTC'
  const addressOf = (change: Readonly<Record<string, string>>): string => {
    const parameters = new URLSearchParams({ ...asked, ...(day === null ? {} : { day }), ...change })
    return `?${parameters}`
  }
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      {check && <Check check={check} />}
      <Form method="get" className={styles.filter}>
        <label className={styles.entry}>
          {words.day}
          <input type="date" name="day" defaultValue={day ?? ''} />
        </label>
        {filters.map((name) => (
          <label key={name} className={styles.entry}>
            {{ what: words.deed, who: words.doer, subject: words.subject }[name]}
            {name === 'what' ? (
              <Deeds deeds={deeds} asked={asked[name]} />
            ) : (
              <input name={name} dir="auto" defaultValue={asked[name] ?? ''} />
            )}
          </label>
        ))}
        <Button look="small">{words.filter}</Button>
        <Link to=".">{words.all}</Link>
        <Link to={addressOf({ day: day ?? today, check: 'chain' })}>{words.check}</Link>
      </Form>
      {rows.length === 0 ? (
        <Notice meaning="info" title={words.empty}>
          <p>{words.emptyLead}</p>
        </Notice>
      ) : (
        <>
          <p>{total >= countLimit ? words.totalOver(countLimit) : words.total(total)}</p>
          <Table
            caption={words.title}
            isDense
            rows={rows}
            keyOf={({ rowId }) => rowId}
            columns={[
              {
                head: words.time,
                cell: ({ at }) => (
                  <time dateTime={at.toISOString()} className={styles.nowrap}>
                    {instantInWords(at, timeZone, pageWords)}
                  </time>
                ),
              },
              {
                head: words.doer,
                cell: ({ who, doer }) => (
                  <Link to={addressOf({ who })} title={words.onlyThis}>
                    <bdi>{doer}</bdi>
                  </Link>
                ),
              },
              {
                head: words.deed,
                cell: ({ what, deed }) => (
                  <Link to={addressOf({ what })} title={words.onlyThis}>
                    <bdi>{deed}</bdi>
                  </Link>
                ),
              },
              {
                head: words.subject,
                cell: ({ subject, about }) => (
                  <Link
                    to={addressOf({ subject })}
                    title={`${words.onlyThis}: ${subject}`}
                    className={styles.nowrap}
                  >
                    <bdi>{about}</bdi>
                  </Link>
                ),
              },
              {
                head: words.detail,
                cell: ({ details }) => <Details details={details} />,
                isPlain: ({ details }) => details.length === 0,
              },
              { head: words.seal, isNumber: true, cell: ({ seq }) => seq ?? words.unsealed },
            ]}
          />
          <nav aria-label={officeWords.dossiers.pages} className={styles.acts}>
            {number > 1 && (
              <Link to={addressOf({ page: String(number - 1) })}>{officeWords.dossiers.previous}</Link>
            )}
            {number * pageSize < total && (
              <Link to={addressOf({ page: String(number + 1) })}>{officeWords.dossiers.next}</Link>
            )}
          </nav>
        </>
      )}
    </>
  )
}
