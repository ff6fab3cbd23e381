/** The titles of pages, as tabs and bookmarks show them. */
import { useEffect } from 'react'

/** Returns the meta entry for a page's title; the product alone where the page could not be loaded. */
export const titleOf = (title: string | undefined): [{ title: string }] => [
  { title: title === undefined ? 'Lodge' : `${title} · Lodge` },
]

/** Names a page that opens without a server: its document is laid down by the build and knows no more than the product. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = titleOf(title)[0].title
  }, [title])
}
