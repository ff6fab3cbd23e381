/** Lists that everyone wants, and those that a person has named, as tabs; and keeping the list as it is now. */
import { useLocation } from '@remix-run/react'
import { addressOfTaskList, plainTaskList, type TaskList } from '@lodge/shared-types'
import { Button } from '../button.tsx'
import { Field } from '../field.tsx'
import styles from '../files/files.module.css'
import { SecureForm } from '../secure-form.tsx'
import { Tabs } from '../tabs.tsx'
import { useDeskWords } from './desk-words.ts'

type View = { id: string; name: string; address: string }

const usual = {
  all: {},
  mine: { holder: 'mine' },
  nobody: { holder: 'nobody' },
  late: { due: 'late' },
} as const satisfies Record<string, Partial<TaskList>>
type Usual = keyof typeof usual
const usualNames = ['all', 'mine', 'nobody', 'late'] as const satisfies readonly Usual[]
const usualAddress = (name: Usual): string => addressOfTaskList({ ...plainTaskList, ...usual[name] })

/** `now` is the query of the list on screen, without its page. */
export function TaskViewTabs({ views, now }: { views: readonly View[]; now: string }) {
  const { tasks } = useDeskWords()
  const { pathname } = useLocation()
  const tabs = [
    ...usualNames.map((name) => ({ id: name, name: tasks[name], address: usualAddress(name) })),
    ...views,
  ]
  return (
    <Tabs
      label={tasks.views}
      current={tabs.find(({ address }) => address === now)?.id}
      tabs={tabs.map(({ id, name, address }) => ({
        id,
        name: <bdi>{name}</bdi>,
        to: address === '' ? pathname : `${pathname}?${address}`,
      }))}
    />
  )
}

type KeepProps = { views: readonly View[]; now: string; typed: string | undefined }

/** Offers to keep a list that is not kept yet, and to forget the one on screen. */
export function KeepTaskView({ views, now, typed }: KeepProps) {
  const { tasks } = useDeskWords()
  const kept = views.find(({ address }) => address === now)
  if (kept)
    return (
      <SecureForm fields={{ act: 'delete-view', viewId: kept.id }} isInline>
        <Button look="text">{tasks.deleteView(`\u2068${kept.name}\u2069`)}</Button>
      </SecureForm>
    )
  if (usualNames.some((name) => usualAddress(name) === now)) return null
  return (
    <details className={`${styles.keep} screen-only`} open={typed !== undefined}>
      <summary>{tasks.keepView}</summary>
      <SecureForm fields={{ act: 'keep-view', address: now }}>
        <Field name="name" label={tasks.viewName} autoComplete="off" defaultValue={typed} />
        <Button look="quiet">{tasks.keep}</Button>
      </SecureForm>
    </details>
  )
}
