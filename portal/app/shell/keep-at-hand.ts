/** Loads the modules of all drafting pages ahead: a tab that stays open over an update never asks for one that is gone. */

const layout = 'routes/local-layout'

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
}
