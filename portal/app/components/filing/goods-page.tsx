/** Goods and services: found in all classes at once, then class by class, with what one class more would cost. */
import { Link, useNavigate } from '@remix-run/react'
import { useState } from 'react'
import { isZero, maxItems, niceClasses, type FormPage } from '@lodge/shared-types'
import { amountInText } from '../../amounts.ts'
import { useLanguage, useWords, useWordsOf } from '../../language.tsx'
import { termsWords } from '../../messages/terms.ts'
import { ActButton } from './act-button.tsx'
import { canHaveMore } from './draft-facts.ts'
import styles from './filing.module.css'
import { goodsOf, placeTerms, type GoodsItem, type PlacedTerm } from './goods.ts'
import { TermFinder } from './term-finder.tsx'
import { useFiling } from './use-filing.tsx'
import { useTermIndex } from './use-term-index.ts'

type ListOfPage = NonNullable<FormPage['list']>

export default function GoodsPage({ page, list }: { page: FormPage; list: ListOfPage }) {
  const filing = useFiling()
  const { values, device, draft, editor, profile, judged, home, closedBy } = filing
  const oneMore = judged?.fees?.oneMore
  const errors = judged?.check.errors ?? []
  const words = useWords().drafting
  const termWords = useWordsOf(termsWords)
  const navigate = useNavigate()
  const index = useTermIndex(device.officeId, draft.termsVersion)
  const [said, setSaid] = useState('')
  const items = goodsOf(values, list.path)
  const termsField = list.fields.find((field) => field.kind === 'terms')
  const max = termsField?.kind === 'terms' ? termsField.maxTerms : 0

  async function add(terms: readonly PlacedTerm[]): Promise<void> {
    await editor.flush()
    const placed = placeTerms(editor.state().values, terms, {
      path: list.path,
      max,
      newId: () => crypto.randomUUID(),
    })
    setSaid(placed.tooMany > 0 ? termWords.tooMany(max) : termWords.pasted(placed.added, placed.repeated))
    await editor.setAll(placed.changes)
  }
  async function addClass(): Promise<void> {
    await editor.flush()
    navigate(`${home}/${page.id}/${await device.drafts.addItem(draft.id, list.path)}`)
  }
  async function remove({ itemId }: GoodsItem, name: string): Promise<void> {
    await editor.flush()
    await device.drafts.removeItem(draft.id, list.path, itemId)
    setSaid(words.page.removedItem(name))
  }
  const isTaken = ({ text, classNumber }: PlacedTerm): boolean =>
    items.some((item) => item.classNumber === classNumber && item.terms.includes(text))

  return (
    <>
      {closedBy === undefined && list.startsFrom === undefined && (
        <TermFinder
          index={index}
          label={words.classes.find}
          hint={words.classes.findHint}
          isTaken={isTaken}
          onAdd={(terms) => void add(terms)}
        />
      )}
      <p role="status" className={styles.soft}>
        {said}
      </p>
      {items.length > 0 && (
        <ul className={styles.cards}>
          {items.map((item) => (
            <ClassCard
              key={item.itemId}
              item={item}
              address={`${home}/${page.id}/${item.itemId}`}
              left={errors.filter((error) => error.itemId === item.itemId).length}
              onRemove={closedBy === undefined ? (name) => void remove(item, name) : undefined}
            />
          ))}
        </ul>
      )}
      {closedBy === undefined &&
        (canHaveMore(list, filing) ? (
          <div className={styles.go}>
            <ActButton look="quiet" onAct={() => void addClass()}>
              {words.classes.addClass}
            </ActButton>
            {oneMore && items.length > 0 && (
              <span className={styles.soft}>
                {isZero(oneMore.more)
                  ? words.classes.oneMoreFree
                  : words.classes.oneMore(amountInText(oneMore.more))}
              </span>
            )}
          </div>
        ) : (
          <p className={styles.soft}>{words.classes.atMost(maxItems(list, profile))}</p>
        ))}
      {index && (
        <p className={`${styles.soft} ${styles.small}`}>{words.classes.edition(index.list.edition)}</p>
      )}
    </>
  )
}

/** One class of the draft: what it is, how many terms, and its first ones. */
function ClassCard({
  item,
  address,
  left,
  onRemove,
}: {
  item: GoodsItem
  address: string
  left: number
  onRemove: ((name: string) => void) | undefined
}) {
  const words = useWords().drafting
  const language = useLanguage()
  const about = niceClasses.find(({ number }) => number === item.classNumber)
  const name = about
    ? `${words.classes.classTag(about.number)} · ${about.title[language]}`
    : words.classes.chooseClass
  return (
    <li className={left > 0 ? `${styles.card} ${styles.cardWrong}` : styles.card}>
      <div className={styles.cardMain}>
        <span className={styles.cardTitle}>{name}</span>
        <span className={styles.soft}>{words.classes.termCount(item.terms.length)}</span>
        {item.terms.length > 0 && (
          <span className={`${styles.soft} ${styles.small}`}>
            <bdi>{item.terms.slice(0, 4).join('; ')}</bdi>
            {item.terms.length > 4 ? '…' : ''}
          </span>
        )}
        {left > 0 && <span className={styles.wrongText}>{words.drafts.left(left)}</span>}
      </div>
      <div className={styles.cardActs}>
        <Link className={styles.link} to={address} aria-label={words.page.changeOf(name)}>
          {words.page.change}
        </Link>
        {onRemove && (
          <ActButton look="danger" name={words.page.removeOf(name)} onAct={() => onRemove(name)}>
            {words.page.remove}
          </ActButton>
        )}
      </div>
    </li>
  )
}
