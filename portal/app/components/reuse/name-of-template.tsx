/** The name of a template, changed in its place. */
import { useId, useState } from 'react'
import { useWordsOf } from '../../language.tsx'
import { reuseWords } from '../../messages/reuse.ts'
import { ActButton } from '../filing/act-button.tsx'
import { FieldFrame } from '../filing/field-frame.tsx'
import filing from '../filing/filing.module.css'
import { LineControl } from '../filing/text-controls.tsx'
import styles from './reuse.module.css'

const longest = 200

type Props = { name: string; onKeep: (name: string) => void; onCancel: () => void }

export function NameOfTemplate({ name, onKeep, onCancel }: Props) {
  const words = useWordsOf(reuseWords).templates
  const id = useId()
  const [typed, setTyped] = useState(name)
  const [isAsked, setIsAsked] = useState(false)
  const asked = typed.trim()

  function keep(): void {
    if (asked === '' || asked.length > longest) setIsAsked(true)
    else onKeep(asked)
  }
  return (
    <form
      className={styles.below}
      onSubmit={(event) => {
        event.preventDefault()
        keep()
      }}
    >
      <FieldFrame id={id} label={words.name} errors={isAsked && asked === '' ? [words.nameMissing] : []}>
        {(names) => (
          <LineControl
            names={names}
            kind="line"
            max={longest}
            value={typed}
            isReadOnly={false}
            onChange={setTyped}
            onLeave={() => undefined}
          />
        )}
      </FieldFrame>
      <div className={filing.go}>
        <ActButton onAct={keep}>{words.keep}</ActButton>
        <ActButton look="link" onAct={onCancel}>
          {words.cancel}
        </ActButton>
      </div>
    </form>
  )
}
