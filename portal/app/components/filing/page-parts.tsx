/** The parts that pages and items of a draft share: their errors above, their fields, and the way on. */
import { useNavigate } from '@remix-run/react'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import type { FormPage } from '@lodge/shared-types'
import { useWords } from '../../language.tsx'
import { ActButton } from './act-button.tsx'
import { personBase } from './draft-facts.ts'
import { ErrorList, useErrorsTitle } from './error-list.tsx'
import styles from './filing.module.css'
import { FormFields } from './form-fields.tsx'
import type { Judgement, ToldError } from './judge.ts'
import { useFiling } from './use-filing.tsx'
import type { ShownErrors } from './use-shown-errors.ts'

/** Only some pages are about a person, and none waits for the address book. */
const AddressPicker = lazy(async () => ({ default: (await import('./address-picker.tsx')).AddressPicker }))
const AddressSaver = lazy(async () => ({ default: (await import('./address-picker.tsx')).AddressSaver }))

type Place = { page: FormPage; itemId?: string | undefined }

/** What is to be put right on this page, once it was asked for. */
export function PageErrors({ page, itemId, errors }: Place & { errors: ShownErrors }) {
  const { home } = useFiling()
  const words = useWords().drafting.page
  const title = useErrorsTitle(errors.all.length)
  if (!errors.isAsked || errors.all.length === 0) return null
  return (
    <ErrorList
      home={home}
      errors={errors.all}
      title={title}
      lead={words.errorsLead}
      at={{ pageId: page.id, itemId }}
      asked={errors.asked}
    />
  )
}

/** The fields, with the address book around those of a person. */
export function PageFields({ page, itemId, errors }: Place & { errors: ShownErrors }) {
  const { form, values, profile, known, editor, closedBy } = useFiling()
  const hasPerson = personBase(page) !== undefined
  return (
    <>
      {hasPerson && (
        <Suspense>
          <AddressPicker page={page} itemId={itemId} />
        </Suspense>
      )}
      <FormFields
        form={form}
        page={page}
        itemId={itemId}
        values={values}
        office={profile}
        file={known.file}
        errors={errors.shown}
        isReadOnly={closedBy !== undefined}
        onChange={editor.set}
        onLeave={(path) => {
          errors.leave(path)
          // Told by the state above the page, and tried again by the editor.
          void editor.flush().catch(() => undefined)
        }}
      />
      {hasPerson && (
        <Suspense>
          <AddressSaver page={page} itemId={itemId} />
        </Suspense>
      )}
    </>
  )
}

type GoOnProps = Place & {
  errors: ShownErrors
  /** Where the way on leads, found at the moment of going; without a check where the checker could not be loaded. */
  next: (check: Judgement['check'] | undefined) => string
  children?: ReactNode
}

/** The way on: everything is committed first; what is wrong is told, and never holds a person for good. */
export function GoOn({ page, itemId, errors, next, children }: GoOnProps) {
  const filing = useFiling()
  const words = useWords().drafting.page
  const navigate = useNavigate()
  const [isTold, setIsTold] = useState(false)
  const isHere = (error: ToldError): boolean =>
    error.pageId === page.id && (itemId === undefined || error.itemId === itemId)

  async function go(isLater: boolean): Promise<void> {
    await filing.editor.flush().catch(() => undefined)
    const judged = await filing.judgeNow().catch(() => undefined)
    if (!isLater && filing.closedBy === undefined && judged?.check.errors.some(isHere)) {
      setIsTold(true)
      errors.ask()
      return
    }
    navigate(next(judged?.check))
  }

  return (
    <div className={styles.go}>
      <ActButton onAct={() => void go(false)}>{words.continue}</ActButton>
      {(isTold || errors.isAsked) && errors.all.length > 0 && (
        <ActButton look="link" onAct={() => void go(true)}>
          {words.later}
        </ActButton>
      )}
      {children}
    </div>
  )
}
