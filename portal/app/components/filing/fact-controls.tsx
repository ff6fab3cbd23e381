/** Entries of requests about a file and of counts: numbers, sums, statements, and what the file's register has to choose from. */
import { peopleAmong, type FieldValue, type FileFacts, type FormField } from '@lodge/shared-types'
import { useWordsOf } from '../../language.tsx'
import { factControlWords } from '../../messages/fact-controls.ts'
import { ChoiceControl, type Choice } from './choice-controls.tsx'
import { CodeFinder } from './code-finder.tsx'
import styles from './controls.module.css'
import type { ControlNames } from './field-frame.tsx'
import { LineControl } from './text-controls.tsx'
import { linesOf, textOf } from './value-text.ts'

const kinds = ['number', 'amount', 'declaration', 'locarno', 'entry', 'person-number', 'designs'] as const
export type FactField = Extract<FormField, { kind: (typeof kinds)[number] }>

type Props = {
  field: FactField
  names: ControlNames
  value: FieldValue | undefined
  currency: string
  /** The edition of the list that codes are of, where the office names one. */
  codesVersion?: string | undefined
  /** The file that the request is about, where this device knows it. */
  file: FileFacts | undefined
  isReadOnly: boolean
  onChange: (value: FieldValue | undefined) => void
  onLeave: () => void
}

/** Digits become a number; anything else is kept as it was typed, and told. */
const numberIn = (text: string): FieldValue | undefined =>
  text === '' ? undefined : /^\d{1,6}$/.test(text) ? Number(text) : text

/** Digits and signs, always from left to right. */
function FigureControl({
  names,
  value,
  isReadOnly,
  mode,
  unit,
  onChange,
  onLeave,
}: Pick<Props, 'names' | 'isReadOnly' | 'onLeave'> & {
  value: string
  mode: 'numeric' | 'decimal' | 'text'
  unit?: string
  onChange: (text: string) => void
}) {
  return (
    <div className={styles.figure}>
      <input
        {...names}
        className={`${styles.input} ${styles.short}`}
        type="text"
        inputMode={mode}
        dir="ltr"
        autoComplete="off"
        value={value}
        readOnly={isReadOnly}
        onChange={(event) => onChange(event.target.value.trim())}
        onBlur={onLeave}
      />
      {unit !== undefined && <bdi>{unit}</bdi>}
    </div>
  )
}

/** Several of what the file has. */
function SeveralControl({
  names,
  chosen,
  choices,
  isReadOnly,
  onChange,
  onLeave,
}: Pick<Props, 'names' | 'isReadOnly' | 'onLeave'> & {
  chosen: readonly string[]
  choices: readonly Choice[]
  onChange: (chosen: readonly string[]) => void
}) {
  return (
    <div className={styles.choices}>
      {choices.map(({ value, label }, at) => (
        <label key={value} className={styles.choice}>
          <input
            type="checkbox"
            id={at === 0 ? names.id : `${names.id}-${value}`}
            checked={chosen.includes(value)}
            disabled={isReadOnly}
            onChange={(event) =>
              onChange(
                choices
                  .map((one) => one.value)
                  .filter((one) => (one === value ? event.target.checked : chosen.includes(one))),
              )
            }
            onBlur={onLeave}
          />
          <span className={styles.choiceLabel}>{label}</span>
        </label>
      ))}
    </div>
  )
}

export default function FactControl(props: Props) {
  const { field, value, currency, codesVersion, file, names, onChange, onLeave, isReadOnly } = props
  const words = useWordsOf(factControlWords)
  const text = textOf(value)
  const common = { names, isReadOnly, onLeave }
  const set = (typed: string): void => onChange(typed === '' ? undefined : typed)
  const choose = (choices: readonly Choice[], to: (chosen: string) => void) =>
    choices.length === 0 ? (
      <p className={styles.hint} id={names.id}>
        {words.nothing}
      </p>
    ) : (
      <ChoiceControl {...common} value={text} choices={choices} onChange={to} />
    )
  switch (field.kind) {
    case 'number':
      return (
        <FigureControl
          {...common}
          value={text}
          mode="numeric"
          onChange={(typed) => onChange(numberIn(typed))}
        />
      )
    case 'amount':
      return <FigureControl {...common} value={text} mode="decimal" unit={currency} onChange={set} />
    case 'locarno':
      return (
        <>
          <FigureControl {...common} value={text} mode="text" onChange={set} />
          <CodeFinder version={codesVersion} code={text} isReadOnly={isReadOnly} onTake={set} />
        </>
      )
    case 'declaration':
      return (
        <div className={styles.choices}>
          <label className={styles.choice}>
            <input
              type="checkbox"
              id={names.id}
              checked={value === true}
              disabled={isReadOnly}
              onChange={(event) => onChange(event.target.checked ? true : undefined)}
              onBlur={onLeave}
            />
            <span className={styles.choiceLabel}>{words.declare}</span>
          </label>
        </div>
      )
    case 'entry':
      return file ? (
        choose(
          file.entries
            .filter(({ list }) => field.lists.includes(list))
            .map(({ no, label }) => ({ value: no, label: `${no} · ${label}` })),
          set,
        )
      ) : (
        <LineControl {...common} kind="line" value={text} onChange={set} max={10} />
      )
    case 'person-number': {
      const people = file && peopleAmong(file, field.among)
      return people ? (
        choose(
          people.map((name, at) => ({ value: String(at + 1), label: `${at + 1} · ${name}` })),
          (chosen) => onChange(numberIn(chosen)),
        )
      ) : (
        <FigureControl
          {...common}
          value={text}
          mode="numeric"
          onChange={(typed) => onChange(numberIn(typed))}
        />
      )
    }
    case 'designs': {
      const chosen = linesOf(value)
      return file && file.designs.length > 0 ? (
        <SeveralControl
          {...common}
          chosen={chosen}
          choices={file.designs.map((no) => ({ value: no, label: words.design(no) }))}
          onChange={(numbers) => onChange(numbers.length === 0 ? undefined : numbers)}
        />
      ) : (
        <LineControl
          {...common}
          kind="line"
          value={chosen.join(', ')}
          onChange={(typed) => {
            const numbers = typed.split(/[\s,،]+/).filter(Boolean)
            onChange(numbers.length === 0 ? undefined : numbers)
          }}
        />
      )
    }
  }
}

const isFact = (kind: FormField['kind']): boolean => kinds.some((one) => one === kind)
export const isFactField = (field: FormField): field is FactField => isFact(field.kind)
