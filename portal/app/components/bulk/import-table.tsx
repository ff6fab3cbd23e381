/** The table to fill in, the table that comes back, and what becomes of each of its rows. */
import { useId, useState, type DragEvent } from 'react'
import { requestFamilies, type PublicProfile, type RequestType } from '@lodge/shared-types'
import { DeviceError } from '../../device/device-error.ts'
import type { KeptFiles } from '../../device/own-files.ts'
import { useDevice } from '../../device/use-device.tsx'
import { useLanguage, useWords, useWordsOf } from '../../language.tsx'
import { bulkWords } from '../../messages/bulk.ts'
import { fileRequestsWords } from '../../messages/file-requests.ts'
import { useOfficeDay } from '../../office-clock.ts'
import { ActButton } from '../filing/act-button.tsx'
import controls from '../filing/controls.module.css'
import filing from '../filing/filing.module.css'
import { Opening } from '../filing/screen-states.tsx'
import { useForm } from '../filing/use-form.ts'
import { Notice } from '../notice.tsx'
import { deviceErrorIn } from '../sending/problem-words.ts'
import { ColumnsOfForm } from './columns-of-form.tsx'
import { columnFinder, columnsOf } from './columns.ts'
import { filingKinds, type FilingKind } from './filing-kinds.ts'
import type { TableFacts } from './judge-rows.ts'
import { JudgedTable } from './judged-table.tsx'
import { makeDrafts, readAndJudge, type Judged } from './make-drafts.ts'
import { maxTableBytes, type TableFault } from './read-table.ts'
import { saveTable } from './save-table.ts'
import { patternOf } from './write-table.ts'

type Props = { profile: PublicProfile; types: readonly RequestType[]; own: KeptFiles | undefined }
type BulkWords = (typeof bulkWords)['en']

type Work =
  | { step: 'idle' | 'reading' }
  | { step: 'refused'; fault: TableFault | { code: 'unreadable' } }
  | { step: 'judged' | 'making'; bytes: Uint8Array; judged: Judged; made?: number; failure?: string }

/** Returns why a table cannot be taken, and what to do. */
function faultInWords(fault: TableFault | { code: 'unreadable' }, { faults }: BulkWords): string {
  if ('line' in fault) return faults[fault.code](fault.line)
  if ('place' in fault) return faults[fault.code](fault.place)
  if ('names' in fault) return faults[fault.code](namesIn(fault.names))
  return faults[fault.code]
}

/** A table of something else has many columns that are not known; the first of them tell which it is. */
const namesIn = (names: readonly string[]): string =>
  names.length > 8 ? `${names.slice(0, 8).join(', ')} …` : names.join(', ')

export default function ImportTable({ profile, types, own }: Props) {
  const all = useWords()
  const words = useWordsOf(bulkWords)
  const { families } = useWordsOf(fileRequestsWords)
  const language = useLanguage()
  const device = useDevice()
  const on = useOfficeDay(profile)
  const id = useId()
  const kinds = filingKinds(profile, types)
  const [kindId, setKindId] = useState(kinds[0]?.id)
  const [work, setWork] = useState<Work>({ step: 'idle' })
  const kind = kinds.find((one) => one.id === kindId)
  const form = useForm(kind, types)

  const optionOf = ({ id: value, requestKind, requestType }: FilingKind) => (
    <option key={value} value={value}>
      {requestType?.title[language] ?? all.requestKinds[requestKind]}
    </option>
  )
  const facts: Omit<TableFacts, 'here'> | undefined = form
    ? {
        ...{ form, on, language, own, type: kind?.requestType },
        office: { ...profile, requestTypes: types },
        find: columnFinder(form, kind?.requestType?.about),
      }
    : undefined

  async function take(file: File | undefined): Promise<void> {
    if (!file || !facts) return
    if (file.size > maxTableBytes) {
      setWork({ step: 'refused', fault: { code: 'too-large' } })
      return
    }
    setWork({ step: 'reading' })
    try {
      const bytes = new Uint8Array(await file.arrayBuffer())
      const read = await readAndJudge(device, bytes, facts)
      setWork(
        read.ok ? { step: 'judged', bytes, judged: read.judged } : { step: 'refused', fault: read.fault },
      )
    } catch {
      setWork({ step: 'refused', fault: { code: 'unreadable' } })
    }
  }

  async function make(): Promise<void> {
    if (work.step !== 'judged' || !facts) return
    const { bytes, judged } = work
    setWork({ ...work, step: 'making' })
    try {
      const made = await makeDrafts(device, bytes, facts)
      setWork({ step: 'judged', bytes, judged: made.judged, made: made.count })
    } catch (error) {
      const failure = error instanceof DeviceError ? deviceErrorIn(all, error.code) : words.failedLead
      setWork({ step: 'judged', bytes, judged, failure })
    }
  }

  return (
    <>
      <div className={controls.field}>
        <label className={controls.label} htmlFor={id}>
          {words.what}
        </label>
        <select
          id={id}
          className={controls.input}
          value={kindId}
          disabled={work.step === 'reading' || work.step === 'making'}
          onChange={(event) => {
            setKindId(event.target.value)
            setWork({ step: 'idle' })
          }}
        >
          <optgroup label={words.applications}>
            {kinds.filter(({ requestType }) => !requestType).map(optionOf)}
          </optgroup>
          {requestFamilies.map((family) => {
            const ofFamily = kinds.filter(({ requestType }) => requestType?.family === family)
            return ofFamily.length === 0 ? null : (
              <optgroup key={family} label={families[family]}>
                {ofFamily.map(optionOf)}
              </optgroup>
            )
          })}
        </select>
      </div>
      {!form || !kind ? (
        <Opening />
      ) : (
        <>
          <section className={filing.section}>
            <h2>{words.first}</h2>
            <p className={filing.soft}>{words.firstLead}</p>
            <div>
              <ActButton
                look="quiet"
                onAct={() =>
                  saveTable(
                    `${kind.id}-${words.patternFile}.csv`,
                    patternOf(columnsOf(form, kind.requestType?.about)),
                  )
                }
              >
                {words.pattern}
              </ActButton>
            </div>
            <ColumnsOfForm form={form} about={kind.requestType?.about} office={profile} />
          </section>
          <section className={filing.section}>
            <h2>{words.second}</h2>
            <TableChooser onFile={(file) => void take(file)} />
          </section>
        </>
      )}
      <p className={work.step === 'reading' || work.step === 'making' ? filing.soft : 'unseen'} role="status">
        {work.step === 'reading' ? words.reading : work.step === 'making' ? words.making : ''}
      </p>
      {work.step === 'refused' && (
        <Notice meaning="wrong" title={words.refusedTitle} alert>
          <p>{faultInWords(work.fault, words)}</p>
        </Notice>
      )}
      {(work.step === 'judged' || work.step === 'making') && (
        <JudgedTable
          judged={work.judged}
          made={work.made}
          failure={work.failure}
          isMaking={work.step === 'making'}
          name={kind?.id ?? ''}
          onMake={() => void make()}
        />
      )}
    </>
  )
}

/** The place for the table: chosen, or dropped. */
function TableChooser({ onFile }: { onFile: (file: File | undefined) => void }) {
  const words = useWordsOf(bulkWords)
  const [isOver, setIsOver] = useState(false)
  const over = (event: DragEvent, is: boolean): void => {
    event.preventDefault()
    setIsOver(is)
  }
  return (
    <div
      className={isOver ? `${controls.drop} ${controls.isOver}` : controls.drop}
      onDragOver={(event) => over(event, true)}
      onDragLeave={(event) => over(event, false)}
      onDrop={(event) => {
        over(event, false)
        onFile(event.dataTransfer.files[0])
      }}
    >
      <div className={controls.ways}>
        <label className={controls.way}>
          {words.choose}
          <input
            type="file"
            accept=".csv,.json,text/csv,application/json"
            onChange={(event) => {
              onFile(event.target.files?.[0])
              // The same file chosen again is a change again.
              event.target.value = ''
            }}
          />
        </label>
      </div>
      <p className={controls.meta}>
        {words.limits} <span className="screen-only">{words.drop}</span>
      </p>
    </div>
  )
}
