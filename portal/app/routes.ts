/**
 * The address table of the portal. Pages that the server renders live under the pathless layout `server`, which has the
 * loader of header and footer. The root has none, so that pages which must open without a server can live beside it,
 * under a second pathless layout of their own.
 */
import { index, layout, prefix, route, type RouteConfig } from '@remix-run/route-config'

const pages = layout('routes/server-layout.tsx', [
  index('routes/public/home.tsx'),
  ...prefix('o/:officeId', [
    index('routes/public/office.tsx'),
    route('sign-in', 'routes/public/sign-in.tsx'),
    route('dossiers', 'routes/agent/dossiers.tsx'),
    route('dossiers/:dossierId', 'routes/agent/dossier.tsx'),
    route('files/:fileId', 'routes/agent/file.tsx'),
    route('tasks', 'routes/staff/tasks.tsx'),
    route('verify/:code', 'routes/public/verify.tsx'),
  ]),
  route('refused', 'routes/public/refused.tsx'),
  route('*', 'routes/public/unknown.tsx'),
])

const api = prefix('o/:officeId/api', [
  route('session', 'routes/api/session.ts'),
  route('submissions', 'routes/api/submissions.ts'),
  route('dossiers', 'routes/api/dossiers.ts'),
  route('dossiers/:dossierId', 'routes/api/dossier.ts'),
  route('dossiers/:dossierId/orders/:orderId/agreement', 'routes/api/agreement.ts'),
  route('dossiers/:dossierId/payments', 'routes/api/payments.ts'),
  route('files/:fileId', 'routes/api/file.ts'),
  route('documents/:documentId', 'routes/api/document.ts'),
  route('*', 'routes/api/unknown.ts'),
])

export default [
  pages,
  ...api,
  route('o/:officeId/sign-out', 'routes/edge/sign-out.ts'),
  route('o/:officeId/payments/:attemptId/return', 'routes/edge/payment-return.ts'),
  route('o/:officeId/callbacks/:driverId', 'routes/edge/callback.ts'),
  route('o/:officeId/.well-known/jwks.json', 'routes/edge/jwks.ts'),
  route('healthz', 'routes/edge/healthz.ts'),
  route('readyz', 'routes/edge/readyz.ts'),
] satisfies RouteConfig
