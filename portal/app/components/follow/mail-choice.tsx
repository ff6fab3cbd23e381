/** Whether the office writes to a follower about their files, and the way to the page that changes it. */
import { useWordsOf } from '../../language.tsx'
import { followWords } from '../../messages/follow.ts'
import { ButtonLink } from '../button.tsx'
import styles from './follow.module.css'

type Props = { code: string; wants: 'email' | 'none'; base: string }

export function MailChoice({ code, wants, base }: Props) {
  const words = useWordsOf(followWords).following
  const isWanted = wants === 'email'
  return (
    <div className={styles.choice}>
      <p>{isWanted ? words.mailWanted : words.mailNotWanted}</p>
      <p className={styles.small}>{words.mailHint}</p>
      <ButtonLink to={`${base}/mail/${code}`} look="small" isElsewhere>
        {isWanted ? words.wantNoMail : words.wantMail}
      </ButtonLink>
    </div>
  )
}
