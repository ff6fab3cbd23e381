/** What the payment page says, in each of its languages; the compiler proves every language and every card complete. */
import type { CardName } from './cards.ts'

type CardWords = { readonly title: string; readonly does: string }
type ResultWords = { readonly title: string; readonly means: string }

export type PayerWords = {
  readonly bank: string
  readonly skip: string
  readonly demonstration: string
  readonly footer: string
  readonly pay: string
  readonly youPay: string
  readonly to: string
  readonly purpose: string
  readonly reference: string
  readonly openUntil: string
  readonly status: string
  readonly taken: string
  readonly refunded: string
  readonly card: string
  readonly choose: string
  readonly groups: Readonly<Record<'plain' | 'message' | 'amount', string>>
  readonly payButton: string
  readonly cancel: string
  readonly back: string
  readonly lookAgain: string
  readonly confirm: {
    readonly title: string
    readonly why: string
    readonly message: (code: string) => string
    readonly code: string
    readonly hint: string
    readonly button: string
    readonly refuse: string
  }
  readonly problem: string
  readonly problems: Readonly<Record<'no-card' | 'wrong-code', string>>
  readonly unknown: ResultWords
  readonly results: Readonly<Record<string, ResultWords>>
  readonly otherResult: ResultWords
  readonly cards: Readonly<Record<Exclude<CardName, 'cancel'>, CardWords>>
}

const en: PayerWords = {
  bank: 'Harbour Bank',
  skip: 'Skip to the payment',
  demonstration: 'Demonstration: no real money',
  footer: 'Harbour Bank does not exist. It stands in for a card bank while a payment is shown or tested.',
  pay: 'Pay by card',
  youPay: 'You pay',
  to: 'To',
  purpose: 'For',
  reference: 'Reference',
  openUntil: 'Open until',
  status: 'Status',
  taken: 'Taken from the card',
  refunded: 'Given back',
  card: 'Card',
  choose: 'Choose a test card',
  groups: {
    plain: 'Everyday cards',
    message: 'The message to the merchant goes astray',
    amount: 'The amount is not as agreed',
  },
  payButton: 'Pay',
  cancel: 'Cancel and go back',
  back: 'Back to the merchant',
  lookAgain: 'Look again',
  confirm: {
    title: 'Is it you who pays?',
    why: 'This card asks for a code before it pays, as 3-D Secure does.',
    message: (code) => `Message to your phone: your code is ${code}. Tell it to nobody.`,
    code: 'Code from the message',
    hint: 'Six digits',
    button: 'Confirm and pay',
    refuse: 'It is not me: do not pay',
  },
  problem: 'One thing to put right',
  problems: {
    'no-card': 'Choose a card to pay with.',
    'wrong-code': 'This is not the code of the message. Type its six digits.',
  },
  unknown: {
    title: 'This payment is not known here',
    means: 'Go back to where you came from and start the payment again. Nothing was taken.',
  },
  results: {
    CAPTURED: {
      title: 'Payment approved',
      means: 'The bank has taken the money and tells the merchant. Go back to see what happens next.',
    },
    DECLINED: {
      title: 'Card declined',
      means: 'Nothing was taken. Go back to the merchant to pay with another card.',
    },
    CANCELLED: { title: 'Payment cancelled', means: 'Nothing was taken.' },
    EXPIRED: { title: 'The time to pay is over', means: 'Nothing was taken. Start again at the merchant.' },
    PROCESSING: {
      title: 'Payment in progress',
      means: 'Your part is done. The card scheme has not answered yet; the merchant is told when it has.',
    },
    PARTLY_REFUNDED: { title: 'Part of the money went back', means: 'The merchant gave back a part.' },
    REFUNDED: { title: 'The money went back', means: 'The merchant gave back the whole amount.' },
    CHARGED_BACK: { title: 'The money was charged back', means: 'Your card’s bank took the money back.' },
  },
  otherResult: { title: 'This payment is closed', means: 'Ask the merchant what it means for you.' },
  cards: {
    approve: { title: 'Approve', does: 'Takes the money and tells the merchant at once.' },
    decline: { title: 'Decline', does: 'Takes nothing and tells the merchant so.' },
    challenge: { title: 'Approve after a code', does: 'Asks for a code first, as 3-D Secure does.' },
    pending: {
      title: 'Approve slowly',
      does: 'Stays in progress for a while, then takes the money.',
    },
    expire: { title: 'Run out of time', does: 'Ends the payment as expired; takes nothing.' },
    'callback-lost': {
      title: 'Approve, callback lost',
      does: 'Takes the money; the merchant is not told and has to ask.',
    },
    'callback-late': {
      title: 'Approve, callback late',
      does: 'Takes the money; the merchant is told some time later.',
    },
    'callback-twice': {
      title: 'Approve, callback twice',
      does: 'Takes the money once and tells the merchant two times.',
    },
    'callback-wrong-amount': {
      title: 'Approve, callback with a wrong amount',
      does: 'Takes the right amount, but tells the merchant of one minor unit more.',
    },
    short: { title: 'Take too little', does: 'Takes one minor unit less than asked.' },
    over: { title: 'Take too much', does: 'Takes one minor unit more than asked.' },
  },
}

const ar: PayerWords = {
  bank: 'بنك المرفأ',
  skip: 'انتقل إلى الدفع',
  demonstration: 'عرض توضيحي: لا أموال حقيقية',
  footer: 'بنك المرفأ غير موجود في الواقع، وهو ينوب عن بنك البطاقات عند عرض الدفع أو اختباره.',
  pay: 'الدفع بالبطاقة',
  youPay: 'المبلغ المطلوب',
  to: 'إلى',
  purpose: 'مقابل',
  reference: 'المرجع',
  openUntil: 'متاح حتى',
  status: 'الحالة',
  taken: 'المبلغ المخصوم من البطاقة',
  refunded: 'المبلغ المعاد',
  card: 'البطاقة',
  choose: 'اختر بطاقة تجريبية',
  groups: {
    plain: 'بطاقات معتادة',
    message: 'الإشعار المرسل إلى التاجر لا يصل كما ينبغي',
    amount: 'المبلغ ليس كما اتُّفق عليه',
  },
  payButton: 'ادفع',
  cancel: 'إلغاء والعودة',
  back: 'العودة إلى التاجر',
  lookAgain: 'تحقّق مرة أخرى',
  confirm: {
    title: 'هل أنت من يدفع؟',
    why: 'تطلب هذه البطاقة رمزًا قبل الدفع، كما في خدمة ‎3-D Secure‎.',
    message: (code) => `رسالة إلى هاتفك: رمزك هو \u2066${code}\u2069. لا تخبر به أحدًا.`,
    code: 'الرمز الوارد في الرسالة',
    hint: 'ستة أرقام',
    button: 'تأكيد الدفع',
    refuse: 'لست أنا: لا تدفع',
  },
  problem: 'أمر واحد يحتاج إلى تصحيح',
  problems: {
    'no-card': 'اختر البطاقة التي تدفع بها.',
    'wrong-code': 'ليس هذا هو الرمز الوارد في الرسالة. اكتب أرقامه الستة.',
  },
  unknown: {
    title: 'هذه الدفعة غير معروفة هنا',
    means: 'عد إلى الصفحة التي جئت منها وابدأ الدفع من جديد. لم يُخصم أي مبلغ.',
  },
  results: {
    CAPTURED: {
      title: 'تمت الموافقة على الدفع',
      means: 'خصم البنك المبلغ وهو يُبلغ التاجر. عد لترى الخطوة التالية.',
    },
    DECLINED: {
      title: 'رُفضت البطاقة',
      means: 'لم يُخصم أي مبلغ. عد إلى التاجر لتدفع ببطاقة أخرى.',
    },
    CANCELLED: { title: 'أُلغي الدفع', means: 'لم يُخصم أي مبلغ.' },
    EXPIRED: { title: 'انتهت مهلة الدفع', means: 'لم يُخصم أي مبلغ. ابدأ من جديد عند التاجر.' },
    PROCESSING: {
      title: 'الدفع قيد المعالجة',
      means: 'أتممت ما عليك. لم تُجب شبكة البطاقات بعد، وسيُبلَّغ التاجر حين تجيب.',
    },
    PARTLY_REFUNDED: { title: 'أُعيد جزء من المبلغ', means: 'أعاد التاجر جزءًا من المبلغ.' },
    REFUNDED: { title: 'أُعيد المبلغ', means: 'أعاد التاجر المبلغ كله.' },
    CHARGED_BACK: { title: 'استُرد المبلغ', means: 'استرد بنك بطاقتك المبلغ.' },
  },
  otherResult: { title: 'هذه الدفعة مغلقة', means: 'اسأل التاجر عمّا يعنيه ذلك لك.' },
  cards: {
    approve: { title: 'موافقة', does: 'تخصم المبلغ وتُبلغ التاجر فورًا.' },
    decline: { title: 'رفض', does: 'لا تخصم شيئًا وتُبلغ التاجر بذلك.' },
    challenge: { title: 'موافقة بعد رمز', does: 'تطلب رمزًا أولًا، كما في خدمة ‎3-D Secure‎.' },
    pending: { title: 'موافقة بطيئة', does: 'تبقى قيد المعالجة مدة ثم تخصم المبلغ.' },
    expire: { title: 'انتهاء المهلة', does: 'تنتهي الدفعة بانقضاء مهلتها ولا يُخصم شيء.' },
    'callback-lost': {
      title: 'موافقة، والإشعار يضيع',
      does: 'تخصم المبلغ ولا يُبلَّغ التاجر، فعليه أن يسأل.',
    },
    'callback-late': {
      title: 'موافقة، والإشعار يتأخر',
      does: 'تخصم المبلغ ويُبلَّغ التاجر بعد مدة.',
    },
    'callback-twice': {
      title: 'موافقة، والإشعار يتكرر',
      does: 'تخصم المبلغ مرة واحدة وتُبلغ التاجر مرتين.',
    },
    'callback-wrong-amount': {
      title: 'موافقة، والإشعار بمبلغ خطأ',
      does: 'تخصم المبلغ الصحيح، لكنها تُبلغ التاجر بزيادة أصغر وحدة نقدية.',
    },
    short: { title: 'خصم أقل', does: 'تخصم أقل من المطلوب بأصغر وحدة نقدية.' },
    over: { title: 'خصم أكثر', does: 'تخصم أكثر من المطلوب بأصغر وحدة نقدية.' },
  },
}

export const payerWords = { en, ar }
export type PayerLanguage = keyof typeof payerWords
export const otherLanguage = { en: ['ar', 'العربية'], ar: ['en', 'English'] } as const

const isLanguage = (text: string): text is PayerLanguage => Object.hasOwn(payerWords, text)

/** Returns the first of the wanted languages (BCP 47) that the bank speaks; English where there is none. */
export function languageOf(wanted: readonly (string | null | undefined)[]): PayerLanguage {
  const known = wanted.map((tag) => (tag ?? '').trim().toLowerCase().split('-')[0] ?? '').find(isLanguage)
  return known ?? 'en'
}
