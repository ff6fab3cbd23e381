/** Where in the list a page stands, such as "1–42/42", the pages beside it, and the whole list as a download. */
import { addressOfFileList, type FileList } from '@lodge/shared-types'
import { useOfficeWords } from '../../language.tsx'
import { ButtonLink } from '../button.tsx'
import styles from './files.module.css'

type Props = {
  list: FileList
  /** Rows on this page. */
  shown: number
  /** All rows; counted no further than one beyond `countLimit`. */
  total: number
  pageSize: number
  countLimit: number
  exportLimit: number
  base: string
}

/** Digits in groups, with a space that does not break. */
const grouped = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, '\u202f')

export function FilePager({ list, shown, total, pageSize, countLimit, exportLimit, base }: Props) {
  const words = useOfficeWords()
  const from = (list.page - 1) * pageSize
  const hasMore = from + shown < total
  const all = total > countLimit ? words.files.moreThan(grouped(countLimit)) : grouped(total)
  const range = [grouped(shown === 0 ? 0 : from + 1), grouped(from + shown), all] as const
  const page = (number: number): string => `?${addressOfFileList({ ...list, page: number })}`
  const address = addressOfFileList({ ...list, page: 1 })
  return (
    <div className={styles.foot}>
      <p className="number">
        <span aria-hidden="true">
          <bdi>{words.files.range(...range)}</bdi>
        </span>
        <span className="unseen">{words.files.rangeInWords(...range)}</span>
      </p>
      {(list.page > 1 || hasMore) && (
        <nav aria-label={words.dossiers.pages} className={styles.pages}>
          {list.page > 1 && (
            <ButtonLink to={page(list.page - 1)} look="small">
              {words.files.previous}
            </ButtonLink>
          )}
          {hasMore && (
            <ButtonLink to={page(list.page + 1)} look="small">
              {words.files.next}
            </ButtonLink>
          )}
        </nav>
      )}
      {shown > 0 && (
        <p className={`${styles.download} screen-only`}>
          <a href={`${base}/api/files/csv${address === '' ? '' : `?${address}`}`} download>
            {words.files.exportCsv}
          </a>
          {total > exportLimit && <span> {words.files.exportLimit(grouped(exportLimit))}</span>}
        </p>
      )}
    </div>
  )
}
