/** One closed day as on paper: what balances, what does not and why, and the seal that chains it to the day before. */
import { Link, useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { parseAtDoor, plainDateSchema } from '@lodge/shared-types'
import { useChrome } from '../../../chrome.ts'
import { ClosedCurrencyPart } from '../../../components/desk/money/closed-currency.tsx'
import styles from '../../../components/desk/money/money.module.css'
import { Moment } from '../../../components/desk/money/moment.tsx'
import screen from '../../../components/desk/screen.module.css'
import { Money } from '../../../components/money.tsx'
import { Notice, StatusTag } from '../../../components/notice.tsx'
import { PageHeader, Section } from '../../../components/page-header.tsx'
import { Facts } from '../../../components/table.tsx'
import { page, parameter } from '../../../edge/answers.server.ts'
import { moneyOf } from '../../../edge/money.server.ts'
import { officeWordsIn, useWordsOf } from '../../../language.tsx'
import { dailyCloseWords } from '../../../messages/daily-close.ts'
import type { ClosedDay } from '../../../money-shapes.ts'
import { dateInWords } from '../../../office-time.ts'
import { titleOf } from '../../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor } = moneyOf(args)
    const { services, language } = args.context
    const day = parseAtDoor(plainDateSchema, parameter(args, 'day'), 'not-found')
    const inWords = dateInWords(day, officeWordsIn(language))
    const [closed, people] = await Promise.all([services.dailyClose(actor, day), services.colleagues(actor)])
    return {
      title: dailyCloseWords[language].title1(inWords),
      closed,
      by: people.find(({ userId }) => closed.by === `user:${userId}`)?.name ?? null,
    }
  })

/** Green, or everything that does not balance. */
function Verdict({ closed: { verdict, reasons } }: { closed: ClosedDay }) {
  const words = useWordsOf(dailyCloseWords)
  if (verdict === 'green')
    return (
      <Notice meaning="good" title={words.green}>
        <p>{words.greenLead}</p>
      </Notice>
    )
  return (
    <Notice meaning="wrong" title={words.red}>
      <ul className={styles.stack}>
        {reasons.map(({ code, subject, amount }, at) => (
          <li key={`${code} ${subject} ${at}`}>
            {words.reasons[code]}
            {subject !== '' && (
              <>
                : <bdi>{subject}</bdi>
              </>
            )}
            {amount && (
              <>
                {' '}
                (<Money amount={amount} />)
              </>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

export default function ClosePage() {
  const words = useWordsOf(dailyCloseWords)
  const base = `/o/${useChrome().office?.id ?? ''}/desk/money/closes`
  const { title, closed, by } = useLoaderData<typeof loader>()
  const { day, verdict, seq, entries, from, until, closedAt, currencies, hash, prevHash, faults } = closed
  return (
    <div className={screen.screen}>
      <PageHeader
        over={
          <Link to={base} className="screen-only">
            {words.back}
          </Link>
        }
        title={title}
        tag={
          <StatusTag meaning={verdict === 'green' ? 'good' : 'wrong'}>{words.verdicts[verdict]}</StatusTag>
        }
      />
      <p className={`${styles.line} screen-only`}>
        <a href={`${base}/${day}/pdf`} download>
          {words.save.pdf}
        </a>
        <a href={`${base}/${day}/csv`} download>
          {words.save.csv}
        </a>
        <span className={styles.soft}>{words.save.print}</span>
      </p>
      <Verdict closed={closed} />
      <Facts
        facts={[
          { name: words.number, value: <bdi className="number">{seq}</bdi> },
          { name: words.from, value: from === null ? words.beginning : <Moment at={from} /> },
          { name: words.until, value: <Moment at={until} /> },
          { name: words.closedAt, value: <Moment at={closedAt} /> },
          { name: words.by, value: <bdi>{by ?? words.itself}</bdi> },
          { name: words.entries, value: <bdi className="number">{entries}</bdi> },
        ]}
      />
      {currencies.map((currency) => (
        <ClosedCurrencyPart key={currency.currency} closed={currency} />
      ))}
      <Section title={words.seal}>
        <p className={styles.soft}>{words.sealLead}</p>
        <p className={styles.seal}>
          <bdi>{hash}</bdi>
        </p>
        <p className={styles.soft}>
          {words.before}: <bdi className={styles.seal}>{prevHash}</bdi>
        </p>
        <p className={faults.length === 0 ? styles.good : styles.wrong}>
          {faults.length === 0 ? words.chainWhole : words.chainBroken}
        </p>
      </Section>
    </div>
  )
}
