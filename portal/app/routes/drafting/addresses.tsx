/** The address book: people to file for, kept on this device alone. */
import { Link } from '@remix-run/react'
import { useState } from 'react'
import { useDevice, useLive } from '../../device/use-device.tsx'
import { ActButton } from '../../components/filing/act-button.tsx'
import { linesOf, textOf } from '../../components/filing/value-text.ts'
import { Opening } from '../../components/filing/screen-states.tsx'
import styles from '../../components/filing/filing.module.css'
import { ScreenHead } from '../../components/filing/screen-head.tsx'
import { useWordsOf } from '../../language.tsx'
import { addressBookWords } from '../../messages/address-book.ts'

export default function Addresses() {
  const words = useWordsOf(addressBookWords)
  const device = useDevice()
  const people = useLive(() => device.addresses.list(), [device])
  const [said, setSaid] = useState('')
  if (!people) return <Opening />
  async function remove(id: string, name: string): Promise<void> {
    await device.addresses.remove(id)
    setSaid(words.removed(name))
  }
  return (
    <div className={styles.screen}>
      <div className={styles.bar}>
        <Link className={styles.back} to={`/o/${device.officeId}/drafts`}>
          {words.toDrafts}
        </Link>
      </div>
      <ScreenHead title={words.title} lead={words.lead} />
      <p role="status" className={styles.soft}>
        {said}
      </p>
      {people.length === 0 ? (
        <div className={styles.section}>
          <h2>{words.empty}</h2>
          <p className={styles.soft}>{words.emptyLead}</p>
        </div>
      ) : (
        <ul className={styles.cards}>
          {people.map(({ id, name, values }) => (
            <li key={id} className={styles.card}>
              <div className={styles.cardMain}>
                <bdi className={styles.cardTitle}>{name}</bdi>
                <bdi className={styles.soft}>
                  {[...linesOf(values.get('address.lines')), textOf(values.get('address.city'))]
                    .filter((part) => part !== '')
                    .join(', ')}
                </bdi>
                <bdi className={styles.soft}>{textOf(values.get('email'))}</bdi>
              </div>
              <div className={styles.cardActs}>
                <ActButton look="danger" name={words.removeOf(name)} onAct={() => void remove(id, name)}>
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
