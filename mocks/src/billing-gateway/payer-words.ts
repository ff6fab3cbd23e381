/** What the billing service says to payers, in each of its languages; the compiler proves every language complete. */
import type { PayerLanguage } from '../fake-bank/payer-words.ts'
import type { Channel } from './books.ts'

type ResultWords = { readonly title: string; readonly means: string }
type ChannelWords = { readonly title: string; readonly does: string }

export type PayerWords = {
  readonly service: string
  readonly skip: string
  readonly demonstration: string
  readonly footer: string
  readonly find: {
    readonly title: string
    readonly label: string
    readonly hint: string
    readonly button: string
  }
  readonly pay: string
  readonly youPay: string
  readonly number: string
  readonly to: string
  readonly purpose: string
  readonly invoice: string
  readonly items: string
  readonly openUntil: string
  readonly choose: string
  readonly channels: Readonly<Record<Channel, ChannelWords>>
  readonly otherChannel: string
  readonly mobile: {
    readonly explain: string
    readonly begin: string
    readonly message: (service: string) => string
    readonly approve: string
    readonly refuse: string
  }
  readonly branch: {
    readonly explain: string
    readonly label: (currency: string) => string
    readonly hint: string
    readonly button: string
  }
  readonly card: { readonly explain: string; readonly approve: string; readonly decline: string }
  readonly problem: string
  readonly problems: Readonly<Record<Problem, string>>
  readonly results: Readonly<Record<string, ResultWords>>
  readonly otherResult: ResultWords
  readonly paidOn: string
  readonly channel: string
  readonly payment: string
  readonly amountPaid: string
  readonly back: string
}
export type Problem = 'mistyped' | 'unknown' | 'part-payment' | 'no-amount' | 'declined'

const en: PayerWords = {
  service: 'National Billing Service',
  skip: 'Skip to the content',
  demonstration: 'Demonstration: no real money',
  footer:
    'This service does not exist. It stands in for a government billing service while a payment is shown or tested.',
  find: {
    title: 'Pay a government bill',
    label: 'Bill number',
    hint: '12 digits; they stand on your bill or invoice',
    button: 'Show the bill',
  },
  pay: 'Pay this bill',
  youPay: 'To pay',
  number: 'Bill number',
  to: 'To',
  purpose: 'For',
  invoice: 'Invoice',
  items: 'What it is made of',
  openUntil: 'Pay by',
  choose: 'How do you want to pay?',
  channels: {
    mobile: { title: 'Mobile money', does: 'You confirm on your phone.' },
    branch: { title: 'At a bank branch', does: 'You tell the bill number at the counter and pay there.' },
    card: { title: 'By card', does: 'You pay here and now.' },
  },
  otherChannel: 'Pay in another way',
  mobile: {
    explain: 'We send a request to your phone. Nothing is taken before you confirm it there.',
    begin: 'Send the request',
    message: (service) => `On your phone: “${service} asks you to pay this bill. Do you agree?”`,
    approve: 'I agree: pay',
    refuse: 'I do not agree',
  },
  branch: {
    explain: 'You are at the counter, and have told the bill number. The teller types what you hand over.',
    label: (currency) => `Amount in ${currency}`,
    hint: 'A bill is paid in one sum, exactly.',
    button: 'Pay at the counter',
  },
  card: {
    explain: 'Two test cards: one pays, one does not.',
    approve: 'Pay with the card that is good',
    decline: 'Try the card that is declined',
  },
  problem: 'One thing to put right',
  problems: {
    mistyped: 'This is not a bill number. Compare its 12 digits with your bill.',
    unknown: 'No bill has this number here. Compare its 12 digits with your bill.',
    'part-payment': 'This bill is paid in one sum. Hand over exactly what is to be paid.',
    'no-amount': 'Type an amount, such as 520.00.',
    declined: 'The card was declined, and nothing was taken. Pay with another card or in another way.',
  },
  results: {
    PAID: {
      title: 'Bill paid',
      means: 'The money is on its way, and the office is told. Keep this page as your receipt.',
    },
    CANCELLED: { title: 'Bill cancelled', means: 'The office has cancelled this bill. Do not pay it.' },
    EXPIRED: { title: 'The time to pay is over', means: 'Nothing was taken. Ask the office for a new bill.' },
    REVERSED: {
      title: 'The money was taken back',
      means: 'The payment was not good. Ask the office what to do.',
    },
  },
  otherResult: { title: 'This bill cannot be paid now', means: 'Ask the office what it means for you.' },
  paidOn: 'Paid on',
  channel: 'Paid by',
  payment: 'Payment number',
  amountPaid: 'Amount paid',
  back: 'Back to the office',
}

const ar: PayerWords = {
  service: 'خدمة الفوترة الوطنية',
  skip: 'انتقل إلى المحتوى',
  demonstration: 'عرض توضيحي: لا أموال حقيقية',
  footer: 'هذه الخدمة غير موجودة في الواقع، وهي تنوب عن خدمة فوترة حكومية عند عرض الدفع أو اختباره.',
  find: {
    title: 'ادفع فاتورة حكومية',
    label: 'رقم الفاتورة',
    hint: 'اثنا عشر رقمًا مكتوبة على فاتورتك',
    button: 'اعرض الفاتورة',
  },
  pay: 'ادفع هذه الفاتورة',
  youPay: 'المبلغ المطلوب',
  number: 'رقم الفاتورة',
  to: 'إلى',
  purpose: 'مقابل',
  invoice: 'رقم المطالبة',
  items: 'تفاصيل المبلغ',
  openUntil: 'ادفع قبل',
  choose: 'كيف تريد أن تدفع؟',
  channels: {
    mobile: { title: 'المحفظة على الهاتف', does: 'تؤكد الدفع على هاتفك.' },
    branch: { title: 'في فرع البنك', does: 'تذكر رقم الفاتورة عند الشباك وتدفع هناك.' },
    card: { title: 'بالبطاقة', does: 'تدفع هنا الآن.' },
  },
  otherChannel: 'ادفع بطريقة أخرى',
  mobile: {
    explain: 'نرسل طلبًا إلى هاتفك، ولا يُخصم شيء قبل أن تؤكده هناك.',
    begin: 'أرسل الطلب',
    message: (service) => `على هاتفك: «تطلب منك ${service} دفع هذه الفاتورة. هل توافق؟»`,
    approve: 'أوافق: ادفع',
    refuse: 'لا أوافق',
  },
  branch: {
    explain: 'أنت عند الشباك وقد ذكرت رقم الفاتورة، ويكتب الموظف المبلغ الذي تسلّمه.',
    label: (currency) => `المبلغ بعملة \u2066${currency}\u2069`,
    hint: 'تُدفع الفاتورة دفعة واحدة وبالمبلغ المحدد تمامًا.',
    button: 'ادفع عند الشباك',
  },
  card: {
    explain: 'بطاقتان تجريبيتان: واحدة تدفع وأخرى تُرفض.',
    approve: 'ادفع بالبطاقة المقبولة',
    decline: 'جرّب البطاقة المرفوضة',
  },
  problem: 'أمر واحد يحتاج إلى تصحيح',
  problems: {
    mistyped: 'ليس هذا رقم فاتورة. قارن أرقامه الاثني عشر بفاتورتك.',
    unknown: 'لا توجد هنا فاتورة بهذا الرقم. قارن أرقامه الاثني عشر بفاتورتك.',
    'part-payment': 'تُدفع هذه الفاتورة دفعة واحدة. سلّم المبلغ المطلوب تمامًا.',
    'no-amount': 'اكتب مبلغًا، مثل \u2066520.00\u2069.',
    declined: 'رُفضت البطاقة ولم يُخصم شيء. ادفع ببطاقة أخرى أو بطريقة أخرى.',
  },
  results: {
    PAID: { title: 'دُفعت الفاتورة', means: 'المبلغ في طريقه وقد أُبلغ المكتب. احتفظ بهذه الصفحة إيصالًا لك.' },
    CANCELLED: { title: 'أُلغيت الفاتورة', means: 'ألغى المكتب هذه الفاتورة، فلا تدفعها.' },
    EXPIRED: { title: 'انتهت مهلة الدفع', means: 'لم يُخصم شيء. اطلب من المكتب فاتورة جديدة.' },
    REVERSED: { title: 'استُرد المبلغ', means: 'لم تكن الدفعة صالحة. اسأل المكتب عمّا ينبغي فعله.' },
  },
  otherResult: { title: 'لا يمكن دفع هذه الفاتورة الآن', means: 'اسأل المكتب عمّا يعنيه ذلك لك.' },
  paidOn: 'تاريخ الدفع',
  channel: 'طريقة الدفع',
  payment: 'رقم الدفعة',
  amountPaid: 'المبلغ المدفوع',
  back: 'العودة إلى المكتب',
}

export const payerWords = { en, ar } as const satisfies Record<PayerLanguage, PayerWords>
