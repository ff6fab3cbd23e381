/** One item of a list page: an applicant, a class, a priority, a document. */
import { useNavigate, useParams } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { itemsOf } from '@lodge/shared-types'
import { ActButton } from '../../components/filing/act-button.tsx'
import { isOfGoods, pagesAsked } from '../../components/filing/draft-facts.ts'
import { DraftScreen } from '../../components/filing/draft-screen.tsx'
import type { itemTitle } from '../../components/filing/item-title.ts'
import { Away } from '../../components/filing/screen-states.tsx'
import styles from '../../components/filing/filing.module.css'
import { GoOn, PageErrors, PageFields } from '../../components/filing/page-parts.tsx'
import { ScreenHead } from '../../components/filing/screen-head.tsx'
import { useFiling } from '../../components/filing/use-filing.tsx'
import { useShownErrors } from '../../components/filing/use-shown-errors.ts'
import { useLanguage, useWords } from '../../language.tsx'

export default function Item() {
  const language = useLanguage()
  const words = useWords().drafting.page
  const { pageId = '', itemId = '' } = useParams()
  return (
    <DraftScreen
      back={(filing) => ({
        to: `${filing.home}/${pageId}`,
        words: pagesAsked(filing).find(({ id }) => id === pageId)?.title[language] ?? words.back,
      })}
    >
      {() => <ItemOfPage key={itemId} pageId={pageId} itemId={itemId} />}
    </DraftScreen>
  )
}

type TitleOf = typeof itemTitle

/** Returns how items are called by what they hold, a moment after the page stands: names of classes and countries weigh much. */
function useItemTitles(): TitleOf | undefined {
  const [titleOf, setTitleOf] = useState<TitleOf>()
  useEffect(() => {
    import('../../components/filing/item-title.ts').then(
      (module) => setTitleOf(() => module.itemTitle),
      () => undefined,
    )
  }, [])
  return titleOf
}

function ItemOfPage({ pageId, itemId }: { pageId: string; itemId: string }) {
  const filing = useFiling()
  const { values, profile, home, device, draft, editor, closedBy } = filing
  const all = useWords()
  const words = all.drafting.page
  const language = useLanguage()
  const navigate = useNavigate()
  const errors = useShownErrors(filing, pageId, itemId)
  const titleOf = useItemTitles()
  const page = pagesAsked(filing).find(({ id }) => id === pageId)
  const list = page?.list
  const items = list ? itemsOf(values, list.path) : []
  if (!page || !list || !items.includes(itemId))
    return <Away title={words.missing} lead={words.missingLead} to={`${home}/${pageId}`} words={words.back} />

  const name = list.itemName[language]
  const own = titleOf?.(page, values, itemId, { words: all, language, profile })
  const title = isOfGoods(list)
    ? (own ?? (titleOf ? all.drafting.classes.chooseClass : name))
    : items.length === 1
      ? name
      : words.itemNumber(name, items.indexOf(itemId) + 1)
  const { path } = list
  async function remove(): Promise<void> {
    await editor.flush()
    navigate(`${home}/${pageId}`)
    await device.drafts.removeItem(draft.id, path, itemId)
  }
  return (
    <>
      <PageErrors page={page} itemId={itemId} errors={errors} />
      <ScreenHead title={title} />
      <div className={styles.body}>
        <PageFields page={page} itemId={itemId} errors={errors} />
        <GoOn page={page} itemId={itemId} errors={errors} next={() => `${home}/${pageId}`}>
          {closedBy === undefined && (
            <ActButton look="danger" name={words.removeOf(own ?? title)} onAct={() => void remove()}>
              {words.remove}
            </ActButton>
          )}
        </GoOn>
      </div>
    </>
  )
}
