/** The titles of pages, as tabs and bookmarks show them. */

/** Returns the meta entry for a page's title; the product alone where the page could not be loaded. */
export const titleOf = (title: string | undefined): [{ title: string }] => [
  { title: title === undefined ? 'Lodge' : `${title} · Lodge` },
]
