/**
 * The address table of the portal. Pages that the server renders live under the pathless layout `server`, which has the
 * loader of header and footer. The root has none, so that pages which must open without a server can live beside it,
 * under a second pathless layout of their own.
 */
import { index, layout, prefix, route, type RouteConfig } from '@remix-run/route-config'

const pages = layout('routes/server-layout.tsx', [
  index('routes/home.tsx'),
  ...prefix('o/:officeId', [
    index('routes/office.tsx'),
    route('sign-in', 'routes/sign-in.tsx'),
    route('dossiers', 'routes/dossiers.tsx'),
    route('dossiers/:dossierId', 'routes/dossier.tsx'),
    route('files/:fileId', 'routes/file.tsx'),
    route('tasks', 'routes/tasks.tsx'),
    route('verify/:code', 'routes/verify.tsx'),
  ]),
  route('refused', 'routes/refused.tsx'),
  route('*', 'routes/unknown.tsx'),
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
  route('o/:officeId/sign-out', 'routes/sign-out.ts'),
  route('o/:officeId/payments/:attemptId/return', 'routes/payment-return.ts'),
  route('o/:officeId/callbacks/:driverId', 'routes/callback.ts'),
  route('o/:officeId/.well-known/jwks.json', 'routes/jwks.ts'),
  route('healthz', 'routes/healthz.ts'),
  route('readyz', 'routes/readyz.ts'),
] satisfies RouteConfig
