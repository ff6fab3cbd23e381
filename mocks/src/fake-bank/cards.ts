/** The dummy cards: what each does to the money, and what happens to the callback about it. */

export type CardEffect = {
  readonly number: string
  readonly status: 'CAPTURED' | 'PROCESSING' | 'DECLINED' | 'CANCELLED' | 'EXPIRED'
  /** Minor units that are taken above or below what was asked. */
  readonly extraMinor: bigint
  readonly callback: 'once' | 'lost' | 'twice' | 'late' | 'wrong-amount'
}

export const cards = {
  approve: {
    number: '4000 0000 0000 0002',
    status: 'CAPTURED',
    extraMinor: 0n,
    callback: 'once',
  },
  decline: {
    number: '4000 0000 0000 0010',
    status: 'DECLINED',
    extraMinor: 0n,
    callback: 'once',
  },
  'callback-lost': {
    number: '4000 0000 0000 0028',
    status: 'CAPTURED',
    extraMinor: 0n,
    callback: 'lost',
  },
  'callback-twice': {
    number: '4000 0000 0000 0036',
    status: 'CAPTURED',
    extraMinor: 0n,
    callback: 'twice',
  },
  'callback-late': {
    number: '4000 0000 0000 0044',
    status: 'CAPTURED',
    extraMinor: 0n,
    callback: 'late',
  },
  'callback-wrong-amount': {
    number: '4000 0000 0000 0051',
    status: 'CAPTURED',
    extraMinor: 0n,
    callback: 'wrong-amount',
  },
  short: {
    number: '4000 0000 0000 0069',
    status: 'CAPTURED',
    extraMinor: -1n,
    callback: 'once',
  },
  over: {
    number: '4000 0000 0000 0077',
    status: 'CAPTURED',
    extraMinor: 1n,
    callback: 'once',
  },
  /** On the bank's page it asks for a code first; a client without a screen has given it. */
  challenge: {
    number: '4000 0000 0000 0085',
    status: 'CAPTURED',
    extraMinor: 0n,
    callback: 'once',
  },
  /** Captured as late as a late callback comes. */
  pending: {
    number: '4000 0000 0000 0093',
    status: 'PROCESSING',
    extraMinor: 0n,
    callback: 'once',
  },
  expire: {
    number: '4000 0000 0000 0101',
    status: 'EXPIRED',
    extraMinor: 0n,
    callback: 'once',
  },
  cancel: {
    number: '',
    status: 'CANCELLED',
    extraMinor: 0n,
    callback: 'once',
  },
} as const satisfies Record<string, CardEffect>

export type CardName = keyof typeof cards

const isCardName = (name: string): name is CardName => Object.hasOwn(cards, name)

/** Returns the card of that name or number; an unknown card is declined. */
export function cardOf(nameOrNumber: string): { readonly name: string; readonly effect: CardEffect } {
  const digits = nameOrNumber.replace(/\D/g, '')
  const byNumber = Object.keys(cards)
    .filter(isCardName)
    .find((name) => digits !== '' && cards[name].number.replaceAll(' ', '') === digits)
  const name = byNumber ?? (isCardName(nameOrNumber) ? nameOrNumber : undefined)
  return name ? { name, effect: cards[name] } : { name: 'unknown', effect: cards.decline }
}
