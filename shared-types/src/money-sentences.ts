/** Sentences about money that the office says where something cannot be done. */
import type { Language } from './languages.ts'

export const moneySentences = {
  'line-explained': {
    en: 'This money is not in suspense any more, or a colleague’s proposal about it waits; look at it again.',
    ar: 'لم يعد هذا المبلغ معلقًا، أو ينتظر اقتراح زميل بشأنه؛ اطلع عليه من جديد.',
  },
  'line-went-out': {
    en: 'This money left the office’s account, so it cannot go there; choose a bank fee or another cost.',
    ar: 'خرج هذا المبلغ من حساب المكتب، فلا يمكن توجيهه إلى هناك؛ اختر رسوم البنك أو تكلفة أخرى.',
  },
  'line-other-currency': {
    en: 'The money is in another currency than the order; send it back, or choose the payer’s deposit.',
    ar: 'المبلغ بعملة غير عملة الفاتورة؛ أعده أو اختر حساب إيداع الدافع.',
  },
  'no-payer-account': {
    en: 'There is no such account at this office.',
    ar: 'لا يوجد حساب كهذا لدى هذا المكتب.',
  },
  'day-not-next': {
    en: 'Days are closed one after the other, and only once; close the next one.',
    ar: 'تُقفل الأيام واحدًا بعد آخر ومرة واحدة فقط؛ أقفل اليوم التالي.',
  },
  'reason-needed': {
    en: 'Say why: a colleague has to approve it.',
    ar: 'اذكر السبب: لا بد أن يعتمده زميل.',
  },
  'not-in-review': {
    en: 'This payment is not in review any more; look at it again.',
    ar: 'لم تعد هذه الدفعة قيد المراجعة؛ اطلع عليها من جديد.',
  },
  'payment-in-review': {
    en: 'This payment is in review; decide about its money there first.',
    ar: 'هذه الدفعة قيد المراجعة؛ قرر بشأن مبلغها هناك أولًا.',
  },
  'payment-under-way': {
    en: 'This payment is still under way, and more of it may come; stop it first, or wait until it has ended.',
    ar: 'لا تزال هذه الدفعة جارية وقد يرد منها المزيد؛ أوقفها أولًا أو انتظر انتهاءها.',
  },
  'review-nothing-there': {
    en: 'No money of this payment is in suspense, so there is nothing to take, give back or keep.',
    ar: 'لا يوجد مبلغ معلق لهذه الدفعة، فلا شيء يؤخذ أو يرد أو يحفظ.',
  },
  'review-something-there': {
    en: 'Money of this payment is in suspense, so something did come; decide what becomes of it.',
    ar: 'يوجد مبلغ معلق لهذه الدفعة، أي أن شيئًا قد ورد؛ قرر مصيره.',
  },
  'review-other-currency': {
    en: 'The money is in another currency than the order; it can go back or stay in suspense, and never counts for the order.',
    ar: 'المبلغ بعملة غير عملة الفاتورة؛ يمكن رده أو إبقاؤه معلقًا، ولا يُحتسب للفاتورة.',
  },
  'review-went-out': {
    en: 'More of this payment went out than came in, so there is nothing to give back.',
    ar: 'خرج من هذه الدفعة أكثر مما دخل، فلا شيء يُرد.',
  },
  'refund-too-much': {
    en: 'There is not so much of this payment’s money left to give back from there; other refunds may have reserved it.',
    ar: 'لم يبق من مبلغ هذه الدفعة هناك ما يكفي للرد؛ ربما حُجز لرد آخر.',
  },
  'refund-amount': {
    en: 'Enter an amount above zero, such as 120.50, with no more decimals than the currency has.',
    ar: 'أدخل مبلغًا أكبر من الصفر، مثل 120.50، بعدد الكسور الذي للعملة.',
  },
  'refund-no-way': {
    en: 'This money cannot go back that way; choose a transfer or the payer’s deposit.',
    ar: 'لا يمكن رد هذا المبلغ بهذه الطريقة؛ اختر التحويل أو حساب الإيداع.',
  },
  'refund-whole-only': {
    en: 'This way of paying gives back the whole payment or nothing; choose a transfer for a part.',
    ar: 'طريقة الدفع هذه ترد المبلغ كاملًا أو لا ترد شيئًا؛ اختر التحويل لرد جزء.',
  },
  'refund-elsewhere': {
    en: 'This refund has moved on; look at it as it is now.',
    ar: 'تقدم رد هذا المبلغ؛ اطلع عليه كما هو الآن.',
  },
  'payout-own': {
    en: 'You ordered this transfer yourself; another person confirms that it went out.',
    ar: 'أنت من أمر بهذا التحويل؛ ويؤكد تنفيذه شخص آخر.',
  },
  'deposit-short': {
    en: 'The payer’s deposit does not hold so much any more.',
    ar: 'لم يعد حساب إيداع الدافع يحتوي على هذا المبلغ.',
  },
  'cancel-too-late': {
    en: 'This payment can no longer be stopped; wait until the bank has told how it ended.',
    ar: 'لم يعد بالإمكان إيقاف هذه الدفعة؛ انتظر حتى يبلغ البنك بنتيجتها.',
  },
  'cash-elsewhere': {
    en: 'Another payment of this order is under way; stop it first, or wait until it has ended.',
    ar: 'هناك دفعة أخرى جارية لهذه الفاتورة؛ أوقفها أولًا أو انتظر انتهاءها.',
  },
  'cash-not-exact': {
    en: 'Take exactly what the order lacks; look at it again, the amount may have changed.',
    ar: 'اقبض ما ينقص الفاتورة بالضبط؛ اطلع عليها من جديد، فربما تغير المبلغ.',
  },
  'cash-tendered': {
    en: 'The payer has given less than the amount.',
    ar: 'أعطى الدافع أقل من المبلغ المطلوب.',
  },
  'cheque-number': {
    en: 'Enter the number of the cheque.',
    ar: 'أدخل رقم الشيك.',
  },
  'cash-day-closed': {
    en: 'You have closed this day at the cash desk; it does not change any more.',
    ar: 'أغلقت يوم الصندوق هذا؛ ولا يتغير بعد ذلك.',
  },
  'cash-day-empty': {
    en: 'Nothing was taken at the cash desk on this day.',
    ar: 'لم يُقبض شيء في الصندوق في هذا اليوم.',
  },
  'cash-day-moved': {
    en: 'Something was taken or given back while you were counting; count again.',
    ar: 'قُبض شيء أو رُد أثناء العد؛ أعد العد من جديد.',
  },
  'cash-difference-unexplained': {
    en: 'What you counted is not what should be there; write a note that explains it.',
    ar: 'ما عددته ليس ما يجب أن يكون موجودًا؛ اكتب ملاحظة توضح ذلك.',
  },
  'cash-void-late': {
    en: 'Money goes back over the desk on the day on which it was taken, before the day is closed; propose a refund instead.',
    ar: 'يُرد المبلغ عند الصندوق في يوم قبضه وقبل إغلاق اليوم؛ اقترح رد المبلغ بدلًا من ذلك.',
  },
} as const satisfies Record<string, Record<Language, string>>
export type MoneySentenceCode = keyof typeof moneySentences
