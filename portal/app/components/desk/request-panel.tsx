/** The application beside the checklist: what is filed, part by part, in few lines each. */
import { labelOfPath, nameOf, valueInLine, type TrademarkRequest } from '@lodge/shared-types'
import { useId, type ReactNode } from 'react'
import { useLanguage, useWordsOf } from '../../language.tsx'
import { examinationWords } from '../../messages/examination.ts'
import styles from './request-panel.module.css'

type Props = {
  request: TrademarkRequest
  /** Where the image of the mark is, where it has one. */
  markImage: string | null
}

/** One part of the application: its name, and its lines. */
const Part = ({
  path,
  request,
  children,
}: {
  path: string
  request: TrademarkRequest
  children: ReactNode
}) => {
  const language = useLanguage()
  return (
    <>
      <dt>{labelOfPath(path, language, request)}</dt>
      <dd>{children}</dd>
    </>
  )
}

const Lines = ({ lines }: { lines: readonly (string | undefined)[] }) => (
  <>
    {lines.map((line, at) =>
      line === undefined || line === '' ? null : (
        <span key={`${at} ${line}`} className={at === 0 ? styles.first : styles.line}>
          <bdi>{line}</bdi>
        </span>
      ),
    )}
  </>
)

export function RequestPanel({ request, markImage }: Props) {
  const words = useWordsOf(examinationWords).examination
  const id = useId()
  const { mark, applicants, agent, goodsAndServices, priorities, signature } = request
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <h2 id={id}>{words.request}</h2>
      <dl className={styles.parts}>
        <Part path="mark" request={request}>
          {markImage !== null && <img className={styles.image} src={markImage} alt="" />}
          {mark.kind === 'word' ? (
            <Lines lines={[mark.text]} />
          ) : (
            <Lines lines={[mark.verbalElements, mark.description, mark.colours?.join(', ')]} />
          )}
        </Part>
        {applicants.map((person, at) => (
          <Part key={`${at} ${nameOf(person)}`} path={`applicants.${at}`} request={request}>
            <Lines lines={[nameOf(person), valueInLine(person.address), person.email, person.phone]} />
          </Part>
        ))}
        {agent && (
          <Part path="agent" request={request}>
            <Lines lines={[nameOf(agent.person), valueInLine(agent.person.address), agent.person.email]} />
          </Part>
        )}
        {goodsAndServices.map(({ classNumber, terms }, at) => (
          <Part key={classNumber} path={`goodsAndServices.${at}`} request={request}>
            <Terms terms={terms} />
          </Part>
        ))}
        {priorities.map(({ country, number, date }, at) => (
          <Part key={`${country} ${number}`} path={`priorities.${at}`} request={request}>
            <Lines lines={[`${country} ${number}`, date]} />
          </Part>
        ))}
        <Part path="signature" request={request}>
          <Lines lines={[signature.name, signature.capacity]} />
        </Part>
      </dl>
    </section>
  )
}

/** As many terms as are read at a glance; the others open. */
const glance = 8

const Terms = ({ terms }: { terms: readonly string[] }) => (
  <>
    <span className={styles.line}>
      <bdi>{terms.slice(0, glance).join('; ')}</bdi>
    </span>
    {terms.length > glance && (
      <details className={styles.more}>
        <summary>
          <span className="number">+ {terms.length - glance}</span>
        </summary>
        <span className={styles.line}>
          <bdi>{terms.slice(glance).join('; ')}</bdi>
        </span>
      </details>
    )}
  </>
)
