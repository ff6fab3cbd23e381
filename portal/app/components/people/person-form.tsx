/** The entries of a person for the address book: those of every form, checked as forms check them, and none of them needed but a name. */
import { useState } from 'react'
import {
  personPage,
  sentenceOf,
  valueFault,
  visibleFields,
  type FieldValue,
  type FormDefinition,
  type FormValues,
  type PublicProfile,
} from '@lodge/shared-types'
import { DeviceError } from '../../device/device-error.ts'
import { nameOfPerson } from '../../device/people-alike.ts'
import { useLanguage, useWords, useWordsOf } from '../../language.tsx'
import { addressBookWords } from '../../messages/address-book.ts'
import { ActButton } from '../filing/act-button.tsx'
import styles from '../filing/filing.module.css'
import { FormFields } from '../filing/form-fields.tsx'
import { Notice } from '../notice.tsx'
import { deviceErrorIn } from '../sending/problem-words.ts'

/** The entries as a form of their own, which is never filed. */
const form: FormDefinition = {
  version: 'person',
  request: 'trademark-application',
  right: 'TM',
  title: personPage.title,
  sections: [{ id: 'person', title: personPage.title, pages: [personPage] }],
}

type Props = {
  profile: PublicProfile
  values: FormValues
  onKeep: (values: FormValues) => Promise<void>
  onCancel: () => void
}

export default function PersonForm({ profile, values: kept, onKeep, onCancel }: Props) {
  const all = useWords()
  const words = useWordsOf(addressBookWords)
  const language = useLanguage()
  const [values, setValues] = useState<FormValues>(() =>
    kept.has('kind') ? kept : new Map<string, FieldValue>([['kind', 'legal'], ...kept]),
  )
  const [isAsked, setIsAsked] = useState(false)
  const [failure, setFailure] = useState('')
  const asked = visibleFields(form, personPage, values, profile)
  const errors = asked.flatMap((field) => {
    const value = values.get(field.name)
    const fault = value === undefined ? undefined : valueFault(field, value, profile)
    return fault ? [{ path: field.name, sentence: sentenceOf({ path: field.name, ...fault }, language) }] : []
  })
  const nameField = values.get('kind') === 'natural' ? 'familyName' : 'name'
  const missing = nameOfPerson(values) === '' ? [{ path: nameField, sentence: words.nameMissing }] : []
  const wrong = [...errors, ...missing]

  async function keep(): Promise<void> {
    setIsAsked(true)
    setFailure('')
    if (wrong.length > 0) {
      document.getElementById(wrong[0]?.path ?? '')?.focus()
      return
    }
    try {
      const names = new Set(asked.map(({ name }) => name))
      await onKeep(new Map([...values].filter(([name]) => names.has(name))))
    } catch (error) {
      setFailure(deviceErrorIn(all, error instanceof DeviceError ? error.code : 'failed'))
    }
  }

  return (
    <div className={styles.body}>
      {failure !== '' && (
        <Notice meaning="wrong" title={words.errorsTitle} alert>
          <p>{failure}</p>
        </Notice>
      )}
      <FormFields
        form={form}
        page={personPage}
        values={values}
        office={profile}
        errors={isAsked ? wrong : []}
        isReadOnly={false}
        onChange={(path, value) =>
          setValues((before) => {
            const next = new Map(before)
            if (value === undefined) next.delete(path)
            else next.set(path, value)
            return next
          })
        }
        onLeave={() => undefined}
      />
      <div className={styles.go}>
        <ActButton onAct={() => void keep()}>{words.keep}</ActButton>
        <ActButton look="link" onAct={onCancel}>
          {words.cancel}
        </ActButton>
      </div>
    </div>
  )
}
