/** A page that lists what can be there several times: applicants, priorities, documents, classes. */
import { Link, useNavigate } from '@remix-run/react'
import { useState } from 'react'
import { itemsOf, maxItems, type FormPage } from '@lodge/shared-types'
import { useLanguage, useWords } from '../../language.tsx'
import { ActButton } from './act-button.tsx'
import { itemTitle } from './item-title.ts'
import styles from './filing.module.css'
import { useFiling } from './use-filing.tsx'

type ListOfPage = NonNullable<FormPage['list']>

export function ItemCards({ page, list }: { page: FormPage; list: ListOfPage }) {
  const { values, judged, home, device, draft, editor, profile, closedBy } = useFiling()
  const all = useWords()
  const words = all.drafting
  const language = useLanguage()
  const navigate = useNavigate()
  const [said, setSaid] = useState('')
  const items = itemsOf(values, list.path)
  const nameOf = (itemId: string, at: number): string =>
    itemTitle(page, values, itemId, { words: all, language, profile }) ??
    (items.length === 1 ? list.itemName[language] : words.page.itemNumber(list.itemName[language], at + 1))

  async function add(): Promise<void> {
    await editor.flush()
    const itemId = await device.drafts.addItem(draft.id, list.path)
    navigate(`${home}/${page.id}/${itemId}`)
  }
  async function remove(itemId: string, name: string): Promise<void> {
    await editor.flush()
    await device.drafts.removeItem(draft.id, list.path, itemId)
    setSaid(words.page.removedItem(name))
  }

  return (
    <>
      {items.length === 0 && <p className={styles.soft}>{words.page.noItems}</p>}
      {items.length > 0 && (
        <ul className={styles.cards}>
          {items.map((itemId, at) => {
            const name = nameOf(itemId, at)
            const errors = judged?.check.errors ?? []
            const left = errors.filter((error) => error.pageId === page.id && error.itemId === itemId).length
            return (
              <li key={itemId} className={left > 0 ? `${styles.card} ${styles.cardWrong}` : styles.card}>
                <div className={styles.cardMain}>
                  <bdi className={styles.cardTitle}>{name}</bdi>
                  {left > 0 && <span className={styles.wrongText}>{words.drafts.left(left)}</span>}
                </div>
                <div className={styles.cardActs}>
                  <Link
                    className={styles.link}
                    to={`${home}/${page.id}/${itemId}`}
                    aria-label={words.page.changeOf(name)}
                  >
                    {words.page.change}
                  </Link>
                  {closedBy === undefined && (
                    <ActButton
                      look="danger"
                      name={words.page.removeOf(name)}
                      onAct={() => void remove(itemId, name)}
                    >
                      {words.page.remove}
                    </ActButton>
                  )}
                </div>
              </li>
            )
          })}
        </ul>
      )}
      <p role="status" className={styles.soft}>
        {said}
      </p>
      {closedBy === undefined && items.length < maxItems(list, profile) && (
        <div>
          <ActButton look="quiet" onAct={() => void add()}>
            {list.addLabel[language]}
          </ActButton>
        </div>
      )}
    </>
  )
}
