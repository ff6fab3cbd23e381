/** The words of templates and of filing a similar one, in Arabic. */
import { quotedInArabic as quoted } from './counted-in-arabic.ts'
import type { reuseInEnglish } from './reuse.en.ts'

export const reuseInArabic: typeof reuseInEnglish = {
  templates: {
    title: 'القوالب',
    lead: 'ما تودعه مرة بعد مرة، محفوظ على هذا الجهاز وحده ومشفّر مثل مسوداتك. لا يُحفظ فيه التوقيع ولا مرجعك، فلكل طلب ما يخصه.',
    back: 'مسوداتي',
    empty: 'لا قوالب بعد',
    emptyLead: 'اختر «احفظ قالبًا» عند إحدى مسوداتك فيظهر هنا.',
    saveAs: 'احفظ قالبًا',
    saveAsOf: (title) => `احفظ قالبًا: ${quoted(title)}`,
    saved: (name) => `${quoted(name)} بين قوالبك.`,
    begin: 'ابدأ مسودة',
    beginOf: (name) => `ابدأ مسودة من ${quoted(name)}`,
    rename: 'غيّر الاسم',
    renameOf: (name) => `غيّر اسم ${quoted(name)}`,
    name: 'اسم القالب',
    nameMissing: 'أدخل اسمًا للقالب.',
    keep: 'احفظ الاسم',
    cancel: 'إلغاء',
    remove: 'احذف',
    removeOf: (name) => `احذف القالب ${quoted(name)}`,
    sure: 'احذف نهائيًا',
    removed: (name) => `حُذف ${quoted(name)}. تبقى المسودات التي بدأت منه.`,
    number: {
      file: 'عن أي ملف؟ رقمه',
      notice: 'عن أي ملف؟ رقمه',
      order: 'عن أي أمر دفع؟ رقمه',
      attempt: 'عن أي دفعة؟ رقمها',
    },
    numberMissing: 'أدخل الرقم.',
    right: 'نوع الحق',
    rightMissing: 'هذا الملف ليس بين ملفاتك على هذا الجهاز: اختر نوع الحق.',
    notTaken: 'لم يعد المكتب يقبل هذا',
    failed: 'لم تبدأ المسودة. حاول مجددًا؛ لم يتغير شيء.',
  },
  similar: {
    act: 'أودع طلبًا مشابهًا',
    actOf: (title) => `أودع طلبًا مشابهًا لـ ${quoted(title)}`,
    awayTitle: 'تعذر جلب الطلب الآن',
    awayLead:
      'يبدأ الطلب المشابه مما لدى المكتب. اتصل بالشبكة وسجّل الدخول ثم حاول مجددًا؛ أما مسوداتك فتُنسخ دون شبكة.',
    back: 'مسوداتي',
  },
}
