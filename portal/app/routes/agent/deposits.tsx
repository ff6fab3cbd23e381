/** An account's deposits: what each holds, what moved in it, and how to pay money in. */
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { z } from 'zod'
import { useChrome } from '../../chrome.ts'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Money } from '../../components/money.tsx'
import { Notice } from '../../components/notice.tsx'
import { Actions, PageHeader, Section } from '../../components/page-header.tsx'
import { Pager } from '../../components/pager.tsx'
import { MovementDays, Movements } from '../../components/paying/movements.tsx'
import { TopUp } from '../../components/paying/top-up.tsx'
import { Refusal } from '../../components/problem-page.tsx'
import { SecureForm } from '../../components/secure-form.tsx'
import { Facts } from '../../components/table.tsx'
import { Tabs } from '../../components/tabs.tsx'
import { form, page } from '../../edge/answers.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { useOfficeWords, useWordsOf } from '../../language.tsx'
import { payingWords } from '../../messages/paying.ts'
import { titleOf } from '../../page-title.ts'
import { payerOf } from './deposit-asked.server.ts'
import { shownDeposits } from './shown-deposits.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) => page(args, () => shownDeposits(args))

const fieldsSchema = z.strictObject({ act: z.literal('open'), currency: z.string().max(3) })

export const action = (args: ActionFunctionArgs) =>
  form(args, async () => {
    const { actor, officeId } = payerOf(args)
    const { currency } = await formFields(args.request, fieldsSchema)
    await args.context.services.openOwnDeposit(actor, { currency })
    return redirect(`/o/${officeId}/deposits?currency=${currency}#top-up`, { status: 303 })
  })

type Loaded = Awaited<ReturnType<typeof loader>>

/** Returns the address of the same movements, on a page of them; without one the last page is shown. */
function addressOf({ currency, from, to }: NonNullable<Loaded['chosen']>, at: number | null): string {
  const asked = { currency, from, to, page: at === null ? undefined : String(at) }
  const said = Object.entries(asked).filter((one): one is [string, string] => one[1] !== undefined)
  return `?${new URLSearchParams(said)}`
}

function Chosen({ chosen, base }: { chosen: NonNullable<Loaded['chosen']>; base: string }) {
  const words = useWordsOf(payingWords).deposits
  const officeWords = useOfficeWords()
  const { office } = useChrome()
  const { number, balance, currency, from, to, movements, topUp } = chosen
  const days = addressOf(chosen, null)
  const movementsTitle = words.movements(number === null ? words.theDeposit : `\u2068${number}\u2069`)
  return (
    <>
      <Facts
        facts={[
          ...(number === null ? [] : [{ name: words.account, value: <bdi>{number}</bdi> }]),
          { name: words.balance, value: <Money amount={balance} /> },
        ]}
      />
      <Section title={movementsTitle}>
        <MovementDays
          {...{ currency, from, to }}
          csvAt={`${base}/api/deposits/${currency}/csv${days}`}
          isWrong={movements === null}
        />
        {movements && (
          <>
            <Movements
              {...movements}
              caption={movementsTitle}
              timeZone={office?.timeZone ?? 'UTC'}
              base={base}
            />
            <Pager
              page={movements.page}
              hasMore={movements.page * movements.pageSize < movements.total}
              to={(at) => addressOf(chosen, at)}
              names={officeWords.files}
            />
          </>
        )}
      </Section>
      <TopUp number={number} currency={currency} {...topUp} />
    </>
  )
}

export default function Deposits() {
  const words = useWordsOf(payingWords).deposits
  const { office } = useChrome()
  const { title, deposits, chosen, mayOpen } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const base = `/o/${office?.id ?? ''}`
  return (
    <>
      {refused && <Refusal problem={refused.problem} />}
      <PageHeader
        over={
          <Link to={`${base}/dossiers`} className="screen-only">
            {words.back}
          </Link>
        }
        title={title}
        lead={words.lead}
      />
      {chosen === null ? (
        <Notice meaning="info" title={words.none}>
          <p>{words.noneLead}</p>
          {mayOpen !== null && (
            <SecureForm fields={{ act: 'open', currency: mayOpen }}>
              <Button>{words.openOne(mayOpen)}</Button>
            </SecureForm>
          )}
        </Notice>
      ) : (
        <>
          <div className="screen-only">
            <Actions>
              <ButtonLink to="#top-up" look="quiet">
                {words.topUpTitle}
              </ButtonLink>
            </Actions>
          </div>
          {deposits.length > 1 && (
            <Tabs
              label={words.title}
              current={chosen.currency}
              tabs={deposits.map(({ balance }) => ({
                id: balance.currency,
                name: <Money amount={balance} />,
                to: `?currency=${balance.currency}`,
              }))}
            />
          )}
          <Chosen chosen={chosen} base={base} />
        </>
      )}
    </>
  )
}
