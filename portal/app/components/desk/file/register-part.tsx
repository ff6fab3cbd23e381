/** The register of a file as of any day: where it stood, its dates and entries, what changed, and the record itself. */
import { Form, Link } from '@remix-run/react'
import type { RegisterInWords, StaffRegister } from '@lodge/processor'
import { useLanguage, useOfficeWords, useWordsOf } from '../../../language.tsx'
import { registerWords } from '../../../messages/register.ts'
import { staffFileWords } from '../../../messages/staff-file.ts'
import { dateInWords, instantInWords } from '../../../office-time.ts'
import { Button } from '../../button.tsx'
import { Section } from '../../page-header.tsx'
import { Facts } from '../../table.tsx'
import styles from './file.module.css'
import { RecordContent } from './record-content.tsx'
import type { ShownRecord } from './record-entries.tsx'
import { RegisterChanges } from './register-changes.tsx'
import { MadeByRequest, RegisterEntries } from './register-entries.tsx'

type Props = Pick<ShownRecord, 'branch' | 'countries'> & {
  register: StaffRegister
  base: string
  timeZone: string
}

/** As many of the days on which the register changed as stand beside the form. */
const mostDays = 8

/** A day to enter, and the days on which something changed; a plain form that only asks. */
function ChooseDay({ register: { on, today, days, shown } }: Pick<Props, 'register'>) {
  const words = useWordsOf(registerWords)
  const office = useOfficeWords()
  return (
    <div className={`${styles.asOf} screen-only`}>
      <Form
        method="get"
        preventScrollReset
        className={styles.dayForm}
        key={`${on} ${shown?.since?.on ?? ''}`}
      >
        <input type="hidden" name="tab" value="register" />
        <label htmlFor="on">{words.asOf}</label>
        <input id="on" name="on" type="date" max={today} defaultValue={on} />
        <label htmlFor="since">{words.compare}</label>
        <input id="since" name="since" type="date" max={today} defaultValue={shown?.since?.on ?? ''} />
        <Button look="small">{words.show}</Button>
      </Form>
      <nav aria-label={words.days}>
        <ul className={styles.days}>
          {days
            .slice(-mostDays)
            .toReversed()
            .map((day) => (
              <li key={day}>
                <Link
                  to={`?tab=register&on=${day}`}
                  preventScrollReset
                  {...(day === on ? { 'aria-current': 'date' as const } : {})}
                >
                  <time dateTime={day}>{dateInWords(day, office)}</time>
                </Link>
              </li>
            ))}
        </ul>
      </nav>
    </div>
  )
}

function Standing({ shown, base, timeZone }: { shown: RegisterInWords } & Pick<Props, 'base' | 'timeZone'>) {
  const words = useWordsOf(registerWords)
  const process = useWordsOf(staffFileWords).process.names
  const office = useOfficeWords()
  const language = useLanguage()
  const { record, flags, correspondence, parent } = shown
  return (
    <Section title={words.standing}>
      <Facts
        facts={[
          { name: words.status, value: `${office.fileStatuses[shown.status]} (${shown.st27})` },
          { name: words.process, value: process[shown.process] },
          {
            name: words.flags,
            value: flags.length === 0 ? words.noFlags : flags.map((flag) => flag[language]).join('\n'),
          },
          { name: words.correspondence, value: <bdi>{correspondence?.[language] ?? words.ordinary}</bdi> },
          ...(parent
            ? [
                {
                  name: words.parent,
                  value: (
                    <Link to={`${base}/desk/files/${parent.fileId}`}>
                      <bdi>{parent.fileNumber}</bdi>
                    </Link>
                  ),
                },
              ]
            : []),
          ...(record
            ? [
                {
                  name: words.version,
                  value: (
                    <>
                      {words.versionOf(record.version, instantInWords(record.at, timeZone, office))}
                      {record.causedBy && (
                        <>
                          {'\n'}
                          <MadeByRequest madeBy={record.causedBy} base={base} />
                        </>
                      )}
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  )
}

function Dates({ dates }: Pick<RegisterInWords, 'dates'>) {
  const words = useWordsOf(registerWords)
  const office = useOfficeWords()
  const language = useLanguage()
  return (
    <Section title={words.dates}>
      {dates.length === 0 ? (
        <p className={styles.soft}>{words.noDates}</p>
      ) : (
        <div className={styles.dates}>
          <Facts
            facts={dates.map(({ label, day }) => ({
              name: label[language],
              value: <time dateTime={day}>{dateInWords(day, office)}</time>,
            }))}
          />
        </div>
      )}
    </Section>
  )
}

function Since({
  since,
  status,
}: { since: NonNullable<RegisterInWords['since']> } & Pick<RegisterInWords, 'status'>) {
  const words = useWordsOf(registerWords)
  const office = useOfficeWords()
  const title = words.changes(dateInWords(since.on, office))
  const isMoved = since.status !== status
  return (
    <Section title={title}>
      {isMoved && <p>{words.statusChange(office.fileStatuses[since.status], office.fileStatuses[status])}</p>}
      {since.changes.length > 0 ? (
        <RegisterChanges changes={since.changes} caption={title} />
      ) : (
        <p className={styles.soft}>{words.noChanges}</p>
      )}
    </Section>
  )
}

export function RegisterPart({ register, branch, countries, base, timeZone }: Props) {
  const words = useWordsOf(registerWords)
  const office = useOfficeWords()
  const language = useLanguage()
  const { on, shown } = register
  return (
    <>
      <ChooseDay register={register} />
      <p className={styles.soft}>
        {shown ? words.lead(dateInWords(on, office)) : words.notYet(dateInWords(on, office))}
      </p>
      {shown && (
        <>
          <Standing {...{ shown, base, timeZone }} />
          {shown.since && <Since since={shown.since} status={shown.status} />}
          <Dates dates={shown.dates} />
          <RegisterEntries entries={shown.entries} base={base} />
          {shown.record ? (
            <RecordContent
              {...{ branch, countries }}
              request={shown.record.application}
              sections={shown.record.sections[language]}
              parties={[]}
              differences={shown.since?.changes ?? []}
            />
          ) : (
            <p className={styles.soft}>{words.paperOnly}</p>
          )}
        </>
      )}
    </>
  )
}
