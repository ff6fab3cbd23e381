/** Searching a document: its text is read page by page when the first word is looked for, then kept. */
import { useEffect, useRef, useState } from 'react'
import { findHits, foldPage, type FoldedPage, type Hit } from './find-in-text.ts'
import type { OpenPdf } from './open-pdf.ts'

/** Nobody steps through more. */
export const maxHits = 999
const pauseMs = 150

export type Finding = {
  state: 'nothing-sought' | 'searching' | 'found' | 'no-text'
  hits: readonly Hit[]
}

const nothing: Finding = { state: 'nothing-sought', hits: [] }

async function foldDocument(pdf: OpenPdf): Promise<FoldedPage[]> {
  const pages: FoldedPage[] = []
  for (let number = 1; number <= pdf.pageCount; number += 1) pages.push(foldPage(await pdf.textOf(number)))
  return pages
}

/** Returns what `wish` finds in the document; without a document, nothing. */
export function useFind(pdf: OpenPdf | undefined, wish: string): Finding {
  const [finding, setFinding] = useState<Finding>(nothing)
  const text = useRef<{ pdf: OpenPdf; pages: Promise<FoldedPage[]> }>()
  useEffect(() => {
    if (!pdf || wish.trim() === '') {
      setFinding(nothing)
      return undefined
    }
    let isOver = false
    setFinding((before) => ({ ...before, state: 'searching' }))
    const later = setTimeout(() => {
      if (text.current?.pdf !== pdf) text.current = { pdf, pages: foldDocument(pdf) }
      text.current.pages.then(
        (pages) => {
          if (isOver) return
          const hasText = pages.some((page) => page.text !== '')
          setFinding({ state: hasText ? 'found' : 'no-text', hits: findHits(pages, wish, maxHits) })
        },
        () => {
          if (!isOver) setFinding({ state: 'no-text', hits: [] })
        },
      )
    }, pauseMs)
    return () => {
      isOver = true
      clearTimeout(later)
    }
  }, [pdf, wish])
  return finding
}
