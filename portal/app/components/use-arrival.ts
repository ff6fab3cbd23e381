/** Tells where a person has come: the heading of a page takes the focus when they arrive there from another one. */
import { useLocation } from '@remix-run/react'
import { useEffect, useRef, type RefObject } from 'react'

let lastPath: string | undefined

/** Returns what the `h1` of the page takes as its ref (with a `tabIndex` of -1). `isThere`: it has been laid down. */
export function useArrival(isThere = true): RefObject<HTMLHeadingElement> {
  const heading = useRef<HTMLHeadingElement>(null)
  const { pathname, hash } = useLocation()
  useEffect(() => {
    if (!isThere) return
    const hasMoved = lastPath !== undefined && lastPath !== pathname
    lastPath = pathname
    // A link to a field leads to the field; the first page of a tab keeps the browser's own beginning.
    if (hasMoved && hash === '') heading.current?.focus()
  }, [pathname, hash, isThere])
  return heading
}
