/** The head of a drafting page: what it asks, told to a screen reader when a person arrives from another page. */
import { useLocation } from '@remix-run/react'
import { useEffect, useRef, type ReactNode } from 'react'
import { usePageTitle } from '../../page-title.ts'
import styles from './filing.module.css'

let lastPath: string | undefined

type Props = { title: string; over?: ReactNode; lead?: ReactNode }

export function ScreenHead({ title, over, lead }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { pathname, hash } = useLocation()
  usePageTitle(title)
  useEffect(() => {
    const hasMoved = lastPath !== undefined && lastPath !== pathname
    lastPath = pathname
    // A link to a field leads to the field; the first page of a tab keeps the browser's own beginning.
    if (hasMoved && hash === '') heading.current?.focus()
  }, [pathname, hash])
  return (
    <div className={styles.head}>
      {over !== undefined && <p className={styles.over}>{over}</p>}
      <h1 tabIndex={-1} ref={heading}>
        <bdi>{title}</bdi>
      </h1>
      {lead !== undefined && <p className={styles.lead}>{lead}</p>}
    </div>
  )
}
