/** What a person may do about a submitted dossier now: put it right, wait or take it back, or go on at the office. */
import { useNavigate } from '@remix-run/react'
import { useState } from 'react'
import type { PublicProfile } from '@lodge/shared-types'
import { useSender } from '../../connection.tsx'
import { DeviceError, type DeviceErrorCode } from '../../device/device-error.ts'
import type { OutboxEntry } from '../../device/outbox-rows.ts'
import { refreshReference } from '../../device/reference.ts'
import type { Badge } from '../../device/sending/badge.ts'
import { useDevice } from '../../device/use-device.tsx'
import { useLanguage, useWords } from '../../language.tsx'
import { ButtonLink } from '../button.tsx'
import { ActButton } from '../filing/act-button.tsx'
import { Notice } from '../notice.tsx'
import { Actions } from '../page-header.tsx'
import { waitingInWords } from './badge-tag.tsx'
import { complaintsOf, deviceErrorIn, problemIn } from './problem-words.ts'
import { dueIn } from './steps.tsx'

type Props = { entry: OutboxEntry; badge: Badge; profile: PublicProfile }

/** What the office refuses, and the way out: the applications become drafts again and open where the error is. */
export function NeedsYou({ entry, profile }: Props) {
  const words = useWords()
  const language = useLanguage()
  const device = useDevice()
  const sender = useSender()
  const navigate = useNavigate()
  const [refusal, setRefusal] = useState<DeviceErrorCode | 'failed'>()
  const { problem, mayBeSent } = entry.progress
  const said = problem && problemIn(words, problem)
  const complaints = problem ? complaintsOf(problem, words, language) : []

  async function fix(): Promise<void> {
    try {
      const { placeToFix } = await import('./place-to-fix.ts')
      const place = await placeToFix(device, profile, entry, complaints)
      await device.outbox.takeBack(entry.dossierId)
      // The office's rules may have moved on; the ones here do where it cannot be reached.
      void refreshReference(device.officeId).catch(() => undefined)
      // So may the file that a request is about.
      void import('../../device/own-files-at-office.ts')
        .then(({ bringOwnFiles }) => bringOwnFiles(device))
        .catch(() => undefined)
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
export function OnItsWay({ entry, badge }: Props) {
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
      navigate(entry.about === undefined ? `${base}/cart` : `${base}/answers/${entry.about}`)
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
export function AtTheOffice({ entry, badge, profile }: Props) {
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
              lead: entry.about === undefined ? words.sending.lodgedDone : words.sending.answerDone,
              act: entry.about === undefined ? words.sending.receipts : words.sending.follow,
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
