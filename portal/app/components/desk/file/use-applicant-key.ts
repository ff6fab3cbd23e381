/** One key between the office's view of a file and its applicant's. */
import { useNavigate } from '@remix-run/react'
import { useEffect } from 'react'

const isTypedInto = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/** On a keyboard of another script, the key in the same place counts. */
const isA = ({ key, code }: KeyboardEvent): boolean =>
  key.toLowerCase() === 'a' || (code === 'KeyA' && !/^[a-z]$/i.test(key))

/** Goes to `to` when A is pressed, never while one types; not at all where the person has turned keys off. */
export function useApplicantKey(to: string, isOn: boolean): void {
  const navigate = useNavigate()
  useEffect(() => {
    if (!isOn) return undefined
    const onKey = (event: KeyboardEvent): void => {
      const isOther = event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented
      const isElsewhere = document.querySelector('dialog[open]') !== null
      if (isOther || isElsewhere || !isA(event) || isTypedInto(event.target)) return
      event.preventDefault()
      navigate(to)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [navigate, to, isOn])
}
