/** Every word that the office's documents say by themselves, one complete table per language. */

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
  receiptMeaning:
    'The office confirms that it received the filing described here, with exactly the documents listed, at the time stated.',
  requestMeaning: 'This is the request word for word as it was filed and as the office keeps it.',
  page: 'Page {page} of {pages}',
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
  receiptMeaning: 'يؤكد المكتب أنه تسلم الإيداع الموصوف هنا، مع الوثائق المدرجة بعينها، في الوقت المذكور.',
  requestMeaning: 'هذا هو الطلب حرفيًا كما أُودع وكما يحتفظ به المكتب.',
  page: 'صفحة {page} من {pages}',
}

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
