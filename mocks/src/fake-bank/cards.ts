/** The dummy cards: what each does to the money, and what happens to the callback about it. */

export type CardEffect = {
  readonly number: string
  readonly title: string
  readonly status: 'CAPTURED' | 'DECLINED' | 'CANCELLED'
  /** Minor units that are taken above or below what was asked. */
  readonly extraMinor: bigint
  readonly callback: 'once' | 'lost' | 'twice' | 'late' | 'wrong-amount'
}

export const cards = {
  approve: {
    number: '4000 0000 0000 0002',
    title: 'Approve',
    status: 'CAPTURED',
    extraMinor: 0n,
    callback: 'once',
  },
  decline: {
    number: '4000 0000 0000 0010',
    title: 'Decline',
    status: 'DECLINED',
    extraMinor: 0n,
    callback: 'once',
  },
  'callback-lost': {
    number: '4000 0000 0000 0028',
    title: 'Approve, the callback is lost',
    status: 'CAPTURED',
    extraMinor: 0n,
    callback: 'lost',
  },
  'callback-twice': {
    number: '4000 0000 0000 0036',
    title: 'Approve, the callback comes twice',
    status: 'CAPTURED',
    extraMinor: 0n,
    callback: 'twice',
  },
  'callback-late': {
    number: '4000 0000 0000 0044',
    title: 'Approve, the callback comes late',
    status: 'CAPTURED',
    extraMinor: 0n,
    callback: 'late',
  },
  'callback-wrong-amount': {
    number: '4000 0000 0000 0051',
    title: 'Approve, the callback names another amount',
    status: 'CAPTURED',
    extraMinor: 0n,
    callback: 'wrong-amount',
  },
  short: {
    number: '4000 0000 0000 0069',
    title: 'Approve, one minor unit too little is taken',
    status: 'CAPTURED',
    extraMinor: -1n,
    callback: 'once',
  },
  over: {
    number: '4000 0000 0000 0077',
    title: 'Approve, one minor unit too much is taken',
    status: 'CAPTURED',
    extraMinor: 1n,
    callback: 'once',
  },
  cancel: {
    number: '',
    title: 'Cancel and go back',
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
