/** What a request may be about beside an own file: a file of somebody else by its number, an order, a payment. */
import { useNavigate } from '@remix-run/react'
import { useState, type FormEvent, type ReactNode } from 'react'
import { rights, type RequestType } from '@lodge/shared-types'
import { useWordsOf } from '../../language.tsx'
import { fileRequestsWords } from '../../messages/file-requests.ts'
import { Button } from '../button.tsx'
import { ChoiceControl } from '../filing/choice-controls.tsx'
import { FieldFrame } from '../filing/field-frame.tsx'
import filing from '../filing/filing.module.css'
import { LineControl } from '../filing/text-controls.tsx'
import { isAbout } from './subject.ts'
import styles from './requests.module.css'

/** As long as a number of a file or an order may be: `postFilingRequestSchema`. */
const maxNumber = 60

type NumberProps = {
  id: string
  label: string
  missing: string
  /** Follows the number, such as the right that it is of. */
  children?: ReactNode
  onGo: (number: string) => void
}

/** A number that is typed, with what is wrong with it told at the field once it is sent. */
function TypedNumber({ id, label, missing, children, onGo }: NumberProps) {
  const words = useWordsOf(fileRequestsWords).choose
  const [number, setNumber] = useState('')
  const [isAsked, setIsAsked] = useState(false)
  const typed = number.trim()
  const errors = typed === '' ? [missing] : typed.length > maxNumber ? [words.tooLong] : []
  function go(event: FormEvent): void {
    event.preventDefault()
    if (errors.length === 0) {
      onGo(typed)
      return
    }
    setIsAsked(true)
    document.getElementById(id)?.focus()
  }
  return (
    <form className={styles.other} noValidate onSubmit={go}>
      <FieldFrame id={id} label={label} errors={isAsked ? errors : []}>
        {(names) => (
          <LineControl
            names={names}
            kind="line"
            value={number}
            isReadOnly={false}
            onChange={setNumber}
            onLeave={() => undefined}
          />
        )}
      </FieldFrame>
      {children}
      <div>
        <Button look="quiet">{words.goOn}</Button>
      </div>
    </form>
  )
}

export default function ChooseOther({ types, base }: { types: readonly RequestType[]; base: string }) {
  const { choose: words, rights: rightWords } = useWordsOf(fileRequestsWords)
  const navigate = useNavigate()
  const taken = rights.filter((right) =>
    types.some(
      (type) => type.gate.by !== 'party' && isAbout(type, { kind: 'number', fileNumber: '', right }),
    ),
  )
  const [chosen, setChosen] = useState<string>()
  const right = chosen ?? taken[0] ?? ''
  const go = (about: Record<string, string>): void =>
    navigate(`${base}/file-requests/new?${new URLSearchParams(about).toString()}`)
  return (
    <section className={filing.section}>
      {taken.length > 0 && (
        <details className={filing.more}>
          <summary>{words.other}</summary>
          <p className={filing.soft}>{words.otherLead}</p>
          <TypedNumber
            id="file-number"
            label={words.number}
            missing={words.numberMissing}
            onGo={(number) => go({ number, right })}
          >
            {taken.length > 1 && (
              <FieldFrame id="right" label={words.right} errors={[]} isGroup>
                {(names) => (
                  <ChoiceControl
                    names={names}
                    value={right}
                    choices={taken.map((one) => ({ value: one, label: rightWords[one] }))}
                    isReadOnly={false}
                    onChange={setChosen}
                    onLeave={() => undefined}
                  />
                )}
              </FieldFrame>
            )}
          </TypedNumber>
        </details>
      )}
      {types.some((type) => isAbout(type, { kind: 'money', number: '' })) && (
        <details className={filing.more}>
          <summary>{words.money}</summary>
          <p className={filing.soft}>{words.moneyLead}</p>
          <TypedNumber
            id="money-number"
            label={words.moneyNumber}
            missing={words.moneyMissing}
            onGo={(money) => go({ money })}
          />
        </details>
      )}
    </section>
  )
}
