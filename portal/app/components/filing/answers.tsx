/** What was answered, in words: for checking it once more before it is submitted. */
import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { itemsOf, pathOfField, visibleFields, type FormPage } from '@lodge/shared-types'
import { useLanguage, useWords } from '../../language.tsx'
import { itemTitle } from './item-title.ts'
import styles from './filing.module.css'
import { useFiling } from './use-filing.tsx'
import { valueInWords } from './value-in-words.ts'

function Answers({ page, itemId, address }: { page: FormPage; itemId?: string; address: string }) {
  const { form, values, profile, closedBy } = useFiling()
  const words = useWords()
  const language = useLanguage()
  const fields = visibleFields(form, page, values, profile, itemId)
  const told = fields.map((field) => {
    const path = pathOfField(page, field, itemId)
    return { field, path, text: valueInWords(field, values.get(path), { words, language, profile }) }
  })
  // What is optional and empty would only make the list longer.
  const rows = told.filter(({ field, text }) => text !== undefined || field.level !== 'O')
  if (rows.length === 0) return <p className={styles.soft}>{words.drafting.check.notListed}</p>
  return (
    <dl className={styles.answers}>
      {rows.map(({ field, path, text }) => (
        <div key={path} className={styles.answer}>
          <dt>{field.label[language]}</dt>
          <dd className={styles.value}>
            {text === undefined ? (
              <span className={styles.wrongText}>{words.drafting.check.notAnswered}</span>
            ) : (
              <bdi>{text}</bdi>
            )}
          </dd>
          {closedBy === undefined && (
            <dd className={styles.change}>
              <Link
                to={`${address}#${path}`}
                aria-label={words.drafting.check.changeOf(field.label[language])}
              >
                {words.drafting.check.change}
              </Link>
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}

/** The answers of one page, item by item where it has several. */
export function PageAnswers({ page }: { page: FormPage }) {
  const { values, home, profile } = useFiling()
  const all = useWords()
  const words = all.drafting
  const language = useLanguage()
  const address = `${home}/${page.id}`
  const titled = (title: ReactNode, answers: ReactNode, to?: string) => (
    <div className={styles.section}>
      <h3>
        {title}
        {to !== undefined && (
          <>
            {' '}
            <Link to={to} aria-label={words.check.changeOf(page.title[language])}>
              {words.check.change}
            </Link>
          </>
        )}
      </h3>
      {answers}
    </div>
  )
  if (!page.list) return titled(page.title[language], <Answers page={page} address={address} />)
  const { path, itemName } = page.list
  const items = itemsOf(values, path)
  if (items.length === 0)
    return titled(page.title[language], <p className={styles.soft}>{words.check.none}</p>, address)
  return (
    <>
      {items.map((itemId, at) => (
        <div key={itemId}>
          {titled(
            <bdi>
              {itemTitle(page, values, itemId, { words: all, language, profile }) ??
                words.page.itemNumber(itemName[language], at + 1)}
            </bdi>,
            <Answers page={page} itemId={itemId} address={`${address}/${itemId}`} />,
          )}
        </div>
      ))}
    </>
  )
}
