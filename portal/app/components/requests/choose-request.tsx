/** The second question: what is requested, by family, each with its gate and its price told before it is begun. */
import { Link, useNavigate } from '@remix-run/react'
import { useEffect, useId, useMemo, useState } from 'react'
import { isZero, type Money, type PublicProfile, type RequestType } from '@lodge/shared-types'
import { amountInText } from '../../amounts.ts'
import { DeviceError, type DeviceErrorCode } from '../../device/device-error.ts'
import { useDevice } from '../../device/use-device.tsx'
import { useLanguage, useWords, useWordsOf } from '../../language.tsx'
import { fileRequestsWords } from '../../messages/file-requests.ts'
import { useOfficeDay } from '../../office-clock.ts'
import { dateInWords, instantInWords } from '../../office-time.ts'
import { whenIdle } from '../../shell/when-idle.ts'
import controls from '../filing/controls.module.css'
import filing from '../filing/filing.module.css'
import { ScreenHead } from '../filing/screen-head.tsx'
import { Notice } from '../notice.tsx'
import { deviceErrorIn } from '../sending/problem-words.ts'
import { beginRequest } from './begin-request.ts'
import { FileFactsLine } from './file-facts-line.tsx'
import { GateLine } from './gate-line.tsx'
import type { Subject } from './subject.ts'
import { isChoosable, offeredRequests, type OfferedRequest } from './offered-requests.ts'
import styles from './requests.module.css'

type Props = {
  subject: Subject
  profile: PublicProfile
  types: readonly RequestType[]
  /** Device time at which the office last told of the files. */
  asOf: number | undefined
}

/** Returns what each type costs at least, a moment after the page stands. */
function usePricesFrom({ subject, profile, types }: Props, on: string): ReadonlyMap<string, Money> {
  const [prices, setPrices] = useState<ReadonlyMap<string, Money>>(new Map())
  useEffect(
    () =>
      whenIdle(() => {
        // Without them the page says all that matters; the draft tells the price again.
        import('./prices-from.ts').then(
          ({ pricesFrom }) => setPrices(pricesFrom(types, subject, profile, on)),
          () => undefined,
        )
      }),
    [types, subject, profile, on],
  )
  return prices
}

const nameOf = (subject: Subject): string =>
  subject.kind === 'own'
    ? subject.file.fileNumber
    : subject.kind === 'number'
      ? subject.fileNumber
      : subject.number

export default function ChooseRequest(props: Props) {
  const { subject, profile, types, asOf } = props
  const all = useWords()
  const words = useWordsOf(fileRequestsWords)
  const language = useLanguage()
  const device = useDevice()
  const navigate = useNavigate()
  const on = useOfficeDay(profile)
  const id = useId()
  const [query, setQuery] = useState('')
  const [isOnlyOpen, setIsOnlyOpen] = useState(false)
  const [refusal, setRefusal] = useState<DeviceErrorCode | 'failed'>()
  const prices = usePricesFrom(props, on)
  const offered = useMemo(
    () => offeredRequests(types, subject, { on, profile }),
    [types, subject, on, profile],
  )
  const asked = query.trim().toLowerCase()
  const isShown = (one: OfferedRequest): boolean =>
    (!isOnlyOpen || isChoosable(one)) &&
    `${one.type.title[language]}\n${one.type.lead[language]}`.toLowerCase().includes(asked)
  const shown = offered.flatMap(({ family, requests }) => {
    const fitting = requests.filter(isShown)
    return fitting.length === 0 ? [] : [{ family, requests: fitting }]
  })

  async function begin(one: OfferedRequest): Promise<void> {
    setRefusal(undefined)
    try {
      navigate(`/o/${profile.id}/drafts/${await beginRequest(device, one, subject, { profile, on })}`)
    } catch (error) {
      setRefusal(error instanceof DeviceError ? error.code : 'failed')
    }
  }

  return (
    <div className={filing.screen}>
      <div className={filing.bar}>
        <Link className={filing.back} to={`/o/${profile.id}/file-requests/new`}>
          {words.what.back}
        </Link>
      </div>
      <ScreenHead title={words.what.title} over={<bdi>{words.what.about(nameOf(subject))}</bdi>} />
      {subject.kind === 'own' && (
        <div className={filing.cardMain}>
          <bdi className={filing.cardTitle}>{subject.file.title}</bdi>
          <FileFactsLine file={subject.file} />
          {asOf !== undefined && (
            <p className={filing.soft}>
              {words.gate.asOf(instantInWords(new Date(asOf), profile.timeZone, all))}
            </p>
          )}
        </div>
      )}
      {refusal !== undefined && (
        <Notice meaning="wrong" title={words.what.failed} alert>
          <p>{deviceErrorIn(all, refusal)}</p>
        </Notice>
      )}
      {offered.length === 0 ? (
        <p>{words.what.noneAtAll}</p>
      ) : (
        <div className={controls.field}>
          <label className={controls.label} htmlFor={id}>
            {words.what.search}
          </label>
          <input
            type="search"
            id={id}
            className={controls.input}
            dir="auto"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
          <label className={styles.only}>
            <input
              type="checkbox"
              checked={isOnlyOpen}
              onChange={(event) => setIsOnlyOpen(event.target.checked)}
            />
            {words.what.onlyOpen}
          </label>
          <p className="unseen" role="status">
            {shown.length === 0 ? words.what.none : ''}
          </p>
        </div>
      )}
      {shown.map(({ family, requests }) => (
        <section key={family} className={filing.section}>
          <h2>{words.families[family]}</h2>
          <ul className={styles.files}>
            {requests.map((one) => (
              <Offer
                key={`${one.type.type} ${one.notice?.noticeId ?? ''}`}
                offered={one}
                price={prices.get(one.type.type)}
                onBegin={() => void begin(one)}
              />
            ))}
          </ul>
        </section>
      ))}
      {offered.length > 0 && shown.length === 0 && <p className={filing.soft}>{words.what.none}</p>}
    </div>
  )
}

type OfferProps = { offered: OfferedRequest; price: Money | undefined; onBegin: () => void }

function Offer({ offered, price, onBegin }: OfferProps) {
  const all = useWords()
  const { what } = useWordsOf(fileRequestsWords)
  const language = useLanguage()
  const { type, notice, gate } = offered
  const canBegin = isChoosable(offered)
  return (
    <li className={canBegin ? styles.file : `${styles.file} ${styles.blocked}`}>
      <div className={styles.head}>
        {canBegin ? (
          <button type="button" className={styles.name} onClick={onBegin}>
            {type.title[language]}
          </button>
        ) : (
          <span className={styles.name}>{type.title[language]}</span>
        )}
        {price && canBegin && (
          <span className={styles.price}>{isZero(price) ? what.free : what.from(amountInText(price))}</span>
        )}
      </div>
      <p className={filing.soft}>{type.lead[language]}</p>
      {notice && <p>{what.aboutNotice(notice.title, dateInWords(notice.answerBy, all))}</p>}
      <GateLine gate={gate} />
    </li>
  )
}
