/** The tools of the document viewer: pages, size, turning, searching, and the way out: to download. */
import { useId, type ReactNode, type RefObject } from 'react'
import { useWordsOf } from '../../../language.tsx'
import { staffFileWords } from '../../../messages/staff-file.ts'
import { maxHits, type Finding } from './use-find.ts'
import styles from './viewer.module.css'

export type Tools = {
  page: number
  /** One for an image. */
  pageCount: number
  scale: number
  turnTo: (page: number) => void
  zoomIn: () => void
  zoomOut: () => void
  fit: () => void
  rotate: () => void
}

export type Search = {
  wish: string
  finding: Finding
  /** Of the hit that the reader is at, from 0. */
  at: number
  seek: (wish: string) => void
  goTo: (hit: number) => void
  entry: RefObject<HTMLInputElement>
}

type Tool = { sign: ReactNode; name: string; act: () => void; isOff?: boolean; keys?: string }

/** `aria-disabled`: a tool that has nothing to do keeps the keyboard's place. */
const ToolButton = ({ sign, name, act, isOff = false, keys }: Tool) => (
  <button
    type="button"
    className={styles.tool}
    title={name}
    aria-label={name}
    aria-disabled={isOff}
    {...(keys === undefined ? {} : { 'aria-keyshortcuts': keys })}
    onClick={isOff ? undefined : act}
  >
    {sign}
  </button>
)

function PageTools({ page, pageCount, turnTo }: Tools) {
  const words = useWordsOf(staffFileWords).viewer
  const id = useId()
  return (
    <div className={styles.group}>
      <ToolButton
        sign="‹"
        name={words.previous}
        act={() => turnTo(page - 1)}
        isOff={page <= 1}
        keys="PageUp"
      />
      <label htmlFor={id} className="unseen">
        {words.page}
      </label>
      <input
        // Typing is free; what is no page of the document is put back.
        key={page}
        id={id}
        className={`${styles.pageNumber} number`}
        inputMode="numeric"
        defaultValue={page}
        onBlur={({ currentTarget }) => {
          const wanted = Number(currentTarget.value)
          if (Number.isInteger(wanted) && wanted >= 1 && wanted <= pageCount) turnTo(wanted)
          else currentTarget.value = String(page)
        }}
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Enter') currentTarget.blur()
        }}
      />
      <span className={`${styles.count} number`}>{words.of(pageCount)}</span>
      <ToolButton
        sign="›"
        name={words.next}
        act={() => turnTo(page + 1)}
        isOff={page >= pageCount}
        keys="PageDown"
      />
    </div>
  )
}

/** What the search has come to, in words. */
function tally(
  words: (typeof staffFileWords)['en']['viewer'],
  { finding: { state, hits }, at }: Search,
): string {
  switch (state) {
    case 'nothing-sought':
      return ''
    case 'searching':
      return words.searching
    case 'no-text':
      return words.noText
    case 'found':
      return hits.length === 0
        ? words.noHits
        : hits.length >= maxHits
          ? words.moreHits(maxHits - 1)
          : words.hits(at + 1, hits.length)
  }
}

function SearchTools(search: Search) {
  const words = useWordsOf(staffFileWords).viewer
  const { wish, seek, goTo, at, entry, finding } = search
  const id = useId()
  const count = finding.hits.length
  const move = (by: number): void => {
    if (count > 0) goTo((at + by + count) % count)
  }
  return (
    <div className={styles.group} role="search">
      <label htmlFor={id} className="unseen">
        {words.find}
      </label>
      <input
        ref={entry}
        id={id}
        type="search"
        className={styles.seek}
        placeholder={words.findShort}
        dir="auto"
        autoComplete="off"
        value={wish}
        onChange={({ currentTarget }) => seek(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          move(event.shiftKey ? -1 : 1)
        }}
      />
      <ToolButton sign="↑" name={words.previousHit} act={() => move(-1)} isOff={count === 0} />
      <ToolButton sign="↓" name={words.nextHit} act={() => move(1)} isOff={count === 0} />
      <span className={`${styles.tally} number`} role="status">
        {tally(words, search)}
      </span>
    </div>
  )
}

type Props = { tools: Tools; search: Search | undefined; download: ReactNode }

export function Toolbar({ tools, search, download }: Props) {
  const words = useWordsOf(staffFileWords).viewer
  const { scale, zoomIn, zoomOut, fit, rotate } = tools
  return (
    <div className={styles.toolbar} role="group" aria-label={words.tools}>
      {search && <PageTools {...tools} />}
      <div className={styles.group}>
        <ToolButton sign="−" name={words.zoomOut} act={zoomOut} keys="-" />
        <span className={`${styles.scale} number`} dir="ltr">
          {Math.round(scale * 100)}%
        </span>
        <ToolButton sign="+" name={words.zoomIn} act={zoomIn} keys="+" />
        <button
          type="button"
          className={styles.tool}
          title={words.fitLong}
          aria-keyshortcuts="0"
          onClick={fit}
        >
          {words.fit}
        </button>
        <ToolButton sign="↻" name={words.rotateLong} act={rotate} keys="r" />
      </div>
      {search && <SearchTools {...search} />}
      <div className={styles.out}>{download}</div>
    </div>
  )
}
