/** What a file is, in one line: its number, its right, how it stands, and whose it is. */
import { statusWords, textIn, type FileFacts } from '@lodge/shared-types'
import { useLanguage, useWordsOf } from '../../language.tsx'
import { fileRequestsWords } from '../../messages/file-requests.ts'
import { meaningOfStatus } from '../files/file-status.ts'
import { StatusTag } from '../notice.tsx'
import styles from './requests.module.css'

export function FileFactsLine({ file }: { file: FileFacts }) {
  const language = useLanguage()
  const { rights } = useWordsOf(fileRequestsWords)
  const { fileNumber, right, status, owners } = file
  return (
    <div className={styles.facts}>
      <bdi className="number">{fileNumber}</bdi>
      <span>{rights[right]}</span>
      <StatusTag meaning={meaningOfStatus[status]}>{textIn(statusWords[status], language)}</StatusTag>
      {owners.length > 0 && <bdi>{owners.join(', ')}</bdi>}
    </div>
  )
}
