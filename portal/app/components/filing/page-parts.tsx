/** The parts that pages and items of a draft share: their errors above, their fields, and the way on. */
import { useNavigate } from '@remix-run/react'
import { useState, type ReactNode } from 'react'
import type { DraftError, FormPage } from '@lodge/shared-types'
import { useWords } from '../../language.tsx'
import { ActButton } from './act-button.tsx'
import { AddressPicker, AddressSaver } from './address-picker.tsx'
import { ErrorList, useErrorsTitle } from './error-list.tsx'
import styles from './filing.module.css'
import { FormFields } from './form-fields.tsx'
import { checkNow } from './next-page.ts'
import { useFiling } from './use-filing.tsx'
import type { ShownErrors } from './use-shown-errors.ts'

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
  const { form, values, profile, editor, closedBy } = useFiling()
  return (
    <>
      <AddressPicker page={page} itemId={itemId} />
      <FormFields
        form={form}
        page={page}
        itemId={itemId}
        values={values}
        office={profile}
        errors={errors.shown}
        isReadOnly={closedBy !== undefined}
        onChange={editor.set}
        onLeave={(path) => {
          errors.leave(path)
          // Told by the state above the page, and tried again by the editor.
          void editor.flush().catch(() => undefined)
        }}
      />
      <AddressSaver page={page} itemId={itemId} />
    </>
  )
}

type GoOnProps = Place & {
  errors: ShownErrors
  /** Where the way on leads, found at the moment of going. */
  next: () => string
  children?: ReactNode
}

/** The way on: everything is committed first; what is wrong is told, and never holds a person for good. */
export function GoOn({ page, itemId, errors, next, children }: GoOnProps) {
  const filing = useFiling()
  const words = useWords().drafting.page
  const navigate = useNavigate()
  const [isTold, setIsTold] = useState(false)
  const isHere = (error: DraftError): boolean =>
    error.pageId === page.id && (itemId === undefined || error.itemId === itemId)

  async function go(isLater: boolean): Promise<void> {
    await filing.editor.flush().catch(() => undefined)
    if (!isLater && filing.closedBy === undefined && checkNow(filing).errors.some(isHere)) {
      setIsTold(true)
      errors.ask()
      return
    }
    navigate(next())
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
