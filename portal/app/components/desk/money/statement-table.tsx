/** Statements and the files they came in, newest first. */
import { Link } from '@remix-run/react'
import { useChrome } from '../../../chrome.ts'
import { useOfficeWords, useWordsOf } from '../../../language.tsx'
import { statementsWords } from '../../../messages/statements.ts'
import type { ListedStatement, ListedStatementFile } from '../../../money-shapes.ts'
import { dateInWords } from '../../../office-time.ts'
import { StatusTag, type Meaning } from '../../notice.tsx'
import { Table } from '../../table.tsx'
import { accountGrouped } from './account-name.ts'
import styles from './money.module.css'
import { Moment } from './moment.tsx'
import { WrittenMoney } from './signed-money.tsx'

export const meaningOfStatement = {
  reading: 'info',
  applying: 'info',
  applied: 'good',
  details: 'good',
  information: 'info',
  refused: 'wrong',
} as const satisfies Record<ListedStatement['state'], Meaning>

const meaningOfFile = {
  taken: 'good',
  information: 'info',
  refused: 'wrong',
} as const satisfies Record<ListedStatementFile['state'], Meaning>

const useBase = (): string => `/o/${useChrome().office?.id ?? ''}/desk/money`

/** The days that a statement covers, in words; a dash where the bank says none. */
export function Period({ statement: { from, to } }: { statement: Pick<ListedStatement, 'from' | 'to'> }) {
  const words = useWordsOf(statementsWords)
  const office = useOfficeWords()
  const [first, last] = [from ?? to, to ?? from]
  return (
    <>
      {first === null || last === null
        ? '–'
        : words.fromTo(dateInWords(first, office), dateInWords(last, office))}
    </>
  )
}

export function StatementTable({ statements }: { statements: readonly ListedStatement[] }) {
  const words = useWordsOf(statementsWords)
  const base = useBase()
  return (
    <Table
      caption={words.tabs.statements}
      isDense
      rows={statements}
      keyOf={({ _id }) => _id}
      columns={[
        {
          head: words.statement,
          cell: ({ _id, statementId, sequence, account }) => (
            <div className={styles.what}>
              <Link to={`${base}/statement?id=${encodeURIComponent(_id)}`}>
                {words.number(statementId, sequence)}
              </Link>
              <span className={styles.soft}>
                <bdi className="number">{accountGrouped(account)}</bdi>
              </span>
            </div>
          ),
        },
        { head: words.period, cell: (statement) => <Period statement={statement} /> },
        {
          head: words.closing,
          isNumber: true,
          cell: ({ closing, currency }) =>
            closing ? <WrittenMoney amountMinor={closing.amountMinor} currency={currency} /> : '–',
        },
        {
          head: words.lines,
          isNumber: true,
          cell: ({ lines }) => <bdi>{words.linesKnown(lines.all, lines.known)}</bdi>,
        },
        {
          head: words.state,
          cell: ({ state, warnings, hasGap }) => (
            <div className={styles.what}>
              <span>
                <StatusTag meaning={meaningOfStatement[state]}>{words.states[state]}</StatusTag>
              </span>
              {hasGap && <span className={styles.wrong}>{words.gap}</span>}
              {warnings.slice(0, 1).map((warning) => (
                <span key={warning} className={styles.soft}>
                  <bdi>{warning}</bdi>
                </span>
              ))}
            </div>
          ),
        },
        { head: words.importedAt, cell: ({ importedAt }) => <Moment at={importedAt} /> },
      ]}
    />
  )
}

export const addressOfFile = (base: string, fileId: string): string =>
  `${base}/statements/file?id=${encodeURIComponent(fileId)}`

export function StatementFileTable({ files }: { files: readonly ListedStatementFile[] }) {
  const words = useWordsOf(statementsWords)
  const base = useBase()
  return (
    <Table
      caption={words.tabs.files}
      isDense
      rows={files}
      keyOf={({ _id }) => _id}
      columns={[
        {
          head: words.file,
          cell: ({ _id, names: [name = '', ...more] }) => (
            <div className={styles.what}>
              <a href={addressOfFile(base, _id)} download title={words.download}>
                <bdi>{name}</bdi>
              </a>
              {more.length > 0 && <span className={styles.soft}>{words.alsoNamed(more.join(', '))}</span>}
            </div>
          ),
        },
        { head: words.format, cell: ({ format }) => <bdi>{format}</bdi> },
        { head: words.source, cell: ({ source }) => words.sources[source] },
        {
          head: words.state,
          cell: ({ state, reasons, warnings }) => (
            <div className={`${styles.what} ${styles.text}`}>
              <span>
                <StatusTag meaning={meaningOfFile[state]}>{words.fileStates[state]}</StatusTag>
              </span>
              {[...reasons, ...warnings].slice(0, 3).map((sentence) => (
                <span key={sentence} className={styles.soft}>
                  <bdi>{sentence}</bdi>
                </span>
              ))}
            </div>
          ),
        },
        {
          head: words.sha256,
          cell: ({ sha256 }) => (
            <bdi className={`${styles.seal} ${styles.nowrap}`} title={sha256}>
              {sha256.slice(0, 12)}
            </bdi>
          ),
        },
        { head: words.importedAt, cell: ({ importedAt }) => <Moment at={importedAt} /> },
      ]}
    />
  )
}
