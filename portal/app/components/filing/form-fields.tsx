/** The one renderer of forms: a field of each kind, with its value, its hint, and what is wrong with it. */
import { lazy, Suspense, type ReactNode } from 'react'
import {
  choicesOf,
  pathOfField,
  visibleFields,
  type Choice,
  type DocumentRole,
  type DraftDocument,
  type DraftView,
  type FieldValue,
  type FileFacts,
  type FormDefinition,
  type FormField,
  type FormOffice,
  type FormPage,
  type FormValues,
  type Language,
  type PublicProfile,
} from '@lodge/shared-types'
import { useLanguage, useWords } from '../../language.tsx'
import { ChoiceControl, CountryControl } from './choice-controls.tsx'
import { FieldFrame, type ControlNames } from './field-frame.tsx'
import filing from './filing.module.css'
import type { ToldError } from './judge.ts'
import { LineControl, LinesControl, TextControl } from './text-controls.tsx'
import { linesOf, textOf } from './value-text.ts'

const ClassControl = lazy(() => import('./class-control.tsx'))
const DateControl = lazy(async () => ({ default: (await import('./date-control.tsx')).DateControl }))
const DocumentControl = lazy(() => import('./document-control.tsx'))
const FactControl = lazy(() => import('./fact-controls.tsx'))
const TermsControl = lazy(() => import('./terms-control.tsx'))
const ViewsControl = lazy(() => import('./views-control.tsx'))

export type FormFieldsProps = {
  form: FormDefinition
  page: FormPage
  itemId?: string | undefined
  values: FormValues
  office: FormOffice & Pick<PublicProfile, 'st3' | 'country'> & Partial<Pick<PublicProfile, 'codeLists'>>
  /** The file that a request is about, where this device knows it. */
  file?: FileFacts | undefined
  /** What is shown as wrong; the caller decides when. */
  errors: readonly Pick<ToldError, 'path' | 'sentence'>[]
  /** Names of the fields that are shown, where not all are. */
  only?: ReadonlySet<string> | undefined
  isReadOnly: boolean
  onChange: (path: string, value: FieldValue | undefined) => void
  /** The person has left a field. */
  onLeave: (path: string) => void
}

/** The fields of a page, or of one item of its list, as far as they are asked. */
export function FormFields(props: FormFieldsProps) {
  const { form, page, itemId, values, office, only } = props
  return (
    <div className={filing.fields}>
      {visibleFields(form, page, values, office, itemId)
        .filter(({ name }) => only?.has(name) ?? true)
        .map((field) => (
          <FormEntry key={field.name} {...props} field={field} />
        ))}
    </div>
  )
}

/** Kinds that are several controls under one legend. */
const groups: ReadonlySet<FormField['kind']> = new Set([
  'date',
  'choice',
  'mark-kind',
  'mark-type',
  'document-role',
  'branch',
  'language',
  'document',
  'views',
  'declaration',
  'entry',
  'person-number',
  'designs',
  'terms',
  'class-number',
])

function FormEntry(props: FormFieldsProps & { field: FormField }) {
  const { page, itemId, field, errors } = props
  const language = useLanguage()
  const words = useWords().drafting.page
  const path = pathOfField(page, field, itemId)
  const wrong = errors.filter((error) => error.path === path || error.path.startsWith(`${path}.`))
  const sentences = [...new Set(wrong.map(({ sentence }) => sentence))]
  return (
    <FieldFrame
      id={path}
      label={field.label[language]}
      level={field.level === 'O' ? words.optional : undefined}
      hint={field.hint?.[language]}
      errors={sentences}
      isGroup={groups.has(field.kind)}
    >
      {(names) => <Control {...props} path={path} names={names} />}
    </FieldFrame>
  )
}

/** Long lists of choices are the browser's own; short ones lie open. */
function Control(
  props: FormFieldsProps & { field: FormField; path: string; names: ControlNames },
): ReactNode {
  const { field, path, names, values, office, isReadOnly, onChange, onLeave } = props
  const language = useLanguage()
  const value = values.get(path)
  const common = {
    names,
    isReadOnly,
    value: textOf(value),
    onLeave: () => onLeave(path),
    onChange: (text: string) => onChange(path, text === '' ? undefined : text),
  }
  const auto = { autoComplete: field.autoComplete }
  switch (field.kind) {
    case 'line':
      return <LineControl {...common} {...auto} kind="line" max={field.max} />
    case 'email':
    case 'phone':
      return <LineControl {...common} {...auto} kind={field.kind} />
    case 'text':
      return <TextControl {...common} max={field.max} />
    case 'lines':
      return (
        <LinesControl
          {...common}
          {...auto}
          lines={linesOf(value)}
          onChange={(lines) => onChange(path, lines.length === 0 ? undefined : lines)}
        />
      )
    case 'date':
      return (
        <Suspense>
          <DateControl {...common} />
        </Suspense>
      )
    case 'country':
      return <CountryControl {...common} {...auto} home={office} />
    case 'choice':
    case 'mark-kind':
    case 'mark-type':
    case 'document-role':
    case 'branch':
    case 'language':
      return <ChoiceControl {...common} choices={inWords(choicesOf(field, office), language)} />
    case 'class-number':
      return (
        <Suspense>
          <ClassControl {...common} onChange={(classNumber) => onChange(path, classNumber)} />
        </Suspense>
      )
    case 'terms':
      return (
        <Suspense>
          <TermsControl {...props} field={field} />
        </Suspense>
      )
    case 'number':
    case 'amount':
    case 'declaration':
    case 'locarno':
    case 'entry':
    case 'person-number':
    case 'designs':
      return (
        <Suspense>
          <FactControl
            field={field}
            names={names}
            value={value}
            currency={office.currency}
            codesVersion={office.codeLists?.locarno}
            file={props.file}
            isReadOnly={isReadOnly}
            onChange={(next) => onChange(path, next)}
            onLeave={common.onLeave}
          />
        </Suspense>
      )
    case 'views':
      return (
        <Suspense>
          <ViewsControl
            names={names}
            views={viewsIn(value)}
            choices={inWords(choicesOf(field, office), language)}
            max={field.max}
            limits={office.documents.roles[field.role]}
            isReadOnly={isReadOnly}
            onChange={(views) => onChange(path, views.length === 0 ? undefined : views)}
            onLeave={common.onLeave}
          />
        </Suspense>
      )
    // Forms ask for the entries of a person one by one.
    case 'person':
      return null
    case 'document': {
      const role = roleOf(field, props)
      return (
        <Suspense>
          <DocumentControl
            names={names}
            document={isDocument(value) ? value : undefined}
            limits={role === undefined ? undefined : office.documents.roles[role]}
            isReadOnly={isReadOnly}
            onChange={(document) => onChange(path, document)}
          />
        </Suspense>
      )
    }
  }
}

const inWords = (
  choices: readonly Choice[],
  language: Language,
): { value: string; label: string; hint: string | undefined }[] =>
  choices.map(({ value, label, hint }) => ({ value, label: label[language], hint: hint?.[language] }))

const isDocument = (value: FieldValue | undefined): value is DraftDocument =>
  typeof value === 'object' && value !== null && 'sha256' in value

const isList = (value: FieldValue | undefined): value is Extract<FieldValue, readonly unknown[]> =>
  Array.isArray(value)

const viewsIn = (value: FieldValue | undefined): readonly DraftView[] =>
  isList(value) ? value.flatMap((view) => (typeof view === 'string' ? [] : [view])) : []

const isRole = (role: string, office: FormOffice): role is DocumentRole =>
  Object.hasOwn(office.documents.roles, role)

/** Returns what a document is for, given or chosen in the field beside it; undefined before it is chosen. */
function roleOf(
  field: FormField & { kind: 'document' },
  { page, itemId, values, office }: FormFieldsProps,
): DocumentRole | undefined {
  if ('role' in field) return field.role
  const base = page.list && itemId !== undefined ? `${page.list.path}.${itemId}.` : ''
  const chosen = textOf(values.get(`${base}${field.roleFrom}`))
  return isRole(chosen, office) ? chosen : undefined
}
