/** What a file's application asks for: the mark with its goods and services, the invention or the designs, and its priorities. */
import { niceClasses, type TrademarkRequest } from '@lodge/shared-types'
import { useLanguage, useOfficeWords, useWordsOf } from '../../../language.tsx'
import { staffFileWords } from '../../../messages/staff-file.ts'
import { dateInWords } from '../../../office-time.ts'
import { subtypeIn } from '../../files/file-table.tsx'
import { Section } from '../../page-header.tsx'
import { Table } from '../../table.tsx'
import styles from './file.module.css'
import { PrintedSections } from './printed-sections.tsx'
import { changeAt, Entries, type Entry, type ShownRecord } from './record-entries.tsx'
import { Parties } from './record-parties.tsx'

/** As many terms as are read at a glance; the others open. */
const glance = 12

function Goods({ request, differences }: { request: TrademarkRequest } & Pick<ShownRecord, 'differences'>) {
  const words = useWordsOf(staffFileWords).record
  const language = useLanguage()
  return (
    <Section title={words.goods}>
      <div className={styles.classes}>
        {request.goodsAndServices.map(({ classNumber, terms }, at) => {
          const title = niceClasses.find(({ number }) => number === classNumber)?.title[language] ?? ''
          const isChanged = changeAt(differences, `goodsAndServices.${at}`) !== undefined
          return (
            <section
              key={classNumber}
              className={isChanged ? `${styles.class} ${styles.changedEntry}` : styles.class}
            >
              <h3>
                <span className="number">{words.classOf(classNumber)}</span> <bdi>{title}</bdi>{' '}
                <span className={`${styles.soft} number`}>{words.termCount(terms.length)}</span>
                {isChanged && <span className={styles.changedTag}>{words.changed}</span>}
              </h3>
              <p className={styles.terms}>
                <bdi>{terms.slice(0, glance).join('; ')}</bdi>
              </p>
              {terms.length > glance && (
                <details>
                  <summary className="number">+ {terms.length - glance}</summary>
                  <p className={styles.terms}>
                    <bdi>{terms.slice(glance).join('; ')}</bdi>
                  </p>
                </details>
              )}
            </section>
          )
        })}
      </div>
    </Section>
  )
}

/** The entries of a mark by their own names; the other rights are told by their forms. */
function useMarkEntries({ request }: Pick<ShownRecord, 'request'>): Entry[] {
  const words = useWordsOf(staffFileWords)
  const office = useOfficeWords()
  if (request.kind !== 'trademark-application') return []
  const { mark } = request
  return [
    { path: 'mark.kind', name: words.mark, value: subtypeIn(office, mark.kind) },
    ...('text' in mark ? [{ path: 'mark.text', name: words.record.markText, value: mark.text }] : []),
    ...('verbalElements' in mark
      ? [{ path: 'mark.verbalElements', name: words.record.words, value: mark.verbalElements }]
      : []),
    { path: 'mark.description', name: words.record.description, value: mark.description },
    ...('colours' in mark
      ? [{ path: 'mark.colours', name: words.record.colours, value: mark.colours?.join(', ') }]
      : []),
  ]
}

function Application(shown: ShownRecord) {
  const words = useWordsOf(staffFileWords)
  const { request, differences, branch } = shown
  const { language, ownReference, signature } = request
  const ofMark = useMarkEntries(shown)
  return (
    <Section title={words.record.facts}>
      <div className={styles.party}>
        <Entries
          differences={differences}
          entries={[
            ...ofMark,
            { path: 'language', name: words.record.language, value: words.record.languages[language] },
            { path: 'branch', name: words.record.branch, value: branch },
            { path: 'ownReference', name: words.record.ownReference, value: ownReference },
            {
              path: 'signature',
              name: words.record.signature,
              value: `${signature.name}, ${signature.capacity}`,
            },
          ]}
        />
      </div>
    </Section>
  )
}

function Priorities({ request, differences, countries }: ShownRecord) {
  const words = useWordsOf(staffFileWords).record
  const office = useOfficeWords()
  const isChanged = changeAt(differences, 'priorities') !== undefined
  return (
    <Section title={words.priorities}>
      {isChanged && (
        <p>
          <span className={styles.changedTag}>{words.changed}</span>
        </p>
      )}
      {request.priorities.length === 0 ? (
        <p className={styles.soft}>{words.noPriorities}</p>
      ) : (
        <Table
          caption={words.priorities}
          isDense
          rows={request.priorities}
          keyOf={({ country, number }) => `${country} ${number}`}
          columns={[
            { head: words.country, cell: ({ country }) => countries[country] ?? country },
            { head: words.priorityNumber, cell: ({ number }) => <bdi>{number}</bdi> },
            {
              head: words.priorityDate,
              cell: ({ date }) => <time dateTime={date}>{dateInWords(date, office)}</time>,
            },
          ]}
        />
      )}
    </Section>
  )
}

/** All that a version of the record holds, whatever the right. */
export const RecordContent = (shown: ShownRecord) => (
  <>
    <Application {...shown} />
    {shown.request.kind !== 'trademark-application' && <PrintedSections sections={shown.sections} />}
    <Parties {...shown} />
    {shown.request.kind === 'trademark-application' && (
      <Goods request={shown.request} differences={shown.differences} />
    )}
    <Priorities {...shown} />
  </>
)
