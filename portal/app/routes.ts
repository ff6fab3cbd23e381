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
    route('tasks', 'routes/staff/tasks.tsx'),
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
  route('claims', 'routes/api/claims.ts'),
  route('documents/:documentId', 'routes/api/document.ts'),
  route('profile', 'routes/api/profile.ts'),
  route('terms/:version', 'routes/api/terms.ts'),
  route('*', 'routes/api/unknown.ts'),
])

export default [
  pages,
  drafting,
  ...api,
  route('o/:officeId/sign-out', 'routes/edge/sign-out.ts'),
  route('o/:officeId/payments/:attemptId/return', 'routes/edge/payment-return.ts'),
  route('o/:officeId/callbacks/:driverId', 'routes/edge/callback.ts'),
  route('o/:officeId/.well-known/jwks.json', 'routes/edge/jwks.ts'),
  route('offline', 'routes/edge/offline.tsx'),
  route('healthz', 'routes/edge/healthz.ts'),
  route('readyz', 'routes/edge/readyz.ts'),
] satisfies RouteConfig
