/** Money at a glance: what waits, what is on the office's bank accounts, and the last days closed. */
import { Link, useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useChrome } from '../../../chrome.ts'
import { BankAccounts } from '../../../components/desk/money/bank-accounts.tsx'
import { Day } from '../../../components/desk/money/moment.tsx'
import styles from '../../../components/desk/money/money.module.css'
import { MoneyWaiting } from '../../../components/desk/money/money-waiting.tsx'
import screen from '../../../components/desk/screen.module.css'
import { StatusTag } from '../../../components/notice.tsx'
import { PageHeader, Section } from '../../../components/page-header.tsx'
import { page } from '../../../edge/answers.server.ts'
import { moneyOf } from '../../../edge/money.server.ts'
import { useWordsOf } from '../../../language.tsx'
import { dailyCloseWords } from '../../../messages/daily-close.ts'
import { moneyWords } from '../../../messages/money.ts'
import { titleOf } from '../../../page-title.ts'
import { bankAccountsOf } from './bank-accounts.server.ts'
import { moneyWaitsOf } from './money-counts.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

const shownDays = 7

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor, mayWork } = moneyOf(args)
    const { services, language } = args.context
    const [waits, accounts, closes] = await Promise.all([
      moneyWaitsOf(services, actor),
      bankAccountsOf(args),
      services.dailyCloses(actor, { page: 1 }),
    ])
    return {
      title: moneyWords[language].home.title,
      ...{ waits, accounts, mayWork },
      days: closes.rows.slice(0, shownDays).map(({ day, verdict }) => ({ day, verdict })),
    }
  })

export default function MoneyHome() {
  const words = useWordsOf(moneyWords)
  const closeWords = useWordsOf(dailyCloseWords)
  const base = `/o/${useChrome().office?.id ?? ''}/desk/money/closes`
  const { waits, accounts, days, mayWork } = useLoaderData<typeof loader>()
  return (
    <div className={screen.screen}>
      <PageHeader title={words.home.title} lead={mayWork ? words.home.lead : words.readOnly} />
      <MoneyWaiting waits={waits} title={words.home.waiting} />
      <Section title={words.home.banks}>
        <BankAccounts accounts={accounts} />
      </Section>
      <Section title={words.home.lastDays}>
        {days.length === 0 ? (
          <p>{closeWords.none}</p>
        ) : (
          <ul className={styles.line}>
            {days.map(({ day, verdict }) => (
              <li key={day} className={styles.line}>
                <Link to={`${base}/${day}`}>
                  <Day on={day} />
                </Link>
                <StatusTag meaning={verdict === 'green' ? 'good' : 'wrong'}>
                  {closeWords.verdicts[verdict]}
                </StatusTag>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  )
}
