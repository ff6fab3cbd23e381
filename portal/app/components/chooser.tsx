/** A fold of a form in which any of several things can be ticked. */
import type { ReactNode } from 'react'
import styles from './chooser.module.css'

type TickProps = { name: string; value: string; isOn: boolean; children: ReactNode }

export const Tick = ({ name, value, isOn, children }: TickProps) => (
  <label className={styles.tick}>
    <input type="checkbox" name={name} value={value} defaultChecked={isOn} />
    <span>{children}</span>
  </label>
)

/** `title` says what is chosen, and how much of it; `name` says it without, for those who do not see the fold. */
export const Chooser = ({
  title,
  name = title,
  children,
}: {
  title: string
  name?: string
  children: ReactNode
}) => (
  <details className={styles.chooser}>
    <summary>{title}</summary>
    <fieldset className={styles.choices}>
      <legend className="unseen">{name}</legend>
      {children}
    </fieldset>
  </details>
)

/** Folds beside each other. */
export const Choosers = ({ children }: { children: ReactNode }) => (
  <div className={styles.choosers}>{children}</div>
)
