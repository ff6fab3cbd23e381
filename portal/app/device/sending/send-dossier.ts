/** One dossier on its way: first its documents, then the submission. */
import { DeviceError } from '../device-error.ts'
import type { Device } from '../open-device.ts'
import type { OfficeHttp } from './office-http.ts'
import { failed, SendingError } from './problems.ts'
import { submitFrozen } from './submit-frozen.ts'
import { uploadDocuments } from './upload-documents.ts'
import type { Verify } from './verify-acknowledgement.ts'

export type SendingDevice = Pick<Device, 'officeId'> & {
  readonly user: Pick<Device['user'], 'id'>
  readonly documents: Pick<Device['documents'], 'read'>
  readonly outbox: Pick<Device['outbox'], 'list' | 'read' | 'update'>
}

/** Whether the submission was refused only because documents that the device counted as sent are not at the office. */
const lacksDocuments = (error: unknown): boolean =>
  error instanceof SendingError &&
  error.problem.code === 'invalid' &&
  (error.problem.errors ?? []).length > 0 &&
  (error.problem.errors ?? []).every(({ code }) => code === 'document-not-uploaded')

/**
 * Sends what is left of a dossier; its row says how far it came at every moment. Returns whether it is acknowledged in the
 * end: one that waits for the person is left alone.
 * @throws SendingError, DeviceError, or the reason for which the sender ended.
 */
export async function sendDossier(
  { officeId, documents, outbox }: SendingDevice,
  { http, csrfToken, verify }: { http: OfficeHttp; csrfToken: string; verify: Verify },
  dossierId: string,
): Promise<boolean> {
  const dossier = await outbox.read(dossierId)
  if (!dossier) throw new DeviceError('no-dossier', `The dossier ${dossierId} was taken back or removed.`)
  const { state, mayBeSent, uploaded } = await outbox.update(dossierId, ({ state: at }) =>
    at === 'acknowledged' || at === 'needs-you' ? {} : { state: 'sending', nextTryAt: undefined },
  )
  if (state !== 'sending') return state === 'acknowledged'

  const isAlone = (sha256: string): boolean =>
    dossier.documents.filter((document) => document.sha256 === sha256).length === 1
  // The same content in two roles is two documents at the office, and the row cannot tell them apart.
  const wanted = dossier.documents.filter(
    ({ sha256, bytes }) => uploaded[sha256] !== bytes || !isAlone(sha256),
  )
  await uploadDocuments(
    {
      http,
      officeId,
      csrfToken,
      documents,
      accepted: ({ sha256 }, bytes) =>
        outbox.update(dossierId, (progress) => ({ uploaded: { ...progress.uploaded, [sha256]: bytes } })),
    },
    wanted,
  )
  try {
    await submitFrozen({ http, officeId, csrfToken, verify, outbox }, dossier, { mayBeSent })
    return true
  } catch (error) {
    if (!lacksDocuments(error)) throw error
    await outbox.update(dossierId, { uploaded: {} })
    throw failed('uploads-lost', error)
  }
}
