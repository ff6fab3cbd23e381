/** What stands where a secret address opens nothing: the same for one that was guessed, mistyped, or taken back. */
import { useLanguage, useWordsOf } from '../../language.tsx'
import { followWords } from '../../messages/follow.ts'
import { textIn, type Localized } from '@lodge/shared-types'
import { Notice } from '../notice.tsx'
import { PageHeader } from '../page-header.tsx'

export type AtOffice = { name: Localized; email: string }

export function DeadLink({ office: { name, email } }: { office: AtOffice }) {
  const words = useWordsOf(followWords).link
  const language = useLanguage()
  return (
    <>
      <PageHeader title={words.title} over={<bdi>{textIn(name, language)}</bdi>} />
      <Notice meaning="wrong" title={words.deadTitle}>
        <p>{words.deadLead}</p>
        <p>
          {words.deadOffice}{' '}
          <a href={`mailto:${email}`}>
            <bdi>{email}</bdi>
          </a>
        </p>
      </Notice>
    </>
  )
}
