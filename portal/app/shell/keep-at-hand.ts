/** Loads the modules of all drafting pages ahead: a tab that stays open over an update never asks for one that is gone. */

import { loadAllForms } from '../device/load-form.ts'

const layout = 'routes/local-layout'

/** What pages of drafting load when they need it. */
const loadedLater = [
  () => import('../components/answering/answer-screen.tsx'),
  () => import('../components/answering/begin-answer.ts'),
  () => import('../components/answering/judge-answer.ts'),
  () => import('../components/filing/address-picker.tsx'),
  () => import('../components/filing/answers.tsx'),
  () => import('../components/filing/class-control.tsx'),
  () => import('../components/filing/date-control.tsx'),
  () => import('../components/filing/document-control.tsx'),
  () => import('../components/filing/fact-controls.tsx'),
  () => import('../components/filing/fee-sheet.tsx'),
  () => import('../components/filing/goods-page.tsx'),
  () => import('../components/filing/inspect-document.ts'),
  () => import('../components/filing/item-title.ts'),
  () => import('../components/filing/judge.ts'),
  () => import('../components/filing/list-page.tsx'),
  () => import('../components/filing/terms-control.tsx'),
  () => import('../components/filing/views-control.tsx'),
  () => import('../components/requests/choose-other.tsx'),
  () => import('../components/requests/choose-request.tsx'),
  () => import('../components/requests/gate-line.tsx'),
  () => import('../components/requests/prices-from.ts'),
  () => import('../components/sending/cart-of-drafts.tsx'),
  () => import('../components/sending/place-to-fix.ts'),
  () => import('./closed-device.tsx'),
  loadAllForms,
  () => import('../device/frozen-dossier.ts'),
  () => import('../device/notices-at-office.ts'),
  () => import('../device/own-files-at-office.ts'),
  () => import('../device/running-hash.ts'),
]

/** Has the browser fetch every module of drafting once, when it has nothing better to do. */
export function keepDraftingAtHand(): void {
  const { routes } = window.__remixManifest
  const modules = Object.values(routes)
    .filter((route) => route.parentId === layout)
    .flatMap((route) => [route.module, ...(route.imports ?? [])])
  for (const href of new Set(modules)) {
    if (document.querySelector(`link[rel="modulepreload"][href="${href}"]`)) continue
    const link = document.createElement('link')
    link.rel = 'modulepreload'
    link.href = href
    document.head.append(link)
  }
  for (const load of loadedLater) load().catch(() => undefined)
}
