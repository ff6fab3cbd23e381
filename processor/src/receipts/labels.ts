/** Every word that the office's documents say by themselves, one complete table per language. */

import type { DocumentRole } from '@lodge/shared-types'

const english = {
  filingReceipt: 'Filing receipt',
  requestAsFiled: 'Request as filed',
  fileNumber: 'File number',
  filingDate: 'Filing date',
  received: 'Received by the office',
  receivedUtc: 'Received (UTC)',
  submissionNumber: 'Submission number',
  onlineId: 'Online identifier',
  invoiceNumber: 'Invoice number',
  ownReference: 'Your reference',
  filing: 'The filing',
  dateTrace: 'How the filing date was found',
  traceDate: 'Date',
  traceStep: 'What was decided',
  traceRule: 'Rule',
  parties: 'Parties',
  applicant: 'Applicant',
  applicantNumber: 'Applicant {number}',
  agent: 'Agent',
  wordMark: 'Word mark',
  figurativeMark: 'Figurative mark',
  imageUnreadable: 'The image cannot be shown here. The file itself is listed below with its SHA-256.',
  goodsAndServices: 'Goods and services',
  classNumber: 'Class {number}',
  termCount: 'terms: {count}',
  listSeparator: '; ',
  priorities: 'Priorities claimed',
  priorityCountry: 'Country or office',
  priorityNumber: 'Number',
  priorityDate: 'Date',
  fees: 'Fees',
  feeItem: 'Fee',
  quantity: 'Quantity',
  unitAmount: 'Unit',
  amount: 'Amount',
  total: 'Total',
  documents: 'Documents received',
  bytes: '{count} bytes',
  digest: 'SHA-256',
  signature: 'Signature',
  signatory: 'Name',
  capacity: 'Capacity',
  verification: 'Verify this document',
  verificationHow:
    'Scan the code or open the address to compare this document with the record of the office. The office has sealed this file electronically: a change of a single byte breaks the seal.',
  following: 'Follow the application',
  followingHow:
    'Scan the code or open the address to see at any time where the application stands, what is next and by when something must be done. The address is secret: hand it on only to people who may know. The office or the agent can make a new one; then this one no longer works.',
  receiptMeaning:
    'The office confirms that it received the filing described here, with exactly the documents listed, at the time stated.',
  requestMeaning: 'This is the request word for word as it was filed and as the office keeps it.',
  page: 'Page {page} of {pages}',
  trademarkApplication: 'Trademark application',
  answerToNotice: 'Answer to a notice',
  markImage: 'Image of the mark',
  powerOfAttorney: 'Power of attorney',
  priorityCertificate: 'Priority certificate',
  translation: 'Translation',
  otherDocument: 'Other document',
  invoice: 'Invoice',
  paymentReceipt: 'Payment receipt',
  acknowledgement: 'Acknowledgement of receipt',
  issued: 'Issued',
  totalDue: 'Total',
  paymentState: 'Payment',
  unpaid: 'Not paid yet',
  partPaid: 'Paid in part',
  paidInFull: 'Paid in full',
  refundedState: 'Refunded',
  cancelledState: 'Cancelled',
  paidOn: 'Paid on',
  payer: 'Payer',
  account: 'Account',
  feeRule: 'Rule',
  feesOf: 'Fees of {request}',
  feesOfAll: 'Taxes and fees of the whole dossier',
  alreadyReceived: 'Received so far',
  stillToPay: 'Still to pay',
  creditLeft: 'Credit on your account',
  paymentReference: 'Reference for the payment',
  bankReference: 'Reference of the bank',
  payments: 'Payments',
  paymentDate: 'Date',
  paymentMethod: 'Paid by',
  amountReceived: 'Received',
  invoiceMeaning:
    'What the office asks for this dossier, line by line, with the rule that sets each fee. Amounts are frozen since the day of issue.',
  receiptOfPaymentMeaning: 'The office confirms that it received the payments listed here for this invoice.',
  acknowledgementMeaning:
    'The office confirms that it received this submission with exactly the documents listed, at the time stated. File numbers and filing dates are given in the filing receipts.',
  requests: 'Requests',
  contentDigest: 'SHA-256 of the submission',
  signedText: 'Signed text',
  signedTextHow:
    'The same facts were signed by the office at the moment of acceptance (JWS, ES256). The signed text is kept with the dossier; the office’s keys are at the address below.',
  clockDoubt: 'Time',
  clockInDoubt: 'The office’s clock was in doubt at that moment; a person checks the time.',
}

export type DocumentLabels = typeof english

const arabic: DocumentLabels = {
  filingReceipt: 'إيصال إيداع',
  requestAsFiled: 'الطلب كما أُودع',
  fileNumber: 'رقم الملف',
  filingDate: 'تاريخ الإيداع',
  received: 'وقت التسلم لدى المكتب',
  receivedUtc: 'وقت التسلم (UTC)',
  submissionNumber: 'رقم التقديم',
  onlineId: 'المعرّف الإلكتروني',
  invoiceNumber: 'رقم الفاتورة',
  ownReference: 'مرجعكم',
  filing: 'الإيداع',
  dateTrace: 'كيف حُدد تاريخ الإيداع',
  traceDate: 'التاريخ',
  traceStep: 'ما تقرر',
  traceRule: 'القاعدة',
  parties: 'الأطراف',
  applicant: 'مقدم الطلب',
  applicantNumber: 'مقدم الطلب {number}',
  agent: 'الوكيل',
  wordMark: 'علامة لفظية',
  figurativeMark: 'علامة تصويرية',
  imageUnreadable: 'لا يمكن عرض الصورة هنا. الملف نفسه مدرج أدناه مع بصمة SHA-256 الخاصة به.',
  goodsAndServices: 'السلع والخدمات',
  classNumber: 'الفئة {number}',
  termCount: 'عدد البنود: {count}',
  listSeparator: '؛ ',
  priorities: 'الأولويات المطالب بها',
  priorityCountry: 'البلد أو المكتب',
  priorityNumber: 'الرقم',
  priorityDate: 'التاريخ',
  fees: 'الرسوم',
  feeItem: 'الرسم',
  quantity: 'الكمية',
  unitAmount: 'الوحدة',
  amount: 'المبلغ',
  total: 'المجموع',
  documents: 'الوثائق المتسلمة',
  bytes: '{count} بايت',
  digest: 'SHA-256',
  signature: 'التوقيع',
  signatory: 'الاسم',
  capacity: 'الصفة',
  verification: 'التحقق من هذه الوثيقة',
  verificationHow:
    'امسحوا الرمز أو افتحوا العنوان لمقارنة هذه الوثيقة بسجل المكتب. ختم المكتب هذا الملف إلكترونيًا: أي تغيير ولو في بايت واحد يكسر الختم.',
  following: 'متابعة الطلب',
  followingHow:
    'امسحوا الرمز أو افتحوا العنوان لتروا في أي وقت أين وصل الطلب وما الخطوة التالية وما المطلوب ومتى. العنوان سري: لا تعطوه إلا لمن يحق له أن يعلم. ويستطيع المكتب أو الوكيل إنشاء عنوان جديد، وعندئذ لا يعمل هذا العنوان.',
  receiptMeaning: 'يؤكد المكتب أنه تسلم الإيداع الموصوف هنا، مع الوثائق المدرجة بعينها، في الوقت المذكور.',
  requestMeaning: 'هذا هو الطلب حرفيًا كما أُودع وكما يحتفظ به المكتب.',
  page: 'صفحة {page} من {pages}',
  trademarkApplication: 'طلب تسجيل علامة تجارية',
  answerToNotice: 'رد على إشعار',
  markImage: 'صورة العلامة',
  powerOfAttorney: 'وكالة',
  priorityCertificate: 'شهادة الأولوية',
  translation: 'ترجمة',
  otherDocument: 'مستند آخر',
  invoice: 'فاتورة',
  paymentReceipt: 'إيصال دفع',
  acknowledgement: 'إقرار بالتسلم',
  issued: 'تاريخ الإصدار',
  totalDue: 'المجموع',
  paymentState: 'الدفع',
  unpaid: 'لم تُدفع بعد',
  partPaid: 'دُفع جزء منها',
  paidInFull: 'دُفعت بالكامل',
  refundedState: 'رُدّ المبلغ',
  cancelledState: 'أُلغيت',
  paidOn: 'تاريخ الدفع',
  payer: 'الدافع',
  account: 'الحساب',
  feeRule: 'السند',
  feesOf: 'رسوم {request}',
  feesOfAll: 'ضرائب ورسوم ملف الإيداع كله',
  alreadyReceived: 'المبلغ المتسلم حتى الآن',
  stillToPay: 'المتبقي للدفع',
  creditLeft: 'رصيد في حسابكم',
  paymentReference: 'مرجع الدفع',
  bankReference: 'مرجع البنك',
  payments: 'المدفوعات',
  paymentDate: 'التاريخ',
  paymentMethod: 'طريقة الدفع',
  amountReceived: 'المبلغ المتسلم',
  invoiceMeaning:
    'ما يطلبه المكتب عن ملف الإيداع هذا بندًا بندًا، مع السند الذي يحدد كل رسم. المبالغ ثابتة منذ يوم الإصدار.',
  receiptOfPaymentMeaning: 'يؤكد المكتب أنه تسلم المدفوعات المدرجة هنا عن هذه الفاتورة.',
  acknowledgementMeaning:
    'يؤكد المكتب أنه تسلم هذا التقديم مع الوثائق المدرجة بعينها في الوقت المذكور. أما أرقام الملفات وتواريخ الإيداع فترد في إيصالات الإيداع.',
  requests: 'الطلبات',
  contentDigest: 'بصمة SHA-256 للتقديم',
  signedText: 'النص الموقّع',
  signedTextHow:
    'وقّع المكتب الوقائع نفسها لحظة القبول (JWS، ES256). النص الموقّع محفوظ مع ملف الإيداع، ومفاتيح المكتب في العنوان أدناه.',
  clockDoubt: 'الوقت',
  clockInDoubt: 'كانت ساعة المكتب محل شك في تلك اللحظة؛ ويتحقق شخص من الوقت.',
}

const labelOfRole = {
  'mark-image': 'markImage',
  'power-of-attorney': 'powerOfAttorney',
  'priority-certificate': 'priorityCertificate',
  translation: 'translation',
  other: 'otherDocument',
} as const satisfies Record<DocumentRole, keyof DocumentLabels>

/** Returns what a document of a request is, in the language of the labels. */
export const roleLabel = (labels: DocumentLabels, role: DocumentRole): string => labels[labelOfRole[role]]

/** The languages that documents can be written in: their words, direction, and locale of dates and numbers. */
export const documentLanguages = {
  en: { labels: english, direction: 'ltr', locale: 'en-GB' },
  // Digits stay European in every language, so that numbers read the same on every document of a file.
  ar: { labels: arabic, direction: 'rtl', locale: 'ar-u-nu-latn-ca-gregory' },
} as const satisfies Record<string, { labels: DocumentLabels; direction: 'ltr' | 'rtl'; locale: string }>

export type DocumentLanguage = keyof typeof documentLanguages

/** Fills `{name}` places of a label; each value becomes an isolate, so that its direction stays its own. */
export function fillLabel(label: string, values: Record<string, string>): (string | { isolate: string })[] {
  return label.split(/(\{\w+\})/).map((part) => {
    const value = /^\{\w+\}$/.test(part) ? values[part.slice(1, -1)] : undefined
    return value === undefined ? part : { isolate: value }
  })
}

/** Returns a filled label as one text without isolates, for places that are set as one. */
export const plain = (phrase: readonly (string | { isolate: string })[]): string =>
  phrase.map((part) => (typeof part === 'string' ? part : part.isolate)).join('')
