/** A secret address to copy: an entry that cannot be changed, so that one press marks all of it. */
import { useId } from 'react'
import styles from './follow.module.css'

export function SecretAddress({ label, address }: { label: string; address: string }) {
  const id = useId()
  return (
    <div className={styles.addressEntry}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className={styles.address}
        dir="ltr"
        readOnly
        value={address}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
    </div>
  )
}
