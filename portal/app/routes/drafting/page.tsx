/** One page of a draft: its fields, or the list of what can be there several times. */
import { useParams } from '@remix-run/react'
import { lazy, Suspense } from 'react'
import { isOfGoods, pagesAsked } from '../../components/filing/draft-facts.ts'
import { DraftScreen } from '../../components/filing/draft-screen.tsx'
import { Away, Opening } from '../../components/filing/screen-states.tsx'
import styles from '../../components/filing/filing.module.css'
import { nextPage } from '../../components/filing/next-page.ts'
import { GoOn, PageErrors, PageFields } from '../../components/filing/page-parts.tsx'
import { ScreenHead } from '../../components/filing/screen-head.tsx'
import { useFiling } from '../../components/filing/use-filing.tsx'
import type { Judgement } from '../../components/filing/judge.ts'
import { useShownErrors } from '../../components/filing/use-shown-errors.ts'
import { useLanguage, useWords } from '../../language.tsx'

const GoodsPage = lazy(() => import('../../components/filing/goods-page.tsx'))
const ItemCards = lazy(async () => ({
  default: (await import('../../components/filing/list-page.tsx')).ItemCards,
}))

export default function Page() {
  const words = useWords().drafting.page
  const { pageId = '' } = useParams()
  return (
    <DraftScreen back={({ home }) => ({ to: home, words: words.back })}>
      {() => <PageOfDraft key={pageId} pageId={pageId} />}
    </DraftScreen>
  )
}

function PageOfDraft({ pageId }: { pageId: string }) {
  const filing = useFiling()
  const { editor, home } = filing
  const words = useWords().drafting.page
  const language = useLanguage()
  const errors = useShownErrors(filing, pageId)
  const page = pagesAsked(filing).find(({ id }) => id === pageId)
  if (!page) return <Away title={words.missing} lead={words.missingLead} to={home} words={words.back} />

  const next = (check: Judgement['check'] | undefined): string => {
    const to = nextPage(filing, editor.state().values, check, pageId)
    return `${home}/${to?.id ?? 'check'}`
  }
  return (
    <>
      <PageErrors page={page} errors={errors} />
      <ScreenHead title={page.title[language]} lead={page.lead?.[language]} />
      <div className={styles.body}>
        {page.list ? (
          <Suspense fallback={<Opening />}>
            {isOfGoods(page.list) ? (
              <GoodsPage page={page} list={page.list} />
            ) : (
              <ItemCards page={page} list={page.list} />
            )}
          </Suspense>
        ) : (
          <PageFields page={page} errors={errors} />
        )}
        <GoOn page={page} errors={errors} next={next} />
      </div>
    </>
  )
}
