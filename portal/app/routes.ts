/**
 * The address table of the portal. Pages that the server renders live under the pathless layout `server`, which has the
 * loader of header and footer. The root has none, so that pages which must open without a server (drafting) live beside
 * it, under the pathless layout `local`; no route above or below that one has a loader.
 */
import { index, layout, prefix, route, type RouteConfig } from '@remix-run/route-config'
import { draftingAddresses } from './shell/drafting-addresses.ts'

const pages = layout('routes/server-layout.tsx', [
  index('routes/public/home.tsx'),
  ...prefix('o/:officeId', [
    index('routes/public/office.tsx'),
    route('sign-in', 'routes/public/sign-in.tsx'),
    route('dossiers', 'routes/agent/dossiers.tsx'),
    route('dossiers/:dossierId', 'routes/agent/dossier.tsx'),
    route('files', 'routes/agent/files.tsx'),
    route('files/claim', 'routes/agent/claim.tsx'),
    route('files/:fileId', 'routes/agent/file.tsx'),
    route('files/:fileId/link', 'routes/agent/follow-link.tsx'),
    route('notices/:noticeId', 'routes/agent/notice.tsx'),
    route('tasks', 'routes/staff/old-tasks.ts'),
    layout('routes/staff/desk-layout.tsx', [
      route('desk', 'routes/staff/desk.tsx'),
      route('desk/tasks', 'routes/staff/tasks.tsx'),
      route('desk/alarms/:taskId', 'routes/staff/alarm.tsx'),
      route('desk/claims', 'routes/staff/claims.tsx'),
      route('desk/claims/:claimId', 'routes/staff/claim.tsx'),
      route('desk/files', 'routes/staff/files.tsx'),
      route('desk/files/:fileId', 'routes/staff/file.tsx'),
      route('desk/files/:fileId/examination/:checklist', 'routes/staff/examination.tsx'),
      route('desk/requests/:requestId', 'routes/staff/file-request.tsx'),
      route('desk/notices/:noticeId', 'routes/staff/notice.tsx'),
      route('desk/fees', 'routes/staff/fees.tsx'),
      route('desk/fees/:dossierId', 'routes/staff/dossier-fees.tsx'),
      route('desk/approvals', 'routes/staff/approvals.tsx'),
      route('desk/approvals/:approvalId', 'routes/staff/approval.tsx'),
      route('desk/operations', 'routes/staff/operations.tsx'),
      route('desk/audit', 'routes/staff/audit.tsx'),
      route('desk/messages', 'routes/staff/messages.tsx'),
      route('desk/messages/:messageId', 'routes/staff/message.tsx'),
    ]),
    route('mail/:code', 'routes/public/mail-preference.tsx'),
    route('follow/:code', 'routes/public/follow.tsx'),
    route('follow/:code/account', 'routes/public/follow-account.tsx'),
    route('join/:token', 'routes/public/join.tsx'),
    route('following', 'routes/applicant/following.tsx'),
    route('following/:fileId', 'routes/applicant/followed.tsx'),
    route('deadlines', 'routes/applicant/deadlines.tsx'),
    route('verify/:code', 'routes/public/verify.tsx'),
  ]),
  route('refused', 'routes/public/refused.tsx'),
  route('*', 'routes/public/unknown.tsx'),
])

const drafting = layout(
  'routes/local-layout.tsx',
  prefix(
    'o/:officeId',
    draftingAddresses.map(({ path, module }) => route(path, module)),
  ),
)

const api = prefix('o/:officeId/api', [
  route('session', 'routes/api/session.ts'),
  route('submissions', 'routes/api/submissions.ts'),
  route('dossiers', 'routes/api/dossiers.ts'),
  route('dossiers/:dossierId', 'routes/api/dossier.ts'),
  route('dossiers/:dossierId/orders/:orderId/agreement', 'routes/api/agreement.ts'),
  route('dossiers/:dossierId/orders/:orderId/invoice', 'routes/api/invoice.ts'),
  route('dossiers/:dossierId/acknowledgement', 'routes/api/acknowledgement.ts'),
  route('dossiers/:dossierId/payments', 'routes/api/payments.ts'),
  route('dossiers/:dossierId/payments/:attemptId/resumption', 'routes/api/resumption.ts'),
  route('files', 'routes/api/files.ts'),
  route('files/csv', 'routes/api/files-csv.ts'),
  route('files/:fileId', 'routes/api/file.ts'),
  route('files/:fileId/application', 'routes/api/file-application.ts'),
  route('notices', 'routes/api/notices.ts'),
  route('notices/:noticeId', 'routes/api/notice.ts'),
  route('claims', 'routes/api/claims.ts'),
  route('examinations/:fileId/:checklist', 'routes/api/examination.ts'),
  route('notice-limit', 'routes/api/notice-limit.ts'),
  route('documents/:documentId', 'routes/api/document.ts'),
  route('profile', 'routes/api/profile.ts'),
  route('request-types/:digest', 'routes/api/request-types.ts'),
  route('my-files', 'routes/api/my-files.ts'),
  route('terms/:version', 'routes/api/terms.ts'),
  route('lists/:version', 'routes/api/lists.ts'),
  route('*', 'routes/api/unknown.ts'),
])

export default [
  pages,
  drafting,
  ...api,
  route('o/:officeId/desk/counts', 'routes/staff/desk-counts.ts'),
  route('o/:officeId/desk/task-news', 'routes/staff/task-news.ts'),
  route('o/:officeId/mail/:code/stop', 'routes/edge/mail-stop.ts'),
  route('o/:officeId/desk/notices/:noticeId/preview', 'routes/staff/notice-preview.ts'),
  route('o/:officeId/follow/:code/deadlines.ics', 'routes/edge/follow-ics.ts'),
  route('o/:officeId/feeds/:file', 'routes/edge/deadlines-ics.ts'),
  route('o/:officeId/sign-out', 'routes/edge/sign-out.ts'),
  route('o/:officeId/payments/:attemptId/return', 'routes/edge/payment-return.ts'),
  route('o/:officeId/callbacks/:driverId', 'routes/edge/callback.ts'),
  route('o/:officeId/.well-known/jwks.json', 'routes/edge/jwks.ts'),
  route('offline', 'routes/edge/offline.tsx'),
  route('healthz', 'routes/edge/healthz.ts'),
  route('readyz', 'routes/edge/readyz.ts'),
] satisfies RouteConfig
