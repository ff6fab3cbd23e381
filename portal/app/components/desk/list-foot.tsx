/** Where in a list of the desk a page stands, such as "1–50/312", and the pages beside it. */
import { ButtonLink } from '../button.tsx'
import styles from '../files/files.module.css'
import { useDeskWords } from './desk-words.ts'

type Props = {
  page: number
  pageSize: number
  /** Rows on this page. */
  shown: number
  /** All rows; counted no further than one beyond `countLimit`. */
  total: number
  countLimit?: number
  /** Returns the address of another page. */
  to: (page: number) => string
}

const grouped = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, '\u202f')

export function ListFoot({ page, pageSize, shown, total, countLimit = Infinity, to }: Props) {
  const { tasks } = useDeskWords()
  const from = (page - 1) * pageSize
  const hasMore = from + shown < total
  const all = total > countLimit ? tasks.moreThan(grouped(countLimit)) : grouped(total)
  const range = [grouped(shown === 0 ? 0 : from + 1), grouped(from + shown), all] as const
  return (
    <div className={styles.foot}>
      <p className="number">
        <span aria-hidden="true">
          <bdi>{tasks.range(...range)}</bdi>
        </span>
        <span className="unseen">{tasks.rangeInWords(...range)}</span>
      </p>
      {(page > 1 || hasMore) && (
        <nav aria-label={tasks.pages} className={styles.pages}>
          {page > 1 && (
            <ButtonLink to={to(page - 1)} look="small">
              {tasks.previous}
            </ButtonLink>
          )}
          {hasMore && (
            <ButtonLink to={to(page + 1)} look="small">
              {tasks.next}
            </ButtonLink>
          )}
        </nav>
      )}
    </div>
  )
}
