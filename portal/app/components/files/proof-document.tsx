/** A document beside a plain form: where scripts run it is sent first, resumably, and the form names its SHA-256. */
import { useEffect, useRef, useState } from 'react'
import { useChrome } from '../../chrome.ts'
import { useOfficeWords } from '../../language.tsx'
import field from '../field.module.css'
import styles from './files.module.css'

const mediaTypes = ['application/pdf', 'image/png', 'image/jpeg']

type State =
  | { is: 'empty' | 'failed' | 'refused' | 'too-large' | 'wrong-type' }
  | { is: 'sending'; percent: number }
  | { is: 'sent'; name: string; sha256: string }

const hexOf = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

type Sending = { address: string; csrfToken: string; onProgress: (part: number) => void }

/** Sends a file to the account's own space by tus, and says what became of it. */
async function send(file: File, { address, csrfToken, onProgress }: Sending): Promise<State> {
  try {
    const [{ Upload, DetailedError }, content] = await Promise.all([
      import('tus-js-client'),
      file.arrayBuffer(),
    ])
    const sha256 = hexOf(await crypto.subtle.digest('SHA-256', content))
    return await new Promise<State>((resolve) => {
      const upload = new Upload(file, {
        endpoint: address,
        headers: { 'x-csrf-token': csrfToken },
        metadata: { sha256, filename: file.name, filetype: file.type, role: 'other' },
        retryDelays: [500, 2_000, 5_000],
        storeFingerprintForResuming: false,
        onProgress: (sent, total) => onProgress(total > 0 ? sent / total : 0),
        onSuccess: () => resolve({ is: 'sent', name: file.name, sha256 }),
        onError: (error) => {
          const status = error instanceof DetailedError ? error.originalResponse?.getStatus() : undefined
          // 422: the office has looked at the document and will not take it, however often it is sent.
          resolve({ is: status === 422 ? 'refused' : 'failed' })
        },
      })
      upload.start()
    })
  } catch {
    return { is: 'failed' }
  }
}

type Props = {
  /** Where documents are uploaded, such as `/o/borovia/uploads`. */
  address: string
  maxBytes: number
  error: string | undefined
}

export function ProofDocument({ address, maxBytes, error }: Props) {
  const words = useOfficeWords().claims
  const { csrfToken } = useChrome()
  const [state, setState] = useState<State>({ is: 'empty' })
  // Without scripts a file cannot be sent from here: the text alone is the proof.
  const [isAwake, setAwake] = useState(false)
  useEffect(() => setAwake(true), [])
  const latest = useRef(0)
  const entry = useRef<HTMLInputElement>(null)
  const sending = state.is === 'sending' ? words.documentSending(String(state.percent)) : ''
  // The form waits for a document that is on its way.
  useEffect(() => entry.current?.setCustomValidity(sending), [sending])
  if (!isAwake || csrfToken === undefined) return null

  const megabytes = String(Math.floor(maxBytes / 1_048_576))
  const take = async (file: File | undefined): Promise<void> => {
    const mine = (latest.current += 1)
    const show = (next: State): void => {
      if (latest.current === mine) setState(next)
    }
    if (!file) show({ is: 'empty' })
    else if (!mediaTypes.includes(file.type)) show({ is: 'wrong-type' })
    else if (file.size > maxBytes) show({ is: 'too-large' })
    else {
      const onProgress = (part: number): void => show({ is: 'sending', percent: Math.floor(part * 100) })
      onProgress(0)
      show(await send(file, { address, csrfToken, onProgress }))
    }
  }
  const wrong = {
    failed: words.documentFailed,
    refused: words.documentRefused,
    'too-large': words.documentTooLarge(megabytes),
    'wrong-type': words.documentType,
  }
  const said = state.is === 'empty' || state.is === 'sending' || state.is === 'sent' ? error : wrong[state.is]
  return (
    <div className={said === undefined ? field.field : `${field.field} ${field.wrong}`}>
      <label className={field.label} htmlFor="documentSha256">
        {words.document}
      </label>
      <p className={field.hint} id="documentSha256-hint">
        {words.documentHint(megabytes)}
      </p>
      {said !== undefined && (
        <p className={field.error} id="documentSha256-error" role="alert">
          {said}
        </p>
      )}
      <input
        ref={entry}
        id="documentSha256"
        type="file"
        accept={mediaTypes.join(',')}
        className={styles.file}
        aria-describedby={
          said === undefined ? 'documentSha256-hint' : 'documentSha256-hint documentSha256-error'
        }
        onChange={(event) => void take(event.currentTarget.files?.[0])}
      />
      <p aria-live="polite" className={styles.soft}>
        {sending}
        {state.is === 'sent' && words.documentSent(`\u2068${state.name}\u2069`)}
      </p>
      {state.is === 'sent' && <input type="hidden" name="documentSha256" value={state.sha256} />}
    </div>
  )
}
