/** The files that an account follows, each with whose turn it is: what waits for the applicant stands out. */
import { Link } from '@remix-run/react'
import type { FollowedFile } from '@lodge/processor'
import { useWordsOf } from '../../language.tsx'
import { followWords } from '../../messages/follow.ts'
import { Button } from '../button.tsx'
import { SecureForm } from '../secure-form.tsx'
import styles from './follow.module.css'
import { MarkName } from './plain-timeline.tsx'
import { TimeLeft } from './time-left.tsx'

function Followed({ file: { fileId, fileNumber, view }, base }: { file: FollowedFile; base: string }) {
  const words = useWordsOf(followWords)
  if (!view)
    return (
      <li className={styles.file}>
        <h2>
          <bdi>{fileNumber}</bdi>
        </h2>
        <p>{words.following.gone}</p>
        <SecureForm fields={{ fileId }} isInline>
          <Button look="small">{words.following.unfollow}</Button>
        </SecureForm>
      </li>
    )
  const { who, by, daysLeft } = view.next
  return (
    <li className={styles.file} data-who={who}>
      <h2>
        <Link to={`${base}/following/${fileId}`}>
          <MarkName mark={view.mark} />
        </Link>
      </h2>
      <p className={styles.small}>
        <bdi>{fileNumber}</bdi>
      </p>
      <p>{view.headline}</p>
      <p className={styles.turnLine}>{words.view.next[who]}</p>
      {by !== null && daysLeft !== null && (
        <p>
          <TimeLeft by={by} daysLeft={daysLeft} />
        </p>
      )}
    </li>
  )
}

export const FollowList = ({ files, base }: { files: readonly FollowedFile[]; base: string }) => (
  <ul className={styles.files}>
    {files.map((file) => (
      <Followed key={file.fileId} file={file} base={base} />
    ))}
  </ul>
)
