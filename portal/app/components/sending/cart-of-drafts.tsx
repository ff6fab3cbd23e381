/** What is in the cart: checked and priced here and now, chosen, and submitted as one dossier. */
import { useNavigate } from '@remix-run/react'
import { useEffect, useId, useState } from 'react'
import { money, type PublicProfile } from '@lodge/shared-types'
import { amountInText } from '../../amounts.ts'
import { useConnection, useSender } from '../../connection.tsx'
import { DeviceError, type DeviceErrorCode } from '../../device/device-error.ts'
import { useDevice, useLive } from '../../device/use-device.tsx'
import { useWords } from '../../language.tsx'
import { useOfficeDay, useOfficeNow } from '../../office-clock.ts'
import { sizeIn } from '../../sizes.ts'
import { ButtonLink } from '../button.tsx'
import { FeeLines } from '../fee-lines.tsx'
import { ActButton } from '../filing/act-button.tsx'
import { FieldFrame } from '../filing/field-frame.tsx'
import { LineControl } from '../filing/text-controls.tsx'
import { ErrorSummary, Notice } from '../notice.tsx'
import { Section } from '../page-header.tsx'
import { titleAmong, useKindWords } from '../requests/use-kind-words.ts'
import { ReadyCard, Unfinished } from './cart-rows.tsx'
import styles from './cart.module.css'
import { deviceErrorIn } from './problem-words.ts'
import { priceCart, readCart, type Cart, type ReadyDraft } from './use-cart.ts'

/** The most requests in a dossier: `submissionBodySchema`. */
const maxRequests = 100
const maxReference = 60

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
  const priced = priceCart(profile, chosen, { on, isListedTerm: cart.isListedTerm })
  const documentBytes = chosen.reduce((sum, draft) => sum + draft.documentBytes, 0)
  const { maxDossierBytes } = profile.documents
  const errors = [
    ...(chosen.length === 0 ? [words.cart.noneChosen] : []),
    ...(chosen.length > maxRequests ? [words.cart.tooMany(maxRequests)] : []),
    ...(documentBytes > maxDossierBytes ? [words.cart.tooLarge(sizeIn(words, maxDossierBytes))] : []),
  ]
  const isReferenceLong = ownReference.trim().length > maxReference
  const kindOf = useKindWords(
    device.officeId,
    cart.ready.map(({ draft }) => draft),
  )
  const titleOf = ({ draft, title }: ReadyDraft): string =>
    titleAmong({ ...draft, title }, kindOf(draft), words.sending.untitled)
  const titles = new Map(chosen.map((ready) => [ready.draft.requestId, titleOf(ready)]))
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
              title={titleOf(ready)}
              kind={ready.draft.requestKind === 'post-filing' ? '' : kindOf(ready.draft)}
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

export default function CartOfDrafts({ profile }: { profile: PublicProfile }) {
  const words = useWords()
  const device = useDevice()
  const base = `/o/${profile.id}`
  const now = useOfficeNow()
  const day = now.toISOString().slice(0, 10)
  const on = useOfficeDay(profile)
  const cart = useLive(() => readCart(device, profile, on), [device, profile, day, on])
  useEffect(() => {
    // What was found here counts everywhere: lists and the frame tell how many are ready.
    for (const { draft } of cart?.ready ?? [])
      if (draft.errorCount !== 0)
        void device.drafts.noteCheck(draft.id, { seen: draft, errorCount: 0 }).catch(() => undefined)
  }, [cart, device])
  if (!cart) return null
  return (
    <>
      {cart.ready.length === 0 ? (
        <Notice meaning="info" title={words.cart.empty}>
          <p>{words.cart.emptyLead}</p>
          <p>
            <ButtonLink to={`${base}/drafts`} look="quiet">
              {words.cart.back}
            </ButtonLink>
          </p>
        </Notice>
      ) : (
        <OpenCart profile={profile} cart={cart} base={base} />
      )}
      <Unfinished drafts={cart.unfinished} base={base} />
    </>
  )
}
