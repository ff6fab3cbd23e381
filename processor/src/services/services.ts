/** The office's services: the one public entry for every edge. */
import type { Actor, FileList, OfficeProfile } from '@lodge/shared-types'
import { openDocument } from '../documents/open-document.ts'
import { makeUploads } from '../documents/uploads.ts'
import type { Office } from '../office.ts'
import { openTermLists } from '../offices/term-lists.ts'
import { asRefusal } from '../store/transaction.ts'
import { agreeOrder } from './agree-order.ts'
import { claimFile, decideClaim, listClaims } from './claims.ts'
import { openAcknowledgement, openInvoice } from './dossier-documents.ts'
import { deleteFileView, listFileViews, saveFileView } from './file-views.ts'
import { exportFiles, listFiles } from './files.ts'
import { health } from './health.ts'
import { paymentMethods } from './payment-methods.ts'
import { returnFromBank } from './payments/poll-attempt.ts'
import { callbackLimit, receiveCallback } from './payments/receive-callback.ts'
import { resumePayment } from './payments/resume-payment.ts'
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
    resumePayment: bind(resumePayment),
    returnFromBank: bind(returnFromBank),
    receiveCallback: bind(receiveCallback),
    callbackLimit: (officeId: string, driverId: string) => callbackLimit(office, officeId, driverId),
    listDossiers: bind(listDossiers),
    dossierView: bind(dossierView),
    fileView: bind(fileView),
    listFiles: bind(listFiles),
    exportFiles: (actor: Actor, list: FileList) => exportFiles(office, actor, list),
    listFileViews: bind(listFileViews),
    saveFileView: bind(saveFileView),
    deleteFileView: bind(deleteFileView),
    listClaims: bind(listClaims),
    claimFile: bind(claimFile),
    decideClaim: bind(decideClaim),
    openDocument: bind(openDocument),
    openInvoice: bind(openInvoice),
    openAcknowledgement: bind(openAcknowledgement),
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
    termList: openTermLists(office.env.OFFICES_DIR),
    offices: (): OfficeProfile[] => office.profiles.ids().map((id) => office.profiles.of(id)),
  }
}
export type OfficeServices = ReturnType<typeof makeServices>
