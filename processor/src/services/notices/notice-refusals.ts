/** Why a notice cannot be written on now, as a person reads it. */
import { ProblemError, officeSaying, type OfficeProfile, type OfficeSaying } from '@lodge/shared-types'
import { officeTime } from '../../instant-formats.ts'
import type { Row } from '../../store/rows.ts'
import type { Store } from '../../store/store.ts'
import { personNames } from '../person-names.ts'

type Notice = Row<'notices'>

const problemOf = (code: 'stale' | 'invalid', path: string, said: OfficeSaying): ProblemError =>
  new ProblemError(code, said.message, { errors: [{ path, ...said }] })

/** The notice is no draft any more, or no longer waits. */
export const noticeClosed = (): ProblemError => problemOf('stale', 'notice', officeSaying('notice-closed'))

/** The file has another notice in hand. */
export const noticeUnfinished = (): ProblemError =>
  problemOf('stale', 'action', officeSaying('notice-unfinished'))

/** The file was filed on paper: there is no request to which fields could point. */
export const requestOnPaper = (): ProblemError =>
  problemOf('invalid', 'action', officeSaying('notice-no-request'))

/** Somebody wrote it after the actor looked: who, and when on the office's clock. */
export async function noticeChanged(
  store: Pick<Store, 'users'>,
  profile: OfficeProfile,
  { makerId, updatedAt }: Notice,
): Promise<ProblemError> {
  const names = await personNames(store, profile.id, [makerId])
  const name = names.get(makerId)?.name ?? 'A colleague'
  return problemOf(
    'stale',
    'seenRev',
    officeSaying('notice-changed', { name, when: officeTime(profile, updatedAt) }),
  )
}
