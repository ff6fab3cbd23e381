/** Why a payment took a state, in words: in the trace of an order, in the list of reviews and where one is approved. */
import { textIn, type Language, type Localized } from '@lodge/shared-types'

const reasons: Readonly<Record<string, Localized>> = {
  'amount-mismatch': {
    en: 'The amount or the currency is not what was to be paid',
    ar: 'المبلغ أو العملة ليس ما كان يجب دفعه',
  },
  'more-money-came': {
    en: 'More money came than was confirmed before',
    ar: 'ورد مال أكثر مما أُكد من قبل',
  },
  'more-money-went-back': { en: 'More money went back than had come', ar: 'عاد مال أكثر مما ورد' },
  'more-money-charged-back': {
    en: 'More money was taken back than had come',
    ar: 'استُرجع مال أكثر مما ورد',
  },
  'refunded-before-confirmed': { en: 'It was refunded before it was confirmed', ar: 'رُدّ قبل أن يُؤكد' },
  'charged-back-before-confirmed': {
    en: 'It was charged back before it was confirmed',
    ar: 'استُرجع قبل أن يُؤكد',
  },
  'returned-before-confirmed': { en: 'It was returned before it was confirmed', ar: 'أُعيد قبل أن يُؤكد' },
  'bank-does-not-know': { en: 'The bank does not know it', ar: 'لا يعرفها البنك' },
  'bank-cancelled': { en: 'Cancelled at the bank', ar: 'أُلغيت لدى البنك' },
  'bank-expired': { en: 'Expired at the bank', ar: 'انتهت مدتها لدى البنك' },
  'cash-void': { en: 'What the desk had taken was voided', ar: 'أُبطل ما قبضه الصندوق' },
  'seen-on-statement': {
    en: 'Seen on a statement; the payer had not begun it here',
    ar: 'ظهرت في كشف حساب ولم يبدأها الدافع هنا',
  },
  take: { en: 'Decided: the money is taken', ar: 'تقرر قبول المال' },
  refund: { en: 'Decided: the money goes back', ar: 'تقرر رد المال' },
  'nothing-came': { en: 'Decided: nothing had come', ar: 'تقرر أنه لم يصل شيء' },
  keep: { en: 'Decided: the money stays set aside', ar: 'تقرر إبقاء المال جانبًا' },
}

/** Returns a reason in words; one that this release does not know, such as a bank's own, as it is, and a dash for none. */
export function paymentReasonIn(reason: string | null, language: Language): string {
  if (reason === null) return '–'
  const words = Object.hasOwn(reasons, reason) ? reasons[reason] : undefined
  return words ? textIn(words, language) : reason
}
