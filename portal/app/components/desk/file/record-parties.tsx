/** The parties of a file as its record has them, and who they were before. */
import type { FileRecord } from '@lodge/processor'
import { nameOf, type Person } from '@lodge/shared-types'
import type { ReactNode } from 'react'
import { useWordsOf } from '../../../language.tsx'
import { staffFileWords } from '../../../messages/staff-file.ts'
import { Section } from '../../page-header.tsx'
import styles from './file.module.css'
import { Entries, type Entry, type ShownRecord } from './record-entries.tsx'

type Countries = ShownRecord['countries']

/** What is known of a person, by the path at which they stand in the request. */
function usePersonEntries(countries: Countries) {
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
function Earlier({ parties, countries }: { parties: FileRecord['parties']; countries: Countries }) {
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

export function Parties({ request, differences, parties, countries }: ShownRecord) {
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
      <Earlier parties={parties} countries={countries} />
    </Section>
  )
}
