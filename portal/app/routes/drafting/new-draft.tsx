/** Choose what to file: the right, the kind of mark, the branch, the language. It opens a draft on this device. */
import { Link, useNavigate, useSearchParams } from '@remix-run/react'
import { lazy, Suspense, useMemo, useState } from 'react'
import {
  applicationKinds,
  choicesOf,
  pagesOf,
  startingValues,
  tariffOn,
  type ApplicationKind,
  type FormDefinition,
  type FormField,
  type PublicProfile,
} from '@lodge/shared-types'
import { newestVersion } from '../../device/load-form.ts'
import { useDevice, useReference } from '../../device/use-device.tsx'
import { ActButton } from '../../components/filing/act-button.tsx'
import { ChoiceControl, type Choice } from '../../components/filing/choice-controls.tsx'
import { Away, Opening } from '../../components/filing/screen-states.tsx'
import { FieldFrame } from '../../components/filing/field-frame.tsx'
import styles from '../../components/filing/filing.module.css'
import { useFreshReference } from '../../components/filing/keep-reference-fresh.ts'
import { ScreenHead } from '../../components/filing/screen-head.tsx'
import { useForm } from '../../components/filing/use-form.ts'
import { useLanguage, useWords } from '../../language.tsx'
import { useOfficeDay } from '../../office-clock.ts'

/** Only whoever comes from a file needs it. */
const Similar = lazy(() => import('../../components/reuse/similar.tsx'))

export default function NewDraft() {
  const device = useDevice()
  const words = useWords().drafting
  const [asked] = useSearchParams()
  useFreshReference(device.officeId)
  const profile = useReference(device.officeId)
  const base = `/o/${device.officeId}`
  if (profile === undefined) return <Opening />
  if (profile === null)
    return (
      <Away
        title={words.away.noProfile}
        lead={words.away.noProfileLead}
        to={`${base}/drafts`}
        words={words.newDraft.back}
      />
    )
  const like = asked.get('like')
  if (like !== null)
    return (
      <Suspense fallback={<Opening />}>
        <Similar fileId={like} profile={profile} />
      </Suspense>
    )
  return <Chooser profile={profile} base={base} />
}

/** The questions that are asked before there is a draft, by the kind of their field. */
const firstQuestions = ['mark-kind', 'branch', 'language'] as const
type Question = (typeof firstQuestions)[number]

const fieldFor = (form: FormDefinition, kind: Question): FormField | undefined =>
  pagesOf(form)
    .flatMap((page) => page.fields ?? page.list.fields)
    .find((field) => field.kind === kind)

type Offered = { requestKind: ApplicationKind; formVersion: string }

/** Returns the kinds of application that the office takes, each with the newest form that this release knows. */
const offeredBy = ({ requests }: PublicProfile): Offered[] =>
  applicationKinds.flatMap((requestKind) => {
    const formVersion = newestVersion(requests[requestKind]?.formVersions ?? [])
    return formVersion === undefined ? [] : [{ requestKind, formVersion }]
  })

function Chooser({ profile, base }: { profile: PublicProfile; base: string }) {
  const all = useWords()
  const words = all.drafting
  const language = useLanguage()
  const device = useDevice()
  const navigate = useNavigate()
  const offered = useMemo(() => offeredBy(profile), [profile])
  const [kind, setKind] = useState<string | undefined>(offered[0]?.requestKind)
  const [chosen, setChosen] = useState<Partial<Record<Question, string>>>({
    language: profile.languages.find((one) => one === language) ?? profile.languages[0] ?? '',
  })
  const on = useOfficeDay(profile)
  const [isAsked, setIsAsked] = useState(false)
  const form = useForm(offered.find(({ requestKind }) => requestKind === kind))
  const questions = firstQuestions.flatMap((kind) => {
    const field = form ? fieldFor(form, kind) : undefined
    if (!field) return []
    const choices = choicesOf(field, profile).map(({ value, label, hint }): Choice => ({
      value,
      label: label[language],
      hint: hint?.[language],
    }))
    const value = chosen[kind] ?? (choices.length === 1 ? choices[0]?.value : undefined)
    return [{ kind, field, choices, value }]
  })
  const open = questions.filter(({ value }) => value === undefined)

  async function start(): Promise<void> {
    if (!form || open.length > 0) {
      setIsAsked(true)
      document.getElementById(open[0]?.kind ?? 'right')?.focus()
      return
    }
    const tariff = tariffOn(profile.tariffs, on)
    const answer = Object.fromEntries(questions.map(({ kind, value }) => [kind, value]))
    const id = await device.drafts.create({
      formVersion: form.version,
      requestKind: form.request,
      versions: {
        profileVersion: profile.version,
        tariffVersion: tariff?.version ?? '',
        termsVersion: profile.termsVersion,
      },
      values: startingValues(form, profile, {
        ...(answer['mark-kind'] === undefined ? {} : { markKind: answer['mark-kind'] }),
        ...(answer['branch'] === undefined ? {} : { branch: answer['branch'] }),
        ...(answer['language'] === undefined ? {} : { language: answer['language'] }),
      }),
    })
    navigate(`${base}/drafts/${id}`)
  }

  const missing = (field: FormField): string[] =>
    isAsked && field.level !== 'O' && open.some((one) => one.field === field) ? [field.missing[language]] : []
  return (
    <div className={styles.screen}>
      <div className={styles.bar}>
        <Link className={styles.back} to={`${base}/drafts`}>
          {words.newDraft.back}
        </Link>
      </div>
      <ScreenHead title={words.newDraft.title} lead={words.newDraft.lead} />
      <div className={styles.body}>
        <div className={styles.fields}>
          <FieldFrame id="right" label={words.newDraft.right} errors={[]} isGroup>
            {(names) => (
              <ChoiceControl
                names={names}
                value={kind ?? ''}
                choices={offered.map(({ requestKind }) => ({
                  value: requestKind,
                  label: all.requestKinds[requestKind],
                }))}
                isReadOnly={false}
                onChange={setKind}
                onLeave={() => undefined}
              />
            )}
          </FieldFrame>
          {questions.map(({ kind, field, choices, value }) => (
            <FieldFrame
              key={kind}
              id={kind}
              label={field.label[language]}
              hint={field.hint?.[language]}
              errors={missing(field)}
              isGroup
            >
              {(names) => (
                <ChoiceControl
                  names={names}
                  value={value ?? ''}
                  choices={choices}
                  isReadOnly={false}
                  onChange={(one) => setChosen({ ...chosen, [kind]: one })}
                  onLeave={() => undefined}
                />
              )}
            </FieldFrame>
          ))}
        </div>
        <div className={styles.go}>
          <ActButton onAct={() => void start()}>{words.newDraft.start}</ActButton>
        </div>
      </div>
    </div>
  )
}
