/** The mark of a file at a glance: its image, or its words as they would stand on a product. */
import { useWordsOf } from '../../../language.tsx'
import { staffFileWords } from '../../../messages/staff-file.ts'
import styles from './file.module.css'

type Props = {
  /** The mark's words; empty for a figure without any. */
  summary: string
  /** Where its image is, where it has one. */
  image: string | null
}

export function MarkView({ summary, image }: Props) {
  const words = useWordsOf(staffFileWords)
  return (
    <div className={styles.markBox}>
      {image === null ? (
        <bdi className={summary.length > 24 ? `${styles.markWord} ${styles.markLong}` : styles.markWord}>
          {summary === '' ? words.noWords : summary}
        </bdi>
      ) : (
        <img src={image} alt={summary === '' ? words.markImage : `${words.markImage}: ${summary}`} />
      )}
    </div>
  )
}
