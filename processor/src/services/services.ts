/** The office's services: the one public entry for every edge. */
import type { OfficeProfile } from '@lodge/shared-types'
import { openDocument } from '../documents/open-document.ts'
import { makeUploads } from '../documents/uploads.ts'
import type { Office } from '../office.ts'
import { asRefusal } from '../store/transaction.ts'
import { agreeOrder } from './agree-order.ts'
import { health } from './health.ts'
import { paymentMethods } from './payment-methods.ts'
import { returnFromBank } from './payments/poll-attempt.ts'
import { callbackLimit, receiveCallback } from './payments/receive-callback.ts'
import { startPayment } from './payments/start-payment.ts'
import { redriveJob, redriveStream } from './redrive.ts'
import { addUser, changePassword, resumeSession, signIn, signOut } from './sessions.ts'
import { makeSubmitDossier } from './submit-dossier.ts'
import { claimTask, listTasks, returnTask } from './tasks.ts'
import { dossierView, fileView, listDossiers, verifyReceipt } from './views.ts'

/** Returns every service bound to one office installation. */
export function makeServices(office: Office) {
  /** Binds the office, and says "later" in a person's words while the store is away. */
  const bind =
    <R extends readonly unknown[], T>(service: (office: Office, ...rest: R) => Promise<T>) =>
    async (...rest: R): Promise<T> => {
      try {
        return await service(office, ...rest)
      } catch (error) {
        throw asRefusal(error)
      }
    }
  return {
    health: bind(health),
    signIn: bind(signIn),
    resumeSession: bind(resumeSession),
    signOut: bind(signOut),
    changePassword: bind(changePassword),
    addUser: bind(addUser),
    submitDossier: makeSubmitDossier(office),
    agreeOrder: bind(agreeOrder),
    paymentMethods: (officeId: string) =>
      office.profiles.has(officeId) ? paymentMethods(office, officeId) : [],
    startPayment: bind(startPayment),
    returnFromBank: bind(returnFromBank),
    receiveCallback: bind(receiveCallback),
    callbackLimit: (officeId: string, driverId: string) => callbackLimit(office, officeId, driverId),
    listDossiers: bind(listDossiers),
    dossierView: bind(dossierView),
    fileView: bind(fileView),
    openDocument: bind(openDocument),
    verifyReceipt: bind(verifyReceipt),
    listTasks: bind(listTasks),
    claimTask: bind(claimTask),
    returnTask: bind(returnTask),
    redriveStream: bind(redriveStream),
    redriveJob: bind(redriveJob),
    uploads: makeUploads(office),
    jwks: (officeId: string) => (office.profiles.has(officeId) ? office.keys.jwks(officeId) : undefined),
    profile: (officeId: string): OfficeProfile | undefined =>
      office.profiles.has(officeId) ? office.profiles.of(officeId) : undefined,
    offices: (): OfficeProfile[] => office.profiles.ids().map((id) => office.profiles.of(id)),
  }
}
export type OfficeServices = ReturnType<typeof makeServices>
