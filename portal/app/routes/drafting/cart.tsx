/** The cart: drafts that are ready become one dossier, priced here and now, and submitted with or without a network. */
import { Link, useNavigate, useParams } from '@remix-run/react'
import { useEffect, useId, useState } from 'react'
import { money, type PublicProfile } from '@lodge/shared-types'
import { amountInText } from '../../amounts.ts'
import { ButtonLink } from '../../components/button.tsx'
import { ActButton } from '../../components/filing/act-button.tsx'
import { FeeLines } from '../../components/fee-lines.tsx'
import { FieldFrame } from '../../components/filing/field-frame.tsx'
import { LineControl } from '../../components/filing/text-controls.tsx'
import { Money } from '../../components/money.tsx'
import { ErrorSummary, Notice } from '../../components/notice.tsx'
import { PageHeader, Section } from '../../components/page-header.tsx'
import styles from '../../components/sending/cart.module.css'
import { deviceErrorIn } from '../../components/sending/problem-words.ts'
import { priceCart, readCart, type Cart, type ReadyDraft } from '../../components/sending/use-cart.ts'
import { useArrival } from '../../components/use-arrival.ts'
import { useConnection, useSender } from '../../connection.tsx'
import { DeviceError, type DeviceErrorCode } from '../../device/device-error.ts'
import { useDevice, useLive, useReference } from '../../device/use-device.tsx'
import { useWords } from '../../language.tsx'
import { useOfficeDay, useOfficeNow } from '../../office-clock.ts'
import { usePageTitle } from '../../page-title.ts'
import { sizeIn } from '../../sizes.ts'

/** The most requests in a dossier: `submissionBodySchema`. */
const maxRequests = 100
const maxReference = 60

function ReadyCard({
  draft,
  base,
  isIn,
  onChange,
  amount,
}: {
  draft: ReadyDraft
  base: string
  isIn: boolean
  onChange: (isIn: boolean) => void
  amount: ReturnType<typeof money> | undefined
}) {
  const words = useWords()
  const title = draft.title || words.sending.untitled
  return (
    <li className={styles.draft}>
      <label className={styles.tap}>
        <input
          type="checkbox"
          className={styles.check}
          checked={isIn}
          aria-label={words.cart.include(title)}
          onChange={(event) => onChange(event.target.checked)}
        />
      </label>
      <div>
        <p className={styles.title}>
          <bdi>{title}</bdi>
        </p>
        <p className={styles.facts}>
          {words.requestKinds[draft.priceable.kind]} · {words.cart.classes(draft.priceable.classes)}
          {draft.ownReference !== '' && (
            <>
              {' · '}
              <bdi>{draft.ownReference}</bdi>
            </>
          )}
        </p>
      </div>
      <div className={styles.side}>
        {amount && (
          <span className={styles.amount}>
            <Money amount={amount} />
          </span>
        )}
        <Link to={`${base}/drafts/${draft.draft.id}/check`} aria-label={words.cart.changeOf(title)}>
          {words.cart.change}
        </Link>
      </div>
    </li>
  )
}

const Unfinished = ({ drafts, base }: { drafts: Cart['unfinished']; base: string }) => {
  const words = useWords()
  if (drafts.length === 0) return null
  return (
    <Section title={words.cart.notReady}>
      <ul className={styles.drafts}>
        {drafts.map(({ id, title, left }) => (
          <li key={id} className={`${styles.draft} ${styles.plain}`}>
            <div>
              <p className={styles.title}>
                <bdi>{title || words.sending.untitled}</bdi>
              </p>
              <p className={styles.facts}>
                {left === undefined ? words.cart.unchecked : words.cart.left(left)}
              </p>
            </div>
            <Link
              to={`${base}/drafts/${id}`}
              aria-label={words.cart.finishOf(title || words.sending.untitled)}
            >
              {words.cart.finish}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function OpenCart({ profile, cart, base }: { profile: PublicProfile; cart: Cart; base: string }) {
  const words = useWords()
  const device = useDevice()
  const sender = useSender()
  const { reachability } = useConnection()
  const navigate = useNavigate()
  const on = useOfficeDay(profile)
  const referenceId = useId()
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set())
  const [ownReference, setOwnReference] = useState('')
  const [isSubmitting, setIsSubmitting] = useState(false)
  const [refusal, setRefusal] = useState<DeviceErrorCode | 'failed'>()

  const chosen = cart.ready.filter(({ draft }) => !leftOut.has(draft.id))
  const priced = priceCart(profile.tariffs, chosen, on)
  const documentBytes = chosen.reduce((sum, draft) => sum + draft.documentBytes, 0)
  const { maxDossierBytes } = profile.documents
  const errors = [
    ...(chosen.length === 0 ? [words.cart.noneChosen] : []),
    ...(chosen.length > maxRequests ? [words.cart.tooMany(maxRequests)] : []),
    ...(documentBytes > maxDossierBytes ? [words.cart.tooLarge(sizeIn(words, maxDossierBytes))] : []),
  ]
  const isReferenceLong = ownReference.trim().length > maxReference
  const titles = new Map(chosen.map(({ draft, title }) => [draft.requestId, title || words.sending.untitled]))
  const amountOf = ({ draft }: ReadyDraft) => {
    if (!priced) return undefined
    const { lines, total } = priced.price
    const own = lines.filter((line) => line.requestId === draft.requestId)
    return money(
      own.reduce((sum, line) => sum + line.amountMinor, 0n),
      total.currency,
    )
  }

  async function submit(): Promise<void> {
    setIsSubmitting(true)
    setRefusal(undefined)
    try {
      const none = { tariffVersion: 'none', lines: [], total: money(0n, profile.currency) }
      // The schemas weigh as much as this page; they are on this device, and needed only now.
      const { frozenDossier } = await import('../../device/frozen-dossier.ts')
      const dossier = frozenDossier({
        dossierId: crypto.randomUUID(),
        key: crypto.randomUUID(),
        ownReference,
        drafts: chosen.map(({ draft, request }) => ({ draftId: draft.id, request })),
        price: priced?.price ?? none,
        frozenAt: new Date(),
      })
      await device.outbox.freeze(dossier, new Map(chosen.map(({ draft }) => [draft.id, draft.stamp])))
      sender?.nudge()
      navigate(`${base}/outbox/${dossier.dossierId}`)
    } catch (error) {
      setRefusal(error instanceof DeviceError ? error.code : 'failed')
      setIsSubmitting(false)
    }
  }

  return (
    <>
      {refusal !== undefined && (
        <Notice meaning="wrong" title={words.cart.failed} alert>
          <p>{deviceErrorIn(words, refusal)}</p>
        </Notice>
      )}
      {isReferenceLong && (
        <ErrorSummary
          title={words.drafting.page.errorsTitle(1)}
          errors={[{ path: referenceId, code: 'too-long', message: words.cart.ownReferenceTooLong }]}
        />
      )}
      <Section title={words.cart.ready}>
        <ul className={styles.drafts}>
          {cart.ready.map((ready) => (
            <ReadyCard
              key={ready.draft.id}
              draft={ready}
              base={base}
              isIn={!leftOut.has(ready.draft.id)}
              amount={leftOut.has(ready.draft.id) ? undefined : amountOf(ready)}
              onChange={(isIn) => {
                const next = new Set(leftOut)
                if (isIn) next.delete(ready.draft.id)
                else next.add(ready.draft.id)
                setLeftOut(next)
              }}
            />
          ))}
        </ul>
      </Section>
      <FieldFrame
        id={referenceId}
        label={words.cart.ownReference}
        hint={words.cart.ownReferenceHint}
        errors={isReferenceLong ? [words.cart.ownReferenceTooLong] : []}
      >
        {(names) => (
          <LineControl
            names={names}
            kind="line"
            value={ownReference}
            isReadOnly={isSubmitting}
            onChange={setOwnReference}
            onLeave={() => undefined}
          />
        )}
      </FieldFrame>
      {chosen.length > 0 && (
        <Section title={words.cart.fees}>
          {priced?.before && (
            <Notice meaning="attention" title={words.cart.tariffChanged}>
              <p>
                {words.cart.tariffChangedLead(
                  amountInText(priced.before.total),
                  amountInText(priced.price.total),
                )}
              </p>
            </Notice>
          )}
          {priced ? (
            <>
              <FeeLines lines={priced.price.lines} total={priced.price.total} titles={titles} />
              <p className={styles.facts}>{words.cart.tariff(priced.price.tariffVersion)}</p>
            </>
          ) : (
            <Notice meaning="attention" title={words.cart.fees}>
              <p>{words.cart.noTariff}</p>
            </Notice>
          )}
        </Section>
      )}
      <div className={styles.end}>
        {errors.map((error) => (
          <Notice key={error} meaning="attention" title={error} />
        ))}
        <p className={styles.next}>{reachability === 'away' ? words.cart.nextAway : words.cart.nextOnline}</p>
        <ActButton
          isDisabled={isSubmitting || errors.length > 0 || isReferenceLong}
          onAct={() => void submit()}
        >
          {isSubmitting
            ? words.cart.submitting
            : priced
              ? words.cart.submit(chosen.length, amountInText(priced.price.total))
              : words.cart.submitWithoutTotal(chosen.length)}
        </ActButton>
      </div>
    </>
  )
}

export default function CartPage() {
  const words = useWords()
  const { officeId = '' } = useParams()
  const device = useDevice()
  const profile = useReference(officeId)
  const base = `/o/${officeId}`
  const now = useOfficeNow()
  const day = now.toISOString().slice(0, 10)
  const on = useOfficeDay(profile ?? { timeZone: 'UTC' })
  const cart = useLive(
    async () => (profile ? readCart(device, profile, on) : undefined),
    [device, profile, day, on],
  )
  const heading = useArrival()
  usePageTitle(words.cart.title)
  useEffect(() => {
    // What was found here counts everywhere: lists and the frame tell how many are ready.
    for (const { draft } of cart?.ready ?? [])
      if (draft.errorCount !== 0)
        void device.drafts.noteCheck(draft.id, { seen: draft, errorCount: 0 }).catch(() => undefined)
  }, [cart, device])
  return (
    <>
      <PageHeader
        over={<Link to={`${base}/drafts`}>{words.cart.back}</Link>}
        title={words.cart.title}
        heading={heading}
        lead={words.cart.lead}
      />
      {profile && cart?.ready.length === 0 && (
        <Notice meaning="info" title={words.cart.empty}>
          <p>{words.cart.emptyLead}</p>
          <p>
            <ButtonLink to={`${base}/drafts`} look="quiet">
              {words.cart.back}
            </ButtonLink>
          </p>
        </Notice>
      )}
      {profile && cart && cart.ready.length > 0 && <OpenCart profile={profile} cart={cart} base={base} />}
      {cart && <Unfinished drafts={cart.unfinished} base={base} />}
    </>
  )
}
