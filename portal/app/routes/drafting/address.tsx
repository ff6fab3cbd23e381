/** One person of the address book, changed on a page of their own; `new` is one who is not in it yet. */
import { Link, useNavigate, useParams } from '@remix-run/react'
import { lazy, Suspense } from 'react'
import { Away, Opening } from '../../components/filing/screen-states.tsx'
import styles from '../../components/filing/filing.module.css'
import { useFreshReference } from '../../components/filing/keep-reference-fresh.ts'
import { ScreenHead } from '../../components/filing/screen-head.tsx'
import { useDevice, useLive, useReference } from '../../device/use-device.tsx'
import { useWords, useWordsOf } from '../../language.tsx'
import { addressBookWords } from '../../messages/address-book.ts'

/** What checks entries comes after the page. */
const PersonForm = lazy(() => import('../../components/people/person-form.tsx'))

export default function Address() {
  const words = useWordsOf(addressBookWords)
  const { away } = useWords().drafting
  const device = useDevice()
  const navigate = useNavigate()
  const { personId = '' } = useParams()
  useFreshReference(device.officeId)
  const profile = useReference(device.officeId)
  const people = useLive(() => device.addresses.list(), [device])
  const book = `/o/${device.officeId}/addresses`
  if (profile === undefined || !people) return <Opening />
  if (profile === null)
    return <Away title={away.noProfile} lead={away.noProfileLead} to={book} words={words.toBook} />
  const isNew = personId === 'new'
  const person = people.find(({ id }) => id === personId)
  if (!person && !isNew)
    return <Away title={words.gone} lead={words.goneLead} to={book} words={words.toBook} />
  return (
    <div className={styles.screen}>
      <div className={styles.bar}>
        <Link className={styles.back} to={book}>
          {words.toBook}
        </Link>
      </div>
      <ScreenHead title={isNew ? words.addTitle : words.changeTitle} />
      <Suspense fallback={<Opening />}>
        <PersonForm
          key={personId}
          profile={profile}
          values={person?.values ?? new Map()}
          onKeep={async (values) => {
            await device.addresses.save({ ...(person ? { id: person.id } : {}), values })
            navigate(book)
          }}
          onCancel={() => navigate(book)}
        />
      </Suspense>
    </div>
  )
}
