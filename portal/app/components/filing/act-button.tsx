/** A button that does something on this device at once; forms of the server have `Button`. */
import type { ReactNode } from 'react'
import buttons from '../button.module.css'
import styles from './filing.module.css'

const looks = {
  main: buttons.button,
  quiet: `${buttons.button} ${buttons.quiet}`,
  link: styles.link,
  danger: `${styles.link} ${styles.danger}`,
} as const

type Props = {
  look?: keyof typeof looks
  /** What a screen reader hears, where the words on the button do not say which one is meant. */
  name?: string
  isDisabled?: boolean
  onAct: () => void
  children: ReactNode
}

export const ActButton = ({ look = 'main', name, isDisabled = false, onAct, children }: Props) => (
  <button
    type="button"
    className={looks[look]}
    disabled={isDisabled}
    onClick={onAct}
    {...(name === undefined ? {} : { 'aria-label': name })}
  >
    {children}
  </button>
)
