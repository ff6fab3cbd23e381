/** The words of the desk's pages of fees in Arabic. */
import type { FeesWords } from './fees.en.ts'

/** Keeps what may be of the other direction together. */
const apart = (text: string): string => `\u2068${text}\u2069`

export const feesInArabic: FeesWords = {
  title: 'الرسوم',
  lead: 'جميع فواتير المكتب، الأحدث أولًا.',
  search: 'رقم فاتورة أو رقم تقديم',
  show: 'عرض',
  none: 'لا توجد فاتورة بهذا الرقم',
  noneLead: 'أدخله كما هو في الفاتورة أو في إشعار الاستلام.',
  order: 'الفاتورة',
  state: 'الحالة',
  opened: 'تاريخها',
  total: 'المجموع',
  received: 'المقبوض',
  back: 'جميع الفواتير',
  ofDossier: (number) => `رسوم التقديم ${apart(number)}`,
  toFees: 'رسوم ملف إيداعه',
  lower: {
    title: 'طلب مبلغ أقل',
    lead: 'يجب أن يعتمده زميل من المالية أو مسجّل. وهو ممكن ما لم يُدفع شيء.',
    amount: (currency) => `المجموع الجديد بعملة ${apart(currency)}`,
    amountHint: (total) => `أقل من ${apart(total)}، مثل 120.50.`,
    told: 'ما يقرؤه من يدفع',
    toldHint: 'يظهر سطرًا مستقلًا في الفاتورة والإيصال.',
    reason: 'السبب، للمكتب وحده',
    reasonHint: 'يقرؤه من يعتمد؛ ولا يخرج من المكتب في أي مستند.',
    send: 'إرسال للاعتماد',
    waits: 'مجموع أقل ينتظر الاعتماد',
    proposed: (name, total) => `يقترح ${apart(name)} مبلغ ${apart(total)}.`,
    toApproval: 'فتح الاعتماد',
  },
  approve: {
    title: 'الفاتورة المراد خفضها',
    now: 'المجموع الآن',
    then: 'المجموع بعدها',
    told: 'ما يقرؤه من يدفع',
    toOrder: 'فتح الفاتورة',
  },
}
