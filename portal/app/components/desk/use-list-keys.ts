/** The keys of a list: j and k move along its rows, x ticks, c presses the row's button, ? shows help; never while one types. */
import { useEffect, type RefObject } from 'react'

const actions = ['j', 'k', 'x', 'c'] as const
type ListKey = (typeof actions)[number] | '?'

const isTypedInto = (target: EventTarget | null): boolean => {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox' && target.type !== 'submit'
  return (
    target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  )
}

/** Returns which key was pressed; on a keyboard of another script, the one in the same place. */
export function listKeyOf({
  key,
  code,
  ctrlKey,
  altKey,
  metaKey,
}: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey'>): ListKey | undefined {
  if (ctrlKey || altKey || metaKey) return undefined
  if (key === '?' || key === '؟') return '?'
  const isLatin = /^[a-z]$/i.test(key)
  const letter = isLatin
    ? key
    : /^\p{L}+$/u.test(key) && key.length <= 2
      ? code.replace(/^Key/, '').toLowerCase()
      : ''
  return actions.find((one) => one === letter)
}

/** Returns the row that has the focus, among the rows of `frame`. */
function rowsOf(frame: HTMLElement): { rows: HTMLElement[]; at: number } {
  const rows = [...frame.querySelectorAll<HTMLElement>('[data-task]')]
  return { rows, at: rows.findIndex((row) => row.contains(document.activeElement)) }
}

function act(frame: HTMLElement, key: ListKey, current: string | undefined): void {
  const { rows, at: focused } = rowsOf(frame)
  const at = focused === -1 ? rows.findIndex((row) => row.dataset['task'] === current) : focused
  if (key === 'j' || key === 'k') {
    const next = at === -1 ? 0 : Math.max(0, Math.min(rows.length - 1, at + (key === 'j' ? 1 : -1)))
    const link = rows[next]?.querySelector<HTMLElement>('[data-row-link]')
    link?.focus()
    link?.scrollIntoView({ block: 'nearest' })
  }
  if (key === 'x') rows[at]?.querySelector<HTMLElement>('input[type="checkbox"]')?.click()
  if (key === 'c') rows[at]?.querySelector<HTMLElement>('button[name="only"]')?.click()
}

type Wish = {
  frame: RefObject<HTMLElement>
  isOn: boolean
  current: string | undefined
  onHelp: () => void
}

/** Listens for keys while the page is open. Enter is the link's own. */
export function useListKeys({ frame, isOn, current, onHelp }: Wish): void {
  useEffect(() => {
    if (!isOn) return undefined
    const onKey = (event: KeyboardEvent): void => {
      const key = listKeyOf(event)
      const isElsewhere = document.querySelector('dialog[open]') !== null
      if (key === undefined || event.defaultPrevented || isElsewhere || isTypedInto(event.target)) return
      event.preventDefault()
      if (key === '?') onHelp()
      else if (frame.current) act(frame.current, key, current)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [frame, isOn, current, onHelp])
}
