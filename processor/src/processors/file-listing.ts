/** What the list of files shows of a file: gathered from its rows, with the keys by which each column sorts. */
import {
  fileStatuses,
  foldText,
  nameOf,
  titleOfApplication,
  withoutArticle,
  type FileColumn,
  type FileState,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { findRequest } from '../services/file-request.ts'
import type { FileListing } from '../store/rows.ts'
import type { Store } from '../store/store.ts'

/** Raised with every change of what a listing holds; the job `rebuild-views` then makes those of before anew. */
export const listingVersion = 1

/** What rows say of a file, apart from its history. */
export type FileFacts = Pick<
  FileListing,
  'requestKind' | 'subtype' | 'ownReference' | 'owners' | 'fileOwner' | 'summary' | 'invoiceNumbers'
>

const maxKey = 120
const maxWords = 300
/** So much of a word is kept to find it by. */
export const maxWord = 60

/** A key that sorts as a person expects: without case and marks, numbers by their value. */
const sortKey = (text: string): string =>
  foldText(text)
    .replace(/\d+/g, (digits) => digits.padStart(12, '0'))
    .slice(0, maxKey)

/** Returns the folded words of texts, Arabic ones also without their article, numbers also without zeros before them, each once. */
function wordsOf(texts: readonly string[]): string[] {
  const words = texts.flatMap((text) => foldText(text).split(' '))
  const all = words
    .flatMap((word) => [word, withoutArticle(word), word.replace(/^0+(?=\d)/, '')])
    .map((word) => word.slice(0, maxWord))
  return [...new Set(all)].filter(Boolean).slice(0, maxWords)
}

type Asked = { officeId: string; fileId: string; accountId: string | null }

/** Who holds the file: the person who submitted it, or the first of the account that it has come to since. */
async function holderOf(
  store: Store,
  { officeId, accountId }: Asked,
  submission: { accountId: string; userId: string } | undefined,
  session: ClientSession | undefined,
): Promise<string> {
  if (accountId === null) return ''
  const submitter =
    submission?.accountId === accountId
      ? await store.users.one({ _id: submission.userId, officeId }, { session })
      : undefined
  const user =
    submitter ?? (await store.users.one({ officeId, accountId }, { session, sort: { createdAt: 1 } }))
  return user?.displayName ?? ''
}

/** Gathers what rows say of a file: people and texts, which are never inside its history. */
export async function fileFacts(
  store: Store,
  asked: Asked,
  session?: ClientSession,
): Promise<FileFacts | undefined> {
  const { officeId, fileId, accountId } = asked
  const file = await store.files.one({ _id: fileId, officeId }, { session })
  if (!file) return undefined
  const parties = await store.parties.many(
    { officeId, fileId },
    { session, sort: { partyId: 1, version: 1 } },
  )
  const latest = new Map(
    parties.filter(({ role }) => role === 'applicant').map((party) => [party.partyId, party]),
  )
  const submission = await store.submissions.one({ _id: file.submissionId, officeId }, { session })
  const request = (await findRequest(store, officeId, fileId, session))?.request
  // A file that was claimed may have come in another's dossier, whose orders are not its holder's to see.
  const orders =
    accountId === null
      ? []
      : await store.orders.many({ officeId, accountId, dossierId: file.dossierId }, { session })
  return {
    requestKind: file.kind,
    subtype: request?.kind === 'trademark-application' ? request.mark.kind : null,
    ownReference: file.ownReference,
    owners: (request?.applicants ?? [...latest.values()].map(({ person }) => person)).map(nameOf),
    fileOwner: await holderOf(store, asked, submission, session),
    summary: request ? titleOfApplication(request) : '',
    invoiceNumbers: orders.map(({ orderNumber }) => orderNumber),
  }
}

/** Returns the listing of a file in `state` whose last event was at `actionAt`. */
export function listingOf(state: FileState, actionAt: Date, facts: FileFacts): FileListing {
  const { requestKind, subtype, ownReference, owners, fileOwner, summary, invoiceNumbers } = facts
  const fileNumber = state.received?.fileNumber ?? ''
  const rank = state.status ? fileStatuses.indexOf(state.status) : 0
  const sortBy: Record<FileColumn, string> = {
    fileNumber: sortKey(fileNumber),
    filingDate: state.filingDate ?? '',
    ownReference: sortKey(ownReference ?? ''),
    status: String(rank).padStart(2, '0'),
    actionAt: actionAt.toISOString(),
    subtype: subtype ?? '',
    owner: sortKey(owners.join(' ')),
    fileOwner: sortKey(fileOwner),
    summary: sortKey(summary),
    invoiceNumber: sortKey(invoiceNumbers.join(' ')),
  }
  const texts = [fileNumber, ownReference ?? '', summary, ...invoiceNumbers, ...owners]
  return {
    requestKind,
    subtype,
    ownReference,
    owners,
    fileOwner,
    summary,
    invoiceNumbers,
    actionAt,
    sortBy,
    words: wordsOf(texts),
  }
}
