/** The office's services: the one public entry for every edge. */
import type { Actor, FileList, OfficeProfile } from '@lodge/shared-types'
import { openDocument } from '../documents/open-document.ts'
import { makeUploads } from '../documents/uploads.ts'
import type { Office } from '../office.ts'
import { openCodeLists } from '../offices/code-lists.ts'
import { openTermLists } from '../offices/term-lists.ts'
import { asRefusal } from '../store/transaction.ts'
import { auditLog, checkAuditDay } from './audit-log.ts'
import { holdJobs, jobKinds, releaseJobs, runJobsNow } from './jobs-of-office.ts'
import { operations, operationsSummary } from './operations.ts'
import { agreeOrder } from './agree-order.ts'
import { approval, decideApproval, listApprovals, withdrawApproval } from './approvals.ts'
import { askForAccount, confirmAccount, isAccountWish, ownMailChoice } from './applicant-accounts.ts'
import { applicantView } from './applicant-view.ts'
import { answerView, decideAnswer } from './answers.ts'
import { claimFile, decideClaim, listClaims } from './claims.ts'
import { deadlinesByFeedCode, deadlinesOf, feedCodeOf, renewFeedCode } from './deadlines.ts'
import { decisions, takeAction } from './decisions.ts'
import { deskHome } from './desk-home.ts'
import { dossierFees, listOrders, orderOfOverride } from './dossier-fees.ts'
import { openAcknowledgement, openInvoice } from './dossier-documents.ts'
import { answerQuestion, commentQuestion, examination } from './examinations.ts'
import { proposeFeeOverride } from './fee-overrides.ts'
import { addNote, listNotes } from './file-notes.ts'
import { filePayments } from './file-payments.ts'
import { fileRecord } from './file-record.ts'
import { exportFiles, listFiles } from './files.ts'
import {
  deadlinesByCode,
  followedByCode,
  followedFile,
  followedFiles,
  followFile,
  followLink,
  isFollowing,
  renewFollowLink,
  revokeFollowLink,
  unfollowFile,
} from './follow.ts'
import { health } from './health.ts'
import {
  askApproval,
  draftNotice,
  previewNotice,
  staffNotice,
  updateNotice,
  withdrawNotice,
} from './notices.ts'
import { partyNotice, partyNotices } from './party-notices.ts'
import { mailPreference, setMailPreference } from './mail-preferences.ts'
import { listMessages, messageCounts, messagesAbout, resendMessage, staffMessage } from './messages.ts'
import { limitToday } from './limit-today.ts'
import { offeredMethods } from './payment-methods.ts'
import { cancelPayment } from './payments/cancel-payment.ts'
import { returnFromBank } from './payments/poll-attempt.ts'
import { cashDay, closeCashDay } from './money/cash-day.ts'
import { proposeCashVoid } from './money/cash-void.ts'
import { journalBalances, journalEntries } from './money/books.ts'
import { depositMovements, depositsOf, openOwnDeposit } from './money/deposit-views.ts'
import {
  findPayable,
  listRefunds,
  listReviews,
  refundable,
  refundsOf,
  reviewOf,
} from './money/finance-views.ts'
import { cashTaking, listDeposits, listMoneyOrders, orderTrace, refund } from './money/money-desk.ts'
import { confirmPayout, failPayout, orderPayout } from './money/payouts.ts'
import { proposeRefund } from './money/propose-refund.ts'
import { proposeReview } from './money/reviews.ts'
import { takeCash, takeDeposit } from './money/take-cash.ts'
import { callbackLimit, receiveCallback } from './payments/receive-callback.ts'
import { decideFileRequest } from './post-filing/decide-request.ts'
import { fileRequest } from './post-filing/file-request-view.ts'
import { myFiles, registerOfFile } from './post-filing/register-of-file.ts'
import { staffRegister } from './post-filing/register-in-words.ts'
import { fileRequests, ownRequests } from './post-filing/request-lines.ts'
import { resumePayment } from './payments/resume-payment.ts'
import { startPayment } from './payments/start-payment.ts'
import { closeDayNow, dailyClose, dailyCloses } from './daily-close/close-day.ts'
import { openDailyClose } from './daily-close/close-document.ts'
import { matchingLine, matchingList, statementView, suspenseList } from './reconciliation/matching-views.ts'
import {
  importStatement,
  openStatementFile,
  statementFiles,
  statementsOf,
} from './reconciliation/statement-files.ts'
import { proposeMatch } from './reconciliation/propose-match.ts'
import { redriveCallback, redriveJob, redriveParkedWakeUps, redriveStream } from './redrive.ts'
import { addUser, changePassword, resumeSession, signIn, signOut } from './sessions.ts'
import { staffFileView } from './staff-file.ts'
import { makeSubmitDossier } from './submit-dossier.ts'
import { alarm, listTasks, taskNews } from './list-tasks.ts'
import { fileApplication } from './file-application.ts'
import { fileViews, taskViews } from './saved-views.ts'
import { officeClaim, officeClaims } from './staff-claims.ts'
import { deskCounts, taskCounts } from './task-counts.ts'
import { assignTask, bulkTasks, claimTask, closeAlarm, colleagues, returnTask } from './tasks.ts'
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
      office.profiles.has(officeId) ? offeredMethods(office, officeId) : [],
    startPayment: bind(startPayment),
    resumePayment: bind(resumePayment),
    cancelPayment: bind(cancelPayment),
    returnFromBank: bind(returnFromBank),
    depositsOf: bind(depositsOf),
    depositMovements: bind(depositMovements),
    listReviews: bind(listReviews),
    reviewOf: bind(reviewOf),
    proposeReview: bind(proposeReview),
    refundsOf: bind(refundsOf),
    listRefunds: bind(listRefunds),
    refundable: bind(refundable),
    proposeRefund: bind(proposeRefund),
    orderPayout: bind(orderPayout),
    confirmPayout: bind(confirmPayout),
    failPayout: bind(failPayout),
    findPayable: bind(findPayable),
    takeCash: bind(takeCash),
    takeDeposit: bind(takeDeposit),
    proposeCashVoid: bind(proposeCashVoid),
    cashDay: bind(cashDay),
    closeCashDay: bind(closeCashDay),
    openOwnDeposit: bind(openOwnDeposit),
    listDeposits: bind(listDeposits),
    listMoneyOrders: bind(listMoneyOrders),
    orderTrace: bind(orderTrace),
    refund: bind(refund),
    cashTaking: bind(cashTaking),
    journalEntries: bind(journalEntries),
    journalBalances: bind(journalBalances),
    receiveCallback: bind(receiveCallback),
    callbackLimit: (officeId: string, driverId: string) => callbackLimit(office, officeId, driverId),
    listDossiers: bind(listDossiers),
    dossierView: bind(dossierView),
    fileView: bind(fileView),
    fileApplication: bind(fileApplication),
    listFiles: bind(listFiles),
    exportFiles: (actor: Actor, list: FileList) => exportFiles(office, actor, list),
    listFileViews: bind(fileViews.list),
    saveFileView: bind(fileViews.save),
    deleteFileView: bind(fileViews.remove),
    listTaskViews: bind(taskViews.list),
    saveTaskView: bind(taskViews.save),
    deleteTaskView: bind(taskViews.remove),
    listClaims: bind(listClaims),
    claimFile: bind(claimFile),
    decideClaim: bind(decideClaim),
    openDocument: bind(openDocument),
    openInvoice: bind(openInvoice),
    openAcknowledgement: bind(openAcknowledgement),
    verifyReceipt: bind(verifyReceipt),
    applicantView: bind(applicantView),
    followedByCode: bind(followedByCode),
    deadlinesByCode: bind(deadlinesByCode),
    followLink: bind(followLink),
    renewFollowLink: bind(renewFollowLink),
    revokeFollowLink: bind(revokeFollowLink),
    isFollowing: bind(isFollowing),
    followFile: bind(followFile),
    unfollowFile: bind(unfollowFile),
    followedFiles: bind(followedFiles),
    followedFile: bind(followedFile),
    deadlinesOf: bind(deadlinesOf),
    feedCodeOf: bind(feedCodeOf),
    renewFeedCode: bind(renewFeedCode),
    deadlinesByFeedCode: bind(deadlinesByFeedCode),
    askForAccount: bind(askForAccount),
    isAccountWish: bind(isAccountWish),
    confirmAccount: bind(confirmAccount),
    ownMailChoice: bind(ownMailChoice),
    partyNotices: bind(partyNotices),
    partyNotice: bind(partyNotice),
    answerView: bind(answerView),
    decideAnswer: bind(decideAnswer),
    fileRequest: bind(fileRequest),
    fileRequests: bind(fileRequests),
    ownRequests: bind(ownRequests),
    decideFileRequest: bind(decideFileRequest),
    registerOfFile: bind(registerOfFile),
    staffRegister: bind(staffRegister),
    myFiles: bind(myFiles),
    listTasks: bind(listTasks),
    taskNews: bind(taskNews),
    alarm: bind(alarm),
    taskCounts: bind(taskCounts),
    deskCounts: bind(deskCounts),
    deskHome: bind(deskHome),
    claimTask: bind(claimTask),
    returnTask: bind(returnTask),
    assignTask: bind(assignTask),
    bulkTasks: bind(bulkTasks),
    colleagues: bind(colleagues),
    closeAlarm: bind(closeAlarm),
    officeClaims: bind(officeClaims),
    officeClaim: bind(officeClaim),
    draftNotice: bind(draftNotice),
    staffNotice: bind(staffNotice),
    updateNotice: bind(updateNotice),
    previewNotice: bind(previewNotice),
    askApproval: bind(askApproval),
    withdrawNotice: bind(withdrawNotice),
    limitToday: bind(limitToday),
    staffFileView: bind(staffFileView),
    fileRecord: bind(fileRecord),
    filePayments: bind(filePayments),
    listOrders: bind(listOrders),
    dossierFees: bind(dossierFees),
    orderOfOverride: bind(orderOfOverride),
    proposeFeeOverride: bind(proposeFeeOverride),
    importStatement: bind(importStatement),
    statementFiles: bind(statementFiles),
    statementsOf: bind(statementsOf),
    statementView: bind(statementView),
    matchingList: bind(matchingList),
    matchingLine: bind(matchingLine),
    suspenseList: bind(suspenseList),
    proposeMatch: bind(proposeMatch),
    openStatementFile: bind(openStatementFile),
    dailyCloses: bind(dailyCloses),
    dailyClose: bind(dailyClose),
    closeDayNow: bind(closeDayNow),
    openDailyClose: bind(openDailyClose),
    listNotes: bind(listNotes),
    addNote: bind(addNote),
    decisions: bind(decisions),
    takeAction: bind(takeAction),
    examination: bind(examination),
    answerQuestion: bind(answerQuestion),
    commentQuestion: bind(commentQuestion),
    listApprovals: bind(listApprovals),
    approval: bind(approval),
    decideApproval: bind(decideApproval),
    withdrawApproval: bind(withdrawApproval),
    messagesAbout: bind(messagesAbout),
    listMessages: bind(listMessages),
    messageCounts: bind(messageCounts),
    staffMessage: bind(staffMessage),
    resendMessage: bind(resendMessage),
    mailPreference: bind(mailPreference),
    setMailPreference: bind(setMailPreference),
    redriveStream: bind(redriveStream),
    redriveJob: bind(redriveJob),
    redriveCallback: bind(redriveCallback),
    redriveParkedWakeUps: bind(redriveParkedWakeUps),
    operations: bind(operations),
    operationsSummary: bind(operationsSummary),
    jobKinds: bind(jobKinds),
    runJobsNow: bind(runJobsNow),
    holdJobs: bind(holdJobs),
    releaseJobs: bind(releaseJobs),
    auditLog: bind(auditLog),
    checkAuditDay: bind(checkAuditDay),
    uploads: makeUploads(office),
    jwks: (officeId: string) => (office.profiles.has(officeId) ? office.keys.jwks(officeId) : undefined),
    profile: (officeId: string): OfficeProfile | undefined =>
      office.profiles.has(officeId) ? office.profiles.of(officeId) : undefined,
    termList: openTermLists(office.env.OFFICES_DIR),
    codeList: openCodeLists(office.env.OFFICES_DIR),
    offices: (): OfficeProfile[] => office.profiles.ids().map((id) => office.profiles.of(id)),
  }
}
export type OfficeServices = ReturnType<typeof makeServices>
