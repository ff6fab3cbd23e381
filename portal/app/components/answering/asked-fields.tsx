/** What a notice asks for, at the very fields: the office's sentence, what stands there now, and the entry to change it. */
import {
  itemsOf,
  pathOfField,
  placesOf,
  visibleFields,
  type AskedPlace,
  type Deficiency,
  type FormDefinition,
  type FormList,
  type FormPage,
  type FormValues,
} from '@lodge/shared-types'
import { useLanguage, useWords, useWordsOf } from '../../language.tsx'
import { answerWords } from '../../messages/answer.ts'
import { ActButton } from '../filing/act-button.tsx'
import styles from '../filing/filing.module.css'
import { FormFields } from '../filing/form-fields.tsx'
import { useFiling } from '../filing/use-filing.tsx'
import { valueInWords } from '../filing/value-in-words.ts'
import own from './answering.module.css'

type Told = readonly { path: string; sentence: string }[]

/** A deficiency with the places that stand at it: a field that several of them name stands at the first. */
export type AskedDeficiency = { deficiency: Deficiency; places: readonly AskedPlace[]; isAbove: boolean }

/** Returns where each deficiency is put right. */
export function askedBy(
  deficiencies: readonly Deficiency[],
  form: FormDefinition,
  application: unknown,
): AskedDeficiency[] {
  const shown = new Set<string>()
  return deficiencies.map((deficiency) => {
    const all = deficiency.fields.flatMap((field) => placesOf(field, form, application))
    const places = all.flatMap((place): AskedPlace[] => {
      const keyOf = (name: string): string => `${place.page.id} ${place.itemId ?? ''} ${name}`
      const names = place.names.filter((name) => !shown.has(keyOf(name)))
      const isList = place.names.length === 0 && !shown.has(keyOf(''))
      for (const name of isList ? [''] : names) shown.add(keyOf(name))
      return names.length > 0 || isList ? [{ ...place, names }] : []
    })
    return { deficiency, places, isAbove: all.length > 0 && places.length === 0 }
  })
}

type PlaceProps = { place: AskedPlace; errors: Told; atOffice: FormValues }

/** What stands at the office now, where it can be told in words. */
function AtOffice({ place, atOffice }: Omit<PlaceProps, 'errors'>) {
  const { form, profile } = useFiling()
  const words = useWords()
  const { answer } = useWordsOf(answerWords)
  const language = useLanguage()
  const { page, itemId, names } = place
  const rows = visibleFields(form, page, atOffice, profile, itemId)
    .filter(({ name, kind }) => names.includes(name) && kind !== 'document' && kind !== 'views')
    .map((field) => ({
      field,
      text: valueInWords(field, atOffice.get(pathOfField(page, field, itemId)), { words, language, profile }),
    }))
  if (rows.length === 0) return null
  return (
    <dl className={`${styles.answers} ${own.now ?? ''}`} aria-label={answer.now}>
      {rows.map(({ field, text }) => (
        <div key={field.name} className={styles.answer}>
          <dt>{field.label[language]}</dt>
          <dd className={styles.value}>
            {text === undefined ? (
              <span className={styles.soft}>{answer.nothingNow}</span>
            ) : (
              <bdi>{text}</bdi>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Entries({
  page,
  itemId,
  names,
  errors,
}: {
  page: FormPage
  itemId?: string | undefined
  names?: readonly string[]
  errors: Told
}) {
  const { form, values, profile, editor, closedBy } = useFiling()
  return (
    <FormFields
      form={form}
      page={page}
      itemId={itemId}
      values={values}
      office={profile}
      errors={errors}
      only={names && new Set(names)}
      isReadOnly={closedBy !== undefined}
      onChange={editor.set}
      // Told by the state above the page, and tried again by the editor.
      onLeave={() => void editor.flush().catch(() => undefined)}
    />
  )
}

/** Every item of a list, to be changed, removed or added to. */
export function ItemEntries({ page, list, errors }: { page: FormPage; list: FormList; errors: Told }) {
  const { values, device, draft, editor, closedBy } = useFiling()
  const { page: words } = useWords().drafting
  const language = useLanguage()
  const { path, itemName, addLabel } = list
  const add = async (): Promise<void> => {
    await editor.flush()
    await device.drafts.addItem(draft.id, path)
  }
  const remove = async (itemId: string): Promise<void> => {
    await editor.flush()
    await device.drafts.removeItem(draft.id, path, itemId)
  }
  return (
    <>
      {itemsOf(values, path).map((itemId, at) => {
        const name = words.itemNumber(itemName[language], at + 1)
        return (
          <div key={itemId} className={own.item}>
            <h3>{name}</h3>
            <Entries page={page} itemId={itemId} errors={errors} />
            {closedBy === undefined && (
              <ActButton look="danger" name={words.removeOf(name)} onAct={() => void remove(itemId)}>
                {words.remove}
              </ActButton>
            )}
          </div>
        )
      })}
      {closedBy === undefined && (
        <div>
          <ActButton look="quiet" onAct={() => void add()}>
            {addLabel[language]}
          </ActButton>
        </div>
      )}
    </>
  )
}

function Place({ place, errors, atOffice }: PlaceProps) {
  const { page, itemId, names } = place
  const language = useLanguage()
  const { answer } = useWordsOf(answerWords)
  if (page.list && names.length === 0) return <ItemEntries page={page} list={page.list} errors={errors} />
  const { list } = page
  const title =
    list && itemId !== undefined
      ? `${list.itemName[language]} ${Number(itemId.slice(1)) + 1}`
      : page.title[language]
  return (
    <div className={own.item}>
      <h3>{title}</h3>
      <p className={styles.soft}>{answer.now}</p>
      <AtOffice place={place} atOffice={atOffice} />
      <Entries page={page} itemId={itemId} names={names} errors={errors} />
    </div>
  )
}

export function AskedFields({
  asked,
  errors,
  atOffice,
  label,
}: {
  asked: AskedDeficiency
  errors: Told
  atOffice: FormValues
  label: string
}) {
  const { answer, notice } = useWordsOf(answerWords)
  const { deficiency, places, isAbove } = asked
  return (
    <section className={own.asked}>
      <h2>
        <bdi>{label}</bdi>
      </h2>
      <blockquote className={own.said}>
        <p className={styles.soft}>{answer.saysOffice}</p>
        <p dir="auto">{deficiency.text}</p>
        <p className={styles.soft} dir="auto">
          {notice.overcome}: <bdi>{deficiency.overcome}</bdi>
        </p>
        <p className={`${styles.soft} ${styles.small ?? ''}`}>
          <bdi>{deficiency.legalBasis}</bdi>
        </p>
      </blockquote>
      {places.map((place) => (
        <Place
          key={`${place.page.id} ${place.itemId ?? ''} ${place.names.join(' ')}`}
          place={place}
          errors={errors}
          atOffice={atOffice}
        />
      ))}
      {places.length === 0 && <p className={styles.soft}>{isAbove ? answer.above : answer.noField}</p>}
    </section>
  )
}
