/** The address book: people to file for, kept on this device alone. */
import { Link } from '@remix-run/react'
import { useDeferredValue, useId, useMemo, useState } from 'react'
import type { AddressEntry } from '../../device/addresses.ts'
import { pairsAlike } from '../../device/people-alike.ts'
import { useDevice, useLive } from '../../device/use-device.tsx'
import { ButtonLink } from '../../components/button.tsx'
import { ActButton } from '../../components/filing/act-button.tsx'
import controls from '../../components/filing/controls.module.css'
import { linesOf, textOf } from '../../components/filing/value-text.ts'
import { Opening } from '../../components/filing/screen-states.tsx'
import styles from '../../components/filing/filing.module.css'
import { ScreenHead } from '../../components/filing/screen-head.tsx'
import { Notice } from '../../components/notice.tsx'
import { useWordsOf } from '../../language.tsx'
import { addressBookWords } from '../../messages/address-book.ts'

/** From here on a search helps more than looking. */
const searchFrom = 10
/** As many pairs as are suggested at once. */
const suggested = 3

/** Returns where a person lives, on one line. */
const addressOf = ({ values }: AddressEntry): string =>
  [...linesOf(values.get('address.lines')), textOf(values.get('address.city'))]
    .filter((part) => part !== '')
    .join(', ')

const emailOf = ({ values }: AddressEntry): string => textOf(values.get('email'))

export default function Addresses() {
  const words = useWordsOf(addressBookWords)
  const device = useDevice()
  const id = useId()
  const people = useLive(() => device.addresses.list(), [device])
  const [query, setQuery] = useState('')
  const [said, setSaid] = useState('')
  const asked = useDeferredValue(query).trim().toLowerCase()
  const alike = useMemo(() => pairsAlike(people ?? []).slice(0, suggested), [people])
  if (!people) return <Opening />
  const base = `/o/${device.officeId}`
  const nameOf = ({ name }: AddressEntry): string => (name === '' ? words.noName : name)
  const found = people.filter((one) =>
    `${one.name}\n${addressOf(one)}\n${emailOf(one)}`.toLowerCase().includes(asked),
  )

  async function remove(person: AddressEntry): Promise<void> {
    await device.addresses.remove(person.id)
    setSaid(words.removed(nameOf(person)))
  }
  async function merge(one: AddressEntry, other: AddressEntry): Promise<void> {
    await device.addresses.merge(one.id, other.id)
    setSaid(words.merged(nameOf(one)))
  }
  return (
    <div className={styles.screen}>
      <div className={styles.bar}>
        <Link className={styles.back} to={`${base}/drafts`}>
          {words.toDrafts}
        </Link>
      </div>
      <div className={styles.deskHead}>
        <ScreenHead title={words.title} lead={words.lead} />
        <ButtonLink to={`${base}/addresses/new`} look="quiet">
          {words.add}
        </ButtonLink>
      </div>
      <p role="status" className={said === '' ? 'unseen' : styles.soft}>
        {said}
      </p>
      {alike.map(([one, other]) => (
        <Notice key={`${one.id} ${other.id}`} meaning="info" title={words.alike}>
          {[one, other].map((person) => (
            <p key={person.id}>
              <strong>
                <bdi>{nameOf(person)}</bdi>
              </strong>{' '}
              <bdi>{[addressOf(person), emailOf(person)].filter((part) => part !== '').join(' · ')}</bdi>
            </p>
          ))}
          <p>{words.alikeLead}</p>
          <div>
            <ActButton
              look="quiet"
              name={words.mergeOf(nameOf(one), nameOf(other))}
              onAct={() => void merge(one, other)}
            >
              {words.merge}
            </ActButton>
          </div>
        </Notice>
      ))}
      {people.length > searchFrom && (
        <div className={controls.field}>
          <label className={controls.label} htmlFor={id}>
            {words.search}
          </label>
          <input
            type="search"
            id={id}
            className={controls.input}
            dir="auto"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        </div>
      )}
      {people.length === 0 ? (
        <div className={styles.section}>
          <h2>{words.empty}</h2>
          <p className={styles.soft}>{words.emptyLead}</p>
        </div>
      ) : (
        <ul className={styles.cards}>
          {found.map((person) => (
            <li key={person.id} className={styles.card}>
              <div className={styles.cardMain}>
                <bdi className={styles.cardTitle}>{nameOf(person)}</bdi>
                <bdi className={styles.soft}>{addressOf(person)}</bdi>
                <bdi className={styles.soft}>{emailOf(person)}</bdi>
              </div>
              <div className={styles.cardActs}>
                <Link
                  className={styles.link}
                  to={`${base}/addresses/${person.id}`}
                  aria-label={words.changeOf(nameOf(person))}
                >
                  {words.change}
                </Link>
                <ActButton
                  look="danger"
                  name={words.removeOf(nameOf(person))}
                  onAct={() => void remove(person)}
                >
                  {words.remove}
                </ActButton>
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
