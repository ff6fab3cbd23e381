/** What to do with a bill of a billing service, and what to bring to the cash desk. */
import { plainDateIn, startOfDay, textIn, type Localized, type Money as Amount } from '@lodge/shared-types'
import { useRef } from 'react'
import { useChrome } from '../../chrome.ts'
import { useLanguage, useWords, useWordsOf } from '../../language.tsx'
import type { Words } from '../../messages/en.ts'
import { payingWords } from '../../messages/paying.ts'
import { dateInWords, instantInWords } from '../../office-time.ts'
import button from '../button.module.css'
import { Money } from '../money.tsx'
import { Actions } from '../page-header.tsx'
import type { NextAct } from './attempt.ts'
import { PrintAlone, SlipEntries, type SlipEntry } from './slip-parts.tsx'
import styles from './slip.module.css'

type Of<K extends NextAct['kind']> = Extract<NextAct, { kind: K }>

/** Returns the day that ends at an instant, or the instant itself where no day ends then. */
function endInWords(end: Date, timeZone: string, words: Words): string {
  const day = plainDateIn(timeZone, end)
  if (startOfDay(timeZone, day).getTime() !== end.getTime()) return instantInWords(end, timeZone, words)
  return dateInWords(plainDateIn(timeZone, new Date(end.getTime() - 1)), words)
}

/** Until when to pay, where there is an end. */
function usePayBy(payBy: Date | null, name: string): SlipEntry[] {
  const words = useWords()
  const { office } = useChrome()
  if (payBy === null) return []
  const text = endInWords(payBy, office?.timeZone ?? 'UTC', words)
  return [{ name, value: <time dateTime={payBy.toISOString()}>{text}</time> }]
}

const reference = (text: string) => (
  <strong>
    <bdi dir="ltr" className="number">
      {text}
    </bdi>
  </strong>
)

export function BillSlip({ act, amount }: { act: Of<'bill'>; amount: Amount }) {
  const words = useWordsOf(payingWords).bill
  const whole = useRef<HTMLElement>(null)
  const payBy = usePayBy(act.payBy, words.payBy)
  return (
    <section className={styles.slip} ref={whole}>
      <h3>{words.title}</h3>
      <p>{words.lead}</p>
      <SlipEntries
        entries={[
          { name: words.number, value: reference(act.billNumber), copy: act.billNumber },
          { name: words.amount, value: <Money amount={amount} /> },
          ...payBy,
        ]}
      />
      <Actions>
        {act.payUrl !== null && (
          <a className={`${button.button} screen-only`} href={act.payUrl} rel="noreferrer">
            {words.open}
          </a>
        )}
        <PrintAlone slip={whole} />
      </Actions>
    </section>
  )
}

type DeskProps = { act: Of<'desk'>; amount: Amount; office: { name: Localized; address: Localized } }

export function DeskSlip({ act, amount, office }: DeskProps) {
  const words = useWordsOf(payingWords).desk
  const language = useLanguage()
  const whole = useRef<HTMLElement>(null)
  const payBy = usePayBy(act.payBy, words.payBy)
  return (
    <section className={styles.slip} ref={whole}>
      <h3>{words.title}</h3>
      <p>{words.lead}</p>
      <SlipEntries
        entries={[
          { name: words.reference, value: reference(act.reference) },
          { name: words.amount, value: <Money amount={amount} /> },
          ...payBy,
          {
            name: words.where,
            value: (
              <span className={styles.lines}>
                <bdi>{textIn(office.name, language)}</bdi>
                <bdi>{textIn(office.address, language)}</bdi>
              </span>
            ),
          },
        ]}
      />
      <PrintAlone slip={whole} />
    </section>
  )
}
