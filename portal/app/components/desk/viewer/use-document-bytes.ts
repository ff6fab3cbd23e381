/** Brings a stored document to the viewer: a PDF opened, an image as an address of this page; or why it cannot be shown. */
import { useEffect, useState } from 'react'
import { openPdf, whyNotOpened, type OpenPdf } from './open-pdf.ts'

export type Failure = 'missing' | 'network' | 'unreadable' | 'locked' | 'other'
export type Shown =
  | { kind: 'loading' }
  | { kind: 'pdf'; pdf: OpenPdf }
  | { kind: 'image'; address: string }
  | { kind: 'failed'; failure: Failure }

const images = ['image/png', 'image/jpeg']

class DocumentFailure extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(`The document cannot be shown: ${failure}`)
    this.name = 'DocumentFailure'
    this.failure = failure
  }
}

async function bring(address: string, signal: AbortSignal): Promise<Response> {
  const answer = await fetch(address, { signal, credentials: 'same-origin' }).catch(() => {
    throw new DocumentFailure('network')
  })
  if ([401, 403, 404].includes(answer.status)) throw new DocumentFailure('missing')
  if (!answer.ok) throw new DocumentFailure('network')
  return answer
}

type Opened = { shown: Shown; close: () => void }

async function open(address: string, mediaType: string, signal: AbortSignal): Promise<Opened> {
  if (images.includes(mediaType)) {
    const bytes = await (await bring(address, signal)).blob()
    // By the type that the office has found in it, whatever the answer says.
    const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }))
    return { shown: { kind: 'image', address: url }, close: () => URL.revokeObjectURL(url) }
  }
  if (mediaType !== 'application/pdf') throw new DocumentFailure('other')
  const bytes = new Uint8Array(await (await bring(address, signal)).arrayBuffer())
  const pdf = await openPdf(bytes).catch((error: unknown) => {
    throw new DocumentFailure(whyNotOpened(error))
  })
  return { shown: { kind: 'pdf', pdf }, close: () => void pdf.close() }
}

/** Returns what to show of a document; `attempt` counts the tries. What is no longer shown is closed. */
export function useDocumentBytes(address: string, mediaType: string, attempt: number): Shown {
  const [shown, setShown] = useState<Shown>({ kind: 'loading' })
  useEffect(() => {
    const giveUp = new AbortController()
    let close: () => void = () => undefined
    setShown({ kind: 'loading' })
    open(address, mediaType, giveUp.signal).then(
      (opened) => {
        if (giveUp.signal.aborted) opened.close()
        else {
          close = opened.close
          setShown(opened.shown)
        }
      },
      (error: unknown) => {
        if (!giveUp.signal.aborted)
          setShown({
            kind: 'failed',
            failure: error instanceof DocumentFailure ? error.failure : 'unreadable',
          })
      },
    )
    return () => {
      giveUp.abort()
      close()
    }
  }, [address, mediaType, attempt])
  return shown
}
