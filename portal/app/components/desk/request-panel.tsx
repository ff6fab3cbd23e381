/** The application beside the checklist: what is filed, part by part, in few lines each. */
import {
  labelOfPath,
  nameOf,
  valueInLine,
  wordsOfMark,
  type ApplicationRequest,
  type DesignRequest,
  type PatentRequest,
  type TrademarkRequest,
} from '@lodge/shared-types'
import { useId, type ReactNode } from 'react'
import { useLanguage, useWordsOf } from '../../language.tsx'
import { examinationWords } from '../../messages/examination.ts'
import styles from './request-panel.module.css'

type Props = {
  request: ApplicationRequest
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
  request: ApplicationRequest
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

const OfMark = ({ request, markImage }: { request: TrademarkRequest; markImage: string | null }) => {
  const { mark, goodsAndServices } = request
  return (
    <>
      <Part path="mark" request={request}>
        {markImage !== null && <img className={styles.image} src={markImage} alt="" />}
        <Lines
          lines={[
            wordsOfMark(mark),
            mark.description,
            'colours' in mark ? mark.colours?.join(', ') : undefined,
            mark.disclaimer,
          ]}
        />
      </Part>
      {goodsAndServices.map(({ classNumber, terms }, at) => (
        <Part key={classNumber} path={`goodsAndServices.${at}`} request={request}>
          <Terms terms={terms} />
        </Part>
      ))}
    </>
  )
}

/** Numbers that the fees and the formalities depend on. */
const counted = ['claims', 'independentClaims', 'pages', 'drawings'] as const

const OfInvention = ({ request }: { request: PatentRequest }) => {
  const { invention, inventors, pct, parent } = request
  return (
    <>
      <Part path="invention.title" request={request}>
        <Lines lines={[invention.title, invention.abstract]} />
      </Part>
      {counted.map((name) => (
        <Part key={name} path={`invention.${name}`} request={request}>
          <span className="number">{invention[name]}</span>
        </Part>
      ))}
      {pct && (
        <Part path="pct" request={request}>
          <Lines lines={[pct.number, pct.filingDate]} />
        </Part>
      )}
      {parent && (
        <Part path="parent" request={request}>
          <Lines lines={[parent.fileNumber]} />
        </Part>
      )}
      <Makers path="inventors" people={inventors} request={request} />
    </>
  )
}

const OfDesigns = ({ request }: { request: DesignRequest }) => (
  <>
    {request.designs.map(({ product, locarno, verbalElement, description }, at) => (
      <Part key={`${at} ${product}`} path={`designs.${at}`} request={request}>
        <Lines lines={[product, locarno, verbalElement, description]} />
      </Part>
    ))}
    <Makers path="designers" people={request.designers} request={request} />
  </>
)

const Makers = ({
  path,
  people,
  request,
}: {
  path: string
  people: PatentRequest['inventors']
  request: ApplicationRequest
}) => (
  <>
    {people.map(({ person }, at) => (
      <Part key={`${at} ${nameOf(person)}`} path={`${path}.${at}`} request={request}>
        <Lines lines={[nameOf(person), valueInLine(person.address)]} />
      </Part>
    ))}
  </>
)

function Subject({ request, markImage }: Props) {
  switch (request.kind) {
    case 'trademark-application':
      return <OfMark request={request} markImage={markImage} />
    case 'patent-application':
    case 'utility-model-application':
      return <OfInvention request={request} />
    case 'design-application':
      return <OfDesigns request={request} />
  }
}

export function RequestPanel({ request, markImage }: Props) {
  const words = useWordsOf(examinationWords).examination
  const id = useId()
  const { applicants, agent, priorities, signature } = request
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <h2 id={id}>{words.request}</h2>
      <dl className={styles.parts}>
        <Subject request={request} markImage={markImage} />
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
