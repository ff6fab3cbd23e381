/** A button of a form with several: its name and value say which was pressed, also without scripts. */
import type { ReactNode } from 'react'
import button from '../button.module.css'

type Props = {
  name: string
  value: string
  /** What it does, where its own words do not say to what. */
  label?: string
  look?: 'main' | 'quiet'
  children: ReactNode
}

export const ActButton = ({ name, value, label, look = 'quiet', children }: Props) => (
  <button
    type="submit"
    name={name}
    value={value}
    className={`${button.button} ${look === 'quiet' ? button.quiet : ''} ${button.small}`}
    {...(label === undefined ? {} : { 'aria-label': label })}
  >
    {children}
  </button>
)
