/** Claims of paper files as the office sees them: what the agent says, their proof, and the file as the office has it. */
import { ProblemError, type Actor, type FileStatus, type PlainDate } from '@lodge/shared-types'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import { personNames } from './person-names.ts'
import { isStaff, pageNumber, type Page } from './views.ts'

type Parts = Pick<Office, 'store'>

const pageSize = 50

export type ClaimStates = 'asked' | 'decided'

/** One line of the list: a claim with the name of who asks. */
export type ListedClaim = Pick<
  Row<'fileClaims'>,
  'fileNumber' | 'proof' | 'state' | 'reason' | 'fileId' | 'askedAt' | 'decidedAt'
> & { claimId: string; askedBy: string; hasDocument: boolean }

export type OfficeClaim = ListedClaim & {
  /** How to reach who asks. */
  email: string
  accountId: string
  /** How many files the account has already. */
  filesOfAccount: number
  document: { documentId: string; fileName: string; mediaType: string; bytes: number } | null
  decidedBy: string | null
  /** The file of this number; null where the office has none. */
  file: {
    fileId: string
    fileNumber: string
    status: FileStatus
    filingDate: PlainDate | null
    mark: string
    owners: readonly string[]
    /** Whose it is now: nobody's, the asking account's, or another's, by name. */
    holder: 'nobody' | 'asker' | { name: string }
  } | null
  mayDecide: boolean
}

const mayDecide = (actor: Actor): boolean =>
  actor.roles.some((role) => role === 'receptionist' || role === 'administrator')

function mustLookAfterClaims(actor: Actor): void {
  if (!isStaff(actor) || !mayDecide(actor))
    throw new ProblemError('not-allowed', 'Only receptionists of the office look after claims.')
}

const shown = (claim: Row<'fileClaims'>, askedBy: string): ListedClaim => {
  const { _id: claimId, fileNumber, proof, state, reason, fileId, askedAt, decidedAt, documentId } = claim
  return {
    ...{ claimId, fileNumber, proof, state, reason, fileId, askedAt, decidedAt, askedBy },
    hasDocument: documentId !== null,
  }
}

/** Returns claims that wait, the oldest first, or those that are decided, the latest first. */
export async function officeClaims(
  office: Parts,
  actor: Actor,
  { state, page }: { state: ClaimStates; page: number },
): Promise<Page<ListedClaim>> {
  mustLookAfterClaims(actor)
  const { officeId } = actor
  const filter = { officeId, state: state === 'asked' ? 'asked' : { $in: ['confirmed', 'refused'] } }
  const total = await office.store.fileClaims.count(filter)
  const at = Math.min(pageNumber(page), Math.max(1, Math.ceil(total / pageSize)))
  const claims = await office.store.fileClaims.many(filter, {
    sort: { askedAt: state === 'asked' ? 1 : -1 },
    limit: pageSize,
    skip: (at - 1) * pageSize,
  })
  const names = await personNames(
    office.store,
    officeId,
    claims.map(({ userId }) => userId),
  )
  return {
    rows: claims.map((claim) => shown(claim, names.get(claim.userId)?.name ?? '')),
    total,
    page: at,
    pageSize,
  }
}

async function fileOf({ store }: Parts, claim: Row<'fileClaims'>): Promise<OfficeClaim['file']> {
  const { officeId, fileNumber, accountId } = claim
  const file = await store.files.one({ officeId, fileNumber })
  const view = file && (await store.views.one({ officeId, kind: 'file', id: file._id }))
  if (!file || view?.kind !== 'file') return null
  const holder =
    file.accountId === null || file.accountId === accountId
      ? undefined
      : await store.users.one({ officeId, accountId: file.accountId }, { sort: { createdAt: 1 } })
  return {
    fileId: file._id,
    fileNumber,
    status: view.status,
    filingDate: view.filingDate,
    mark: view.listing?.summary ?? '',
    owners: view.listing?.owners ?? [],
    holder:
      file.accountId === null
        ? 'nobody'
        : file.accountId === accountId
          ? 'asker'
          : { name: holder?.displayName ?? file.accountId },
  }
}

/** Returns a claim with all that is compared before it is decided. @throws ProblemError `not-found`, `not-allowed`. */
export async function officeClaim(office: Parts, actor: Actor, claimId: string): Promise<OfficeClaim> {
  mustLookAfterClaims(actor)
  const { store } = office
  const { officeId } = actor
  const claim = await store.fileClaims.one({ _id: claimId, officeId })
  if (!claim) throw new ProblemError('not-found')
  const [asker, document, file, filesOfAccount, decider] = await Promise.all([
    store.users.one({ _id: claim.userId, officeId }),
    claim.documentId === null ? undefined : store.documents.one({ _id: claim.documentId, officeId }),
    fileOf(office, claim),
    store.views.count({ officeId, accountId: claim.accountId, kind: 'file' }, { limit: 10_000 }),
    claim.decidedBy?.startsWith('user:')
      ? store.users.one({ _id: claim.decidedBy.slice('user:'.length), officeId })
      : undefined,
  ])
  return {
    ...shown(claim, asker?.displayName ?? ''),
    email: asker?.email ?? '',
    accountId: claim.accountId,
    filesOfAccount,
    document: document
      ? {
          documentId: document._id,
          fileName: document.fileName,
          mediaType: document.mediaType,
          bytes: document.bytes,
        }
      : null,
    decidedBy: decider?.displayName ?? null,
    file,
    mayDecide: claim.state === 'asked',
  }
}
