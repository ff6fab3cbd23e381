/** What an application or request says, section by section, as its form calls each entry. */
import type { PrintedSection } from '@lodge/processor'
import { Section } from '../../page-header.tsx'
import styles from './file.module.css'

/** Names and values, each on a line of its own. */
export const Lines = ({ rows }: { rows: PrintedSection['rows'] }) => (
  <dl className={styles.entries}>
    {rows.map(({ label, values }, at) => (
      <div key={`${at} ${label}`}>
        <dt>{label}</dt>
        <dd>
          <bdi>{values.join('\n')}</bdi>
        </dd>
      </div>
    ))}
  </dl>
)

export const PrintedSections = ({ sections }: { sections: readonly PrintedSection[] }) => (
  <>
    {sections.map(({ title, rows }, at) => (
      <Section key={`${at} ${title}`} title={title}>
        <div className={styles.party}>
          <Lines rows={rows} />
        </div>
      </Section>
    ))}
  </>
)
