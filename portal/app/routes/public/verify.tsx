/** The public page behind a receipt's QR code: what the office says of this receipt, and nothing personal. */
import { useLoaderData } from '@remix-run/react'
import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { textIn } from '@lodge/shared-types'
import { Notice } from '../../components/notice.tsx'
import { PageHeader, Section } from '../../components/page-header.tsx'
import { Facts, Table } from '../../components/table.tsx'
import { officeOf, page, parameter } from '../../edge/answers.server.ts'
import { useLanguage, useOfficeWords, officeWordsIn } from '../../language.tsx'
import { roleIn } from '../../messages/words-for.ts'
import { dateInWords, instantInWords } from '../../office-time.ts'
import { titleOf } from '../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => titleOf(loaded?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const office = officeOf(args)
    const receipt = await args.context.services.verifyReceipt(office.id, parameter(args, 'code'))
    const title = officeWordsIn(args.context.language).verify.title
    return data(
      { title, office: office.name, timeZone: office.timeZone, receipt: receipt ?? null },
      { status: receipt ? 200 : 404 },
    )
  })

export default function Verify() {
  const words = useOfficeWords()
  const language = useLanguage()
  const { office, timeZone, receipt } = useLoaderData<typeof loader>()
  if (!receipt)
    return (
      <>
        <PageHeader title={words.verify.title} over={<bdi>{textIn(office, language)}</bdi>} />
        <Notice meaning="wrong" title={words.verify.unknown}>
          <p>{words.verify.unknownLead}</p>
        </Notice>
      </>
    )
  return (
    <>
      <PageHeader title={words.verify.title} over={<bdi>{textIn(office, language)}</bdi>} />
      <Notice meaning="good" title={words.verify.genuine}>
        <p>{words.verify.genuineLead}</p>
      </Notice>
      <Facts
        facts={[
          { name: words.verify.fileNumber, value: <bdi>{receipt.fileNumber}</bdi> },
          {
            name: words.verify.filingDate,
            value:
              receipt.filingDate === null ? words.dossier.noFileYet : dateInWords(receipt.filingDate, words),
          },
          { name: words.dossier.receivedAt, value: instantInWords(receipt.receivedAt, timeZone, words) },
          { name: words.file.st13, value: <bdi>{receipt.st13}</bdi> },
        ]}
      />
      <Section title={words.verify.documentsTitle}>
        <p>{words.verify.compareLead}</p>
        <Table
          caption={words.verify.documentsTitle}
          rows={receipt.documents}
          keyOf={(row) => `${row.role} ${row.sha256}`}
          columns={[
            { head: words.dossier.document, cell: (row) => roleIn(words, row.role) },
            { head: words.dossier.fingerprint, cell: (row) => <code dir="ltr">{row.sha256}</code> },
          ]}
        />
      </Section>
    </>
  )
}
