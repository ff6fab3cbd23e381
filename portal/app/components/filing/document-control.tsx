/** A document of a draft: chosen, photographed or dropped, looked at before it is taken, and kept encrypted on the device. */
import { useEffect, useState, type DragEvent, type ReactNode } from 'react'
import type { DocumentRule, DraftDocument } from '@lodge/shared-types'
import { DeviceError } from '../../device/device-error.ts'
import { useDevice } from '../../device/use-device.tsx'
import { useWords, useWordsOf } from '../../language.tsx'
import { documentChoiceWords } from '../../messages/document-choice.ts'
import type { Words } from '../../messages/en.ts'
import { sizeIn } from '../../sizes.ts'
import { ActButton } from './act-button.tsx'
import styles from './controls.module.css'
import type { ControlNames } from './field-frame.tsx'

type Props = {
  names: ControlNames
  document: DraftDocument | undefined
  /** What the office takes here; undefined until it is chosen what the document is for. */
  limits: DocumentRule | undefined
  isReadOnly: boolean
  onChange: (document: DraftDocument | undefined) => void
}

type ChoiceWords = (typeof documentChoiceWords)['en']
type Refused = keyof ChoiceWords['refusals']
type Work =
  | { step: 'idle' }
  | { step: 'checking' }
  | { step: 'storing'; percent: number }
  | { step: 'refused'; refusal: Refused }

const typeNames: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'audio/mpeg': 'MP3',
  'video/mp4': 'MP4',
  'application/xml': 'XML',
}
const nameOfType = (type: string): string => typeNames[type] ?? type
const inList = (types: readonly string[]): string => types.map(nameOfType).join(', ')

const refusalOf = {
  'no-space': 'no-space',
  'empty-document': 'empty',
  'document-type': 'type',
  'document-unreadable': 'damaged',
} as const
const isKnown = (code: string): code is keyof typeof refusalOf => Object.hasOwn(refusalOf, code)

export default function DocumentControl({ names, document, limits, isReadOnly, onChange }: Props) {
  const words = useWords()
  const text = useWordsOf(documentChoiceWords)
  const device = useDevice()
  const [work, setWork] = useState<Work>({ step: 'idle' })

  async function take(file: File | undefined): Promise<void> {
    if (!file || !limits || isReadOnly) return
    setWork({ step: 'checking' })
    try {
      // Loaded when it is first needed: pages without documents stay light.
      const { inspectDocument } = await import('./inspect-document.ts')
      const inspection = await inspectDocument(file, limits)
      if (!inspection.isTaken) {
        setWork({ step: 'refused', refusal: inspection.refusal })
        return
      }
      const taken = await device.documents.add(file, (stored, total) =>
        setWork({ step: 'storing', percent: Math.floor((stored / total) * 100) }),
      )
      onChange(taken)
      setWork({ step: 'idle' })
    } catch (error) {
      const code = error instanceof DeviceError ? error.code : ''
      setWork({ step: 'refused', refusal: isKnown(code) ? refusalOf[code] : 'failed' })
    }
  }

  const isBusy = work.step === 'checking' || work.step === 'storing'
  return (
    <>
      {work.step === 'refused' && limits && (
        <p className={styles.error} role="alert">
          {refusalInWords(work.refusal, limits, words, text)}
        </p>
      )}
      {isBusy && (
        <div className={styles.paper} role="status">
          <div className={styles.about}>
            <span>{work.step === 'storing' ? text.storing(work.percent) : text.checking}</span>
            <progress
              className={styles.progress}
              max={100}
              aria-label={text.checking}
              {...(work.step === 'storing' ? { value: work.percent } : {})}
            />
          </div>
        </div>
      )}
      {!isBusy && document && (
        <Paper document={document} isReadOnly={isReadOnly} onRemove={() => onChange(undefined)}>
          {limits && <Ways names={names} limits={limits} isReplacing onFile={(file) => void take(file)} />}
        </Paper>
      )}
      {!isBusy && !document && limits && !isReadOnly && (
        <Drop limits={limits} names={names} onFile={(file) => void take(file)} />
      )}
    </>
  )
}

function refusalInWords(
  refusal: Refused,
  limits: DocumentRule,
  words: Words,
  { refusals }: ChoiceWords,
): string {
  switch (refusal) {
    case 'type':
    case 'disguised':
      return refusals[refusal](inList(limits.mediaTypes))
    case 'size':
      return refusals.size(sizeIn(words, limits.maxBytes))
    case 'pixels':
      return refusals.pixels(String(Math.floor((limits.maxPixels ?? 0) / 1_000_000)))
    case 'empty':
    case 'damaged':
    case 'no-space':
    case 'failed':
      return refusals[refusal]
  }
}

type WaysProps = {
  names: ControlNames
  limits: DocumentRule
  isReplacing?: boolean
  onFile: (file: File | undefined) => void
}

/** The file chooser, and the camera where the office takes images and the device has one at hand. */
function Ways({ names, limits, isReplacing = false, onFile }: WaysProps) {
  const words = useWordsOf(documentChoiceWords)
  const isImage = limits.mediaTypes.some((type) => type.startsWith('image/'))
  const chooser = (accept: string, more: { capture?: 'environment'; id?: string }) => (
    <input
      type="file"
      accept={accept}
      {...more}
      onChange={(event) => {
        onFile(event.target.files?.[0])
        // The same file chosen again is a change again.
        event.target.value = ''
      }}
    />
  )
  return (
    <div className={styles.ways}>
      <label className={styles.way}>
        {isReplacing ? words.replace : words.choose}
        {chooser(limits.mediaTypes.join(','), names)}
      </label>
      {isImage && (
        <label className={`${styles.way} ${styles.camera}`}>
          {words.photograph}
          {chooser('image/*', { capture: 'environment' })}
        </label>
      )}
    </div>
  )
}

function Drop({ names, limits, onFile }: WaysProps) {
  const words = useWords()
  const text = useWordsOf(documentChoiceWords)
  const [isOver, setIsOver] = useState(false)
  const over = (event: DragEvent, is: boolean): void => {
    event.preventDefault()
    setIsOver(is)
  }
  return (
    <div
      className={isOver ? `${styles.drop} ${styles.isOver}` : styles.drop}
      onDragOver={(event) => over(event, true)}
      onDragLeave={(event) => over(event, false)}
      onDrop={(event) => {
        over(event, false)
        onFile(event.dataTransfer.files[0])
      }}
    >
      <Ways names={names} limits={limits} onFile={onFile} />
      <p className={styles.meta}>
        {text.types(inList(limits.mediaTypes), sizeIn(words, limits.maxBytes))}{' '}
        <span className="screen-only">{text.drop}</span>
      </p>
    </div>
  )
}

type PaperProps = {
  document: DraftDocument
  isReadOnly: boolean
  onRemove: () => void
  children: ReactNode
}

/** A document that lies on the device. */
function Paper({ document, isReadOnly, onRemove, children }: PaperProps) {
  const words = useWords()
  const text = useWordsOf(documentChoiceWords)
  const preview = usePreview(document)
  const isImage = document.mediaType.startsWith('image/')
  return (
    <div className={styles.paper}>
      {isImage && preview !== null ? (
        preview === undefined ? (
          <span className={styles.thumb} />
        ) : (
          <img className={styles.thumb} src={preview} alt={text.preview} />
        )
      ) : (
        <span className={styles.sheet} aria-hidden="true">
          {nameOfType(document.mediaType)}
        </span>
      )}
      <div className={styles.about}>
        <bdi className={styles.name}>{document.fileName}</bdi>
        <span className={styles.meta}>
          {nameOfType(document.mediaType)} · <bdi>{sizeIn(words, document.bytes)}</bdi>
        </span>
        <span className={styles.meta}>
          {text.fingerprint} <code dir="ltr">{document.sha256.slice(0, 12)}…</code>
        </span>
        {preview === null ? (
          <span className={styles.error}>{text.gone}</span>
        ) : (
          <span className={styles.meta}>{text.kept}</span>
        )}
        {!isReadOnly && (
          <div className={styles.acts}>
            {children}
            <ActButton look="link" onAct={onRemove}>
              {text.remove}
            </ActButton>
          </div>
        )}
      </div>
    </div>
  )
}

/** Returns an address of the document's content; undefined while it is read, null where it is not on the device. */
function usePreview({ sha256, mediaType }: DraftDocument): string | null | undefined {
  const device = useDevice()
  const [address, setAddress] = useState<string | null | undefined>(undefined)
  useEffect(() => {
    let isCurrent = true
    let made: string | undefined
    setAddress(undefined)
    const show = (blob: Blob | undefined): void => {
      if (!isCurrent) return
      if (blob && mediaType.startsWith('image/')) made = URL.createObjectURL(blob)
      setAddress(blob ? (made ?? '') : null)
    }
    device.documents.open(sha256).then(show, () => show(undefined))
    return () => {
      isCurrent = false
      if (made !== undefined) URL.revokeObjectURL(made)
    }
  }, [device, sha256, mediaType])
  return address
}
