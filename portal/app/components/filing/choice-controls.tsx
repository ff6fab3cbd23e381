/** Entries that choose: one of a few as cards, one of many as the browser's own list. */
import { useMemo } from 'react'
import { countryChoices, type PublicProfile } from '@lodge/shared-types'
import { useLanguage, useWords } from '../../language.tsx'
import styles from './controls.module.css'
import type { ControlNames } from './field-frame.tsx'

export type Choice = { value: string; label: string; hint?: string | undefined }

type Props = {
  names: ControlNames
  value: string
  isReadOnly: boolean
  onChange: (value: string) => void
  onLeave: () => void
}

/** One of a few. The first carries the field's id, so that a link from the error summary lands on it. */
export function ChoiceControl({
  names,
  value,
  choices,
  isReadOnly,
  onChange,
  onLeave,
}: Props & { choices: readonly Choice[] }) {
  return (
    <div className={styles.choices}>
      {choices.map((choice, at) => (
        <label key={choice.value} className={styles.choice}>
          <input
            type="radio"
            id={at === 0 ? names.id : `${names.id}-${choice.value}`}
            name={names.id}
            value={choice.value}
            checked={choice.value === value}
            disabled={isReadOnly}
            onChange={() => onChange(choice.value)}
            onBlur={onLeave}
          />
          <span>
            <span className={styles.choiceLabel}>{choice.label}</span>
            {choice.hint !== undefined && <span className={styles.hint}>{choice.hint}</span>}
          </span>
        </label>
      ))}
    </div>
  )
}

/** A country or organisation by its WIPO ST.3 code; the browser's own list finds it by its first letters. */
export function CountryControl({
  names,
  value,
  home,
  autoComplete,
  isReadOnly,
  onChange,
  onLeave,
}: Props & { home: Pick<PublicProfile, 'st3' | 'country'>; autoComplete?: string | undefined }) {
  const words = useWords().drafting.fields
  const language = useLanguage()
  const countries = useMemo(() => countryChoices(language, home), [language, home])
  const isKnown = value === '' || countries.some(({ code }) => code === value)
  return (
    <select
      {...names}
      className={styles.input}
      value={value}
      disabled={isReadOnly}
      onChange={(event) => onChange(event.target.value)}
      onBlur={onLeave}
      {...(autoComplete === undefined ? {} : { autoComplete })}
    >
      <option value="">{words.countryNone}</option>
      {!isKnown && <option value={value}>{value}</option>}
      {countries.map(({ code, name }) => (
        <option key={code} value={code}>
          {`${name} (${code})`}
        </option>
      ))}
    </select>
  )
}
