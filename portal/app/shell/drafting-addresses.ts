/**
 * The addresses of drafting, which open without a server: one table for the routes, for the documents that the build
 * lays down for them (shells), and for the service worker that answers with those.
 */

type DraftingAddress = {
  /** Names the shell. */
  readonly name: string
  /** The path behind `/o/:officeId/`. */
  readonly path: string
  readonly module: string
}

/** Fixed segments stand before parameters: the first that fits counts. */
export const draftingAddresses = [
  { name: 'drafts', path: 'drafts', module: 'routes/drafting/drafts.tsx' },
  { name: 'new-draft', path: 'drafts/new', module: 'routes/drafting/new-draft.tsx' },
  { name: 'import', path: 'drafts/import', module: 'routes/drafting/import.tsx' },
  { name: 'draft', path: 'drafts/:draftId', module: 'routes/drafting/draft.tsx' },
  { name: 'check', path: 'drafts/:draftId/check', module: 'routes/drafting/check.tsx' },
  { name: 'page', path: 'drafts/:draftId/:pageId', module: 'routes/drafting/page.tsx' },
  { name: 'item', path: 'drafts/:draftId/:pageId/:itemId', module: 'routes/drafting/item.tsx' },
  { name: 'answer', path: 'answers/:noticeId', module: 'routes/drafting/answer.tsx' },
  { name: 'new-request', path: 'file-requests/new', module: 'routes/drafting/new-request.tsx' },
  { name: 'cart', path: 'cart', module: 'routes/drafting/cart.tsx' },
  { name: 'outbox', path: 'outbox', module: 'routes/drafting/outbox.tsx' },
  { name: 'sending', path: 'outbox/:dossierId', module: 'routes/drafting/sending.tsx' },
  { name: 'templates', path: 'templates', module: 'routes/drafting/templates.tsx' },
  { name: 'addresses', path: 'addresses', module: 'routes/drafting/addresses.tsx' },
  { name: 'address', path: 'addresses/:personId', module: 'routes/drafting/address.tsx' },
  { name: 'device', path: 'device', module: 'routes/drafting/device.tsx' },
] as const satisfies readonly DraftingAddress[]

export type ShellName = (typeof draftingAddresses)[number]['name']

/** Letters' case and a slash at the end make no difference, as in the router. */
const patterns = draftingAddresses.map(({ name, path }) => ({
  name,
  pattern: new RegExp(`^/o/[^/]+/${path.replaceAll(/:\w+/g, '[^/]+')}/?$`, 'i'),
}))

/** Returns the shell that opens an address, or undefined where a server page lives. */
export const shellOf = (pathname: string): ShellName | undefined =>
  patterns.find(({ pattern }) => pattern.test(pathname))?.name
