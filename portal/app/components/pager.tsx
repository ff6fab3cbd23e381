/** Newer and older pages of a list. */
import { useOfficeWords } from '../language.tsx'
import { ButtonLink } from './button.tsx'
import { Actions } from './page-header.tsx'

type Props = {
  page: number
  hasMore: boolean
  /** Returns the address of another page, where it says more than its number. */
  to?: (page: number) => string
  /** Words for the way back and on, where the list is not one of the latest first. */
  names?: { previous: string; next: string }
}

export function Pager({ page, hasMore, to = (at) => `?page=${at}`, names }: Props) {
  const words = useOfficeWords()
  const { previous, next } = names ?? words.dossiers
  if (page === 1 && !hasMore) return null
  return (
    <nav aria-label={words.dossiers.pages}>
      <Actions>
        {page > 1 && (
          <ButtonLink to={to(page - 1)} look="quiet">
            {previous}
          </ButtonLink>
        )}
        {hasMore && (
          <ButtonLink to={to(page + 1)} look="quiet">
            {next}
          </ButtonLink>
        )}
      </Actions>
    </nav>
  )
}
