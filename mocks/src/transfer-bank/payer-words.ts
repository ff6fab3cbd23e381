/** What the payer's pages say, in each of their languages; the compiler proves them complete. */

export type TransferProblem =
  'account' | 'unknown-account' | 'amount' | 'currency' | 'reference' | 'name' | 'code'

export type TransferWords = {
  readonly bank: string
  readonly skip: string
  readonly demonstration: string
  readonly footer: string
  readonly title: string
  readonly lead: string
  readonly haveCode: string
  readonly code: string
  readonly codeHint: string
  readonly codeButton: string
  readonly from: string
  readonly to: string
  readonly account: string
  readonly accountHint: string
  readonly amount: string
  readonly reference: string
  readonly referenceHint: string
  readonly next: string
  readonly check: string
  readonly checkLead: string
  readonly confirm: string
  readonly change: string
  readonly done: string
  readonly doneMeans: string
  readonly number: string
  readonly another: string
  readonly problem: string
  readonly problems: Readonly<Record<TransferProblem, string>>
}

const en: TransferWords = {
  bank: 'River Bank',
  skip: 'Skip to the transfer',
  demonstration: 'Demonstration: no real money',
  footer: 'River Bank does not exist. It stands in for a payer’s bank while a transfer is shown or tested.',
  title: 'Make a transfer',
  lead: 'Copy what is on your payment slip, or paste what its QR code holds.',
  haveCode: 'Does your slip have a QR code?',
  code: 'Text of the QR code',
  codeHint: 'Scan the code with your phone, copy the text, and paste it here. It begins with BCD.',
  codeButton: 'Fill in the transfer',
  from: 'From your account',
  to: 'Name of the payee',
  account: 'Account of the payee (IBAN)',
  accountHint: 'With or without blanks.',
  amount: 'Amount',
  reference: 'Reference or message',
  referenceHint: 'A payment reference begins with RF. Without it the payee may not know what you pay.',
  next: 'Check the transfer',
  check: 'Is everything right?',
  checkLead: 'The money leaves your account as soon as you confirm.',
  confirm: 'Confirm and send',
  change: 'Change it',
  done: 'The transfer is on its way',
  doneMeans: 'The payee sees it on their next statement.',
  number: 'Number of the transfer',
  another: 'Make another transfer',
  problem: 'This transfer cannot be made yet',
  problems: {
    account: 'This is not an IBAN: check it letter by letter.',
    'unknown-account': 'No account of this bank has this number. This demonstration reaches no other bank.',
    amount: 'Enter an amount above zero, such as 520.00.',
    currency: 'The payee’s account is in another currency: choose another account of yours.',
    reference: 'This reference has a mistake: compare it with your slip character by character.',
    name: 'Enter the name of the payee.',
    code: 'This is not the text of a payment code.',
  },
}

const ar: TransferWords = {
  bank: 'بنك النهر',
  skip: 'انتقل إلى التحويل',
  demonstration: 'عرض تجريبي: لا أموال حقيقية',
  footer: 'بنك النهر غير موجود. إنه يحل محل بنك الدافع أثناء عرض تحويل أو اختباره.',
  title: 'إجراء تحويل',
  lead: 'انقل ما في قسيمة الدفع، أو الصق محتوى رمزها المربع.',
  haveCode: 'هل في قسيمتك رمز مربع؟',
  code: 'نص الرمز المربع',
  codeHint: 'امسح الرمز بهاتفك وانسخ النص والصقه هنا. يبدأ النص بالأحرف BCD.',
  codeButton: 'املأ التحويل',
  from: 'من حسابك',
  to: 'اسم المستفيد',
  account: 'حساب المستفيد (آيبان)',
  accountHint: 'بالمسافات أو بدونها.',
  amount: 'المبلغ',
  reference: 'المرجع أو الرسالة',
  referenceHint: 'يبدأ مرجع الدفع بالحرفين RF. بدونه قد لا يعرف المستفيد ما الذي تدفعه.',
  next: 'راجع التحويل',
  check: 'هل كل شيء صحيح؟',
  checkLead: 'يخرج المبلغ من حسابك فور التأكيد.',
  confirm: 'أكّد وأرسل',
  change: 'تعديل',
  done: 'التحويل في طريقه',
  doneMeans: 'يراه المستفيد في كشف حسابه التالي.',
  number: 'رقم التحويل',
  another: 'إجراء تحويل آخر',
  problem: 'لا يمكن إجراء هذا التحويل بعد',
  problems: {
    account: 'هذا ليس رقم آيبان صحيحًا: راجعه حرفًا حرفًا.',
    'unknown-account': 'لا يوجد في هذا البنك حساب بهذا الرقم. لا يصل هذا العرض إلى بنوك أخرى.',
    amount: 'أدخل مبلغًا أكبر من الصفر، مثل ‎520.00‎.',
    currency: 'حساب المستفيد بعملة أخرى: اختر حسابًا آخر من حساباتك.',
    reference: 'في هذا المرجع خطأ: قارنه بقسيمتك حرفًا حرفًا.',
    name: 'أدخل اسم المستفيد.',
    code: 'هذا ليس نص رمز دفع.',
  },
}

export const transferWords = { en, ar }
export type TransferLanguage = keyof typeof transferWords
