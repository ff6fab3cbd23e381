/** Check your answers: everything once more, what is left, what it costs, and the way into the cart. */
import { lazy, Suspense } from 'react'
import { pagesAsked } from '../../components/filing/draft-facts.ts'
import { DraftScreen } from '../../components/filing/draft-screen.tsx'
import { ErrorList } from '../../components/filing/error-list.tsx'
import styles from '../../components/filing/filing.module.css'
import { ScreenHead } from '../../components/filing/screen-head.tsx'
import { Opening } from '../../components/filing/screen-states.tsx'
import { useFiling } from '../../components/filing/use-filing.tsx'
import { ButtonLink } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useLanguage, useWords } from '../../language.tsx'

/** Nothing is told before the check is there, which comes after the page. */
const PageAnswers = lazy(async () => ({
  default: (await import('../../components/filing/answers.tsx')).PageAnswers,
}))
const FeeSheet = lazy(() => import('../../components/filing/fee-sheet.tsx'))

export default function Check() {
  const words = useWords().drafting.page
  return (
    <DraftScreen back={({ home }) => ({ to: home, words: words.back })}>{() => <CheckDraft />}</DraftScreen>
  )
}

function CheckDraft() {
  const filing = useFiling()
  const { form, judged, home, base, draft } = filing
  const words = useWords().drafting
  const language = useLanguage()
  if (!judged) return <Opening />
  const { check, fees } = judged
  const pages = pagesAsked(filing)
  const toCart = draft.state === 'draft' && check.isReady && (
    <div className={styles.go}>
      <ButtonLink to={`${base}/cart`}>{words.check.addToCart}</ButtonLink>
    </div>
  )
  return (
    <>
      <ScreenHead title={words.check.title} over={form.title[language]} />
      {check.errors.length > 0 && (
        <ErrorList home={home} errors={check.errors} title={words.check.leftTitle(check.errors.length)} />
      )}
      {check.isReady && draft.state === 'draft' && (
        <Notice meaning="good" title={words.check.verdictTitle}>
          <p>{words.check.verdictLead}</p>
          {toCart}
        </Notice>
      )}
      <div className={styles.sections}>
        {form.sections.map((section) => {
          const asked = section.pages.filter(({ id }) => pages.some((page) => page.id === id))
          if (asked.length === 0) return null
          return (
            <section key={section.id} className={styles.section}>
              <h2>{section.title[language]}</h2>
              <Suspense>
                {asked.map((page) => (
                  <PageAnswers key={page.id} page={page} />
                ))}
              </Suspense>
            </section>
          )
        })}
        {fees && (
          <section className={styles.section}>
            <h2>{words.check.fees}</h2>
            <Suspense>
              <FeeSheet filing={filing} />
            </Suspense>
          </section>
        )}
      </div>
      {toCart}
    </>
  )
}
