/** The verdict of a gate: in a word and every reason where a request is chosen, and as a notice above a draft. */
import { useLanguage, useWords, useWordsOf } from '../../language.tsx'
import { fileRequestsWords } from '../../messages/file-requests.ts'
import { instantInWords } from '../../office-time.ts'
import { Notice, StatusTag, type Meaning } from '../notice.tsx'
import type { GateHere } from './gate-here.ts'
import { reasonInWords } from './reason-in-words.ts'
import styles from './requests.module.css'

export const meaningOfGate = {
  open: 'good',
  warning: 'attention',
  blocked: 'wrong',
  unknown: 'info',
} as const satisfies Record<GateHere['verdict'], Meaning>

function Reasons({ gate }: { gate: GateHere }) {
  const words = useWords()
  const language = useLanguage()
  return gate.reasons.map((reason) => (
    <p key={reason.code} dir="auto">
      {reasonInWords(reason, words, language)}
    </p>
  ))
}

export function GateLine({ gate }: { gate: GateHere }) {
  const words = useWordsOf(fileRequestsWords).gate
  return (
    <div className={styles.reasons}>
      <span>
        <StatusTag meaning={meaningOfGate[gate.verdict]}>{words[gate.verdict]}</StatusTag>
      </span>
      <Reasons gate={gate} />
    </div>
  )
}

type NoticeProps = {
  gate: GateHere
  /** When the office told of the file, where this device knows it, and in whose time that is said. */
  asOf: number | undefined
  timeZone: string
}

/** Above a draft: whether what is being written could be filed today; at length only where something is against it. */
export default function GateNotice({ gate, asOf, timeZone }: NoticeProps) {
  const all = useWords()
  const words = useWordsOf(fileRequestsWords).gate
  const asKnown = asOf === undefined ? '' : words.asOf(instantInWords(new Date(asOf), timeZone, all))
  if (gate.verdict === 'open' || gate.verdict === 'unknown')
    return (
      <p className={styles.gate}>
        <StatusTag meaning={meaningOfGate[gate.verdict]}>{words[gate.verdict]}</StatusTag> {asKnown}
      </p>
    )
  return (
    <Notice meaning={meaningOfGate[gate.verdict]} title={words[gate.verdict]}>
      <Reasons gate={gate} />
      <p>{gate.verdict === 'blocked' ? words.blockedLead : words.warningLead}</p>
      {asKnown !== '' && <p>{asKnown}</p>}
    </Notice>
  )
}
