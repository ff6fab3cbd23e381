/** Choosing a file of a bank, or dropping it where scripts run; sent as a plain form with the file in it. */
import { useRef, useState, type DragEvent } from 'react'
import { useChrome } from '../../../chrome.ts'
import { useWordsOf } from '../../../language.tsx'
import { statementsWords } from '../../../messages/statements.ts'
import field from '../../field.module.css'
import { Button } from '../../button.tsx'
import styles from './money.module.css'

/** What banks call their files; others can be chosen all the same. */
const endings = '.xml,.camt,.053,.054,.sta,.mt940,.940,.942,.txt,.csv'

export function StatementUpload() {
  const words = useWordsOf(statementsWords).upload
  const { csrfToken, office } = useChrome()
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<string>()
  const [isOver, setIsOver] = useState(false)
  const over = (event: DragEvent, now: boolean): void => {
    event.preventDefault()
    setIsOver(now)
  }
  const drop = (event: DragEvent): void => {
    over(event, false)
    const [file] = event.dataTransfer.files
    if (!file || !input.current) return
    const one = new DataTransfer()
    one.items.add(file)
    input.current.files = one.files
    setChosen(file.name)
  }
  return (
    <form
      method="post"
      encType="multipart/form-data"
      action={`/o/${office?.id ?? ''}/desk/money/statements/upload`}
      className={styles.drop}
      data-over={isOver}
      onDragOver={(event) => over(event, true)}
      onDragLeave={(event) => over(event, false)}
      onDrop={drop}
    >
      {csrfToken !== undefined && <input type="hidden" name="csrf" value={csrfToken} />}
      <label className={field.label} htmlFor="file">
        {words.label}
      </label>
      <p className={field.hint} id="file-hint">
        {words.hint}
      </p>
      <input
        ref={input}
        id="file"
        name="file"
        type="file"
        accept={endings}
        required
        aria-describedby="file-hint"
        onChange={(event) => setChosen(event.target.files?.[0]?.name)}
      />
      <p className={styles.soft} aria-live="polite">
        {chosen === undefined ? words.drop : words.chosen(`\u2068${chosen}\u2069`)}
      </p>
      <div>
        <Button look="small">{words.send}</Button>
      </div>
    </form>
  )
}
