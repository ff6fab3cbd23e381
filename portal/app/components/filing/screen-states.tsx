/** What stands in the place of a page that is being opened, or that is not here. */
import { useWords } from '../../language.tsx'
import { ButtonLink } from '../button.tsx'
import { Actions } from '../page-header.tsx'
import styles from './filing.module.css'
import { ScreenHead } from './screen-head.tsx'

/** Where a page will be: calm, and named for a screen reader. */
export function Opening() {
  const words = useWords().drafting
  return (
    <div className={styles.screen} role="status" aria-label={words.away.opening}>
      <div className={styles.skeletonTitle} />
      <div className={styles.skeleton} />
      <div className={styles.skeleton} />
    </div>
  )
}

/** What is not here, and where to go instead. */
export function Away({ title, lead, to, words }: { title: string; lead: string; to: string; words: string }) {
  return (
    <div className={styles.screen}>
      <ScreenHead title={title} lead={lead} />
      <Actions>
        <ButtonLink to={to} look="quiet">
          {words}
        </ButtonLink>
      </Actions>
    </div>
  )
}
