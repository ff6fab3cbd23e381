/** Which file, order or payment a request from a template is about: by its number, with those of the account at hand. */
import { useId, useState } from 'react'
import { rights, type FileFacts, type RequestType, type Right } from '@lodge/shared-types'
import { useDevice, useLive } from '../../device/use-device.tsx'
import { useWordsOf } from '../../language.tsx'
import { fileRequestsWords } from '../../messages/file-requests.ts'
import { reuseWords } from '../../messages/reuse.ts'
import { ActButton } from '../filing/act-button.tsx'
import controls from '../filing/controls.module.css'
import { FieldFrame } from '../filing/field-frame.tsx'
import filing from '../filing/filing.module.css'
import { isAbout, type Subject } from '../requests/subject.ts'
import styles from './reuse.module.css'

/** A browser that is to offer more of them slows down. */
const offeredAtOnce = 200

type Props = { requestType: RequestType; onChoose: (subject: Subject) => void; onCancel: () => void }

export default function ChooseSubject({ requestType, onChoose, onCancel }: Props) {
  const words = useWordsOf(reuseWords).templates
  const rightWords = useWordsOf(fileRequestsWords).rights
  const device = useDevice()
  const id = useId()
  const [number, setNumber] = useState('')
  const [right, setRight] = useState<Right>()
  const [isAsked, setIsAsked] = useState(false)
  const files = useLive(async () => (await device.ownFiles.read())?.files ?? [], [device]) ?? []
  const fitting = files.filter((file) => isAbout(requestType, { kind: 'own', file }))
  const typed = number.trim()
  const isOfMoney = requestType.about === 'order' || requestType.about === 'attempt'
  const file = fitting.find(({ fileNumber }) => fileNumber === typed)
  const [onlyRight, anotherRight] = requestType.rights
  const rightOfFile = right ?? (anotherRight === undefined ? onlyRight : undefined)
  const asksRight = isAsked && typed !== '' && !isOfMoney && !file && anotherRight !== undefined

  function choose(): void {
    setIsAsked(true)
    if (typed === '') return
    if (isOfMoney) onChoose({ kind: 'money', number: typed })
    else if (file) onChoose({ kind: 'own', file })
    else if (rightOfFile) onChoose({ kind: 'number', fileNumber: typed, right: rightOfFile })
  }
  const nameOf = ({ title, fileNumber }: FileFacts): string => (title === '' ? fileNumber : title)
  return (
    <form
      className={styles.below}
      onSubmit={(event) => {
        event.preventDefault()
        choose()
      }}
    >
      <FieldFrame
        id={id}
        label={words.number[requestType.about]}
        errors={isAsked && typed === '' ? [words.numberMissing] : []}
      >
        {(names) => (
          <>
            <input
              {...names}
              className={controls.input}
              dir="auto"
              maxLength={60}
              list={`${id}-files`}
              value={number}
              onChange={(event) => setNumber(event.target.value)}
            />
            <datalist id={`${id}-files`}>
              {fitting.slice(0, offeredAtOnce).map((one) => (
                <option key={one.fileId} value={one.fileNumber} label={nameOf(one)} />
              ))}
            </datalist>
          </>
        )}
      </FieldFrame>
      {asksRight && (
        <FieldFrame id={`${id}-right`} label={words.right} errors={right ? [] : [words.rightMissing]}>
          {(names) => (
            <select
              {...names}
              className={controls.input}
              value={right ?? ''}
              onChange={(event) => setRight(rights.find((one) => one === event.target.value))}
            >
              <option value="" />
              {requestType.rights.map((one) => (
                <option key={one} value={one}>
                  {rightWords[one]}
                </option>
              ))}
            </select>
          )}
        </FieldFrame>
      )}
      <div className={filing.go}>
        <ActButton onAct={choose}>{words.begin}</ActButton>
        <ActButton look="link" onAct={onCancel}>
          {words.cancel}
        </ActButton>
      </div>
    </form>
  )
}
