/** What granting a request would do: the register before and after, where the file then stands, and the work that it opens. */
import type { FileRequestView, Plan } from '@lodge/processor'
import {
  effectSentences,
  officeSentenceOf,
  textIn,
  told,
  type FieldError,
  type Language,
} from '@lodge/shared-types'
import { useLanguage, useWordsOf } from '../../../language.tsx'
import { registerWords } from '../../../messages/register.ts'
import { Notice } from '../../notice.tsx'
import { Section } from '../../page-header.tsx'
import { Facts } from '../../table.tsx'
import styles from './file.module.css'
import { RegisterChanges } from './register-changes.tsx'

const isEffectCode = (code: string): code is keyof typeof effectSentences =>
  Object.hasOwn(effectSentences, code)

/** Returns why a request cannot be granted, in `language`. */
const faultIn = (fault: FieldError, language: Language): string =>
  isEffectCode(fault.code)
    ? told(effectSentences[fault.code], fault.params ?? {}, language)
    : officeSentenceOf(fault, language)

/** Why it cannot be granted as the register stands; nothing where it can. */
function Faults({ faults }: { faults: readonly FieldError[] }) {
  const words = useWordsOf(registerWords).requests
  const language = useLanguage()
  if (faults.length === 0) return null
  return (
    <Notice meaning="wrong" title={words.cannot}>
      {faults.map((fault, at) => (
        <p key={`${at} ${fault.code}`}>
          <bdi>{faultIn(fault, language)}</bdi>
        </p>
      ))}
      <p>{words.cannotLead}</p>
    </Notice>
  )
}

function Planned({ plan }: { plan: Plan }) {
  const words = useWordsOf(registerWords).requests
  const language = useLanguage()
  const { changes, actions, tasks, splits } = plan
  const facts = [
    ...(actions.length === 0
      ? []
      : [{ name: words.actions, value: actions.map(({ label }) => textIn(label, language)).join('\n') }]),
    ...(tasks.length === 0
      ? []
      : [{ name: words.tasks, value: tasks.map((task) => words.taskNames[task]).join('\n') }]),
  ]
  return (
    <Section title={words.plan}>
      <p className={styles.soft}>{words.planLead}</p>
      {changes.length === 0 ? (
        <p>{words.planNothing}</p>
      ) : (
        <RegisterChanges changes={changes} caption={words.plan} />
      )}
      {splits && <p>{words.splits}</p>}
      {facts.length > 0 && <Facts facts={facts} />}
    </Section>
  )
}

export const RequestPlan = ({
  deciding: { plan, faults },
}: {
  deciding: Pick<NonNullable<FileRequestView['deciding']>, 'plan' | 'faults'>
}) => (
  <>
    <Faults faults={faults} />
    {plan && <Planned plan={plan} />}
  </>
)
