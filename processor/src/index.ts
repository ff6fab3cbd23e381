/** The office's public entry: open it, call its services, run its processors. */
export { EnvError, environment, officeEnvSchema, parseEnv, type OfficeEnv } from './env.ts'
export { driverSecretsFileSchema, driversFileSchema } from './drivers.ts'
export { errorText, makeLog, type Log, type LogLevel } from './log.ts'
export { loadOfficeProfile, loadOfficeProfiles, type ProfileError } from './offices/load-profile.ts'
export { openOffice, type OpenOffice } from './open-office.ts'
export { balancesOf } from './processors/fees.ts'
export { verifySignedPdf } from './receipts/verify-signed-pdf.ts'
export type { OfficeServices } from './services/services.ts'
export type { Session, SignedIn } from './services/sessions.ts'
export type { ListedFile } from './services/files.ts'
export type { Doer, TimelineLine } from './services/timeline.ts'
export type { MailPreference } from './services/mail-preferences.ts'
export type { ListedMessage, MessageCounts, MessageState, StaffMessage } from './services/messages.ts'
export type { FileClaim } from './services/claims.ts'
export type { ListedTask, TaskFile, TaskPage } from './services/list-tasks.ts'
export type { SavedView } from './services/saved-views.ts'
export type { ListedClaim, OfficeClaim } from './services/staff-claims.ts'
export type { DeskCounts, Tally, TaskCounts } from './services/task-counts.ts'
export type { Colleague, TaskOutcome, TaskRefusal } from './services/tasks.ts'
export type { DossierPage, FilePageView, KeptDocument, Page, Verification } from './services/views.ts'
export type {
  StaffApproval,
  StaffDocument,
  StaffFile,
  StaffNotice,
  StaffTask,
} from './services/staff-file.ts'
export type { StaffHistoryLine } from './services/staff-history.ts'
export type { ProcessStep } from './services/process-steps.ts'
export type { DossierFees, OrderLine, WaitingOverride } from './services/dossier-fees.ts'
export type { FilePayments, PaymentStep, StaffAttempt, StaffOrder } from './services/file-payments.ts'
export type { FileRecord, RecordVersion } from './services/file-record.ts'
export type { ShownNote } from './services/file-notes.ts'
export type { ApplicantView, NextStep, PlainStep } from './services/applicant-view.ts'
export type { AccountDeadline, Deadline } from './services/deadlines.ts'
export type { FollowedFile, FollowLink } from './services/follow.ts'
export type { Decided } from './services/post-filing/decide-request.ts'
export type { FileRequestView, Plan, PlannedChange } from './services/post-filing/file-request-view.ts'
export type {
  EntryInWords,
  RegisterInWords,
  StaffRegister,
} from './services/post-filing/register-in-words.ts'
export type { RegisterOfFile } from './services/post-filing/register-of-file.ts'
export type { FileRequestLine } from './services/post-filing/request-lines.ts'
export type { PrintedSection } from './services/request-sections.ts'
export type { DossierView, FileView, Row } from './store/rows.ts'
export type { Operations } from './services/operations.ts'
export type { JobKind } from './services/jobs-of-office.ts'
export type { AuditDeed } from './audit.ts'
export type { AuditLine, ChainCheck } from './services/audit-log.ts'
