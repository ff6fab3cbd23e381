/** Newer and older pages of a list. */
import { useOfficeWords } from '../language.tsx'
import { ButtonLink } from './button.tsx'
import { Actions } from './page-header.tsx'

export function Pager({ page, hasMore }: { page: number; hasMore: boolean }) {
  const words = useOfficeWords()
  if (page === 1 && !hasMore) return null
  return (
    <nav aria-label={words.dossiers.pages}>
      <Actions>
        {page > 1 && (
          <ButtonLink to={`?page=${page - 1}`} look="quiet">
            {words.dossiers.previous}
          </ButtonLink>
        )}
        {hasMore && (
          <ButtonLink to={`?page=${page + 1}`} look="quiet">
            {words.dossiers.next}
          </ButtonLink>
        )}
      </Actions>
    </nav>
  )
}
