/** The rows of the cart: drafts that are ready, to be taken along or left out, and those that are not ready yet. */
import { Link } from '@remix-run/react'
import type { Money as Amount } from '@lodge/shared-types'
import { useDevice } from '../../device/use-device.tsx'
import { useWords } from '../../language.tsx'
import { Money } from '../money.tsx'
import { Section } from '../page-header.tsx'
import { titleAmong, useKindWords } from '../requests/use-kind-words.ts'
import styles from './cart.module.css'
import type { Cart, ReadyDraft } from './use-cart.ts'

/** Returns how many classes a request is for; undefined for one that is not about classes. */
const classesOf = ({ request: { goodsAndServices } }: ReadyDraft): number | undefined =>
  Array.isArray(goodsAndServices) ? goodsAndServices.length : undefined

export function ReadyCard({
  draft,
  title,
  kind,
  base,
  isIn,
  onChange,
  amount,
}: {
  draft: ReadyDraft
  title: string
  /** Empty where the title says it. */
  kind: string
  base: string
  isIn: boolean
  onChange: (isIn: boolean) => void
  amount: Amount | undefined
}) {
  const words = useWords()
  const classes = classesOf(draft)
  const facts = [kind, classes === undefined ? '' : words.cart.classes(classes)].filter((one) => one !== '')
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
          {facts.join(' · ')}
          {draft.ownReference !== '' && (
            <>
              {facts.length > 0 && ' · '}
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

export const Unfinished = ({ drafts, base }: { drafts: Cart['unfinished']; base: string }) => {
  const words = useWords()
  const device = useDevice()
  const kindOf = useKindWords(device.officeId, drafts)
  if (drafts.length === 0) return null
  return (
    <Section title={words.cart.notReady}>
      <ul className={styles.drafts}>
        {drafts.map((draft) => {
          const title = titleAmong(draft, kindOf(draft), words.sending.untitled)
          return (
            <li key={draft.id} className={`${styles.draft} ${styles.plain}`}>
              <div>
                <p className={styles.title}>
                  <bdi>{title}</bdi>
                </p>
                <p className={styles.facts}>
                  {draft.left === undefined ? words.cart.unchecked : words.cart.left(draft.left)}
                </p>
              </div>
              <Link to={`${base}/drafts/${draft.id}`} aria-label={words.cart.finishOf(title)}>
                {words.cart.finish}
              </Link>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
