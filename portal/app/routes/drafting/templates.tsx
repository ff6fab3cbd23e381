/** Templates: what an agent files again and again, to begin drafts with, kept on this device alone. */
import { Link, useNavigate } from '@remix-run/react'
import { lazy, Suspense, useState } from 'react'
import { ActButton } from '../../components/filing/act-button.tsx'
import filing from '../../components/filing/filing.module.css'
import { useFreshReference } from '../../components/filing/keep-reference-fresh.ts'
import { ScreenHead } from '../../components/filing/screen-head.tsx'
import { Away, Opening } from '../../components/filing/screen-states.tsx'
import { Notice } from '../../components/notice.tsx'
import { useKindWords } from '../../components/requests/use-kind-words.ts'
import { NameOfTemplate } from '../../components/reuse/name-of-template.tsx'
import type { Template } from '../../device/templates.ts'
import { useDevice, useLive, useReference, useRequestTypes } from '../../device/use-device.tsx'
import { useWords, useWordsOf } from '../../language.tsx'
import { reuseWords } from '../../messages/reuse.ts'
import { useOfficeDay } from '../../office-clock.ts'
import type { OfficeOfDraft } from '../../components/requests/with-request-types.ts'
import type { Subject } from '../../components/requests/subject.ts'

/** Only a request about a file asks which one. */
const ChooseSubject = lazy(() => import('../../components/reuse/choose-subject.tsx'))

export default function Templates() {
  const device = useDevice()
  const { away } = useWords().drafting
  const words = useWordsOf(reuseWords).templates
  useFreshReference(device.officeId)
  const profile = useReference(device.officeId)
  const types = useRequestTypes(device.officeId, profile?.requestTypesDigest)
  const templates = useLive(() => device.templates.list(), [device])
  const kindOf = useKindWords(device.officeId, templates ?? [])
  const [said, setSaid] = useState('')
  const base = `/o/${device.officeId}`
  if (profile === undefined || !templates || (profile && types === undefined)) return <Opening />
  if (profile === null)
    return <Away title={away.noProfile} lead={away.noProfileLead} to={`${base}/drafts`} words={words.back} />
  const office = types ? { ...profile, requestTypes: types } : profile
  return (
    <div className={filing.screen}>
      <div className={filing.bar}>
        <Link className={filing.back} to={`${base}/drafts`}>
          {words.back}
        </Link>
      </div>
      <ScreenHead title={words.title} lead={words.lead} />
      <p role="status" className={said === '' ? 'unseen' : filing.soft}>
        {said}
      </p>
      {templates.length === 0 ? (
        <div className={filing.section}>
          <h2>{words.empty}</h2>
          <p className={filing.soft}>{words.emptyLead}</p>
        </div>
      ) : (
        <ul className={filing.cards}>
          {templates.map((template) => (
            <TemplateCard
              key={template.id}
              template={template}
              kind={kindOf(template)}
              office={office}
              say={setSaid}
            />
          ))}
        </ul>
      )}
    </div>
  )
}

type CardProps = { template: Template; kind: string; office: OfficeOfDraft; say: (what: string) => void }
type Doing = 'nothing' | 'renaming' | 'removing' | 'choosing'

function TemplateCard({ template, kind, office, say }: CardProps) {
  const words = useWordsOf(reuseWords).templates
  const device = useDevice()
  const navigate = useNavigate()
  const on = useOfficeDay(office)
  const [doing, setDoing] = useState<Doing>('nothing')
  const [failure, setFailure] = useState('')
  const { id, name } = template
  const requestType = office.requestTypes?.find(({ type }) => type === template.type)

  async function begin(subject?: Subject): Promise<void> {
    setFailure('')
    try {
      const { beginFromTemplate } = await import('../../components/reuse/begin-from-template.ts')
      const about = requestType && subject ? { requestType, subject } : undefined
      const draftId = await beginFromTemplate(device, template, { office, on, about })
      if (draftId === undefined) setFailure(words.notTaken)
      else navigate(`/o/${device.officeId}/drafts/${draftId}`)
    } catch {
      setFailure(words.failed)
    }
  }
  async function remove(): Promise<void> {
    await device.templates.remove(id)
    say(words.removed(name))
  }

  return (
    <li className={filing.card}>
      <div className={filing.cardMain}>
        <bdi className={filing.cardTitle}>{name}</bdi>
        <span className={filing.soft}>{kind}</span>
      </div>
      <div className={filing.cardActs}>
        <ActButton
          look="link"
          name={words.beginOf(name)}
          onAct={() => (template.requestKind === 'post-filing' ? setDoing('choosing') : void begin())}
        >
          {words.begin}
        </ActButton>
        <ActButton look="link" name={words.renameOf(name)} onAct={() => setDoing('renaming')}>
          {words.rename}
        </ActButton>
        {doing === 'removing' ? (
          <>
            <ActButton look="danger" name={words.removeOf(name)} onAct={() => void remove()}>
              {words.sure}
            </ActButton>
            <ActButton look="link" onAct={() => setDoing('nothing')}>
              {words.cancel}
            </ActButton>
          </>
        ) : (
          <ActButton look="danger" name={words.removeOf(name)} onAct={() => setDoing('removing')}>
            {words.remove}
          </ActButton>
        )}
      </div>
      {doing === 'renaming' && (
        <NameOfTemplate
          name={name}
          onKeep={(next) =>
            void device.templates.rename(id, next).then(
              () => setDoing('nothing'),
              () => setFailure(words.failed),
            )
          }
          onCancel={() => setDoing('nothing')}
        />
      )}
      {doing === 'choosing' && requestType && (
        <Suspense>
          <ChooseSubject
            requestType={requestType}
            onChoose={(subject) => void begin(subject)}
            onCancel={() => setDoing('nothing')}
          />
        </Suspense>
      )}
      {(failure !== '' || (doing === 'choosing' && !requestType)) && (
        <Notice meaning="wrong" title={failure === '' ? words.notTaken : failure} alert />
      )}
    </li>
  )
}
