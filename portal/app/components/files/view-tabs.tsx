/** Named views of the list as tabs, and keeping the list as it is now under a name. */
import { useLocation } from '@remix-run/react'
import { useOfficeWords } from '../../language.tsx'
import { Button } from '../button.tsx'
import { Field } from '../field.tsx'
import { SecureForm } from '../secure-form.tsx'
import { Tabs } from '../tabs.tsx'
import styles from './files.module.css'

type View = { id: string; name: string; address: string }

/** `now` is the query of the list on screen, without its page. Nothing is shown until a view has been kept. */
export function ViewTabs({ views, now }: { views: readonly View[]; now: string }) {
  const words = useOfficeWords()
  const { pathname } = useLocation()
  if (views.length === 0) return null
  const tabs = [{ id: 'all', name: words.files.allFiles, address: '' }, ...views]
  return (
    <Tabs
      label={words.files.views}
      current={tabs.find(({ address }) => address === now)?.id}
      tabs={tabs.map(({ id, name, address }) => ({
        id,
        name: <bdi>{name}</bdi>,
        to: address === '' ? pathname : `${pathname}?${address}`,
      }))}
    />
  )
}

type KeepProps = { views: readonly View[]; now: string; isPlain: boolean; typed: string | undefined }

/** Offers to keep a list that is not kept yet, and to forget the one on screen. */
export function KeepView({ views, now, isPlain, typed }: KeepProps) {
  const words = useOfficeWords()
  const kept = views.find(({ address }) => address === now)
  if (kept)
    return (
      <SecureForm fields={{ act: 'delete-view', viewId: kept.id }} isInline>
        <Button look="text">{words.files.deleteView(`\u2068${kept.name}\u2069`)}</Button>
      </SecureForm>
    )
  if (isPlain) return null
  return (
    <details className={`${styles.keep} screen-only`} open={typed !== undefined}>
      <summary>{words.files.keepView}</summary>
      <SecureForm fields={{ act: 'keep-view', address: now }}>
        <Field name="name" label={words.files.viewName} autoComplete="off" defaultValue={typed} />
        <Button look="quiet">{words.files.keep}</Button>
      </SecureForm>
    </details>
  )
}
