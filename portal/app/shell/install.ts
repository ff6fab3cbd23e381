/** The browser's offer to install the portal on this device, kept until the person takes it up. */

/** The browser's event; the libraries of types do not know it. */
type Offer = Event & { prompt(): Promise<unknown> }
const isOffer = (event: Event): event is Offer => 'prompt' in event && typeof event.prompt === 'function'

let offer: (() => Promise<void>) | undefined
const listeners = new Set<() => void>()

function become(next: (() => Promise<void>) | undefined): void {
  offer = next
  for (const listener of listeners) listener()
}

/** Listens for the offer; called once, before the browser makes it. */
export function followInstallation(): void {
  addEventListener('beforeinstallprompt', (event) => {
    // Kept for the device page; an offer that pops up by itself only disturbs.
    event.preventDefault()
    if (!isOffer(event)) return
    become(async () => {
      become(undefined)
      await event.prompt()
    })
  })
  addEventListener('appinstalled', () => become(undefined))
}

/** Returns what asks the person to install, where the browser offers it. */
export const installPrompt = (): (() => Promise<void>) | undefined => offer

/** Calls `listener` after each change; returns how to stop that. */
export function onInstallPromptChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
