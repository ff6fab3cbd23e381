/** Views that belong together: what each shows, its image, and their order, by which they are numbered. */
import { useRef } from 'react'
import type { DocumentRule, DraftView } from '@lodge/shared-types'
import { useWordsOf } from '../../language.tsx'
import { factControlWords } from '../../messages/fact-controls.ts'
import { ActButton } from './act-button.tsx'
import type { Choice } from './choice-controls.tsx'
import styles from './controls.module.css'
import DocumentControl from './document-control.tsx'
import type { ControlNames } from './field-frame.tsx'

type Props = {
  names: ControlNames
  views: readonly DraftView[]
  choices: readonly Choice[]
  max: number
  limits: DocumentRule | undefined
  isReadOnly: boolean
  onChange: (views: readonly DraftView[]) => void
  onLeave: () => void
}

export default function ViewsControl({
  names,
  views,
  choices,
  max,
  limits,
  isReadOnly,
  onChange,
  onLeave,
}: Props) {
  const words = useWordsOf(factControlWords)
  // A document is taken a while after it was chosen: it goes into the views of that moment.
  const latest = useRef(views)
  latest.current = views
  const write = (next: readonly DraftView[]): void => {
    latest.current = next
    onChange(next)
  }
  const change = (at: number, changed: Partial<DraftView>): void =>
    write(latest.current.map((view, index) => (index === at ? { ...view, ...changed } : view)))
  const move = (at: number): void => {
    const [above, below] = [latest.current[at - 1], latest.current[at]]
    if (above && below) write(latest.current.toSpliced(at - 1, 2, below, above))
  }
  return (
    <>
      {views.map(({ kind, document }, at) => {
        const id = at === 0 ? names.id : `${names.id}-${at}`
        const name = words.viewNumber(at + 1)
        return (
          // A view is known by its place alone.
          <fieldset key={at} className={styles.view}>
            <legend>{name}</legend>
            <select
              id={id}
              className={styles.input}
              aria-label={words.shows(name)}
              value={kind}
              disabled={isReadOnly}
              onChange={(event) => change(at, { kind: event.target.value })}
              onBlur={onLeave}
            >
              <option value="">{words.chooseView}</option>
              {choices.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
            <DocumentControl
              names={{ id: `${id}-image` }}
              document={document ?? undefined}
              limits={limits}
              isReadOnly={isReadOnly}
              onChange={(taken) => change(at, { document: taken ?? null })}
            />
            {!isReadOnly && (
              <div className={styles.acts}>
                {at > 0 && (
                  <ActButton look="link" name={words.moveUpOf(name)} onAct={() => move(at)}>
                    {words.moveUp}
                  </ActButton>
                )}
                <ActButton
                  look="danger"
                  name={words.removeOf(name)}
                  onAct={() => write(latest.current.filter((_, index) => index !== at))}
                >
                  {words.remove}
                </ActButton>
              </div>
            )}
          </fieldset>
        )
      })}
      {!isReadOnly && views.length < max && (
        <div {...(views.length === 0 ? { id: names.id, tabIndex: -1 } : {})}>
          <ActButton look="quiet" onAct={() => write([...latest.current, { kind: '', document: null }])}>
            {words.addView}
          </ActButton>
        </div>
      )}
    </>
  )
}
