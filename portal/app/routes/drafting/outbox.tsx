/** Everything that was submitted on this device, and how far each dossier has come. */
import { Link, useParams } from '@remix-run/react'
import { ButtonLink } from '../../components/button.tsx'
import { Money } from '../../components/money.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageHeader, Actions } from '../../components/page-header.tsx'
import { BadgeTag } from '../../components/sending/badge-tag.tsx'
import { totalOf, useBadges } from '../../components/sending/use-entry.ts'
import { useArrival } from '../../components/use-arrival.ts'
import { Table } from '../../components/table.tsx'
import { useDevice, useLive, useReference } from '../../device/use-device.tsx'
import { useWords } from '../../language.tsx'
import { instantInWords } from '../../office-time.ts'
import { usePageTitle } from '../../page-title.ts'

export default function Outbox() {
  const words = useWords()
  const { officeId = '' } = useParams()
  const device = useDevice()
  const profile = useReference(officeId)
  const base = `/o/${officeId}`
  const entries = useLive(() => device.outbox.list(), [device])
  const badges = useBadges(entries ?? [])
  const rows = (entries ?? []).flatMap((entry, index) => {
    const badge = badges[index]
    return badge ? [{ ...entry, badge }] : []
  })
  const timeZone = profile?.timeZone ?? 'UTC'
  const heading = useArrival()
  usePageTitle(words.outbox.title)
  return (
    <>
      <PageHeader title={words.outbox.title} heading={heading} lead={words.outbox.lead} />
      {entries?.length === 0 && (
        <Notice meaning="info" title={words.outbox.empty}>
          <p>{words.outbox.emptyLead}</p>
        </Notice>
      )}
      {rows.length > 0 && (
        <Table
          caption={words.outbox.title}
          rows={rows}
          keyOf={(row) => row.dossierId}
          columns={[
            {
              head: words.outbox.dossier,
              cell: (row) => (
                <Link to={`${base}/outbox/${row.dossierId}`}>
                  <bdi>
                    {row.progress.acknowledgement?.submissionNumber ??
                      (row.about === undefined
                        ? words.outbox.applications(row.draftIds.length)
                        : words.requestKinds['response-to-office-action'])}
                  </bdi>
                </Link>
              ),
            },
            { head: words.outbox.state, cell: ({ badge }) => <BadgeTag badge={badge} /> },
            { head: words.outbox.reference, cell: (row) => <bdi>{row.ownReference ?? '–'}</bdi> },
            {
              head: words.outbox.frozenAt,
              cell: (row) => instantInWords(new Date(row.frozenAt), timeZone, words),
            },
            {
              head: words.outbox.total,
              cell: (row) => profile && <Money amount={totalOf(row, profile.currency)} />,
              isNumber: true,
            },
          ]}
        />
      )}
      <Actions>
        <ButtonLink to={`${base}/cart`} look="quiet">
          {words.outbox.toCart}
        </ButtonLink>
        <ButtonLink to={`${base}/files`} look="quiet" isElsewhere>
          {words.outbox.toFiles}
        </ButtonLink>
      </Actions>
    </>
  )
}
