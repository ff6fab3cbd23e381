/** What is done with several tasks at once; without scripts the same buttons act on the ticked boxes. */
import { useEffect, useState } from 'react'
import { ActButton } from './act-button.tsx'
import { useDeskWords } from './desk-words.ts'
import styles from './selection-bar.module.css'

type Props = {
  count: number
  /** What has just been done, until something is selected again. */
  said: string | undefined
  /** Rows on this page, and whether all of them are selected. */
  isAll: boolean
  onAll: (isAll: boolean) => void
  colleagues: readonly { userId: string; name: string }[]
}

export function SelectionBar({ count, said, isAll, onAll, colleagues }: Props) {
  const { tasks } = useDeskWords()
  // Without scripts the boxes are ticked one by one.
  const [isAwake, setAwake] = useState(false)
  useEffect(() => setAwake(true), [])
  return (
    <fieldset className={styles.bar}>
      <legend className="unseen">{tasks.bulk}</legend>
      {/* Enter in a tick box presses the first button of a form: this one does nothing. */}
      <button type="submit" disabled hidden aria-hidden="true" tabIndex={-1} />
      {isAwake && (
        <label className={styles.all}>
          <input
            type="checkbox"
            checked={isAll}
            onChange={({ currentTarget }) => onAll(currentTarget.checked)}
          />
          <span>{tasks.selectPage}</span>
        </label>
      )}
      <span
        className={said === undefined || count > 0 ? styles.count : `${styles.count} ${styles.done}`}
        role="status"
        {...(said === undefined || count > 0 ? {} : { title: said })}
      >
        {count > 0 ? tasks.selected(count) : (said ?? tasks.noneSelected)}
      </span>
      <span className={styles.acts}>
        <ActButton name="act" value="claim" look={count > 0 ? 'main' : 'quiet'}>
          {tasks.take}
        </ActButton>
        <ActButton name="act" value="return">
          {tasks.giveBack}
        </ActButton>
        {colleagues.length > 0 && (
          <span className={styles.assign}>
            <label>
              <span className="unseen">{tasks.assignTo}</span>
              <select name="to" defaultValue="">
                <option value="">{tasks.chooseColleague}</option>
                {colleagues.map(({ userId, name }) => (
                  <option key={userId} value={userId}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
            <ActButton name="act" value="assign">
              {tasks.hand}
            </ActButton>
          </span>
        )}
      </span>
    </fieldset>
  )
}
