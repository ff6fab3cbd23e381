/** What can happen in a world of the money histories, and what happens next. */
import * as books from './office.ts'
import type { BankPayment } from './bank.ts'
import type { SimAttempt, SimOffice, SimRefund } from './office.ts'
import type { World } from './world.ts'

/** What can happen, and how often it is tried where it can. */
const weights = {
  ...{ start: 4, 'start-deposit': 1, call: 4, 'call-lost': 2, 'call-unsent': 1 },
  ...{ pay: 6, 'pay-part': 2, 'pay-odd': 2, 'other-currency': 1, end: 2, 'capture-late': 1 },
  ...{ callback: 5, 'callback-again': 1, 'callback-lost': 1, poll: 3, cancel: 1 },
  ...{ 'bank-refund': 1, 'charge-back': 1, propose: 3, decide: 4, send: 3, 'send-lost': 2, 'send-killed': 1 },
  ...{ find: 4, 'bank-refund-ends': 1, payout: 3, review: 3, fees: 5, withdraw: 1 },
} as const
export type ActName = keyof typeof weights

/** `n` chooses among what can happen at that moment, `which` what it happens to, `how` how it goes. */
export type Act = { n: number; which: number; how: number }
export type Named = { do: ActName; which: number; how: number }

type PaymentFits = (payment: BankPayment) => boolean
const isOpenAtBank: PaymentFits = ({ status }) => status === 'open' || status === 'pending'
const hasMoney: PaymentFits = ({ captured }) => captured.amountMinor > 0n

/** Which of the bank's payments an act can be about: an act about nothing tries nothing. */
const paymentFits: Partial<Record<ActName, PaymentFits>> = {
  pay: isOpenAtBank,
  'pay-part': isOpenAtBank,
  'pay-odd': isOpenAtBank,
  'other-currency': isOpenAtBank,
  end: isOpenAtBank,
  'capture-late': (payment) => !hasMoney(payment),
  'bank-refund': hasMoney,
  'charge-back': hasMoney,
}

const refundStatesFor: Partial<Record<ActName, readonly SimRefund['state'][]>> = {
  decide: ['proposed'],
  send: ['approved'],
  'send-lost': ['approved'],
  'send-killed': ['approved'],
  find: ['submitting', 'pending', 'unknown'],
  payout: ['to-pay-out', 'pending'],
}

/** The attempts that an act can be about. */
export function attemptsFor({ office, bank }: World, act: ActName): readonly SimAttempt[] {
  const { attempts } = office
  const fits = paymentFits[act]
  if (fits)
    return attempts.filter(({ _id }) => {
      const payment = bank.payments.get(_id)
      return payment !== undefined && fits(payment)
    })
  if (act === 'call' || act === 'call-lost' || act === 'call-unsent')
    return attempts.filter(({ active, _id }) => active && !bank.payments.has(_id))
  if (act !== 'propose') return attempts
  return attempts.filter((one) => {
    const { order, deposit, suspense } = books.stateOf(office, one)
    return order + deposit > 0n || suspense.length > 0
  })
}

export function refundsFor({ refunds }: SimOffice, act: ActName): readonly SimRefund[] {
  const states = refundStatesFor[act]
  return refunds.filter(({ state, way }) =>
    !states?.includes(state)
      ? states === undefined
      : (way === 'payout') === (act === 'payout') || act === 'decide',
  )
}

export const dossiersFor = ({ dossiers }: SimOffice, act: ActName) => {
  if (act === 'start' || act === 'start-deposit') return dossiers.filter(books.canStart)
  return act === 'fees' ? dossiers.filter(({ history, feesSeq }) => history.length > feesSeq) : dossiers
}

/** Whether something can happen now. */
function canHappen(world: World, act: ActName): boolean {
  const { office, bank } = world
  switch (act) {
    case 'start':
    case 'start-deposit':
      return office.dossiers.some(books.canStart)
    case 'callback':
    case 'callback-again':
    case 'callback-lost':
      return bank.callbacks.length > 0
    case 'poll':
      return office.attempts.some(({ active }) => active)
    case 'cancel':
      return office.attempts.some(({ status }) => status === 'action-required')
    case 'bank-refund-ends':
      return [...bank.refunds.values()].some(({ state }) => state === 'pending')
    case 'review':
      return office.attempts.some(({ status }) => status === 'review')
    case 'fees':
      return office.dossiers.some(({ history, feesSeq }) => history.length > feesSeq)
    case 'withdraw':
      return office.attempts.length < 2
    case 'decide':
    case 'send':
    case 'send-lost':
    case 'send-killed':
    case 'find':
    case 'payout':
      return refundsFor(office, act).length > 0
    case 'call':
    case 'call-lost':
    case 'call-unsent':
    case 'pay':
    case 'pay-part':
    case 'pay-odd':
    case 'other-currency':
    case 'end':
    case 'capture-late':
    case 'bank-refund':
    case 'charge-back':
    case 'propose':
      return attemptsFor(world, act).length > 0
  }
}

const isActName = (name: string): name is ActName => Object.hasOwn(weights, name)
const actNames = Object.keys(weights).filter(isActName)

/** Returns what happens next, among what can. */
export function nameOf(world: World, { n, which, how }: Act): Named | undefined {
  const can = actNames
    .filter((act) => canHappen(world, act))
    .flatMap((act) => Array<ActName>(weights[act]).fill(act))
  const act = can[n % Math.max(1, can.length)]
  return act && { do: act, which, how }
}
