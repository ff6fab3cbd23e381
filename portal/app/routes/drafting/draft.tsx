/** The task list of a draft: what the office needs, how far each part is, and what is left. */
import { Link, useNavigate } from '@remix-run/react'
import { useRef } from 'react'
import type { FormPage, PageStatus } from '@lodge/shared-types'
import { ActButton } from '../../components/filing/act-button.tsx'
import { pagesAsked } from '../../components/filing/draft-facts.ts'
import { DraftScreen } from '../../components/filing/draft-screen.tsx'
import styles from '../../components/filing/filing.module.css'
import { nextPage } from '../../components/filing/next-page.ts'
import { removeLater } from '../../components/filing/removals.ts'
import { ScreenHead } from '../../components/filing/screen-head.tsx'
import { Opening } from '../../components/filing/screen-states.tsx'
import { useFiling } from '../../components/filing/use-filing.tsx'
import { textOf } from '../../components/filing/value-text.ts'
import { shownPaths } from '../../device/draft-rows.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useLanguage, useWords } from '../../language.tsx'

export default function Draft() {
  return <DraftScreen>{() => <TaskList />}</DraftScreen>
}

/** Returns what the draft is called, and what stands above that: its mark or invention, or the file that it is about. */
function useDraftTitle(): { title: string; over?: string } {
  const { values, form, known } = useFiling()
  const language = useLanguage()
  const [text = ''] = shownPaths.titles.flatMap((path) => textOf(values.get(path)) || [])
  const kind = form.title[language]
  if (form.request === 'post-filing') {
    const about = [text, known.file?.title ?? ''].filter((part) => part !== '').join(' · ')
    return about === '' ? { title: kind } : { title: kind, over: about }
  }
  return text === '' ? { title: kind } : { title: text, over: kind }
}

function TaskList() {
  const filing = useFiling()
  const { form, values, judged, home, base, draft } = filing
  const words = useWords().drafting
  const language = useLanguage()
  const { title, over } = useDraftTitle()
  if (!judged) return <Opening />
  const { check } = judged
  const pages = pagesAsked(filing)
  const next = nextPage(filing, values, check)
  return (
    <>
      <ScreenHead title={title} {...(over === undefined ? {} : { over: <bdi>{over}</bdi> })} />
      {draft.state === 'draft' &&
        (check.isReady ? (
          <Notice meaning="good" title={words.draft.readyTitle}>
            <p>{words.draft.readyLead}</p>
            <div className={styles.go}>
              <ButtonLink to={`${home}/check`}>{words.draft.check}</ButtonLink>
              <Link to={`${base}/cart`}>{words.draft.addToCart}</Link>
            </div>
          </Notice>
        ) : (
          <div className={styles.section}>
            <h2>{words.draft.leftTitle(judged.left)}</h2>
            <p className={styles.soft}>{words.draft.leftLead}</p>
            <div className={styles.go}>
              {next && (
                <ButtonLink to={`${home}/${next.id}`}>{words.draft.nextOn(next.title[language])}</ButtonLink>
              )}
              <Link to={`${home}/check`}>{words.draft.check}</Link>
            </div>
          </div>
        ))}
      <div className={styles.sections}>
        {form.sections.map((section) => {
          const asked = section.pages.filter(({ id }) => pages.some((page) => page.id === id))
          if (asked.length === 0) return null
          return (
            <section key={section.id} className={styles.section}>
              <h2>{section.title[language]}</h2>
              <ul className={styles.tasks}>
                {asked.map((page) => (
                  <Task key={page.id} page={page} status={check.pages[page.id] ?? 'not-started'} />
                ))}
              </ul>
            </section>
          )
        })}
      </div>
      <More title={title} />
    </>
  )
}

function Task({ page, status }: { page: FormPage; status: PageStatus }) {
  const { home } = useFiling()
  const words = useWords().drafting
  const language = useLanguage()
  return (
    <li className={styles.task}>
      <Link to={`${home}/${page.id}`} aria-describedby={`${page.id}-status`}>
        {page.title[language]}
      </Link>
      <span className={styles.status} id={`${page.id}-status`} data-status={status}>
        {words.statuses[status]}
      </span>
    </li>
  )
}

/** Copying and deleting: at hand, and out of the way. */
function More({ title }: { title: string }) {
  const { device, draft, base, editor } = useFiling()
  const words = useWords().drafting.draft
  const navigate = useNavigate()
  const dialog = useRef<HTMLDialogElement>(null)

  async function copy(): Promise<void> {
    await editor.flush()
    const { cloneToday } = await import('../../components/filing/clone-today.ts')
    navigate(`${base}/drafts/${await cloneToday(device, draft)}`)
  }
  async function remove(): Promise<void> {
    dialog.current?.close()
    await editor.flush()
    await removeLater(device, { draftId: draft.id, title, updatedAt: draft.updatedAt })
    navigate(`${base}/drafts`)
  }

  return (
    <div className={styles.go}>
      <ActButton look="link" onAct={() => void copy()}>
        {words.copy}
      </ActButton>
      {draft.state === 'draft' && (
        <ActButton look="danger" onAct={() => dialog.current?.showModal()}>
          {words.remove}
        </ActButton>
      )}
      <dialog ref={dialog} className={styles.dialog} aria-labelledby="remove-title">
        <div className={styles.dialogBody}>
          <h2 id="remove-title">{words.removeTitle}</h2>
          <p>{words.removeLead}</p>
          <div className={styles.go}>
            <ActButton onAct={() => void remove()}>{words.remove}</ActButton>
            <ActButton look="link" onAct={() => dialog.current?.close()}>
              {words.keep}
            </ActButton>
          </div>
        </div>
      </dialog>
    </div>
  )
}
