/** One submitted dossier: how far it has come, what it needs, and where to go on. */
import { Link, useNavigate, useParams } from '@remix-run/react'
import { useState } from 'react'
import { assembleRequest, compareMoney, forms, placeOf, type PublicProfile } from '@lodge/shared-types'
import { ButtonLink } from '../../components/button.tsx'
import { ActButton } from '../../components/filing/act-button.tsx'
import { FeeLines } from '../../components/fee-lines.tsx'
import { Notice } from '../../components/notice.tsx'
import { Actions, PageHeader, Section } from '../../components/page-header.tsx'
import { BadgeTag, waitingInWords } from '../../components/sending/badge-tag.tsx'
import {
  complaintsOf,
  deviceErrorIn,
  problemIn,
  type Complaint,
} from '../../components/sending/problem-words.ts'
import { dueIn, Steps } from '../../components/sending/steps.tsx'
import { quotedOf, totalOf, useBadges } from '../../components/sending/use-entry.ts'
import { useArrival } from '../../components/use-arrival.ts'
import { useSender } from '../../connection.tsx'
import { DeviceError, type DeviceErrorCode } from '../../device/device-error.ts'
import { isDocument } from '../../device/draft-rows.ts'
import type { Draft } from '../../device/drafts.ts'
import type { Device } from '../../device/open-device.ts'
import type { OutboxEntry } from '../../device/outbox-rows.ts'
import { refreshReference } from '../../device/reference.ts'
import type { Badge } from '../../device/sending/badge.ts'
import { useDevice, useLive, useReference } from '../../device/use-device.tsx'
import { useLanguage, useWords } from '../../language.tsx'
import { usePageTitle } from '../../page-title.ts'

/** Where a complaint is on this device: the draft, and the path of the value. */
type Spot = { draft: Draft; path: string }

/** Returns the value that a complaint is about; undefined where it is about the whole, or about nothing that is here. */
async function spotOf(
  device: Device,
  profile: PublicProfile,
  { draftIds }: OutboxEntry,
  { request, path, code }: Complaint,
): Promise<Spot | undefined> {
  const candidates = request === undefined ? draftIds : draftIds.slice(request, request + 1)
  for (const draftId of candidates) {
    const draft = await device.drafts.read(draftId)
    const form = draft && forms[draft.formVersion]
    if (!draft || !form) continue
    const { requestId, values } = draft
    if (request !== undefined)
      return { draft, path: assembleRequest(form, values, { requestId, office: profile }).pathOf(path, code) }
    // A refused document is named by its content.
    const found = [...values].find(([, value]) => isDocument(value) && path === `documents.${value.sha256}`)
    if (found) return { draft, path: found[0] }
  }
  return undefined
}

/** Returns the address of the first entry that the office complains about, or of the first draft's task list. */
async function placeToFix(
  device: Device,
  profile: PublicProfile,
  entry: OutboxEntry,
  complaints: readonly Complaint[],
): Promise<string> {
  const base = `/o/${device.officeId}/drafts`
  const [first] = complaints
  const spot = first && (await spotOf(device, profile, entry, first))
  const form = spot && forms[spot.draft.formVersion]
  const draftId = spot?.draft.id ?? entry.draftIds[0]
  if (draftId === undefined) return base
  const place = form && placeOf(form, spot.path)
  if (!place) return `${base}/${draftId}`
  const { path } = spot
  const item = place.itemId === undefined ? '' : `/${place.itemId}`
  return `${base}/${draftId}/${place.pageId}${item}#${path}`
}

type Props = { entry: OutboxEntry; badge: Badge; profile: PublicProfile; titles: ReadonlyMap<string, string> }

/** Saves the signed acknowledgement as a file, also without a network. */
function download(jws: string, submissionNumber: string): void {
  const address = URL.createObjectURL(new Blob([jws], { type: 'application/jose' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${submissionNumber}-acknowledgement.jws`
  link.click()
  URL.revokeObjectURL(address)
}

/** What the office refuses, and the way out: the applications become drafts again and open where the error is. */
function NeedsYou({ entry, profile }: Props) {
  const words = useWords()
  const language = useLanguage()
  const device = useDevice()
  const sender = useSender()
  const navigate = useNavigate()
  const [refusal, setRefusal] = useState<DeviceErrorCode | 'failed'>()
  const { problem, mayBeSent } = entry.progress
  const said = problem && problemIn(words, problem)
  const complaints = problem ? complaintsOf(problem, language) : []

  async function fix(): Promise<void> {
    try {
      const place = await placeToFix(device, profile, entry, complaints)
      await device.outbox.takeBack(entry.dossierId)
      // The office's rules may have moved on; the ones here do where it cannot be reached.
      void refreshReference(device.officeId).catch(() => undefined)
      navigate(place)
    } catch (error) {
      setRefusal(error instanceof DeviceError ? error.code : 'failed')
    }
  }

  return (
    <Notice meaning="wrong" title={said?.title ?? words.sending.problem} alert>
      <p>{words.sending.problemLead}</p>
      {complaints.length > 0 && (
        <ul>
          {complaints.map(({ request, path, sentence }) => (
            <li key={`${request ?? ''} ${path} ${sentence}`}>
              <bdi>{sentence}</bdi>
              {request !== undefined && entry.draftIds.length > 1 && (
                <> ({words.sending.inApplication(String(request + 1))})</>
              )}
            </li>
          ))}
        </ul>
      )}
      {said?.advice !== undefined && <p>{said.advice}</p>}
      {refusal !== undefined && <p>{deviceErrorIn(words, refusal)}</p>}
      {mayBeSent ? (
        <p>{words.sending.maySent}</p>
      ) : (
        <>
          <p>{words.sending.fixLead}</p>
          <Actions>
            <ActButton onAct={() => void fix()}>{words.sending.fix}</ActButton>
            <ActButton look="quiet" onAct={() => void sender?.tryAgain(entry.dossierId)}>
              {words.sending.tryAgain}
            </ActButton>
          </Actions>
        </>
      )}
    </Notice>
  )
}

/** What is on its way or waits: why, and what the person may do about it. */
function OnItsWay({ entry, badge }: Props) {
  const words = useWords()
  const device = useDevice()
  const sender = useSender()
  const navigate = useNavigate()
  const [refusal, setRefusal] = useState<DeviceErrorCode | 'failed'>()
  const waiting = waitingInWords(words, badge)
  const { mayBeSent } = entry.progress
  const base = `/o/${device.officeId}`
  const here = `${base}/outbox/${entry.dossierId}`
  const waitsFor = badge.kind === 'queued' || badge.kind === 'submitting' ? badge.waitsFor : undefined

  async function takeBack(): Promise<void> {
    try {
      await device.outbox.takeBack(entry.dossierId)
      navigate(`${base}/cart`)
    } catch (error) {
      setRefusal(error instanceof DeviceError ? error.code : 'failed')
    }
  }

  return (
    <Notice meaning={waiting === undefined ? 'info' : 'attention'} title={words.sending.nextTitle}>
      <p>{words.sending.acknowledgedNot}</p>
      {waiting !== undefined && <p>{waiting}</p>}
      {mayBeSent && waiting !== undefined && <p>{words.sending.maySent}</p>}
      {refusal !== undefined && <p>{deviceErrorIn(words, refusal)}</p>}
      <Actions>
        {waitsFor === 'sign-in' || waitsFor === 'other-user' ? (
          <ButtonLink to={`${base}/sign-in?to=${encodeURIComponent(here)}`} isElsewhere>
            {words.sending.signIn}
          </ButtonLink>
        ) : (
          waiting !== undefined && (
            <ActButton look="quiet" onAct={() => sender?.nudge()}>
              {words.sending.sendNow}
            </ActButton>
          )
        )}
        {!mayBeSent && (
          <ActButton look="quiet" onAct={() => void takeBack()}>
            {words.sending.takeBack}
          </ActButton>
        )}
      </Actions>
    </Notice>
  )
}

/** The office has signed for it: on to its pages, where the money and the receipts are. */
function AtTheOffice({ entry, badge, profile }: Props) {
  const words = useWords()
  const { officeId } = useDevice()
  const to = `/o/${officeId}/dossiers/${entry.dossierId}`
  const { meaning, title, lead, act } =
    badge.kind === 'acknowledged'
      ? {
          agree: {
            meaning: 'attention',
            title: words.badges.acknowledged.agree,
            lead: words.sending.paidAgree,
            act: words.sending.agree,
          },
          pay: {
            meaning: 'attention',
            title: words.badges.acknowledged.pay,
            lead: dueIn(words, profile),
            act: words.sending.pay,
          },
          bank: {
            meaning: 'info',
            title: words.badges.acknowledged.bank,
            lead: words.sending.paidWaiting,
            act: words.sending.follow,
          },
        }[badge.next]
      : badge.kind === 'lodged'
        ? badge.isOwing
          ? {
              meaning: 'attention',
              title: words.badges.lodged,
              lead: words.sending.paidLater,
              act: words.sending.pay,
            }
          : {
              meaning: 'good',
              title: words.badges.lodged,
              lead: words.sending.lodgedDone,
              act: words.sending.receipts,
            }
        : {
            meaning: 'info',
            title: words.sending.nextTitle,
            lead: badge.kind === 'paid' ? words.sending.lodgedNot : words.dossierStatuses.returned.next,
            act: words.sending.follow,
          }
  return (
    <Notice
      meaning={meaning === 'attention' ? 'attention' : meaning === 'good' ? 'good' : 'info'}
      title={title}
    >
      <p>{lead}</p>
      <Actions>
        <ButtonLink to={to} isElsewhere>
          {act}
        </ButtonLink>
      </Actions>
    </Notice>
  )
}

/** Removing the copy on this device asks once more. */
function Forget({ dossierId }: { dossierId: string }) {
  const words = useWords()
  const device = useDevice()
  const navigate = useNavigate()
  const [isAsking, setIsAsking] = useState(false)
  const forget = (): void =>
    void device.outbox.remove(dossierId).then(
      () => navigate(`/o/${device.officeId}/outbox`),
      () => setIsAsking(false),
    )
  return (
    <Section title={words.sending.forget}>
      <p>{words.sending.forgetLead}</p>
      <Actions>
        {isAsking ? (
          <>
            <ActButton onAct={forget}>{words.sending.forgetConfirm}</ActButton>
            <ActButton look="quiet" onAct={() => setIsAsking(false)}>
              {words.sending.cancel}
            </ActButton>
          </>
        ) : (
          <ActButton look="quiet" onAct={() => setIsAsking(true)}>
            {words.sending.forget}
          </ActButton>
        )}
      </Actions>
    </Section>
  )
}

const endings: readonly Badge['kind'][] = ['lodged', 'returned', 'withdrawn']

function Dossier(props: Props) {
  const { entry, badge, profile, titles } = props
  const words = useWords()
  const { acknowledgement, jws } = entry.progress
  const quoted = quotedOf(entry, profile.currency)
  const owed = totalOf(entry, profile.currency)
  const isOwing = badge.kind === 'lodged' && badge.isOwing
  const isEnded = endings.includes(badge.kind) && !isOwing
  const heading = useArrival()
  usePageTitle(acknowledgement?.submissionNumber ?? words.sending.title(entry.draftIds.length))
  return (
    <>
      <PageHeader
        over={<Link to={`/o/${profile.id}/outbox`}>{words.sending.back}</Link>}
        title={
          acknowledgement ? (
            <bdi>{acknowledgement.submissionNumber}</bdi>
          ) : (
            words.sending.title(entry.draftIds.length)
          )
        }
        tag={<BadgeTag badge={badge} />}
        heading={heading}
        {...(entry.ownReference === undefined ? {} : { lead: <bdi>{entry.ownReference}</bdi> })}
      />
      {badge.kind === 'needs-you' ? (
        <NeedsYou {...props} />
      ) : acknowledgement ? (
        <AtTheOffice {...props} />
      ) : (
        <OnItsWay {...props} />
      )}
      <Section title={words.sending.what}>
        <Steps entry={entry} badge={badge} profile={profile} />
      </Section>
      <Section title={words.cart.fees}>
        <FeeLines
          lines={entry.quoteLines}
          total={quoted}
          titles={titles}
          {...(compareMoney(quoted, owed) === 0 ? {} : { officeTotal: owed })}
        />
      </Section>
      {acknowledgement && jws !== undefined && (
        <Section title={words.sending.acknowledgementTitle}>
          <p>{words.sending.acknowledgementLead}</p>
          <Actions>
            <ActButton look="quiet" onAct={() => download(jws, acknowledgement.submissionNumber)}>
              {words.sending.download}
            </ActButton>
          </Actions>
        </Section>
      )}
      {isEnded && <Forget dossierId={entry.dossierId} />}
    </>
  )
}

export default function SendingPage() {
  const words = useWords()
  const { officeId = '', dossierId = '' } = useParams()
  const device = useDevice()
  const profile = useReference(officeId)
  const entries = useLive(
    async () => (await device.outbox.list()).filter((entry) => entry.dossierId === dossierId),
    [device, dossierId],
  )
  const titles = useLive(async () => {
    const summaries = await device.drafts.list()
    const entry = (await device.outbox.list()).find((one) => one.dossierId === dossierId)
    const requestIds = [...new Set(entry?.quoteLines.flatMap(({ requestId }) => requestId ?? []) ?? [])]
    return new Map(
      requestIds.map((requestId, index) => {
        const draftId = entry?.draftIds[index]
        const title = summaries.find(({ id }) => id === draftId)?.title
        return [requestId, title || words.sending.untitled]
      }),
    )
  }, [device, dossierId, words])
  const [badge] = useBadges(entries ?? [])
  const [entry] = entries ?? []
  usePageTitle(entry ? undefined : words.sending.unknown)
  if (!entries || !profile) return <h1>{words.sending.back}</h1>
  if (!entry || !badge)
    return (
      <>
        <PageHeader
          over={<Link to={`/o/${officeId}/outbox`}>{words.sending.back}</Link>}
          title={words.sending.unknown}
          lead={words.sending.unknownLead}
        />
        <Actions>
          <ButtonLink to={`/o/${officeId}/files`} look="quiet" isElsewhere>
            {words.outbox.toFiles}
          </ButtonLink>
        </Actions>
      </>
    )
  return (
    <Dossier entry={entry} badge={badge} profile={profile} titles={titles ?? new Map<string, string>()} />
  )
}
