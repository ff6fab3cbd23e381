/**
 * The service worker seen from a page: registered once, and replaced only when a person agrees and every tab has saved.
 * A new version waits beside the old one; nothing here ever loads a page again by itself.
 */
import { whenAllSaved } from './unsaved.ts'

/** `ready`: another version of the pages is there; `waiting`: the person agreed, and some tab has not saved yet. */
export type UpdateState = 'none' | 'ready' | 'waiting'

let state: UpdateState = 'none'
let registration: ServiceWorkerRegistration | undefined
const listeners = new Set<() => void>()

function become(next: UpdateState): void {
  // Once agreed, it is agreed.
  if (state === next || state === 'waiting') return
  state = next
  for (const listener of listeners) listener()
}

export const updateState = (): UpdateState => state

/** Calls `listener` after each change; returns how to stop that. */
export function onUpdateChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** A worker that waits is a new version only where an old one answers already. */
function look({ waiting, installing, active }: ServiceWorkerRegistration): void {
  if (waiting && active) become('ready')
  installing?.addEventListener('statechange', () => {
    if (registration?.waiting && registration.active) become('ready')
  })
}

const askEveryMs = 60 * 60_000

async function register(container: ServiceWorkerContainer): Promise<void> {
  registration = await container.register('/service-worker.js', { scope: '/', updateViaCache: 'none' })
  const registered = registration
  look(registered)
  registered.addEventListener('updatefound', () => look(registered))
  // Tabs stay open for days. Without a network there is nothing new; the next hour asks again.
  setInterval(() => void registered.update().catch(() => undefined), askEveryMs)
}

/** Registers the service worker and follows it. Browsers without one, or that refuse it, simply have no offline pages. */
export function followWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const { serviceWorker } = navigator
  // The first worker of all takes over a page that it has not made; any later one is another tab's new version.
  let isFirst = serviceWorker.controller === null
  serviceWorker.addEventListener('controllerchange', () => {
    if (!isFirst) become('ready')
    isFirst = false
  })
  const start = (): void => void register(serviceWorker).catch(() => undefined)
  if (document.readyState === 'complete') start()
  else addEventListener('load', start, { once: true })
}

/** Takes the worker that waits into service; resolves when it answers, or when a newer one has taken its place. */
async function activate(worker: ServiceWorker): Promise<void> {
  const answers = new Promise<void>((resolve) => {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated' || worker.state === 'redundant') resolve()
    })
  })
  worker.postMessage('take-over')
  await answers
}

/** The person agreed: as soon as no tab has anything unsaved, the new version takes over and this page is loaded again. */
export async function acceptUpdate(): Promise<void> {
  become('waiting')
  await whenAllSaved(async () => {
    if (registration?.waiting) await activate(registration.waiting)
    location.reload()
  })
}
