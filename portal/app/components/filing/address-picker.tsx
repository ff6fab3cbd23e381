/** Fills in a person from the address book, and keeps one there. */
import { useId, useState } from 'react'
import { visibleFields, type FieldValue, type FormPage } from '@lodge/shared-types'
import { useLive } from '../../device/use-device.tsx'
import { useWordsOf } from '../../language.tsx'
import { addressBookWords } from '../../messages/address-book.ts'
import { ActButton } from './act-button.tsx'
import controls from './controls.module.css'
import { personBase } from './draft-facts.ts'
import { fillingIn } from './fill-in-person.ts'
import styles from './filing.module.css'
import { useFiling } from './use-filing.tsx'

type Props = { page: FormPage; itemId?: string | undefined }

/** Where the person's fields begin on the device. */
function prefixOf(page: FormPage, itemId: string | undefined, base: string): string {
  return page.list ? `${page.list.path}.${itemId ?? ''}.${base}` : base
}

/** Above the fields of a person: choose one of those saved. */
export function AddressPicker({ page, itemId }: Props) {
  const { device, editor, closedBy } = useFiling()
  const words = useWordsOf(addressBookWords)
  const id = useId()
  const [said, setSaid] = useState('')
  const people = useLive(() => device.addresses.list(), [device])
  const base = personBase(page)
  if (base === undefined || closedBy !== undefined || !people || people.length === 0) return null
  const prefix = prefixOf(page, itemId, base)

  async function fill(personId: string): Promise<void> {
    const person = people?.find((one) => one.id === personId)
    if (!person) return
    await editor.setAll(
      fillingIn(page, base ?? '', person.values).map(([name, value]) => [`${prefix}${name}`, value] as const),
    )
    setSaid(words.filled(person.name))
  }

  return (
    <div className={controls.field}>
      <label className={controls.label} htmlFor={id}>
        {words.use}
      </label>
      <select id={id} className={controls.input} value="" onChange={(event) => void fill(event.target.value)}>
        <option value="">{words.choose}</option>
        {people.map((person) => (
          <option key={person.id} value={person.id}>
            {person.name}
          </option>
        ))}
      </select>
      <p role="status" className={controls.hint}>
        {said}
      </p>
    </div>
  )
}

/** Below the fields of a person: keep this one. */
export function AddressSaver({ page, itemId }: Props) {
  const { device, form, profile, values, closedBy } = useFiling()
  const words = useWordsOf(addressBookWords)
  const [said, setSaid] = useState('')
  const base = personBase(page)
  if (base === undefined || closedBy !== undefined) return null
  const prefix = prefixOf(page, itemId, base)
  const person = visibleFields(form, page, values, profile, itemId).flatMap(
    ({ name }): [string, FieldValue][] => {
      if (!name.startsWith(base)) return []
      const below = name.slice(base.length)
      const value = values.get(`${prefix}${below}`)
      return value === undefined ? [] : [[below, value]]
    },
  )
  const hasName = person.some(([name]) => name === 'name' || name === 'familyName')

  async function save(): Promise<void> {
    const id = await device.addresses.save({ values: new Map(person) })
    const saved = (await device.addresses.list()).find((one) => one.id === id)
    setSaid(words.saved(saved?.name ?? ''))
  }

  if (!hasName) return null
  return (
    <div>
      <ActButton look="link" onAct={() => void save()}>
        {words.save}
      </ActButton>
      <p role="status" className={styles.soft}>
        {said}
      </p>
    </div>
  )
}
