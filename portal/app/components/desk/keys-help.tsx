/** The keys of the work list: a button that shows them, and the switch that turns them off (WCAG 2.1.4). */
import { useEffect, useRef, useState, type RefObject } from 'react'
import button from '../button.module.css'
import { useDeskWords } from './desk-words.ts'
import styles from './keys-help.module.css'

const choice = 'lodge.desk-keys'

/** Returns whether keys are used on this device, and how to choose; storage that is closed keeps nothing. */
export function useKeysChoice(): [boolean, (isOn: boolean) => void] {
  const [isOn, setOn] = useState(false)
  useEffect(() => {
    try {
      setOn(localStorage.getItem(choice) !== 'off')
    } catch {
      setOn(true)
    }
  }, [])
  const choose = (next: boolean): void => {
    setOn(next)
    try {
      localStorage.setItem(choice, next ? 'on' : 'off')
    } catch {
      // The choice holds until the page is left.
    }
  }
  return [isOn, choose]
}

type Props = { dialog: RefObject<HTMLDialogElement>; isOn: boolean; onChoose: (isOn: boolean) => void }

export function KeysHelp({ dialog, isOn, onChoose }: Props) {
  const { keys } = useDeskWords()
  // Without scripts there are no keys, and no button for them.
  const [isAwake, setAwake] = useState(false)
  useEffect(() => setAwake(true), [])
  const heading = useRef<HTMLHeadingElement>(null)
  if (!isAwake) return null
  const rows = [
    ['j', keys.next],
    ['k', keys.previous],
    ['x', keys.select],
    ['Enter', keys.open],
    ['c', keys.claim],
    ['?', keys.help],
  ] as const
  return (
    <>
      <button
        type="button"
        className={`${button.button} ${button.quiet} ${button.small}`}
        onClick={() => dialog.current?.showModal()}
      >
        {keys.button} <kbd className={styles.key}>?</kbd>
      </button>
      <dialog ref={dialog} className={styles.dialog} aria-labelledby="keys-title">
        <h2 id="keys-title" ref={heading} tabIndex={-1}>
          {keys.title}
        </h2>
        <dl className={styles.rows}>
          {rows.map(([key, does]) => (
            <div key={key}>
              <dt>
                <kbd className={styles.key} dir="ltr">
                  {key}
                </kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <label className={styles.choice}>
          <input
            type="checkbox"
            checked={isOn}
            aria-describedby="keys-hint"
            onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
          />
          <span>{keys.isOn}</span>
        </label>
        <p className={styles.hint} id="keys-hint">
          {keys.isOnHint}
        </p>
        <form method="dialog">
          <button type="submit" className={`${button.button} ${button.quiet} ${button.small}`}>
            {keys.close}
          </button>
        </form>
      </dialog>
    </>
  )
}
