/** The answer to a notice, as its author writes it: what is asked, field by field, what they say, and sending it in one step. */
import { Link, useNavigate } from '@remix-run/react'
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import {
  answerFormFor,
  documentsPage,
  labelIn,
  signaturePage,
  textPage,
  valuesOfApplication,
  type FormDefinition,
} from '@lodge/shared-types'
import { useSender } from '../../connection.tsx'
import { DeviceError, type DeviceErrorCode } from '../../device/device-error.ts'
import type { KeptNotice } from '../../device/notices.ts'
import { useDevice } from '../../device/use-device.tsx'
import { useLanguage, useWords, useWordsOf } from '../../language.tsx'
import { answerWords } from '../../messages/answer.ts'
import { dateInWords } from '../../office-time.ts'
import { whenIdle } from '../../shell/when-idle.ts'
import { ActButton } from '../filing/act-button.tsx'
import { ClosedNotice, DraftBar } from '../filing/draft-screen.tsx'
import { focusField } from '../filing/error-list.tsx'
import styles from '../filing/filing.module.css'
import { FormFields } from '../filing/form-fields.tsx'
import { NewRules } from '../filing/new-rules.tsx'
import { Away, Opening } from '../filing/screen-states.tsx'
import { ScreenHead } from '../filing/screen-head.tsx'
import { useForm } from '../filing/use-form.ts'
import { FilingProvider, useOpenFiling, type Filing } from '../filing/use-filing.tsx'
import { ErrorSummary, Notice } from '../notice.tsx'
import { deviceErrorIn } from '../sending/problem-words.ts'
import styling from './answering.module.css'
import { AskedFields, askedBy, ItemEntries } from './asked-fields.tsx'
import { versionPath } from './begin-answer.ts'
import { formOfApplication } from './form-of-application.ts'
import type { JudgedAnswer } from './judge-answer.ts'

const judging = () => import('./judge-answer.ts')

/** What is wrong in the answer, told a moment after each change; undefined until the checker is there. */
function useJudgement(notice: KeptNotice, form: FormDefinition, filing: Filing): JudgedAnswer | undefined {
  const { values, profile, on, draft } = filing
  const language = useLanguage()
  const settled = useDeferredValue(values)
  const [judge, setJudge] = useState<Awaited<ReturnType<typeof judging>>['judgeAnswer']>()
  useEffect(
    () =>
      whenIdle(() => {
        // Where it cannot be loaded now, sending asks for it again.
        judging().then(
          ({ judgeAnswer }) => setJudge(() => judgeAnswer),
          () => undefined,
        )
      }),
    [],
  )
  return useMemo(
    () => judge?.(settled, { notice, form, profile, on, draft, language }),
    [judge, settled, notice, form, profile, on, draft, language],
  )
}

type Refused = DeviceErrorCode | 'failed'

type WritingProps = {
  notice: KeptNotice
  /** The form of the application. */
  form: FormDefinition
  filing: Filing
}

function Writing({ notice, form, filing }: WritingProps) {
  const all = useWords()
  const words = useWordsOf(answerWords).answer
  const language = useLanguage()
  const sender = useSender()
  const navigate = useNavigate()
  const { values, profile, editor, device, draft, base, on, closedBy } = filing
  const [isAsked, setIsAsked] = useState(false)
  const [isSending, setIsSending] = useState(false)
  const [refusal, setRefusal] = useState<Refused>()
  const judged = useJudgement(notice, form, filing)
  const atOffice = useMemo(() => valuesOfApplication(form, notice.request), [form, notice])
  const asked = useMemo(() => askedBy(notice.deficiencies, form, notice.request), [form, notice])
  const shown = isAsked ? (judged?.errors ?? []) : []
  const fields = {
    form: filing.form,
    values,
    office: profile,
    errors: shown,
    isReadOnly: closedBy !== undefined,
    onChange: editor.set,
    // Told by the state above the page, and tried again by the editor.
    onLeave: () => void editor.flush().catch(() => undefined),
  }

  async function send(): Promise<void> {
    setIsSending(true)
    setRefusal(undefined)
    try {
      await editor.flush()
      const { judgeAnswer } = await judging()
      // What is on the device is what is sent.
      const stored = await device.drafts.read(draft.id)
      if (!stored) throw new DeviceError('no-draft', 'The answer is not on this device any more.')
      const now = judgeAnswer(stored.values, { notice, form, profile, on, draft: stored, language })
      const [first] = now.errors
      if (first) {
        setIsAsked(true)
        setIsSending(false)
        focusField(first.path)
        return
      }
      const dossier = now.freeze()
      await device.outbox.freeze(dossier, new Map([[stored.id, stored.stamp]]))
      sender?.nudge()
      navigate(`${base}/outbox/${dossier.dossierId}`)
    } catch (error) {
      setRefusal(error instanceof DeviceError ? error.code : 'failed')
      setIsSending(false)
    }
  }

  return (
    <>
      {shown.length > 0 && (
        <ErrorSummary
          title={words.errorsTitle(shown.length)}
          errors={shown.map(({ path, sentence }) => ({ path, code: 'wrong', message: sentence }))}
        />
      )}
      {asked.map((one, index) => (
        <AskedFields
          key={`${one.deficiency.question} ${index}`}
          asked={one}
          errors={shown}
          atOffice={atOffice}
          label={one.deficiency.fields
            .map((path) => labelIn(form, path, language, notice.request))
            .join(', ')}
        />
      ))}
      <section className={styles.section}>
        <h2>{words.text}</h2>
        <FormFields {...fields} page={textPage} />
      </section>
      <section className={styles.section}>
        <h2>{words.documents}</h2>
        <p className={styles.soft}>{words.documentsLead}</p>
        {documentsPage.list && <ItemEntries page={documentsPage} list={documentsPage.list} errors={shown} />}
      </section>
      <section className={styles.section}>
        <h2>{words.signature}</h2>
        <p className={styles.soft}>{words.signatureLead}</p>
        <FormFields {...fields} page={signaturePage} />
      </section>
      {refusal !== undefined && (
        <Notice meaning="wrong" title={words.failed} alert>
          <p>{deviceErrorIn(all, refusal)}</p>
        </Notice>
      )}
      {closedBy === undefined && (
        <div className={styling.send}>
          {judged && (
            <p role="status">{judged.changes === 0 ? words.noChanges : words.changes(judged.changes)}</p>
          )}
          <p className={styles.soft}>{words.next}</p>
          <ActButton isDisabled={isSending} onAct={() => void send()}>
            {isSending ? words.sending : words.send}
          </ActButton>
        </div>
      )}
    </>
  )
}

type Props = { notice: KeptNotice; draftId: string }

/** The draft of an answer, opened once the form of the application is there. */
export default function AnswerScreen(props: Props) {
  const application = useMemo(() => formOfApplication(props.notice.request), [props.notice])
  const form = useForm(application)
  const words = useWordsOf(answerWords).answer
  const { away } = useWords().drafting
  const base = `/o/${useDevice().officeId}`
  if (form === undefined) return <Opening />
  if (form === null)
    return <Away title={away.noProfile} lead={away.noProfileLead} to={`${base}/drafts`} words={words.back} />
  return <OpenAnswer {...props} form={form} />
}

function OpenAnswer({ notice, draftId, form }: Props & { form: FormDefinition }) {
  const all = useWords()
  const words = useWordsOf(answerWords).answer
  const { noticeId, fileNumber, answerBy, version } = notice
  const base = `/o/${useDevice().officeId}`
  const own = useMemo(
    () => ({ form: answerFormFor(form), home: `${base}/answers/${noticeId}` }),
    [form, base, noticeId],
  )
  const opened = useOpenFiling(base, draftId, own)
  if (opened.state === 'opening') return <Opening />
  if (opened.state !== 'open')
    return (
      <Away
        title={all.drafting.away.noProfile}
        lead={all.drafting.away.noProfileLead}
        to={`${base}/drafts`}
        words={words.back}
      />
    )
  const { filing } = opened
  const { draft, values, device, on, closedBy } = filing
  const isFrozen = closedBy === 'submission'
  const isMoved = !isFrozen && values.get(versionPath) !== version
  const isLate = !isFrozen && answerBy !== null && on > answerBy
  return (
    <FilingProvider value={filing}>
      <div className={styles.screen}>
        <DraftBar filing={filing} way={{ to: `${base}/drafts`, words: words.back }} />
        <ScreenHead
          title={words.title(fileNumber)}
          {...(answerBy === null ? {} : { lead: words.by(dateInWords(answerBy, all)) })}
        />
        {isFrozen ? (
          <Notice meaning="info" title={words.inOutbox}>
            <p>{words.inOutboxLead}</p>
            <p>
              <Link to={`${base}/outbox/${draft.dossierId ?? ''}`}>{words.toOutbox}</Link>
            </p>
          </Notice>
        ) : (
          <ClosedNotice filing={filing} />
        )}
        {isLate && (
          <Notice meaning="attention" title={words.late}>
            <p>{words.lateLead}</p>
          </Notice>
        )}
        <NewRules filing={filing} />
        {notice.note !== '' && (
          <Notice meaning="info" title={words.saysOffice}>
            <p dir="auto">{notice.note}</p>
          </Notice>
        )}
        {isMoved ? (
          <Notice meaning="attention" title={words.moved}>
            <p>{words.movedLead}</p>
            <div>
              <ActButton look="quiet" onAct={() => void device.drafts.remove(draft.id)}>
                {words.again}
              </ActButton>
            </div>
          </Notice>
        ) : (
          <Writing notice={notice} form={form} filing={filing} />
        )}
      </div>
    </FilingProvider>
  )
}
