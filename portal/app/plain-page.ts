/** Pages without scripts: what the edge refuses is shown at the refused address, which the browser must not load again. */

/** The route handle of a page that stays plain HTML. */
export const plainPage = { isPlain: true } as const

/** Whether a matched route asks for a document without scripts. */
export const isPlain = ({ handle }: { handle: unknown }): boolean =>
  typeof handle === 'object' && handle !== null && 'isPlain' in handle
