/** Who is told of what happens to a dossier or a file: the users of the account that holds it, and its applicants. */
import {
  foldDossier,
  foldFile,
  idOfStream,
  isApplication,
  type Audience,
  type DomainEvent,
  type Language,
  type ApplicationRequest,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { findRequest, requestsOfBody } from '../services/file-request.ts'
import { followersOf, recipientOfFollower } from '../services/follow.ts'
import type { Store } from '../store/store.ts'

/** `id` names the person for good: a user, or for who has no account the address itself. */
export type Recipient = { id: string; to: string; language: Language }

type Story = {
  store: Store
  officeId: string
  session: ClientSession
  /** The whole history of the dossier or file. */
  history: readonly DomainEvent[]
}

/** Returns the users of an account. */
export async function usersOfAccount(
  { store, officeId, session }: Omit<Story, 'history'>,
  accountId: string,
): Promise<Recipient[]> {
  const users = await store.users.many({ officeId, accountId, disabled: false }, { session })
  return users.map(({ _id, email, language }) => ({ id: `user:${_id}`, to: email, language }))
}

async function agentsOf(story: Story): Promise<Recipient[]> {
  const { history } = story
  const accountId = foldDossier(history).submission?.accountId ?? foldFile(history).accountId
  return accountId === null ? [] : usersOfAccount(story, accountId)
}

/** The request of a file as it stands: applicants are told at the address that the office knows now. */
async function requestOf(story: Story): Promise<ApplicationRequest | undefined> {
  const { store, officeId, session, history } = story
  const { received, version } = foldFile(history)
  const [first] = history
  if (!received || !first) return undefined
  if (version > 1) return (await findRequest(store, officeId, idOfStream(first.stream), session))?.request
  const submission = await store.submissions.one({ _id: received.submissionId, officeId }, { session })
  const requests = submission ? requestsOfBody(submission.bodyJson) : []
  const request = requests.find(({ requestId }) => requestId === received.requestId)
  return request && isApplication(request) ? request : undefined
}

/** The applicants of the request, and whoever follows the file by an account: one mail for each address. */
async function applicantsOf(story: Story): Promise<Recipient[]> {
  const { store, officeId, session, history } = story
  const request = await requestOf(story)
  const addresses = new Set(request?.applicants.map(({ email }) => email.toLowerCase()))
  const language = request?.language ?? 'en'
  const applicants = [...addresses].map((to) => ({ id: `mail:${to}`, to, language }))
  const [first] = history
  if (!first?.stream.startsWith('file:')) return applicants
  const followers = await followersOf(store, officeId, idOfStream(first.stream), session)
  return [
    ...applicants,
    ...followers
      .filter(({ email }) => !addresses.has(email.toLowerCase()))
      .map((user) => ({ id: recipientOfFollower(user), to: user.email, language: user.language })),
  ]
}

/** Returns how to find the recipients of an audience; each audience is looked up once, however much there is to tell. */
export function recipientsIn(story: Story): (audience: Audience) => Promise<readonly Recipient[]> {
  const known = new Map<Audience, readonly Recipient[]>()
  const find = {
    agent: () => agentsOf(story),
    applicant: () => applicantsOf(story),
    // Staff find their work at their desk.
    staff: () => Promise.resolve([]),
  } satisfies Record<Audience, () => Promise<Recipient[]>>
  return async (audience) => {
    const found = known.get(audience) ?? (await find[audience]())
    known.set(audience, found)
    return found
  }
}
