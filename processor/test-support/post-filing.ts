/** What tests do with requests about files: make a file that stands where it should, file a request, and decide it. */
import { aPostFilingRequest, aTrademarkRequest, type DemoOffice, type PostFilingWish } from '@lodge/mocks'
import {
  actedBy,
  foldFile,
  plainDateIn,
  price,
  streamOf,
  tariffOn,
  type Actor,
  type ApplicationRequest,
  type FileFacts,
  type NewEvent,
  type PostFilingRequest,
  type Request,
} from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import type { FileRequestView } from '../src/index.ts'
import { appendEvents, readStream } from '../src/store/streams.ts'
import { aKey, nextSeed, overTheWire, payWith, start } from './filing.ts'
import { until, type TestOffice } from './test-office.ts'

export type AFile = { officeId: DemoOffice; accountId: string; fileId: string; fileNumber: string }

/** Appends events to a file's history, as the office would. */
export async function appendTo(office: TestOffice, { officeId, fileId }: AFile, events: readonly NewEvent[]) {
  const { store } = office.office
  const stream = streamOf('file', fileId)
  await store.transaction(async (session) => {
    await appendEvents(store, session, {
      officeId,
      stream,
      events,
      by: 'user:1',
      causedBy: null,
      at: new Date(),
    })
  })
}

/** Puts actions into the history of a file, whatever the workflow says to them. */
export async function act(office: TestOffice, aFile: AFile, codes: readonly string[]): Promise<void> {
  const actions = office.services.profile(aFile.officeId)?.workflow.actions ?? []
  for (const code of codes) {
    const action = actions.find((one) => one.code === code)
    if (!action) throw new Error(`no action ${code}`)
    await appendTo(office, aFile, [actedBy(action, action.status)])
  }
}

type FileWish = {
  officeId?: DemoOffice
  accountId?: string
  /** Actions that it has come through. */
  through?: readonly string[]
  filingDate?: string
  classes?: number
  /** Instead of a trademark application. */
  application?: ApplicationRequest
}

/** Submits any requests as a dossier of an account, at the office's own price. */
export async function submitted(
  office: TestOffice,
  { officeId, accountId }: Pick<AFile, 'officeId' | 'accountId'>,
  requests: readonly Request[],
) {
  const actor = office.agent(officeId, accountId)
  await uploadAll(office, { officeId, accountId }, requests)
  const known = await office.services.myFiles(actor)
  const facts = known.find(({ fileNumber }) =>
    requests.some((one) => 'fileNumber' in one && one.fileNumber === fileNumber),
  )
  const body = aDossierOf(office, officeId, requests, facts)
  const { dossierId } = body
  const { acknowledgement } = await office.services.submitDossier(actor, {
    key: aKey(),
    body: overTheWire(body),
  })
  const { orderId, total, agreementNeeded } = acknowledgement.order
  if (agreementNeeded)
    await office.services.agreeOrder(actor, { key: aKey(), dossierId, orderId, total: overTheWire(total) })
  return { actor, dossierId, orderId, order: acknowledgement.order }
}

/** Pays an order at the bank, where there is anything to pay. */
export async function paid(
  office: TestOffice,
  { actor, dossierId, orderId, order }: Awaited<ReturnType<typeof submitted>>,
): Promise<void> {
  if (order.total.amountMinor === 0n) return
  const started = await start(office, { actor, dossierId, orderId })
  await payWith(office, started.attemptId, 'approve')
}

/** Lodges an application, of a mark where none is given, paid where the office waits for that, and takes it through actions. */
export async function lodgedFile(office: TestOffice, wish: FileWish = {}): Promise<AFile> {
  const { officeId = 'sahil', accountId = `account-${nextSeed()}`, through = [], filingDate } = wish
  const { classes, application } = wish
  const seed = nextSeed() * 1000
  const mark = { seed, office: officeId, branch: 'main', ...(classes === undefined ? {} : { classes }) }
  const filed = await submitted(office, { officeId, accountId }, [application ?? aTrademarkRequest(mark)])
  if (officeId === 'borovia') await paid(office, filed)
  const { fileId, fileNumber } = await until('a file', async () => {
    const view = await office.services.dossierView(filed.actor, filed.dossierId)
    return view.files[0]
  })
  const made = { officeId, accountId, fileId, fileNumber }
  if (filingDate !== undefined)
    await appendTo(office, made, [{ type: 'file.date-accorded', v: 1, data: { filingDate, trace: [] } }])
  await act(office, made, through)
  return made
}

export type RequestWish = Omit<PostFilingWish, 'seed' | 'fileNumber' | 'right'> & {
  orderNumber?: string
  attemptId?: string
}

/** Returns a request of a type about a file, with its documents uploaded. */
export async function aRequestAbout(
  office: TestOffice,
  { officeId, accountId, fileNumber }: AFile,
  type: string,
  { orderNumber, attemptId, ...wish }: RequestWish = {},
): Promise<PostFilingRequest> {
  const profile = office.services.profile(officeId)
  const found = profile?.requestTypes.find((one) => one.type === type)
  if (!profile || !found) throw new Error(`no request type ${type}`)
  const on = plainDateIn(profile.timeZone, new Date())
  const whole = aPostFilingRequest(found, { ...wish, seed: nextSeed(), fileNumber, on })
  const request = {
    ...whole,
    requestId: uuidv7().replace(/^(.{14})7/, '$17'),
    ...(orderNumber === undefined ? {} : { orderNumber }),
    ...(attemptId === undefined ? {} : { attemptId }),
  }
  await uploadAll(office, { officeId, accountId }, [request])
  return request
}

/** Stores the documents of requests in an account's space, as uploads leave them. */
async function uploadAll(
  { office: { store } }: TestOffice,
  whose: Pick<AFile, 'officeId' | 'accountId'>,
  requests: readonly Request[],
): Promise<void> {
  for (const { role, sha256, bytes, mediaType, fileName } of requests.flatMap(({ documents }) => documents)) {
    if (await store.documents.one({ ...whose, sha256, role, fileId: null })) continue
    const row = { role, sha256, bytes, mediaType, fileName, storedAs: uuidv7(), createdAt: new Date() }
    await store.documents.insert([{ _id: uuidv7(), ...whose, fileId: null, ...row }])
  }
}

/** Returns a dossier of requests with the office's own price as its quote. */
export function aDossierOf(
  office: TestOffice,
  officeId: DemoOffice,
  requests: readonly Request[],
  facts?: FileFacts,
) {
  const profile = office.services.profile(officeId)
  const on = plainDateIn(profile?.timeZone ?? 'UTC', new Date())
  const tariff = profile && tariffOn(profile.tariffs, on)
  if (!profile || !tariff) throw new Error('no tariff')
  const priced = price(tariff, requests, { on, calendar: profile.calendar, facts: () => facts })
  return {
    dossierId: uuidv7(),
    quote: { tariffVersion: priced.tariffVersion, total: priced.total },
    requests: [...requests],
  }
}

/** Submits requests of an account, pays for them where there is anything to pay, and waits until they have come to their file. */
export async function lodgedRequests(
  office: TestOffice,
  by: Pick<AFile, 'officeId' | 'accountId'>,
  requests: readonly PostFilingRequest[],
): Promise<void> {
  await paid(office, await submitted(office, by, requests))
  for (const { requestId } of requests)
    await until('the request at its file', () =>
      office.office.store.fileRequests.one({ _id: requestId, state: { $ne: 'filed' } }),
    )
}

/** Files one request about a file, by its holder or by another account, and returns its id once it has come to its file. */
export async function filedRequest(
  office: TestOffice,
  aFile: AFile,
  type: string,
  { by = aFile.accountId, ...wish }: RequestWish & { by?: string } = {},
): Promise<string> {
  const whose = { ...aFile, accountId: by }
  const request = await aRequestAbout(office, whose, type, wish)
  await lodgedRequests(office, whose, [request])
  return request.requestId
}

/** Returns a request as its decider sees it now. */
export const seen = (office: TestOffice, actor: Actor, requestId: string): Promise<FileRequestView> =>
  office.services.fileRequest(actor, requestId)

/** Decides a request as it is seen now. */
export async function decide(
  office: TestOffice,
  actor: Actor,
  requestId: string,
  outcome: 'granted' | 'refused' = 'granted',
  reason?: string,
) {
  const { deciding } = await seen(office, actor, requestId)
  return office.services.decideFileRequest(actor, {
    key: aKey(),
    requestId,
    outcome,
    seenSeq: deciding?.seq ?? 0,
    ...(reason === undefined ? {} : { reason }),
  })
}

/** Returns where a file stands. */
export async function statusOf({ office: { store } }: TestOffice, { officeId, fileId }: AFile) {
  return foldFile(await readStream(store, officeId, streamOf('file', fileId))).status
}
