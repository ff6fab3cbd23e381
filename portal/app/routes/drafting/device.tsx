/** This device: who works here, how much room there is, which rules it has, and how to leave it clear. */
import { useParams } from '@remix-run/react'
import { useEffect, useId, useState, useSyncExternalStore } from 'react'
import { tariffOn, textIn } from '@lodge/shared-types'
import { ActButton } from '../../components/filing/act-button.tsx'
import { Notice } from '../../components/notice.tsx'
import { Actions, PageHeader, Section } from '../../components/page-header.tsx'
import styles from '../../components/sending/cart.module.css'
import { Facts } from '../../components/table.tsx'
import { useArrival } from '../../components/use-arrival.ts'
import { useConnection } from '../../connection.tsx'
import { isClockWrong } from '../../device/sending/sender-state.ts'
import { signOutDevice } from '../../device/open-device.ts'
import { refreshReference } from '../../device/reference.ts'
import { askToPersist, type StorageSpace } from '../../device/storage-space.ts'
import { useDevice, useLive, useReference } from '../../device/use-device.tsx'
import { useLanguage, useWords, useWordsOf } from '../../language.tsx'
import { devicePageWords } from '../../messages/device-page.ts'
import { useOfficeDay } from '../../office-clock.ts'
import { usePageTitle } from '../../page-title.ts'
import { installPrompt, onInstallPromptChange } from '../../shell/install.ts'
import { sizeIn } from '../../sizes.ts'

/** How much is stored, and the browser's promise to keep it; asked again after the person asked the browser. */
function Space() {
  const words = useWords()
  const device = useDevice()
  const [space, setSpace] = useState<StorageSpace>()
  const [wasRefused, setWasRefused] = useState(false)
  useEffect(() => {
    void device.space().then(setSpace)
  }, [device])
  const ask = async (): Promise<void> => {
    setWasRefused(!(await askToPersist()))
    setSpace(await device.space())
  }
  const text = useWordsOf(devicePageWords)
  return (
    <Section title={text.space}>
      <Facts
        facts={[
          { name: text.used, value: space ? <bdi>{sizeIn(words, space.usageBytes)}</bdi> : '…' },
          {
            name: text.free,
            value:
              space?.quotaBytes === undefined ? (
                text.unknownSpace
              ) : (
                <bdi>{sizeIn(words, Math.max(0, space.quotaBytes - space.usageBytes))}</bdi>
              ),
          },
          { name: text.kept, value: space ? (space.isPersisted ? text.keptYes : text.keptNo) : '…' },
        ]}
      />
      {space && !space.isPersisted && (
        <>
          <p>{text.keptNoLead}</p>
          <Actions>
            <ActButton look="quiet" onAct={() => void ask()}>
              {text.ask}
            </ActButton>
          </Actions>
        </>
      )}
      <p role="status">{wasRefused ? text.askedNo : ''}</p>
    </Section>
  )
}

/** Shown where the browser offers it. */
function Install() {
  const text = useWordsOf(devicePageWords)
  const prompt = useSyncExternalStore(onInstallPromptChange, installPrompt, () => undefined)
  if (!prompt) return null
  return (
    <Section title={text.install}>
      <p>{text.installLead}</p>
      <Actions>
        <ActButton look="quiet" onAct={() => void prompt()}>
          {text.install}
        </ActButton>
      </Actions>
    </Section>
  )
}

/** The rules that drafts are checked and priced by. */
function Rules() {
  const text = useWordsOf(devicePageWords)
  const { officeId = '' } = useParams()
  const profile = useReference(officeId)
  const on = useOfficeDay(profile ?? { timeZone: 'UTC' })
  const [outcome, setOutcome] = useState<'refreshed' | 'refreshFailed'>()
  const refresh = (): void =>
    void refreshReference(officeId).then(
      () => setOutcome('refreshed'),
      () => setOutcome('refreshFailed'),
    )
  return (
    <Section title={text.rules}>
      <Facts
        facts={
          profile
            ? [
                { name: text.rulesVersion, value: <bdi>{profile.version}</bdi> },
                {
                  name: text.tariffVersion,
                  value: <bdi>{tariffOn(profile.tariffs, on)?.version ?? text.noRules}</bdi>,
                },
                { name: text.termsVersion, value: <bdi>{profile.termsVersion}</bdi> },
              ]
            : [{ name: text.rulesVersion, value: text.noRules }]
        }
      />
      <Actions>
        <ActButton look="quiet" onAct={refresh}>
          {text.refresh}
        </ActButton>
      </Actions>
      <p role="status">{outcome === undefined ? '' : text[outcome]}</p>
    </Section>
  )
}

/** Signing out deletes; what the office does not have is counted before, and needs a second word. */
function SignOut() {
  const text = useWordsOf(devicePageWords)
  const device = useDevice()
  const confirmId = useId()
  const [isSure, setIsSure] = useState(false)
  const [isLeaving, setIsLeaving] = useState(false)
  const unsent = useLive(async () => {
    const [drafts, dossiers] = await Promise.all([device.drafts.list(), device.outbox.list()])
    return {
      drafts: drafts.filter(({ state }) => state === 'draft').length,
      dossiers: dossiers.filter(({ progress }) => progress.acknowledgement === undefined).length,
    }
  }, [device])
  const hasUnsent = unsent !== undefined && unsent.drafts + unsent.dossiers > 0
  const leave = (): void => {
    setIsLeaving(true)
    void signOutDevice(device.officeId).then(
      () => location.assign(`/o/${device.officeId}/drafts`),
      () => setIsLeaving(false),
    )
  }
  return (
    <Section title={text.signOut} id="sign-out">
      <p>{text.signOutLead}</p>
      {hasUnsent && (
        <Notice meaning="attention" title={text.unsent(unsent.drafts, unsent.dossiers)}>
          <label className={styles.plainChoice} htmlFor={confirmId}>
            <input
              id={confirmId}
              type="checkbox"
              className={styles.check}
              checked={isSure}
              onChange={(event) => setIsSure(event.target.checked)}
            />
            {text.confirm}
          </label>
        </Notice>
      )}
      <Actions>
        <ActButton
          look="quiet"
          isDisabled={isLeaving || unsent === undefined || (hasUnsent && !isSure)}
          onAct={leave}
        >
          {text.signOutNow}
        </ActButton>
      </Actions>
    </Section>
  )
}

export default function DevicePage() {
  const language = useLanguage()
  const { officeId = '' } = useParams()
  const device = useDevice()
  const profile = useReference(officeId)
  const connection = useConnection()
  const { reachability, leading, clockSkewMs } = connection
  const text = useWordsOf(devicePageWords)
  const clock =
    clockSkewMs === undefined
      ? text.clockUnknown
      : isClockWrong(connection)
        ? text.clockWrong(Math.round(Math.abs(clockSkewMs) / 60_000))
        : text.clockRight
  const heading = useArrival()
  usePageTitle(text.title)
  return (
    <>
      <PageHeader title={text.title} heading={heading} lead={text.lead} />
      <Section title={text.who}>
        <Facts
          facts={[
            { name: text.name, value: <bdi>{device.user.displayName}</bdi> },
            { name: text.office, value: profile ? <bdi>{textIn(profile.name, language)}</bdi> : officeId },
            { name: text.connection, value: text[reachability] },
            { name: text.sender, value: leading ? text.leading : text.notLeading },
            { name: text.clock, value: clock },
          ]}
        />
        {reachability === 'away' && <p>{text.awayLead}</p>}
        {isClockWrong(connection) && (
          <Notice meaning="attention" title={text.clockWrongTitle}>
            <p>{text.clockWrongLead}</p>
          </Notice>
        )}
      </Section>
      <Space />
      <Install />
      <Rules />
      <SignOut />
    </>
  )
}
