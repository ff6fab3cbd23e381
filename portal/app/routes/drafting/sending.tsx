/** One submitted dossier: how far it has come, what it needs, and where to go on. */
import { Link, useNavigate, useParams } from '@remix-run/react'
import { useState } from 'react'
import { compareMoney, isZero, type PublicProfile } from '@lodge/shared-types'
import { ButtonLink } from '../../components/button.tsx'
import { ActButton } from '../../components/filing/act-button.tsx'
import { FeeLines } from '../../components/fee-lines.tsx'
import { Actions, PageHeader, Section } from '../../components/page-header.tsx'
import { BadgeTag } from '../../components/sending/badge-tag.tsx'
import { AtTheOffice, NeedsYou, OnItsWay } from '../../components/sending/next-act.tsx'
import { Steps } from '../../components/sending/steps.tsx'
import { quotedOf, totalOf, useBadges } from '../../components/sending/use-entry.ts'
import { titleAmong, useKindWords } from '../../components/requests/use-kind-words.ts'
import { useArrival } from '../../components/use-arrival.ts'
import type { DraftSummary } from '../../device/drafts.ts'
import type { OutboxEntry } from '../../device/outbox-rows.ts'
import type { Badge } from '../../device/sending/badge.ts'
import { useDevice, useLive, useReference } from '../../device/use-device.tsx'
import { useWords, useWordsOf } from '../../language.tsx'
import { reuseWords } from '../../messages/reuse.ts'
import { usePageTitle } from '../../page-title.ts'

type Props = {
  entry: OutboxEntry
  badge: Badge
  profile: PublicProfile
  titles: ReadonlyMap<string, string>
  /** The drafts that it was made of, as far as they are on this device. */
  drafts: readonly DraftSummary[]
}

/** Saves the signed acknowledgement as a file, also without a network. */
function download(jws: string, submissionNumber: string): void {
  const address = URL.createObjectURL(new Blob([jws], { type: 'application/jose' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${submissionNumber}-acknowledgement.jws`
  link.click()
  URL.revokeObjectURL(address)
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
  const { entry, badge, profile, titles, drafts } = props
  const words = useWords()
  const { similar } = useWordsOf(reuseWords)
  const device = useDevice()
  const navigate = useNavigate()
  // A notice is answered once.
  const alike = drafts.filter(({ requestKind }) => requestKind !== 'response-to-office-action')
  const { acknowledgement, jws } = entry.progress
  const quoted = quotedOf(entry, profile.currency)
  const owed = totalOf(entry, profile.currency)
  const isFree = entry.about !== undefined && entry.quoteLines.length === 0 && isZero(owed)
  const isOwing = badge.kind === 'lodged' && badge.isOwing
  const isEnded = endings.includes(badge.kind) && !isOwing
  const heading = useArrival()
  const own =
    entry.about === undefined
      ? words.sending.title(entry.draftIds.length)
      : words.requestKinds['response-to-office-action']
  usePageTitle(acknowledgement?.submissionNumber ?? own)
  async function fileSimilar(draft: DraftSummary): Promise<void> {
    const { cloneToday } = await import('../../components/filing/clone-today.ts')
    navigate(`/o/${profile.id}/drafts/${await cloneToday(device, draft)}`)
  }
  return (
    <>
      <PageHeader
        over={<Link to={`/o/${profile.id}/outbox`}>{words.sending.back}</Link>}
        title={acknowledgement ? <bdi>{acknowledgement.submissionNumber}</bdi> : own}
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
        <Steps entry={entry} badge={badge} isFree={isFree} profile={profile} />
      </Section>
      {!isFree && (
        <Section title={words.cart.fees}>
          <FeeLines
            lines={entry.quoteLines}
            total={quoted}
            titles={titles}
            {...(compareMoney(quoted, owed) === 0 ? {} : { officeTotal: owed })}
          />
        </Section>
      )}
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
      {acknowledgement && alike.length > 0 && (
        <Section title={similar.act}>
          <Actions>
            {alike.map((draft) => {
              const title = titles.get(draft.requestId) ?? ''
              return (
                <ActButton
                  key={draft.id}
                  look="quiet"
                  name={similar.actOf(title)}
                  onAct={() => void fileSimilar(draft)}
                >
                  <bdi>{title}</bdi>
                </ActButton>
              )
            })}
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
  const own = useLive(async () => {
    const summaries = await device.drafts.list()
    const entry = (await device.outbox.list()).find((one) => one.dossierId === dossierId)
    return summaries.filter(({ id }) => entry?.draftIds.includes(id))
  }, [device, dossierId])
  const kindOf = useKindWords(officeId, own ?? [])
  const titles = new Map(
    own?.map((draft) => [draft.requestId, titleAmong(draft, kindOf(draft), words.sending.untitled)]),
  )
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
  return <Dossier entry={entry} badge={badge} profile={profile} titles={titles} drafts={own ?? []} />
}
