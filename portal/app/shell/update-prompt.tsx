/** Offers a new version of the pages, at a quiet moment: nothing unsaved, and nobody is typing. */
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useWords } from '../language.tsx'
import { hasUnsaved, onUnsavedChange } from './unsaved.ts'
import { acceptUpdate, onUpdateChange, updateState } from './worker-updates.ts'
import styles from './update-prompt.module.css'

const quietMs = 3_000

/** Whether `quietMs` passed without an entry or anything unsaved; once true it stays so. */
function useQuietMoment(isWanted: boolean): boolean {
  const [isQuiet, setQuiet] = useState(false)
  useEffect(() => {
    if (!isWanted) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const wait = (): void => {
      clearTimeout(timer)
      if (!hasUnsaved()) timer = setTimeout(() => setQuiet(true), quietMs)
    }
    wait()
    const stop = onUnsavedChange(wait)
    addEventListener('input', wait)
    return () => {
      clearTimeout(timer)
      stop()
      removeEventListener('input', wait)
    }
  }, [isWanted])
  return isQuiet
}

export function UpdatePrompt() {
  const words = useWords().shell.update
  const state = useSyncExternalStore(onUpdateChange, updateState, () => 'none' as const)
  const isQuiet = useQuietMoment(state === 'ready')
  const isShown = state === 'waiting' || (state === 'ready' && isQuiet)
  return (
    <div role="status">
      {isShown && (
        <p className={styles.prompt}>
          {state === 'waiting' ? (
            words.waiting
          ) : (
            <>
              {words.ready}{' '}
              <button type="button" className={styles.reload} onClick={() => void acceptUpdate()}>
                {words.reload}
              </button>
            </>
          )}
        </p>
      )}
    </div>
  )
}
