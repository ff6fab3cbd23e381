/** The bibliographic data of a file in one of its versions, with what that version changed marked where it stands. */
import { Link } from '@remix-run/react'
import type { FileRecord } from '@lodge/processor'
import {
  labelOfPath,
  nameOf,
  niceClasses,
  valueInLine,
  type Person,
  type TrademarkRequest,
} from '@lodge/shared-types'
import type { ReactNode } from 'react'
import { useLanguage, useOfficeWords, useWordsOf } from '../../../language.tsx'
import { staffFileWords } from '../../../messages/staff-file.ts'
import { dateInWords, instantInWords } from '../../../office-time.ts'
import { Section } from '../../page-header.tsx'
import { Table } from '../../table.tsx'
import { subtypeIn } from '../../files/file-table.tsx'
import styles from './file.module.css'

type Differences = FileRecord['differences']

type Props = {
  record: FileRecord
  /** The names of countries by their code, in the reader's language. */
  countries: Readonly<Record<string, string>>
  timeZone: string
}

/** A value of the request: at which path, so that a change of it can be marked. */
type Entry = { path: string; name: string; value: string | undefined }

const isPartOf = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(`${outer}.`)

/** Returns what was changed at a path, within it, or in what holds it. */
const changeAt = (differences: Differences, path: string) =>
  differences.find((one) => isPartOf(one.path, path) || isPartOf(path, one.path))

function Entries({ entries, differences }: { entries: readonly Entry[]; differences: Differences }) {
  const words = useWordsOf(staffFileWords).record
  return (
    <dl className={styles.entries}>
      {entries.map(({ path, name, value }) => {
        const change = changeAt(differences, path)
        if ((value === undefined || value === '') && !change) return null
        return (
          <div key={path} className={change ? styles.changedEntry : undefined}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value === undefined || value === '' ? words.nothing : value}</bdi>
              {change && <span className={styles.changedTag}>{words.changed}</span>}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

function Versions({ record: { versions, shown }, timeZone }: Props) {
  const words = useWordsOf(staffFileWords).record
  const office = useOfficeWords()
  const latest = versions.at(-1)?.version
  return (
    <nav className={`${styles.versions} screen-only`} aria-label={words.versions}>
      <ul>
        {versions.toReversed().map(({ version, at }) => (
          <li key={version}>
            <Link
              to={version === latest ? '.' : `?version=${version}`}
              className={styles.version}
              preventScrollReset
              title={words.since(instantInWords(at, timeZone, office))}
              {...(version === shown?.version ? { 'aria-current': 'page' as const } : {})}
            >
              {words.version(version)}
              <span className={styles.soft}>
                {version === 1
                  ? words.asFiled
                  : version === latest
                    ? words.current
                    : instantInWords(at, timeZone, office)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Changes({ differences, request }: { differences: Differences; request: TrademarkRequest }) {
  const words = useWordsOf(staffFileWords).record
  const language = useLanguage()
  const line = (value: unknown) => {
    const text = valueInLine(value)
    return text === '' ? <span className={styles.soft}>{words.nothing}</span> : <bdi>{text}</bdi>
  }
  return (
    <Section title={words.changes}>
      <Table
        caption={words.changes}
        isDense
        rows={differences}
        keyOf={({ path }) => path}
        columns={[
          { head: words.field, cell: ({ path }) => labelOfPath(path, language, request) },
          { head: words.before, cell: ({ before }) => <del className={styles.before}>{line(before)}</del> },
          { head: words.after, cell: ({ after }) => <ins className={styles.after}>{line(after)}</ins> },
        ]}
      />
    </Section>
  )
}

/** What is known of a person, by the path at which they stand in the request. */
function usePersonEntries(countries: Props['countries']) {
  const words = useWordsOf(staffFileWords).record
  const country = (code: string | undefined) => (code === undefined ? undefined : (countries[code] ?? code))
  return (path: string, person: Person): Entry[] => {
    const { address, email, phone } = person
    const lines = [...address.lines, [address.postalCode, address.city].filter(Boolean).join(' ')]
    const who: Entry[] =
      person.kind === 'natural'
        ? [{ path: `${path}.nationality`, name: words.nationality, value: country(person.nationality) }]
        : [
            { path: `${path}.legalForm`, name: words.legalForm, value: person.legalForm },
            {
              path: `${path}.registrationNumber`,
              name: words.registration,
              value: person.registrationNumber,
            },
            {
              path: `${path}.incorporatedIn`,
              name: words.incorporatedIn,
              value: country(person.incorporatedIn),
            },
          ]
    return [
      {
        path: `${path}.${person.kind === 'natural' ? 'familyName' : 'name'}`,
        name: words.name,
        value: nameOf(person),
      },
      ...who,
      { path: `${path}.address`, name: words.address, value: lines.join('\n') },
      { path: `${path}.address.country`, name: words.country, value: country(address.country) },
      { path: `${path}.email`, name: words.email, value: email },
      { path: `${path}.phone`, name: words.phone, value: phone },
    ]
  }
}

function Party({ title, kind, children }: { title: string; kind: string; children: ReactNode }) {
  return (
    <section className={styles.party}>
      <h3>
        {title} <span className={styles.soft}>{kind}</span>
      </h3>
      {children}
    </section>
  )
}

/** Who the parties were before, as the office's rows of them say. */
function Earlier({ parties, countries }: { parties: FileRecord['parties'] } & Pick<Props, 'countries'>) {
  const words = useWordsOf(staffFileWords).record
  const entriesOf = usePersonEntries(countries)
  const earlier = parties.flatMap(({ partyId, role, versions }) =>
    versions.slice(0, -1).map(({ version, person }) => ({ partyId, role, version, person })),
  )
  if (earlier.length === 0) return null
  return (
    <details className={styles.earlier}>
      <summary>{words.earlierParties(earlier.length)}</summary>
      <div className={styles.parties}>
        {earlier.toReversed().map(({ partyId, role, version, person }) => (
          <Party
            key={`${partyId} ${version}`}
            title={role === 'agent' ? words.agent : nameOf(person)}
            kind={words.version(version)}
          >
            <Entries entries={entriesOf(partyId, person)} differences={[]} />
          </Party>
        ))}
      </div>
    </details>
  )
}

function Parties({ request, differences, record, countries }: Shown) {
  const words = useWordsOf(staffFileWords).record
  const entriesOf = usePersonEntries(countries)
  const { applicants, agent } = request
  const kindOf = ({ kind }: Person): string => (kind === 'natural' ? words.natural : words.legal)
  return (
    <Section title={words.parties}>
      <div className={styles.parties}>
        {applicants.map((person, at) => (
          <Party
            key={`${at} ${nameOf(person)}`}
            title={applicants.length === 1 ? words.applicant(1) : words.applicant(at + 1)}
            kind={kindOf(person)}
          >
            <Entries entries={entriesOf(`applicants.${at}`, person)} differences={differences} />
          </Party>
        ))}
        {agent && (
          <Party title={words.agent} kind={kindOf(agent.person)}>
            <Entries
              entries={[
                ...entriesOf('agent.person', agent.person),
                { path: 'agent.agentCode', name: words.agentCode, value: agent.agentCode },
                { path: 'agent.power', name: words.power, value: words.powers[agent.power] },
              ]}
              differences={differences}
            />
          </Party>
        )}
      </div>
      <Earlier parties={record.parties} countries={countries} />
    </Section>
  )
}

/** As many terms as are read at a glance; the others open. */
const glance = 12

function Goods({ request, differences }: Shown) {
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

function Application({ request, differences, branch }: Shown) {
  const words = useWordsOf(staffFileWords)
  const office = useOfficeWords()
  const { mark, language, ownReference, signature } = request
  const ofMark: Entry[] =
    mark.kind === 'word'
      ? [{ path: 'mark.text', name: words.record.markText, value: mark.text }]
      : [
          { path: 'mark.verbalElements', name: words.record.words, value: mark.verbalElements },
          { path: 'mark.description', name: words.record.description, value: mark.description },
          { path: 'mark.colours', name: words.record.colours, value: mark.colours?.join(', ') },
        ]
  return (
    <Section title={words.record.facts}>
      <div className={styles.party}>
        <Entries
          differences={differences}
          entries={[
            { path: 'mark.kind', name: words.mark, value: subtypeIn(office, mark.kind) },
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

function Priorities({ request, differences, countries }: Shown) {
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

type Shown = Props & { request: TrademarkRequest; differences: Differences; branch: string }

export function RecordPart({ branch, facts, ...props }: Props & { branch: string; facts: ReactNode }) {
  const words = useWordsOf(staffFileWords).record
  const { record } = props
  if (!record.shown)
    return (
      <>
        {facts}
        <p className={styles.soft}>{words.paperOnly}</p>
      </>
    )
  const { request } = record.shown
  const shown = { ...props, branch, request, differences: record.differences }
  return (
    <>
      {record.versions.length > 1 && <Versions {...props} />}
      {record.differences.length > 0 && <Changes differences={record.differences} request={request} />}
      {facts}
      <Application {...shown} />
      <Parties {...shown} />
      <Goods {...shown} />
      <Priorities {...shown} />
    </>
  )
}
